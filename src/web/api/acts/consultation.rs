//! 征求意见 (arts 32–34)

use super::acts;
use crate::domain::case::{Command, ConsultationKind};
use crate::web::openapi::codes;

acts! {
    /// 征求第三方或其他机关意见 (arts 32–34): the clock stands until the answer, at most 15 working days.
    consult at "/api/v1/cases/{case_id}/consult" takes ConsultBody {
        /// Who is asked.
        #[schema(schema_with = codes::<ConsultationKind>)]
        kind: ConsultationKind,
        /// The name of whoever is asked.
        with: Option<String>,
    } => Command::Consult { kind, with };

    /// 收到意见: the clock runs on.
    record_answer at "/api/v1/cases/{case_id}/record-answer" takes RecordAnswerBody {
        /// Who was asked.
        #[schema(schema_with = codes::<ConsultationKind>)]
        kind: ConsultationKind,
        /// The version of the entry with the letter that is answered; the oldest open one if it is left out.
        consultation: Option<u32>,
        /// Whether disclosure is consented to; null if that is not said.
        consents: Option<bool>,
    } => Command::RecordAnswer { kind, consultation, consents };
}
