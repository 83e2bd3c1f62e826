//! 复议、诉讼 (art 51)

use super::acts;
use crate::domain::case::Command;
use crate::domain::code::{AppealGroup, AppealResult};
use crate::web::openapi::codes;

acts! {
    /// 复议、诉讼立案: the agency has learned of it.
    file_appeal at "/api/v1/cases/{case_id}/file-appeal" takes FileAppealBody {
        /// Which.
        #[schema(schema_with = codes::<AppealGroup>)]
        group: AppealGroup,
        /// 简易程序: the agency answers a reconsideration within 5 working days instead of 10.
        #[serde(default)]
        simple_procedure: bool,
    } => Command::FileAppeal { group, simple_procedure };

    /// 提交复议答复或答辩状
    answer_appeal at "/api/v1/cases/{case_id}/answer-appeal" takes AnswerAppealBody {
        /// Which.
        #[schema(schema_with = codes::<AppealGroup>)]
        group: AppealGroup,
    } => Command::AnswerAppeal { group };

    /// 复议、诉讼审结: a new decision may be owed (R15).
    conclude_appeal at "/api/v1/cases/{case_id}/conclude-appeal" takes ConcludeAppealBody {
        /// Which.
        #[schema(schema_with = codes::<AppealGroup>)]
        group: AppealGroup,
        /// How it ended.
        #[schema(schema_with = codes::<AppealResult>)]
        result: AppealResult,
        /// Working days within which a new decision is owed; null if none is ordered.
        redecide_within: Option<u32>,
    } => Command::ConcludeAppeal { group, result, redecide_within };
}
