//! 备注

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 备注: something that the next person should know. The applicant is not shown it.
    note at "/api/v1/cases/{case_id}/note" takes NoteBody {
        /// The note.
        text: String,
    } => Command::Note { text };
}
