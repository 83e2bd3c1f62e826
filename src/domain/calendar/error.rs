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

/// Calendar files that contradict themselves or each other.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The file is of a format this program does not know.
    #[error("{layer}: schema {schema} is unknown; write schema = 1")]
    UnknownSchema {
        /// Where.
        layer: LayerName,
        /// What the file says.
        schema: u32,
    },
    /// A national file does not say which days are the weekend.
    #[error("{layer}: no weekend; add weekend = [\"sat\", \"sun\"]")]
    NoWeekend {
        /// Where.
        layer: LayerName,
    },
    /// A year that has no calendar.
    #[error("{layer}: no such year; correct the year")]
    ImpossibleYear {
        /// Where.
        layer: LayerName,
    },
    /// A date that belongs into another year's file.
    #[error("{layer}: {day} is outside the year; move it to the file of its own year")]
    OutsideYear {
        /// Where.
        layer: LayerName,
        /// The date.
        day: NaiveDate,
    },
    /// An entry names a notice that the file does not have.
    #[error("{layer}: there is no notice `{notice}`; add a [[notice]] with this id or correct the entry")]
    UnknownNotice {
        /// Where.
        layer: LayerName,
        /// The id.
        notice: Arc<str>,
    },
    /// Two notices of a file have the same id.
    #[error("{layer}: two notices have the id `{notice}`; give each its own")]
    NoticeTwice {
        /// Where.
        layer: LayerName,
        /// The id.
        notice: Arc<str>,
    },
    /// A date is both a day off and a make-up day.
    #[error("{layer}: {day} is both a holiday and a make-up day; remove one of the two")]
    HolidayAndMakeup {
        /// Where.
        layer: LayerName,
        /// The date.
        day: NaiveDate,
    },
    /// A date is listed twice.
    #[error("{layer}: {day} is listed twice; remove one of the two")]
    ListedTwice {
        /// Where.
        layer: LayerName,
        /// The date.
        day: NaiveDate,
    },
    /// A make-up day on a day that is worked anyway.
    #[error("{layer}: make-up day {day} is an ordinary working day; correct the date")]
    MakeupOnWorkingDay {
        /// Where.
        layer: LayerName,
        /// The date.
        day: NaiveDate,
    },
    /// A recorded change does not agree with the entries.
    #[error("{layer}: the change by `{notice}` does not agree with the entries on {day}; correct one of the two")]
    ChangeDisagrees {
        /// Where.
        layer: LayerName,
        /// Which change.
        notice: Arc<str>,
        /// The date.
        day: NaiveDate,
    },
    /// The author's count of a year is not the computed one.
    #[error(
        "{layer}: [check] says {stated} working days, the entries give {computed}; correct the entries or the check"
    )]
    YearDisagrees {
        /// Where.
        layer: LayerName,
        /// By the author.
        stated: u32,
        /// By the entries.
        computed: u32,
    },
    /// The author's count of a month is not the computed one.
    #[error(
        "{layer}: [check] says {stated} working days in month {month}, the entries give {computed}; correct the entries or the check"
    )]
    MonthDisagrees {
        /// Where.
        layer: LayerName,
        /// 1–12.
        month: u32,
        /// By the author.
        stated: u32,
        /// By the entries.
        computed: u32,
    },
    /// Two files for one year of one jurisdiction.
    #[error("{layer}: there are two files for this year; keep one")]
    TwoFiles {
        /// Which year.
        layer: LayerName,
    },
    /// A region's file without a national file of the same year.
    #[error("{layer}: extends {base}, which has no file of its own for that year; add it")]
    MissingBase {
        /// Which file.
        layer: LayerName,
        /// What it is layered on.
        base: Arc<str>,
    },
    /// Years are missing in between.
    #[error("{layer}: there is no file for the year before, but there is one for {earlier}; add the years between")]
    Gap {
        /// The year after the gap.
        layer: LayerName,
        /// The year before the gap.
        earlier: i32,
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

impl CalendarError {
    /// A stable code: programs and message files go by it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownSchema { .. } => "unknown_schema",
            Self::NoWeekend { .. } => "no_weekend",
            Self::ImpossibleYear { .. } => "impossible_year",
            Self::OutsideYear { .. } => "outside_year",
            Self::UnknownNotice { .. } => "unknown_notice",
            Self::NoticeTwice { .. } => "notice_twice",
            Self::HolidayAndMakeup { .. } => "holiday_and_makeup",
            Self::ListedTwice { .. } => "listed_twice",
            Self::MakeupOnWorkingDay { .. } => "makeup_on_working_day",
            Self::ChangeDisagrees { .. } => "change_disagrees",
            Self::YearDisagrees { .. } => "year_disagrees",
            Self::MonthDisagrees { .. } => "month_disagrees",
            Self::TwoFiles { .. } => "two_files",
            Self::MissingBase { .. } => "missing_base",
            Self::Gap { .. } => "gap",
            Self::UnknownRegion { .. } => "unknown_region",
        }
    }

    /// Which year's file is wrong, if it is one file's fault.
    #[must_use]
    pub fn layer(&self) -> Option<&LayerName> {
        match self {
            Self::UnknownSchema { layer, .. }
            | Self::NoWeekend { layer }
            | Self::ImpossibleYear { layer }
            | Self::OutsideYear { layer, .. }
            | Self::UnknownNotice { layer, .. }
            | Self::NoticeTwice { layer, .. }
            | Self::HolidayAndMakeup { layer, .. }
            | Self::ListedTwice { layer, .. }
            | Self::MakeupOnWorkingDay { layer, .. }
            | Self::ChangeDisagrees { layer, .. }
            | Self::YearDisagrees { layer, .. }
            | Self::MonthDisagrees { layer, .. }
            | Self::TwoFiles { layer }
            | Self::MissingBase { layer, .. }
            | Self::Gap { layer, .. } => Some(layer),
            Self::UnknownRegion { .. } => None,
        }
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
    #[error("{working_days} working days after {start} lie beyond {last}, the last day covered; add later calendars")]
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
        "outside_calendar"
    }
}
