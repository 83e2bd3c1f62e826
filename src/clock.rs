//! The only place that asks for the time. Everything else is given a date or an instant, so that an
//! office can run its New Year in May (`--at`) and a test can run on any day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

/// 时钟: the real one, or a simulated one that started at a given instant and runs on.
#[derive(Debug, Clone)]
pub struct Clock {
    zone: Tz,
    simulated: Option<Simulated>,
}

/// 演练时钟: what it showed when it was started, and how far it was put forward since. Its clones are one clock.
#[derive(Debug, Clone)]
struct Simulated {
    start: DateTime<Utc>,
    since: Instant,
    ahead_microseconds: Arc<AtomicI64>,
}

impl Simulated {
    fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::microseconds(self.ahead_microseconds.load(Ordering::Acquire));
        self.start + TimeDelta::from_std(self.since.elapsed()).unwrap_or(TimeDelta::MAX) + ahead
    }
}

impl Clock {
    /// The machine's clock, with civil dates in `zone`.
    #[must_use]
    pub fn real(zone: Tz) -> Self {
        Self { zone, simulated: None }
    }

    /// A clock that shows `start` now and runs on from there.
    #[must_use]
    pub fn starting_at(zone: Tz, start: DateTime<Utc>) -> Self {
        Self { zone, simulated: Some(Simulated { start, since: Instant::now(), ahead_microseconds: Arc::default() }) }
    }

    /// The same as a simulated clock that shows the time it is now: for a store that is thrown away.
    #[must_use]
    pub fn simulated(&self) -> Self {
        if self.is_simulated() { self.clone() } else { Self::starting_at(self.zone, self.now().and_utc()) }
    }

    /// 快进: puts a simulated clock forward to an instant (UTC); says whether it was, which the real clock never is,
    /// and no clock to the past.
    #[must_use]
    pub fn put_forward(&self, to: NaiveDateTime) -> bool {
        let Some(simulated) = &self.simulated else { return false };
        let ahead = (to.and_utc() - simulated.now()).num_microseconds().filter(|ahead| *ahead > 0);
        if let Some(ahead) = ahead {
            simulated.ahead_microseconds.fetch_add(ahead, Ordering::AcqRel);
        }
        ahead.is_some()
    }

    /// The machine's own time, also while this clock is simulated: what the file system writes beside a file.
    #[must_use]
    pub fn of_files() -> DateTime<Utc> {
        Utc::now()
    }

    /// Whether this is not the real time.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.simulated.is_some()
    }

    /// Where civil dates are those of.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The instant, in UTC, cut to whole microseconds: SQLite keeps nine digits and PostgreSQL six,
    /// and the same history must have the same hash on both.
    #[must_use]
    pub fn now(&self) -> NaiveDateTime {
        let now = self.simulated.as_ref().map_or_else(Utc::now, Simulated::now);
        let utc = now.naive_utc();
        utc.with_nanosecond(utc.nanosecond() / 1000 * 1000).unwrap_or(utc)
    }

    /// What a clock on the wall where the agency is showed at an instant.
    #[must_use]
    pub fn local(&self, at: NaiveDateTime) -> NaiveDateTime {
        at.and_utc().with_timezone(&self.zone).naive_local()
    }

    /// The instant (UTC) at which it is this date and time of day where the agency is: the earlier of two where
    /// clocks are turned back, an hour later where they are turned forward over it.
    #[must_use]
    pub fn instant(&self, civil: NaiveDateTime) -> NaiveDateTime {
        let found = civil.and_local_timezone(self.zone).earliest();
        let found = found.or_else(|| (civil + TimeDelta::hours(1)).and_local_timezone(self.zone).earliest());
        found.map_or(civil, |instant| instant.naive_utc())
    }

    /// Today's civil date where the agency is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().and_utc().with_timezone(&self.zone).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// New Year's Eve at this hour of UTC.
    fn at(year: i32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(year, 12, 31).and_then(|day| day.and_hms_opt(hour, 0, 0)).unwrap_or_default()
    }

    #[test]
    fn a_rehearsal_goes_forward_for_all_who_look_at_its_clock() {
        let clock = Clock::starting_at(chrono_tz::Asia::Shanghai, at(2025, 1).and_utc());
        let other = clock.clone();
        assert!(clock.put_forward(at(2026, 16)));
        assert_eq!(other.today(), at(2026, 16).date() + chrono::Days::new(1));
        assert!(!clock.put_forward(at(2025, 1)), "never back");
        assert_eq!(other.today(), at(2026, 16).date() + chrono::Days::new(1));
    }

    #[test]
    fn the_real_clock_is_not_put_forward() {
        let clock = Clock::real(chrono_tz::Asia::Shanghai);
        assert!(!clock.put_forward(at(2999, 0)));
        assert!(clock.now() < at(2999, 0));
    }
}
