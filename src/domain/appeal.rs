//! 复议、诉讼、投诉 (art 51): what the applicant does about the reply, and what comes of it.

use chrono::NaiveDate;

use super::case::Dated;
use super::code::{AppealGroup, AppealResult};

/// 行政复议或行政诉讼 against what the agency did in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// The column group of Table 4.
    pub group: AppealGroup,
    /// When the agency learned of it: 收到复议申请书副本 or 起诉状副本.
    pub filed_on: Dated,
    /// Whether the 简易程序 applies to a reconsideration (FYF 53), which shortens the answer.
    pub simple_procedure: bool,
    /// When the agency gave its answer.
    pub answered_on: Option<NaiveDate>,
    /// When and how it ended.
    pub concluded: Option<(Dated, AppealResult)>,
}

impl Appeal {
    /// Whether it is a lawsuit.
    #[must_use]
    pub fn is_litigation(&self) -> bool {
        self.group != AppealGroup::Reconsideration
    }
}

/// 投诉、举报 about how a case was handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// When it was made.
    pub filed_on: Dated,
    /// When it was dealt with.
    pub concluded_on: Option<Dated>,
}

/// 重新办理: what an appeal that corrected the agency asks of it (R15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Redecision {
    /// Nothing.
    #[default]
    None,
    /// The register says that the agency was corrected and not what it then did: a further reply may
    /// follow, but none is owed.
    Possible,
    /// A new decision is owed.
    Ordered {
        /// The day the decision reached the agency.
        on: NaiveDate,
        /// Within how many working days.
        within_working_days: u32,
        /// Whether a court ordered it.
        by_court: bool,
    },
}
