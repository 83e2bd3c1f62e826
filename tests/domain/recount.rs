//! Counting a due date again from its explanation alone: what a reader with a pencil would do.
//!
//! Only the trace is read. That Saturdays and Sundays are off unless a line says otherwise is all the reader knows
//! beside it.

use chrono::{Datelike, NaiveDate, Weekday};
use gongkai::domain::deadline::{Cause, TraceEntry};

/// What the lines add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recount {
    /// Working days counted.
    pub counted: u32,
    /// Working days there are to count: the period and its extension.
    pub total: u32,
    /// The day on which the count was complete, or the later date that took its place.
    pub due_on: Option<NaiveDate>,
}

/// Goes through the lines with a pencil.
pub fn recount(trace: &[TraceEntry]) -> Recount {
    let period = trace.iter().rposition(|entry| matches!(entry.cause, Cause::Period { .. })).expect("a period");
    let mut pencil = Pencil { at: trace[period].from, sum: Recount { counted: 0, total: 0, due_on: None } };
    trace[period..].iter().for_each(|entry| pencil.read(entry));
    pencil.sum
}

struct Pencil {
    /// The last day accounted for.
    at: NaiveDate,
    sum: Recount,
}

impl Pencil {
    fn read(&mut self, entry: &TraceEntry) {
        match &entry.cause {
            Cause::Period { working_days } => self.sum.total = *working_days,
            Cause::Extended { working_days } => {
                assert_eq!(self.sum.counted, self.sum.total, "an extension is added at the end of the period");
                self.sum.total += working_days;
            }
            Cause::Counted | Cause::Makeup { .. } | Cause::Holiday { .. } | Cause::Excluded(_) => self.stretch(entry),
            Cause::Stopped(_) => assert!(entry.from >= self.at && entry.counted == self.sum.counted, "{entry:?}"),
            Cause::LaterDate => {
                assert!(self.sum.due_on < Some(entry.from), "a later date is later");
                self.sum.due_on = Some(entry.from);
            }
            Cause::Due => assert_eq!(Some(entry.from), self.sum.due_on, "{entry:?}"),
            Cause::ExtendedTooLate { .. } | Cause::Provisional { .. } => {}
            Cause::Received
            | Cause::SupplementRequested
            | Cause::SupplementRestarts
            | Cause::FeeNotified
            | Cause::PaymentRestarts
            | Cause::ExtensionLapsed { .. }
            | Cause::Started => panic!("{entry:?} belongs before the period"),
        }
    }

    /// One stretch begins where the one before ended, but for plain weekends.
    fn stretch(&mut self, entry: &TraceEntry) {
        assert!(entry.from > self.at && entry.from <= entry.to, "stretches overlap at {entry:?}");
        let between = self.at.iter_days().skip(1).take_while(|day| *day < entry.from);
        assert!(between.into_iter().all(is_weekend), "days are missing before {entry:?}");
        let days = entry.from.iter_days().take_while(|day| *day <= entry.to);
        for day in days.filter(|day| counts(&entry.cause, *day)) {
            self.sum.counted += 1;
            if self.sum.counted == self.sum.total {
                self.sum.due_on = Some(day);
            }
        }
        assert_eq!(entry.counted, self.sum.counted, "the running total is wrong at {entry:?}");
        assert!(self.sum.counted <= self.sum.total, "counted too far at {entry:?}");
        self.at = entry.to;
    }
}

fn counts(cause: &Cause, day: NaiveDate) -> bool {
    matches!(cause, Cause::Makeup { .. }) || (matches!(cause, Cause::Counted) && !is_weekend(day))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
