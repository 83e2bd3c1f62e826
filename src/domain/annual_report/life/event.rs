//! 报告记录: what happened to a report. The JSON of an event is for ever, as that of a case's is.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::domain::annual_report::Figures;
use crate::domain::annual_report::narrative::Narrative;

/// 报告记录. Its date, instant and officer travel beside it in [`ReportEntry`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReportEvent {
    /// 定稿
    Frozen {
        /// 第几版, from 1.
        revision: u32,
        /// The published edition that this one is to replace.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<u32>,
        /// 更正说明
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The figures, as the contract writes them.
        figures: Box<Figures>,
        /// Cells that nobody had entered; the figures have 0 there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blanks: Vec<String>,
        /// The sections that are not tables, as they are read.
        #[serde(default, skip_serializing_if = "Narrative::is_empty")]
        narrative: Narrative,
        /// 附表: in a report that sums up, the figures of each agency.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        annexes: Vec<Figures>,
    },
    /// 签发
    SignedOff,
    /// 发布
    Published {
        /// The day on which it was published; not always the day on which that was noted.
        published_on: NaiveDate,
    },
    /// 退回重编
    Reopened {
        /// Why.
        reason: String,
    },
}

/// An event with when it was noted, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEntry {
    /// The civil date.
    pub on: NaiveDate,
    /// The instant (UTC).
    pub at: NaiveDateTime,
    /// Who, in one line: `officer_3`.
    pub actor: String,
    /// What.
    pub event: ReportEvent,
}
