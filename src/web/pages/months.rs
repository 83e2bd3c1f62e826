//! 期限日历: the days of a period on the calendar, so that the count can be followed with a finger.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Cause, TraceEntry};
use crate::messages::Lang;

/// More months than this are no longer looked at.
const AT_MOST: usize = 9;

/// A month of the period.
pub(super) struct Month {
    pub title: String,
    pub weekdays: Vec<String>,
    /// Weeks from Monday on; days outside the period are left out.
    pub weeks: Vec<Vec<Option<Cell>>>,
}

/// A day.
pub(super) struct Cell {
    pub day: u32,
    /// What it is in the count: a class of the style sheet.
    pub kind: &'static str,
    /// 休 or 班, where a notice says so.
    pub sign: String,
}

/// The days of a period on the calendar.
pub(super) struct Months {
    pub months: Vec<Month>,
    /// The kinds of days that occur, with what they mean.
    pub legend: Vec<(&'static str, String)>,
}

/// What a day is in the count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Start,
    Counted,
    Makeup,
    Rest,
    Holiday,
    Paused,
    Due,
}

impl Kind {
    fn class(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Counted | Self::Makeup => "counted",
            Self::Rest => "rest",
            Self::Holiday => "holiday",
            Self::Paused => "paused",
            Self::Due => "due",
        }
    }

    /// What a legend says; a make-up day is a counted one, and plain weekends explain themselves.
    fn meaning(self) -> Option<&'static str> {
        match self {
            Self::Start => Some("web-legend-start"),
            Self::Counted => Some("web-legend-counted"),
            Self::Holiday => Some("web-legend-holiday"),
            Self::Paused => Some("web-legend-paused"),
            Self::Due => Some("web-legend-due"),
            Self::Makeup | Self::Rest => None,
        }
    }

    fn sign(self, lang: Lang) -> String {
        match self {
            Self::Holiday => lang.text("web-day-holiday"),
            Self::Makeup => lang.text("web-day-makeup"),
            Self::Start | Self::Counted | Self::Rest | Self::Paused | Self::Due => String::new(),
        }
    }
}

impl Months {
    /// Of the period in force; none if there are too many to be of use.
    pub(super) fn of(lang: Lang, trace: &[TraceEntry], calendar: &Calendar) -> Self {
        let days = days(trace, calendar);
        let mut firsts: Vec<NaiveDate> = days.keys().filter_map(|day| day.with_day(1)).collect();
        firsts.dedup();
        if firsts.len() > AT_MOST {
            return Self { months: Vec::new(), legend: Vec::new() };
        }
        let kinds: BTreeSet<Kind> = days.values().copied().collect();
        let legend = kinds.into_iter().filter_map(|kind| Some((kind.class(), lang.text(kind.meaning()?))));
        Self { months: firsts.into_iter().map(|first| month(lang, first, &days)).collect(), legend: legend.collect() }
    }
}

/// Every day of the period in force with its part in the count.
fn days(trace: &[TraceEntry], calendar: &Calendar) -> BTreeMap<NaiveDate, Kind> {
    let begin = trace.iter().rposition(|entry| matches!(entry.cause, Cause::Period { .. } | Cause::Started));
    let mut days = BTreeMap::new();
    for entry in trace.iter().skip(begin.unwrap_or(0)) {
        for day in entry.from.iter_days().take_while(|day| *day <= entry.to) {
            match kind(&entry.cause, day, calendar) {
                // A letter's own day still counts (R4).
                Some(Kind::Paused) => drop(days.entry(day).or_insert(Kind::Paused)),
                Some(kind) => drop(days.insert(day, kind)),
                None => {}
            }
        }
    }
    days
}

fn kind(cause: &Cause, day: NaiveDate, calendar: &Calendar) -> Option<Kind> {
    Some(match cause {
        Cause::Period { .. } | Cause::Started => Kind::Start,
        Cause::Counted if calendar.is_working_day(day).unwrap_or(false) => Kind::Counted,
        Cause::Counted => Kind::Rest,
        Cause::Holiday { .. } => Kind::Holiday,
        Cause::Makeup { .. } => Kind::Makeup,
        Cause::Excluded(_) | Cause::Stopped(_) => Kind::Paused,
        Cause::Due => Kind::Due,
        Cause::Received
        | Cause::SupplementRequested
        | Cause::SupplementRestarts
        | Cause::FeeNotified
        | Cause::PaymentRestarts
        | Cause::ExtensionLapsed { .. }
        | Cause::Extended { .. }
        | Cause::ExtendedTooLate { .. }
        | Cause::LaterDate
        | Cause::Provisional { .. } => return None,
    })
}

fn month(lang: Lang, first: NaiveDate, days: &BTreeMap<NaiveDate, Kind>) -> Month {
    let mut cells: Vec<Option<Cell>> = Vec::with_capacity(42);
    cells.extend((0..first.weekday().num_days_from_monday()).map(|_| None));
    for day in first.iter_days().take_while(|day| day.month() == first.month()) {
        let kind = days.get(&day);
        cells.push(kind.map(|kind| Cell { day: day.day(), kind: kind.class(), sign: kind.sign(lang) }));
    }
    let mut weeks = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(cells.len().min(7));
        weeks.push(std::mem::replace(&mut cells, rest));
    }
    weeks.retain(|week| week.iter().any(Option::is_some));
    let particulars = [("year", first.year().to_string().into()), ("month", first.month().into())];
    Month {
        title: lang.with("web-month", &particulars),
        weekdays: (1..=7).map(|day| lang.text(&format!("web-weekday-short-{day}"))).collect(),
        weeks,
    }
}
