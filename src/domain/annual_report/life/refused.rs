//! 不予办理的理由: why a report cannot be frozen, signed, published or taken back now. The sentence is in
//! the message files under `report-refused-CODE`.

use chrono::NaiveDate;

use super::act::ReportActKind;
use super::fault::Fault;
use super::report::ReportStatus;
use crate::domain::role::Role;

/// Why [`super::Report::decide`] says no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the report is not to be changed: {}", self.code())]
pub enum ReportRefused {
    /// The act belongs to another role.
    NotAuthorised {
        /// The role.
        role: Role,
    },
    /// The report is not where the act begins.
    WrongStatus {
        /// Where it is.
        status: ReportStatus,
        /// The act.
        act: ReportActKind,
    },
    /// 年度未结束: until 31 December has passed there is nothing to freeze.
    YearNotOver {
        /// Its last day.
        ends_on: NaiveDate,
    },
    /// A reason must be given.
    ReasonMissing,
    /// The figures are those of the edition that is published.
    NothingToCorrect {
        /// The edition.
        revision: u32,
    },
    /// 数据有误: contradictions, or cells left blank.
    Faulty {
        /// What is wrong.
        faults: Vec<Fault>,
    },
    /// A date that has not come yet.
    InFuture {
        /// The date given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// Published before it was signed.
    BeforeSigning {
        /// The date given.
        on: NaiveDate,
        /// 签发之日
        signed_on: NaiveDate,
    },
}

impl ReportRefused {
    /// Every code there is; each has a sentence in every language.
    pub const CODES: &'static [&'static str] = &[
        "not_authorised",
        "wrong_status",
        "year_not_over",
        "reason_missing",
        "nothing_to_correct",
        "figures_faulty",
        "in_future",
        "before_signing",
    ];

    /// The stable code, as other programs see it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAuthorised { .. } => "not_authorised",
            Self::WrongStatus { .. } => "wrong_status",
            Self::YearNotOver { .. } => "year_not_over",
            Self::ReasonMissing => "reason_missing",
            Self::NothingToCorrect { .. } => "nothing_to_correct",
            Self::Faulty { .. } => "figures_faulty",
            Self::InFuture { .. } => "in_future",
            Self::BeforeSigning { .. } => "before_signing",
        }
    }
}
