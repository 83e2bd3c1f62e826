//! The only place that asks for the time. Everything else is given a date or an instant, so that an
//! office can run its New Year in May (`--at`) and a test can run on any day.

use std::time::Instant;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

/// 时钟: the real one, or a simulated one that started at a given instant and runs on.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    zone: Tz,
    simulated: Option<(DateTime<Utc>, Instant)>,
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
        Self { zone, simulated: Some((start, Instant::now())) }
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
        let now = match self.simulated {
            None => Utc::now(),
            Some((start, since)) => start + TimeDelta::from_std(since.elapsed()).unwrap_or(TimeDelta::MAX),
        };
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
