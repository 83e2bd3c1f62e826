//! 以某日所知: the calendar as it was before a notice.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use gongkai::domain::calendar::{Calendar, Day, WorkingDay};

use crate::calendar::{on, rules};

fn known_on(day: &str) -> Calendar {
    rules().calendar_known_on(on(day), None).unwrap()
}

fn working(calendar: &Calendar, days: &[&str]) -> Vec<bool> {
    days.iter().map(|day| calendar.is_working_day(on(day)).unwrap()).collect()
}

#[test]
fn the_victory_day_of_2015_was_known_from_13_may() {
    let days = ["2015-09-03", "2015-09-04", "2015-09-05", "2015-09-06"];
    assert_eq!(working(&known_on("2015-05-12"), &days), [true, true, false, false]);
    assert_eq!(working(&known_on("2015-05-13"), &days), [false, false, false, true]);
    assert!(!known_on("2015-05-12").is_provisional(on("2015-09-03")));
}

#[test]
fn the_longer_labour_day_of_2019_was_known_from_22_march() {
    let days = ["2019-04-28", "2019-05-01", "2019-05-02", "2019-05-03", "2019-05-05"];
    assert_eq!(working(&known_on("2019-03-21"), &days), [false, false, true, true, false]);
    assert_eq!(working(&known_on("2019-03-22"), &days), [true, false, false, false, true]);
}

#[test]
fn the_longer_spring_festival_of_2020_was_known_from_27_january() {
    let days = ["2020-01-30", "2020-01-31", "2020-02-01", "2020-02-02", "2020-02-03"];
    let before = known_on("2020-01-26");
    assert_eq!(working(&before, &days), [false, true, true, false, true]);
    assert_eq!(working(&known_on("2020-01-27"), &days), [false, false, false, false, true]);
    let Some(Day::Makeup { festival, notice }) = before.day(on("2020-02-01")) else { panic!("was a make-up day") };
    assert_eq!((&**festival, notice.citation()), ("春节", "国办发明电〔2019〕16号"));
    assert_eq!(before.day(on("2020-02-02")), Some(&Day::Weekend));
}

#[test]
fn a_day_of_december_that_the_next_notice_gives_is_unknown_before_it() {
    let days = ["2018-12-29", "2018-12-31"];
    assert_eq!(working(&known_on("2018-12-05"), &days), [false, true]);
    assert_eq!(working(&known_on("2018-12-06"), &days), [true, false]);
    assert!(!known_on("2018-12-05").is_provisional(on("2018-12-31")));
}

#[test]
fn the_year_2026_seen_from_the_middle_of_2025_has_its_festivals_only_and_is_provisional() {
    let seen = known_on("2025-06-30");
    let days = ["2026-02-14", "2026-02-16", "2026-02-20", "2026-02-28", "2026-10-05", "2026-10-10"];
    assert_eq!(working(&seen, &days), [false, false, true, false, true, false]);
    let due = seen.add_working_days(on("2026-02-13"), 1).unwrap();
    assert_eq!(due, WorkingDay { on: on("2026-02-20"), provisional: true });
    assert!(!seen.is_provisional(on("2025-12-31")));
    let published = known_on("2025-11-04").add_working_days(on("2026-02-13"), 1).unwrap();
    assert_eq!(published, WorkingDay { on: on("2026-02-14"), provisional: false });
}

#[test]
fn the_spring_festival_days_follow_the_wording_of_the_measures() {
    let seen = known_on("2007-01-01");
    let off = |from: &str, to: &str| {
        let in_range = |date| on(from) <= date && date <= on(to);
        seen.days().filter(|(date, day, _)| in_range(*date) && day.notice().is_some()).map(|(date, ..)| date).collect()
    };
    let days = |dates: &[&str]| dates.iter().map(|date| on(date)).collect::<Vec<_>>();
    // 除夕至初二 to 2013, 初一至初三 from 2014, 除夕至初三 from 2025.
    assert_eq!(
        days(&["2013-02-09", "2013-02-10", "2013-02-11"]),
        Vec::from_iter::<Vec<_>>(off("2013-02-01", "2013-03-01"))
    );
    assert_eq!(
        days(&["2014-01-31", "2014-02-01", "2014-02-02"]),
        Vec::from_iter::<Vec<_>>(off("2014-01-15", "2014-03-01"))
    );
    assert_eq!(
        days(&["2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"]),
        Vec::from_iter::<Vec<_>>(off("2025-01-15", "2025-03-01"))
    );
}

#[test]
fn a_region_s_holiday_is_unknown_before_its_notice() {
    let works = |day| {
        let calendar = rules().calendar_known_on(on(day), Some("CN-HB")).unwrap();
        calendar.is_working_day(on("2020-02-10")).unwrap()
    };
    assert!(works("2020-01-31"));
    assert!(!works("2020-02-01"));
}

#[test]
fn known_today_is_the_calendar_as_it_is() {
    let (now, today) = (rules().calendar(None).unwrap(), known_on("2026-11-22"));
    assert!(now.days().eq(today.days()));
}

#[test]
fn before_the_first_notice_the_calendar_starts_with_the_first_statutory_year() {
    assert_eq!(known_on("2006-12-17").first_day(), on("2008-01-01"));
    assert_eq!(known_on("2006-12-18").first_day(), on("2007-01-01"));
}
