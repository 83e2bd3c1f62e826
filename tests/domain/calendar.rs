//! 工作日历: the oracle, the vectors of the law, regions, the edges of what is known.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;
use gongkai::domain::calendar::{Calendar, Count, Day, OutsideCalendar, WorkingDay};
use gongkai::rulebook::Rulebook;
use serde_json::Value;

static RULES: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(Path::new("")).unwrap());

pub fn rules() -> &'static Rulebook {
    &RULES
}

pub fn national() -> Calendar {
    rules().calendar(None).unwrap()
}

pub fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn field(case: &Value, name: &str) -> NaiveDate {
    on(case[name].as_str().unwrap())
}

#[test]
fn every_case_of_the_independent_package_agrees() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workdays/oracle.jsonl");
    let text = std::fs::read_to_string(path).unwrap();
    let calendar = national();
    let mut checked = 0;
    for case in text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        if case["kind"] == "add" {
            let n = u32::try_from(case["n_working_days"].as_u64().unwrap()).unwrap();
            let expected = WorkingDay { on: field(&case, "expected_end_date"), provisional: false };
            assert_eq!(calendar.add_working_days(field(&case, "start_date"), n), Ok(expected), "{case}");
        } else {
            let working_days = u32::try_from(case["working_days_between"].as_u64().unwrap()).unwrap();
            let expected = Count { working_days, provisional: false };
            let counted = calendar.working_days_between(field(&case, "from"), field(&case, "to"));
            assert_eq!(counted, Ok(expected), "{case}");
        }
        checked += 1;
    }
    assert_eq!(checked, 800);
}

#[test]
fn the_vectors_of_the_working_day_clock_hold() {
    let vectors = [
        ("2026-02-12", ["2026-02-28", "2026-03-11", "2026-03-18", "2026-04-16"]),
        ("2026-02-14", ["2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"]),
        ("2026-09-18", ["2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"]),
        ("2026-09-19", ["2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"]),
        ("2026-04-30", ["2026-05-13", "2026-05-25", "2026-06-01", "2026-06-30"]),
        ("2025-12-31", ["2026-01-12", "2026-01-22", "2026-01-29", "2026-03-04"]),
    ];
    for (received, dues) in vectors {
        for (n, due) in [7, 15, 20, 40].into_iter().zip(dues) {
            assert_eq!(national().add_working_days(on(received), n).unwrap().on, on(due), "{received} + {n}");
        }
    }
}

#[test]
fn consulting_a_third_party_in_the_law_s_example_excludes_twelve_days() {
    let calendar = national();
    assert_eq!(calendar.add_working_days(on("2026-03-02"), 20).unwrap().on, on("2026-03-30"));
    let used = calendar.working_days_between(on("2026-03-02"), on("2026-03-09")).unwrap().working_days;
    assert_eq!(used, 5);
    assert_eq!(calendar.add_working_days(on("2026-03-25"), 20 - used).unwrap().on, on("2026-04-16"));
}

#[test]
fn a_year_has_the_working_days_that_were_published() {
    let in_year = |year: i32| {
        let (before, last) = (on(&format!("{}-12-31", year - 1)), on(&format!("{year}-12-31")));
        national().working_days_between(before, last).unwrap().working_days
    };
    assert_eq!([in_year(2020), in_year(2025), in_year(2026)], [249, 248, 248]);
}

#[test]
fn each_day_says_what_it_is_and_which_notice_says_so() {
    let calendar = national();
    assert_eq!(calendar.day(on("2026-03-02")), Some(&Day::Working));
    assert_eq!(calendar.day(on("2026-03-07")), Some(&Day::Weekend));
    let Some(Day::Holiday { name, notice }) = calendar.day(on("2026-04-06")) else { panic!("a day off") };
    assert_eq!((&**name, notice.citation()), ("清明节", "国办发明电〔2025〕7号"));
    let Some(Day::Makeup { festival, notice }) = calendar.day(on("2026-02-14")) else { panic!("a make-up day") };
    assert_eq!((&**festival, notice.citation()), ("春节", "国办发明电〔2025〕7号"));
    assert_eq!(calendar.day(on("1999-01-01")), None);
}

#[test]
fn the_starting_day_never_counts_whatever_day_it_is() {
    let calendar = national();
    for start in ["2026-03-06", "2026-03-07", "2026-03-08"] {
        assert_eq!(calendar.add_working_days(on(start), 1).unwrap().on, on("2026-03-09"));
    }
    // A make-up Saturday as the start does not count either, as the end it does.
    assert_eq!(calendar.add_working_days(on("2026-02-14"), 1).unwrap().on, on("2026-02-24"));
    assert_eq!(calendar.add_working_days(on("2026-02-13"), 1).unwrap().on, on("2026-02-14"));
}

