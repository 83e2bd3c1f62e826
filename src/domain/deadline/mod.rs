//! 期限 (arts 30–33, R1–R8): when something is due, and why on that day.
//!
//! A deadline is computed, never stored as a fact: from the case's history, the regime and the calendar.
//! It comes with a trace, one entry for each stretch of time with its cause and article, from which
//! the date can be counted again by hand.

mod awaited;
mod foresight;
mod other;
mod reply;
mod trace;
mod walk;

use chrono::NaiveDate;

pub use awaited::{Awaited, awaited};
pub use foresight::{Foresight, Resumption, foresee};
pub use other::all;
pub use reply::{Outlook, ReplyClock, outlook, reply};
pub use trace::{Cause, Pauses, TraceEntry};

use super::code::coded_enum;
use super::status::DeadlineState;

coded_enum! {
    /// 期限种类.
    DeadlineKind {
        /// 答复期限 (art 33)
        Reply = "reply",
        /// 补正告知期限 (art 30)
        SupplementNotice = "supplement_notice",
        /// 申请人补正期限 (art 30)
        SupplementAnswer = "supplement_answer",
        /// 第三方意见期限 (art 32)
        ThirdParty = "third_party",
        /// 其他机关意见期限 (arts 33, 34)
        Agency = "agency",
        /// 缴费期限 (FEE art 6)
        FeePayment = "fee_payment",
        /// 延期告知的最后一日 (art 33, R5)
        Extension = "extension",
        /// 内部时限：拟稿
        Draft = "draft",
        /// 内部时限：审查步骤
        ReviewStep = "review_step",
        /// 复议答复 (FYF 48, 54)
        ReconsiderationAnswer = "reconsideration_answer",
        /// 应诉答辩 (SSF 67)
        CourtAnswer = "court_answer",
        /// 重新办理、判决履行 (R15)
        Redecision = "redecision",
    }
}

/// 期限: one deadline of a case as it stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// What is due.
    pub kind: DeadlineKind,
    /// The last day; `None` while the clock stands (R4, R6).
    pub due_on: Option<NaiveDate>,
    /// 暂定 (R2): counted through a year whose calendar is not published.
    pub provisional: bool,
    /// While the clock stands: the last day if what it waits for came in today.
    pub due_if_restarted_today: Option<NaiveDate>,
    /// Working days left after today; negative when late.
    pub remaining_working_days: Option<i64>,
    /// Running, stopped, met or late.
    pub state: DeadlineState,
    /// How the date was counted.
    pub trace: Vec<TraceEntry>,
}
