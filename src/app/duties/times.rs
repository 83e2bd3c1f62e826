//! 何时办理: the dates for which a duty is due, and when it is next.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::config::CronTime;
use crate::domain::duty::{CatchUp, Duty};

/// The dates for which a duty is due and not done, the oldest first. An expression that comes true several times a day
/// counts once, at the first.
pub(super) fn due_dates(duty: Duty, time: &CronTime, begins: DateTime<Tz>, now: DateTime<Tz>) -> Vec<NaiveDate> {
    let fired = time.schedule().after(&begins).take_while(|at| *at <= now);
    let mut dates: Vec<NaiveDate> = fired.map(|at| at.date_naive()).collect();
    dates.dedup();
    match duty.catch_up() {
        CatchUp::Each => dates,
        CatchUp::Once => dates.pop().into_iter().collect(),
        CatchUp::SameDay => dates.pop().filter(|date| *date == now.date_naive()).into_iter().collect(),
    }
}

/// The instant after which a duty may be due: the end of the day of its last run, or when the program first looked.
pub(super) fn begins(zone: Tz, since: NaiveDateTime, last: Option<NaiveDate>) -> DateTime<Tz> {
    // What is due at this very instant is due.
    let since = zone.from_utc_datetime(&(since - TimeDelta::microseconds(1)));
    last.map_or(since, |last| end_of(zone, last).max(since))
}

fn end_of(zone: Tz, day: NaiveDate) -> DateTime<Tz> {
    let evening = day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default());
    zone.from_local_datetime(&evening).latest().unwrap_or_else(|| zone.from_utc_datetime(&evening))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use chrono_tz::Asia::Shanghai;

    use super::*;

    fn at(text: &str) -> DateTime<Tz> {
        text.parse::<DateTime<chrono::FixedOffset>>().unwrap().with_timezone(&Shanghai)
    }

    fn dates(duty: Duty, cron: &str, begins: &str, now: &str) -> Vec<String> {
        let time = cron.parse().unwrap();
        due_dates(duty, &time, at(begins), at(now)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_was_missed_is_made_up_for_as_the_duty_asks() {
        let (from, to) = ("2025-01-30T12:00:00+08:00", "2025-02-02T06:00:00+08:00");
        let daily = "0 0 5 * * *";
        assert_eq!(dates(Duty::Urging, daily, from, to), ["2025-01-31", "2025-02-01", "2025-02-02"]);
        assert_eq!(dates(Duty::Lapses, daily, from, to), ["2025-02-02"]);
        assert_eq!(dates(Duty::Digests, daily, from, to), ["2025-02-02"]);
        let before_five = "2025-02-02T04:00:00+08:00";
        assert_eq!(dates(Duty::Lapses, daily, from, before_five), ["2025-02-01"]);
        assert_eq!(dates(Duty::Digests, daily, from, before_five), [""; 0]);
    }

    #[test]
    fn a_duty_is_due_once_a_day_however_often_its_expression_comes_true() {
        let hourly = "0 0 * * * *";
        let (from, to) = ("2025-01-30T00:30:00+08:00", "2025-01-30T23:30:00+08:00");
        assert_eq!(dates(Duty::Urging, hourly, from, to), ["2025-01-30"]);
        let done = begins(Shanghai, at(from).naive_utc(), Some("2025-01-30".parse().unwrap()));
        assert_eq!(due_dates(Duty::Urging, &hourly.parse().unwrap(), done, at(to)), []);
    }

    #[test]
    fn what_is_due_when_the_program_first_looks_is_done() {
        let noon = at("2025-01-30T12:00:00+08:00");
        let first = begins(Shanghai, noon.naive_utc(), None);
        assert_eq!(due_dates(Duty::Lapses, &"0 0 12 * * *".parse().unwrap(), first, noon).len(), 1);
        assert_eq!(due_dates(Duty::Lapses, &"0 0 11 * * *".parse().unwrap(), first, noon).len(), 0);
    }
}
