//! One question to the calendar, its answer, and why it may have none.

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::messages::Lang;
use crate::rulebook::words;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
    /// The n-th working day after a day.
    Add { start: NaiveDate, n: u32 },
    /// How many working days there are after one day, up to another.
    Between { from: NaiveDate, to: NaiveDate },
}

/// The contract's answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    Day { end_date: NaiveDate, provisional: bool },
    Count { working_days: u32, provisional: bool },
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The line is not a JSON object.
    NotJson { detail: String },
    /// The line has neither `start_date` and `n_working_days` nor `from` and `to`, or both.
    NoQuestion,
    /// Not a day of the calendar.
    Date { name: &'static str, given: String },
    /// Not a number of working days.
    Count { given: String },
    /// The calendars do not reach so far.
    Outside(OutsideCalendar),
}

impl Question {
    pub(super) fn ask(self, calendar: &Calendar) -> Result<Answer, Failure> {
        let answer = match self {
            Self::Add { start, n } => calendar
                .add_working_days(start, n)
                .map(|found| Answer::Day { end_date: found.on, provisional: found.provisional }),
            Self::Between { from, to } => calendar
                .working_days_between(from, to)
                .map(|count| Answer::Count { working_days: count.working_days, provisional: count.provisional }),
        };
        answer.map_err(Failure::Outside)
    }
}

impl Answer {
    pub(super) fn plain(self) -> String {
        match self {
            Self::Day { end_date, .. } => end_date.to_string(),
            Self::Count { working_days, .. } => working_days.to_string(),
        }
    }

    /// The contract's object, its fields in the contract's order.
    pub(super) fn json(self) -> String {
        match self {
            Self::Day { end_date, provisional } => {
                format!(r#"{{"end_date":"{end_date}","provisional":{provisional}}}"#)
            }
            Self::Count { working_days, provisional } => {
                format!(r#"{{"working_days":{working_days},"provisional":{provisional}}}"#)
            }
        }
    }
}

impl Failure {
    /// A stable code for scripts.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "not_json",
            Self::NoQuestion => "no_question",
            Self::Date { .. } => "bad_date",
            Self::Count { .. } => "bad_count",
            Self::Outside(error) => error.code(),
        }
    }

    /// One sentence that says what to do.
    pub(super) fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotJson { detail } => lang.with("workdays-not-json", &[("detail", detail.into())]),
            Self::NoQuestion => lang.text("workdays-no-question"),
            Self::Date { name, given } => {
                lang.with("workdays-bad-date", &[("name", (*name).into()), ("given", given.into())])
            }
            Self::Count { given } => lang.with("workdays-bad-count", &[("given", given.into())]),
            Self::Outside(error) => words::outside_calendar(*error, lang),
        }
    }

    /// Whether the question was well put and has no answer all the same.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self, Self::Outside(_))
    }
}
