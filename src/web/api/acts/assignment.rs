//! 分办、改派: who works on a case.

use super::acts;
use crate::domain::case::Command;
use crate::web::body::id;

acts! {
    /// 分办、改派: somebody of the agency works on the case from now on.
    assign at "/api/v1/cases/{case_id}/assign" takes AssignBody {
        /// The person, who has a role in the agency.
        #[schema(example = "officer_3")]
        officer: String,
        /// 承办科室
        #[schema(example = "section_2")]
        section: Option<String>,
    } => Command::Assign {
        officer: id("officer", &officer)?,
        section: section.map(|section| id("section", &section)).transpose()?,
    };
}
