//! 计日: counts a period day by day and keeps the reasons.
//!
//! One walk gives the date and its explanation, so that the two cannot disagree.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::trace::{Cause, Pauses, TraceEntry};
use crate::domain::calendar::{Calendar, Day, OutsideCalendar};

/// Days that do not count: `from` < day ≤ `to`.
#[derive(Debug, Clone)]
pub(super) struct Pause {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub holds: Pauses,
    pub article: Arc<str>,
}

/// 延期: working days added at the end of a period (R5).
#[derive(Debug, Clone)]
pub(super) struct Addition<'a> {
    /// When it was notified.
    pub on: NaiveDate,
    pub working_days: u32,
    /// R7: the later date that was in force then.
    pub later_date: Option<NaiveDate>,
    pub article: &'a Arc<str>,
}

impl Addition<'_> {
    /// Notified on or before the due date then in force; after it there is nothing left to extend.
    fn is_in_time(&self, last_day: NaiveDate) -> bool {
        self.on <= self.later_date.map_or(last_day, |later| later.max(last_day))
    }
}

/// What is to be counted.
#[derive(Debug, Clone)]
pub(super) struct Count<'a> {
    /// The day that does not count itself (R1).
    pub start: NaiveDate,
    /// The period, in working days.
    pub working_days: u32,
    /// Working days added at the end of the period.
    pub extension: Option<Addition<'a>>,
    /// Stretches that do not count.
    pub pauses: &'a [Pause],
    /// The day after which the clock stands; counting ends there.
    pub until: Option<NaiveDate>,
}

/// The outcome of a walk.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    /// The last day of the period, unless the clock stood still before.
    pub due_on: Option<NaiveDate>,
    /// Whether a day of a provisional year was counted through.
    pub provisional: bool,
}

/// Counts and appends the stretches to `trace`.
pub(super) fn walk(
    count: &Count<'_>,
    calendar: &Calendar,
    trace: &mut Vec<TraceEntry>,
) -> Result<Walk, OutsideCalendar> {
    let mut total = count.working_days;
    let mut walker = Walker { calendar, trace, run: None, counted: 0, first_provisional: None };
    let mut day = count.start;
    while walker.counted < total {
        day = day.succ_opt().unwrap_or(NaiveDate::MAX);
        if count.until.is_some_and(|last| day > last) {
            walker.flush();
            return Ok(Walk { due_on: None, provisional: walker.first_provisional.is_some() });
        }
        walker.step(day, count.pauses)?;
        if walker.counted == total && total == count.working_days {
            total += walker.extend_period(count, day);
        }
    }
    walker.flush();
    walker.announce_provisional(day);
    Ok(Walk { due_on: Some(day), provisional: walker.first_provisional.is_some() })
}

struct Walker<'a> {
    calendar: &'a Calendar,
    trace: &'a mut Vec<TraceEntry>,
    run: Option<TraceEntry>,
    counted: u32,
    first_provisional: Option<NaiveDate>,
}

impl Walker<'_> {
    fn step(&mut self, day: NaiveDate, pauses: &[Pause]) -> Result<(), OutsideCalendar> {
        let working = self.calendar.is_working_day(day)?;
        if self.first_provisional.is_none() && self.calendar.is_provisional(day) {
            self.first_provisional = Some(day);
        }
        let mut holding = pauses.iter().filter(|pause| pause.from < day && day <= pause.to);
        let holds = holding.clone().fold(Pauses::default(), |all, pause| all.and(pause.holds));
        if !holds.is_empty() {
            let article = holding.next_back().map(|pause| &pause.article);
            self.extend(day, &Cause::Excluded(holds), working, article);
            return Ok(());
        }
        if working {
            self.counted += 1;
        }
        match self.calendar.day(day) {
            Some(Day::Working) => self.extend(day, &Cause::Counted, true, None),
            Some(Day::Makeup { festival, notice }) => {
                let cause = Cause::Makeup { festival: Arc::clone(festival), notice: Arc::clone(notice) };
                self.extend(day, &cause, true, None);
            }
            Some(Day::Holiday { name, notice }) => {
                let cause = Cause::Holiday { name: Arc::clone(name), notice: Arc::clone(notice) };
                self.extend(day, &cause, false, None);
            }
            Some(Day::Weekend) | None => {}
        }
        Ok(())
    }

    /// Lengthens the current stretch, or begins another.
    fn extend(&mut self, day: NaiveDate, cause: &Cause, working: bool, article: Option<&Arc<str>>) {
        let same = self.run.as_ref().is_some_and(|run| is_same_stretch(&run.cause, cause));
        if !same {
            self.flush();
        }
        let run = self.run.get_or_insert_with(|| TraceEntry {
            from: day,
            to: day,
            working_days: 0,
            counted: 0,
            cause: cause.clone(),
            article: article.cloned(),
        });
        run.to = day;
        run.working_days += u32::from(working);
        run.counted = self.counted;
    }

    fn flush(&mut self) {
        self.trace.extend(self.run.take());
    }

    /// The working days that an extension adds on the last day of the period.
    fn extend_period(&mut self, count: &Count<'_>, last_day: NaiveDate) -> u32 {
        let Some(extension) = &count.extension else { return 0 };
        let working_days = extension.working_days;
        let in_time = extension.is_in_time(last_day);
        self.flush();
        self.trace.push(TraceEntry {
            from: extension.on,
            to: extension.on,
            working_days: 0,
            counted: self.counted,
            cause: if in_time { Cause::Extended { working_days } } else { Cause::ExtendedTooLate { working_days } },
            article: Some(Arc::clone(extension.article)),
        });
        if in_time { working_days } else { 0 }
    }

    fn announce_provisional(&mut self, due_on: NaiveDate) {
        if let Some(from) = self.first_provisional {
            self.trace.push(TraceEntry {
                from,
                to: due_on,
                working_days: 0,
                counted: self.counted,
                cause: Cause::Provisional { year: from.year() },
                article: None,
            });
        }
    }
}

/// Holidays are told apart by the document that gives them: notices are shared, so the pointer will do.
fn is_same_stretch(one: &Cause, other: &Cause) -> bool {
    match (one, other) {
        (Cause::Counted, Cause::Counted) => true,
        (Cause::Excluded(one), Cause::Excluded(other)) => one == other,
        (Cause::Holiday { name, notice }, Cause::Holiday { name: other_name, notice: other_notice }) => {
            name == other_name && Arc::ptr_eq(notice, other_notice)
        }
        _ => false,
    }
}
