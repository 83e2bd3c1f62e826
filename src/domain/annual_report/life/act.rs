//! 报告事项: what the head of the office may do with a report.

use chrono::NaiveDate;

use crate::domain::annual_report::Figures;
use crate::domain::annual_report::narrative::Narrative;
use crate::domain::code::coded_enum;

/// What the head of the office does with a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportAct {
    /// 定稿: these figures are the report's.
    Freeze {
        /// The figures of the year as they stand.
        figures: Box<Figures>,
        /// Cells that nobody has entered.
        blanks: Vec<String>,
        /// The sections that are not tables, as they are read.
        narrative: Narrative,
        /// 附表: in a report that sums up, the figures of each agency.
        annexes: Vec<Figures>,
        /// 更正说明, where a published edition is to be replaced.
        reason: Option<String>,
    },
    /// 签发
    SignOff,
    /// 发布
    Publish {
        /// The day on which it was published.
        on: NaiveDate,
    },
    /// 退回重编
    Reopen {
        /// Why.
        reason: String,
    },
}

coded_enum! {
    /// 报告事项, by name.
    ReportActKind {
        /// 定稿
        Freeze = "freeze",
        /// 签发
        SignOff = "sign_off",
        /// 发布
        Publish = "publish",
        /// 退回重编
        Reopen = "reopen",
    }
}

impl ReportAct {
    /// The name of the act.
    #[must_use]
    pub const fn kind(&self) -> ReportActKind {
        match self {
            Self::Freeze { .. } => ReportActKind::Freeze,
            Self::SignOff => ReportActKind::SignOff,
            Self::Publish { .. } => ReportActKind::Publish,
            Self::Reopen { .. } => ReportActKind::Reopen,
        }
    }
}
