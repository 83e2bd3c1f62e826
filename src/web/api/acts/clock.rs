//! 期限: what moves the due date, or looks as if it did.

use chrono::NaiveDate;

use super::acts;
use crate::domain::case::Command;

acts! {
    /// 延期答复 (art 33): once, at most 20 working days, on or before the due date, by the head of the office.
    extend at "/api/v1/cases/{case_id}/extend" takes ExtendBody {
        /// Working days added.
        #[schema(minimum = 1, maximum = 20)]
        working_days: u32,
        /// Why.
        reason: String,
    } => Command::Extend { working_days, reason: Some(reason) };

    /// 确定延迟答复的合理期限 (art 35): after reasons were asked for.
    agree_later_date at "/api/v1/cases/{case_id}/agree-later-date" takes AgreeLaterDateBody {
        /// The later last day.
        due_on: NaiveDate,
        /// Why.
        reason: String,
    } => Command::AgreeLaterDate { due_on, reason };

    /// 中止 (R8): a notice without an effect on the clock.
    suspend at "/api/v1/cases/{case_id}/suspend" takes SuspendBody {
        /// Reason and basis.
        reason: String,
    } => Command::Suspend { reason };

    /// 恢复
    resume at "/api/v1/cases/{case_id}/resume" takes ResumeBody {
    } => Command::Resume;
}
