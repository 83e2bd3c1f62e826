//! What is wrong with a calendar, or with a question to it.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use thiserror::Error;

/// One year of one jurisdiction: what a calendar file is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerName {
    /// `CN`, `CN-GX` …
    pub jurisdiction: Arc<str>,
    /// 年度.
    pub year: i32,
}

impl fmt::Display for LayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.jurisdiction, self.year)
    }
}

/// Why there is no calendar.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// A file contradicts itself or another one.
    #[error("calendar {layer}: {fault}")]
    Faulty {
        /// Which year of which jurisdiction.
        layer: LayerName,
        /// What is wrong with it.
        fault: CalendarFault,
    },
    /// A jurisdiction that no file is about.
    #[error("there is no calendar for {region}; use one of: {known}")]
    UnknownRegion {
        /// What was asked for.
        region: String,
        /// What there is, separated by commas.
        known: String,
    },
}

/// How a calendar file contradicts itself or another one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarFault {
    /// The file is of a format this program does not know.
    #[error("schema {0} is unknown; write schema = 1")]
    UnknownSchema(u32),
    /// A national file does not say which days are the weekend.
    #[error("the weekend is missing; add weekend = [\"sat\", \"sun\"]")]
    NoWeekend,
    /// A year that no calendar has.
    #[error("there is no such year; correct the year")]
    ImpossibleYear,
    /// A date that belongs into another year's file.
    #[error("{0} is outside the year; move it to the file of its own year")]
    OutsideYear(NaiveDate),
    /// An entry names a notice that the file does not have.
    #[error("there is no notice `{0}`; add a [[notice]] with this id or correct the entry")]
    UnknownNotice(Arc<str>),
    /// Two notices of a file have the same id.
    #[error("two notices have the id `{0}`; give each its own")]
    NoticeTwice(Arc<str>),
    /// A date is both a day off and a make-up day.
    #[error("{0} is both a holiday and a make-up day; remove one of the two")]
    HolidayAndMakeup(NaiveDate),
    /// A date is listed twice.
    #[error("{0} is listed twice; remove one of the two")]
    ListedTwice(NaiveDate),
    /// A make-up day on a day that is worked anyway.
    #[error("make-up day {0} is an ordinary working day; correct the date")]
    MakeupOnWorkingDay(NaiveDate),
    /// A recorded change does not agree with the entries.
    #[error("the change by `{notice}` and the entries disagree on {day}; correct one of the two")]
    ChangeDisagrees {
        /// Which change.
        notice: Arc<str>,
        /// The date.
        day: NaiveDate,
    },
    /// The author's count of a month is not the computed one.
    #[error("month {month} has {computed} working days, [check] says {stated}; correct one of the two")]
    MonthDisagrees {
        /// 1–12.
        month: u32,
        /// By the author.
        stated: u32,
        /// By the entries.
        computed: u32,
    },
    /// The author's count of the year is not the computed one.
    #[error("the year has {computed} working days, [check] says {stated}; correct one of the two")]
    YearDisagrees {
        /// By the author.
        stated: u32,
        /// By the entries.
        computed: u32,
    },
    /// Two files for one year of one jurisdiction.
    #[error("there are two files for this year; keep one")]
    TwoFiles,
    /// A region's file without a national file of the same year.
    #[error("it extends {0}, which has no file of its own for this year; add that file")]
    MissingBase(Arc<str>),
    /// A jurisdiction that is written in another way than countries and their parts are.
    #[error("jurisdiction `{0}` is not of the form CN or CN-GX; correct it")]
    BadJurisdiction(Arc<str>),
    /// A file that extends itself, a region, or something else than the jurisdiction's other files.
    #[error("it cannot extend {0}; all files of a region extend the same national calendar")]
    WrongBase(Arc<str>),
    /// The years before it are missing.
    #[error("the year before has no file, but {0} has; add the years between")]
    Gap(i32),
}

impl CalendarError {
    /// A stable code: programs and message files go by it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Faulty { fault, .. } => fault.code(),
            Self::UnknownRegion { .. } => "unknown_region",
        }
    }
}

impl CalendarFault {
    /// A stable code: programs and message files go by it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownSchema(_) => "unknown_schema",
            Self::NoWeekend => "no_weekend",
            Self::ImpossibleYear => "impossible_year",
            Self::OutsideYear(_) => "outside_year",
            Self::UnknownNotice(_) => "unknown_notice",
            Self::NoticeTwice(_) => "notice_twice",
            Self::HolidayAndMakeup(_) => "holiday_and_makeup",
            Self::ListedTwice(_) => "listed_twice",
            Self::MakeupOnWorkingDay(_) => "makeup_on_working_day",
            Self::ChangeDisagrees { .. } => "change_disagrees",
            Self::MonthDisagrees { .. } => "month_disagrees",
            Self::YearDisagrees { .. } => "year_disagrees",
            Self::TwoFiles => "two_files",
            Self::MissingBase(_) => "missing_base",
            Self::BadJurisdiction(_) => "bad_jurisdiction",
            Self::WrongBase(_) => "wrong_base",
            Self::Gap(_) => "gap",
        }
    }

    /// The fault as found in one layer.
    pub(super) fn in_layer(self, layer: LayerName) -> CalendarError {
        CalendarError::Faulty { layer, fault: self }
    }
}

/// A question about days that no calendar covers. It is never answered by a guess (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OutsideCalendar {
    /// The day asked about is not covered.
    #[error("{day} is outside the calendars, which cover {first} to {last}; add that year's calendar")]
    Day {
        /// The day asked about.
        day: NaiveDate,
        /// First day covered.
        first: NaiveDate,
        /// Last day covered.
        last: NaiveDate,
    },
    /// The answer would lie after the last day covered.
    #[error("{working_days} working days after {start} is beyond {last}, the last day covered; add later calendars")]
    TooFar {
        /// Where counting began.
        start: NaiveDate,
        /// How many were to be counted.
        working_days: u32,
        /// First day covered.
        first: NaiveDate,
        /// Last day covered.
        last: NaiveDate,
    },
}

impl OutsideCalendar {
    /// A stable code: programs and message files go by it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Day { .. } => "outside_calendar",
            Self::TooFar { .. } => "beyond_calendar",
        }
    }
}