#[test]
fn nothing_added_is_the_start_and_nothing_lies_between_a_day_and_an_earlier_one() {
    let calendar = national();
    let start = on("2027-03-07");
    assert_eq!(calendar.add_working_days(start, 0), Ok(WorkingDay { on: start, provisional: false }));
    let none = Count { working_days: 0, provisional: false };
    assert_eq!(calendar.working_days_between(start, start), Ok(none));
    assert_eq!(calendar.working_days_between(start, on("2027-02-01")), Ok(none));
}

#[test]
fn an_answer_is_provisional_once_it_counts_through_an_unpublished_year() {
    let calendar = national();
    let due = |n| calendar.add_working_days(on("2026-11-23"), n).unwrap();
    assert_eq!(due(28), WorkingDay { on: on("2026-12-31"), provisional: false });
    assert_eq!(due(29), WorkingDay { on: on("2027-01-04"), provisional: true });
    let count = |to| calendar.working_days_between(on("2026-12-30"), on(to)).unwrap();
    assert_eq!(count("2026-12-31"), Count { working_days: 1, provisional: false });
    assert_eq!(count("2027-01-01"), Count { working_days: 1, provisional: true });
    assert!(!calendar.is_provisional(on("2026-12-31")));
    assert!(calendar.is_provisional(on("2027-01-01")));
    assert!(calendar.is_provisional(on("2041-01-01")));
}

#[test]
fn days_outside_the_calendar_are_an_error_that_names_what_is_covered() {
    let calendar = national();
    let (first, last) = (on("2007-01-01"), on("2040-12-31"));
    assert_eq!((calendar.first_day(), calendar.last_day()), (first, last));
    let day = on("2006-12-31");
    let outside = OutsideCalendar::Day { day, first, last };
    assert_eq!(calendar.is_working_day(day), Err(outside));
    assert_eq!(calendar.add_working_days(day, 1), Err(outside));
    assert_eq!(calendar.working_days_between(day, first), Err(outside));
    for n in [1, u32::MAX] {
        let error = calendar.add_working_days(last, n).unwrap_err();
        assert_eq!(error, OutsideCalendar::TooFar { start: last, working_days: n, first, last });
    }
    assert!(outside.to_string().contains("2006-12-31"));
    assert!(outside.to_string().contains("2007-01-01 to 2040-12-31"));
}

#[test]
fn guangxi_2017_is_off_on_a_national_make_up_day_and_works_on_its_own() {
    let (nation, region) = (national(), rules().calendar(Some("CN-GX")).unwrap());
    let works = |day| (nation.is_working_day(on(day)).unwrap(), region.is_working_day(on(day)).unwrap());
    assert_eq!(works("2017-03-30"), (true, false));
    assert_eq!(works("2017-04-01"), (true, false));
    assert_eq!(works("2017-04-08"), (false, true));
    assert_eq!(works("2017-04-10"), (true, true));
    assert_eq!(region.add_working_days(on("2017-03-29"), 1).unwrap().on, on("2017-04-05"));
}

#[test]
fn hubei_2020_rests_until_13_february() {
    let region = rules().calendar(Some("CN-HB")).unwrap();
    assert_eq!(national().add_working_days(on("2020-01-23"), 1).unwrap().on, on("2020-02-03"));
    assert_eq!(region.add_working_days(on("2020-01-23"), 1).unwrap().on, on("2020-02-14"));
}

#[test]
fn beijing_2014_rests_during_apec_and_makes_up_on_two_weekends() {
    let region = rules().calendar(Some("CN-BJ")).unwrap();
    let works = |day| region.is_working_day(on(day)).unwrap();
    assert_eq!(
        ["2014-11-02", "2014-11-07", "2014-11-12", "2014-11-13", "2014-11-15"].map(works),
        [true, false, false, true, true]
    );
    let whole_year = |calendar: &Calendar| calendar.working_days_between(on("2013-12-31"), on("2014-12-31")).unwrap();
    assert_eq!(whole_year(&region).working_days, whole_year(&national()).working_days - 2);
}

#[test]
fn a_statutory_festival_day_was_off_in_every_published_year() {
    let before_any_notice = rules().calendar_known_on(on("2000-01-01"), None).unwrap();
    let festival_days: Vec<_> = before_any_notice.days().filter(|(_, day, _)| day.notice().is_some()).collect();
    assert_eq!(festival_days.len(), 17 * 11 + 16 * 13 - clashes(&before_any_notice));
    for (date, day, _) in festival_days {
        assert_eq!(national().is_working_day(date), Ok(false), "{day:?}");
    }
}

/// 中秋节 falls on one of the days of 国庆节 now and then; that is one day off, not two.
fn clashes(calendar: &Calendar) -> usize {
    let is_clash = |day: &Day| matches!(day, Day::Holiday { name, .. } if &**name == "国庆节、中秋节");
    calendar.days().filter(|(_, day, _)| is_clash(day)).count()
}
