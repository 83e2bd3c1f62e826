//! The calendar as a table: every answer is one or two look-ups.

use std::fmt;
use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::day::Day;
use super::error::OutsideCalendar;
use super::year::Year;

/// 工作日历: what each day is, and working-day arithmetic. Cloning it copies a pointer.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use gongkai_core::{domain::calendar::Day, rulebook::Rulebook};
/// let calendar = Rulebook::load("".as_ref())?.calendar(None)?;
/// let received_on = "2026-02-14".parse()?; // a Saturday that makes up for 春节
/// assert!(matches!(calendar.day(received_on), Some(Day::Makeup { .. })));
/// let due = calendar.add_working_days(received_on, 20)?;
/// assert_eq!((due.on, due.provisional), ("2026-03-20".parse()?, false));
/// assert_eq!(calendar.working_days_between(received_on, due.on)?.working_days, 20);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Calendar(Arc<Table>);

struct Table {
    first: NaiveDate,
    last: NaiveDate,
    /// What each day is, from `first` on.
    days: Vec<Day>,
    /// `working_before[i]`: working days among the first `i` days.
    working_before: Vec<u32>,
    /// `provisional_before[i]`: days of provisional years among the first `i` days.
    provisional_before: Vec<u32>,
    /// The offset of each working day.
    working: Vec<u32>,
}

/// The day on which a number of working days is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDay {
    /// The day.
    pub on: NaiveDate,
    /// 暂定 (R2).
    pub provisional: bool,
}

/// A number of working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub working_days: u32,
    /// 暂定 (R2).
    pub provisional: bool,
}

impl Calendar {
    /// `None` without a single day. The years must follow each other.
    pub(super) fn new(years: Vec<Year>) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(years.first()?.number, 1, 1)?;
        let last = NaiveDate::from_ymd_opt(years.last()?.number, 12, 31)?;
        let mut table = Table {
            first,
            last,
            days: Vec::new(),
            working_before: vec![0],
            provisional_before: vec![0],
            working: Vec::new(),
        };
        for year in years {
            for day in year.days {
                table.push(day, year.provisional);
            }
        }
        Some(Self(Arc::new(table)))
    }

    /// First day covered.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        self.0.first
    }

    /// Last day covered.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        self.0.last
    }

    /// What a day is, and which document says so; `None` outside the calendar.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> Option<&Day> {
        self.0.days.get(self.0.offset(day).ok()?)
    }

    /// Whether a day is a 工作日 (R2).
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the day is not covered.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, OutsideCalendar> {
        let offset = self.0.offset(day)?;
        Ok(self.0.days.get(offset).is_some_and(Day::is_working))
    }

    /// Whether the day's year has no published calendar (R2): 暂定. Neither has a day outside.
    #[must_use]
    pub fn is_provisional(&self, day: NaiveDate) -> bool {
        self.0.offset(day).ok().is_none_or(|offset| self.0.is_provisional(offset, offset + 1))
    }

    /// 自某日起第 n 个工作日 (R1): the n-th working day strictly after `start`, whatever day `start` is.
    /// With `n = 0` it is `start` itself: nothing is counted.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if `start` or the answer is not covered.
    pub fn add_working_days(&self, start: NaiveDate, n: u32) -> Result<WorkingDay, OutsideCalendar> {
        let table = &*self.0;
        let from = table.offset(start)?;
        if n == 0 {
            return Ok(WorkingDay { on: start, provisional: false });
        }
        let to = table.nth_after(from, n);
        let on = to.and_then(|to| table.first.checked_add_days(Days::new(to as u64)));
        match (on, to) {
            (Some(on), Some(to)) => Ok(WorkingDay { on, provisional: table.is_provisional(from + 1, to + 1) }),
            (None, _) | (_, None) => {
                Err(OutsideCalendar::TooFar { start, working_days: n, first: table.first, last: table.last })
            }
        }
    }

    /// The number of 工作日 d with `from` < d ≤ `to`; none if `to` is not after `from`.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if one of the two is not covered.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> Result<Count, OutsideCalendar> {
        let table = &*self.0;
        let (from, to) = (table.offset(from)?, table.offset(to)?);
        if to <= from {
            return Ok(Count { working_days: 0, provisional: false });
        }
        Ok(Count {
            working_days: difference(&table.working_before, from + 1, to + 1),
            provisional: table.is_provisional(from + 1, to + 1),
        })
    }

    /// Every day covered, in order, with whether it is 暂定: what two calendars are compared by.
    pub fn days(&self) -> impl Iterator<Item = (NaiveDate, &Day, bool)> {
        let days = self.0.first.iter_days().zip(&self.0.days);
        days.enumerate().map(|(offset, (date, day))| (date, day, self.0.is_provisional(offset, offset + 1)))
    }
}

impl Table {
    fn push(&mut self, day: Day, provisional: bool) {
        if day.is_working() {
            self.working.push(self.days.len() as u32);
        }
        self.days.push(day);
        self.working_before.push(self.working.len() as u32);
        let before = self.provisional_before.last().copied().unwrap_or(0);
        self.provisional_before.push(before + u32::from(provisional));
    }

    fn offset(&self, day: NaiveDate) -> Result<usize, OutsideCalendar> {
        let offset = day.signed_duration_since(self.first).num_days();
        usize::try_from(offset).ok().filter(|offset| *offset < self.days.len()).ok_or(OutsideCalendar::Day {
            day,
            first: self.first,
            last: self.last,
        })
    }

    /// The offset of the n-th working day after the day at an offset; `n` is at least 1.
    fn nth_after(&self, offset: usize, n: u32) -> Option<usize> {
        let counted = self.working_before.get(offset + 1)?;
        let index = counted.checked_add(n)?.checked_sub(1)?;
        self.working.get(index as usize).map(|offset| *offset as usize)
    }

    /// Whether one of the days at offsets `from..to` is in a provisional year.
    fn is_provisional(&self, from: usize, to: usize) -> bool {
        difference(&self.provisional_before, from, to) > 0
    }
}

fn difference(before: &[u32], from: usize, to: usize) -> u32 {
    let at = |index: usize| before.get(index).copied().unwrap_or(0);
    at(to).saturating_sub(at(from))
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Calendar({} to {})", self.first_day(), self.last_day())
    }
}
