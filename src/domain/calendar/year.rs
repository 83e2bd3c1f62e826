//! One year of days, from 1 January to 31 December, onto which layers are put.

use chrono::{Datelike, NaiveDate, Weekday};

use super::day::Day;
use super::layer::Layer;

/// A year in the making.
#[derive(Debug, Clone)]
pub(super) struct Year {
    pub(super) number: i32,
    pub(super) days: Vec<Day>,
    /// 暂定: no annual notice is published.
    pub(super) provisional: bool,
}

impl Year {
    /// The year with its weekends and nothing else; `None` if there is no such year.
    pub(super) fn of_weekends(number: i32, weekend: &[Weekday], provisional: bool) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(number, 1, 1)?;
        let kind = |day: NaiveDate| if weekend.contains(&day.weekday()) { Day::Weekend } else { Day::Working };
        // As many as a year has at most, where a collection of unknown length would take half as much again.
        let mut days = Vec::with_capacity(366);
        days.extend(first.iter_days().take_while(|day| day.year() == number).map(kind));
        Some(Self { number, days, provisional })
    }

    /// Puts a layer on top: what it says of a day holds. Gives the days on which it makes up for
    /// nothing, being a working day already.
    pub(super) fn put(&mut self, layer: &Layer) -> Vec<NaiveDate> {
        let mut idle = Vec::new();
        for (date, entry) in layer.iter() {
            let Some(day) = self.day_mut(date) else { continue };
            if entry.is_working() && day.is_working() {
                idle.push(date);
            }
            *day = entry.clone();
        }
        idle
    }

    /// Working days of each month.
    pub(super) fn working_days_by_month(&self) -> [u32; 12] {
        let mut months = [0; 12];
        for (ordinal, day) in (1..).zip(&self.days) {
            let month = NaiveDate::from_yo_opt(self.number, ordinal).map(|date| date.month0() as usize);
            if let Some(count) = month.and_then(|month| months.get_mut(month)) {
                *count += u32::from(day.is_working());
            }
        }
        months
    }

    fn day_mut(&mut self, date: NaiveDate) -> Option<&mut Day> {
        if date.year() != self.number {
            return None;
        }
        self.days.get_mut(date.ordinal0() as usize)
    }
}
