//! 免打扰时段: when nobody is to be disturbed.

use chrono::{Days, NaiveDateTime, NaiveTime, Timelike};

use crate::domain::calendar::{Calendar, OutsideCalendar};

/// The hours of a working day in which mail may reach people, where the agency is.
///
/// ```
/// use gongkai_core::domain::mail::QuietHours;
/// let nobody = QuietHours::new(20, 8);
/// assert_eq!(nobody, Some(QuietHours { from: 20, until: 8 }));
/// assert_eq!(QuietHours::new(24, 8), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// The hour of the evening at which quiet begins.
    pub from: u32,
    /// The hour of the morning at which it ends.
    pub until: u32,
}

impl QuietHours {
    /// Quiet from one hour of the evening until one of the next morning; none if an hour does not exist or the
    /// evening is not after the morning.
    #[must_use]
    pub fn new(from: u32, until: u32) -> Option<Self> {
        (until < from && from < 24).then_some(Self { from, until })
    }

    /// When mail that is due at a civil time may leave: then, or at the end of the quiet hours of the next
    /// working day.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the day lies outside every calendar.
    pub fn next_open(&self, at: NaiveDateTime, calendar: &Calendar) -> Result<NaiveDateTime, OutsideCalendar> {
        let mut open = at;
        if !calendar.is_working_day(at.date())? {
            open = self.morning_after(at);
        }
        open = self.next_hour(open);
        while !calendar.is_working_day(open.date())? {
            open = self.morning_after(open);
        }
        Ok(open)
    }

    /// The same by the hour alone, whatever day it is.
    #[must_use]
    pub fn next_hour(&self, at: NaiveDateTime) -> NaiveDateTime {
        if at.hour() < self.until {
            at.date().and_time(self.morning())
        } else if at.hour() < self.from {
            at
        } else {
            self.morning_after(at)
        }
    }

    fn morning_after(&self, at: NaiveDateTime) -> NaiveDateTime {
        (at.date() + Days::new(1)).and_time(self.morning())
    }

    fn morning(&self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.until, 0, 0).unwrap_or_default()
    }
}
