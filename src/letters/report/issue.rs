//! 一份报告: everything that its documents are made of.

use chrono::NaiveDate;

use super::notice::Notice;
use crate::domain::annual_report::life::{Edition, ReportStatus};
use crate::domain::annual_report::narrative::Narrative;
use crate::domain::annual_report::{Column, Figures, Row, Statistic, Tables};

/// A report as it is to be written in some format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The figures.
    pub figures: Figures,
    /// What a reader must know about the figures.
    pub notice: Option<Notice>,
    /// The sections that are not tables; without them the document has the tables alone.
    pub narrative: Narrative,
    /// 三年对照: this year and those before it, the first year first.
    pub years: Vec<YearLine>,
    /// 附件: the figures of each agency that a summary sums up.
    pub annexes: Vec<Figures>,
    /// Where the report stands, for the properties of the document.
    pub state: State,
}

impl Issue {
    /// The tables alone, of a report that is being prepared.
    #[must_use]
    pub fn of(figures: Figures) -> Self {
        let (narrative, state) = (Narrative::new(), State::default());
        Self { figures, notice: None, narrative, years: Vec::new(), annexes: Vec::new(), state }
    }
}

/// 报告状态: how far a report has come, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// 报告状态
    pub status: ReportStatus,
    /// 第几版, from 1; 0 before the first freeze.
    pub revision: u32,
    /// 定稿
    pub frozen_on: Option<NaiveDate>,
    /// 签发
    pub signed_on: Option<NaiveDate>,
    /// 发布
    pub published_on: Option<NaiveDate>,
}

impl Default for State {
    fn default() -> Self {
        Self { status: ReportStatus::Open, revision: 0, frozen_on: None, signed_on: None, published_on: None }
    }
}

impl From<&Edition> for State {
    fn from(edition: &Edition) -> Self {
        let status = match (&edition.published, &edition.signed) {
            (Some(_), _) => ReportStatus::Published,
            (None, Some(_)) => ReportStatus::Signed,
            (None, None) => ReportStatus::Frozen,
        };
        Self {
            status,
            revision: edition.revision,
            frozen_on: Some(edition.frozen.on),
            signed_on: edition.signed.as_ref().map(|mark| mark.on),
            published_on: edition.published.as_ref().map(|mark| mark.on),
        }
    }
}

/// 一年: what is compared from year to year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearLine {
    /// 年度
    pub year: i32,
    /// 新收
    pub received: i64,
    /// 上年结转
    pub carried_over: i64,
    /// 办结
    pub closed: i64,
    /// 结转下年度
    pub carried_forward: i64,
}

impl From<&Figures> for YearLine {
    fn from(figures: &Figures) -> Self {
        let (year, received) = (figures.header.year, figures.received);
        match &figures.tables {
            Tables::Current { table3, .. } => {
                let total = |row| table3.get(row, Column::Total);
                Self {
                    year,
                    received,
                    carried_over: total(Row::CarriedOver),
                    closed: total(Row::Results),
                    carried_forward: total(Row::CarriedForward),
                }
            }
            Tables::Old(_) => {
                let statistic = |statistic| figures.statistics.get(statistic);
                let (carried_over, carried_forward) =
                    (statistic(Statistic::CarriedOver), statistic(Statistic::CarriedForward));
                let closed = carried_over + received - carried_forward;
                Self { year, received, carried_over, closed, carried_forward }
            }
        }
    }
}
