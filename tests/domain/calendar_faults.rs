//! Calendar files that contradict themselves or each other are refused, and the refusal names the
//! year, the date and what to do, in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use gongkai::domain::calendar::{CalendarError, CalendarFault, CalendarFile, Calendars, LayerName};
use gongkai::messages::Lang;
use gongkai::rulebook::words;

use crate::calendar::on;

/// A national year that is in order: 1 October is a Thursday off, 10 October a Saturday worked.
const YEAR: &str = r#"
schema = 1
jurisdiction = "CN"
year = 2026
timezone = "Asia/Shanghai"
weekend = ["sat", "sun"]
coverage = "full"
[[notice]]
id = "annual"
kind = "annual"
title = "年度通知"
issuer = "国务院办公厅"
published = "2025-11-04"
[[notice]]
id = "later"
kind = "amendment"
title = "调整通知"
issuer = "国务院办公厅"
published = "2026-03-01"
[[holiday]]
name = "国庆节"
notice = "annual"
dates = ["2026-10-01", "2026-10-02"]
[[makeup]]
date = "2026-10-10"
for = "国庆节"
notice = "annual"
"#;

const REGION: &str = r#"
schema = 1
jurisdiction = "CN-XX"
extends = "CN"
year = 2026
timezone = "Asia/Shanghai"
coverage = "example-only"
[[notice]]
id = "local"
kind = "annual"
title = "地方通知"
issuer = "自治区"
"#;

fn file(text: &str) -> CalendarFile {
    toml::from_str(text).unwrap()
}

fn refusal(texts: &[&str]) -> CalendarError {
    Calendars::new(texts.iter().map(|text| file(text))).unwrap_err()
}

/// The one file's fault, after checking that people are told of it in both languages.
#[track_caller]
fn fault(text: &str, named: &str) -> CalendarFault {
    told(refusal(&[text]), named)
}

#[track_caller]
fn told(error: CalendarError, named: &str) -> CalendarFault {
    for lang in Lang::ALL {
        let sentence = words::calendar_error(&error, lang);
        assert!(sentence.contains(named) && sentence.contains("2026"), "{sentence}");
        assert!(!sentence.contains("fault-") && !sentence.contains("{"), "{sentence}");
    }
    match error {
        CalendarError::Faulty { fault, .. } => fault,
        CalendarError::UnknownRegion { .. } => panic!("{error}"),
    }
}

fn with(more: &str) -> String {
    format!("{YEAR}{more}")
}

#[test]
fn a_year_that_is_in_order_is_accepted() {
    assert!(Calendars::new([file(YEAR), file(REGION)]).is_ok());
}

#[test]
fn a_date_that_is_both_off_and_made_up_is_refused() {
    let text = with("[[makeup]]\ndate = \"2026-10-02\"\nfor = \"国庆节\"\nnotice = \"annual\"\n");
    assert_eq!(fault(&text, "2026-10-02"), CalendarFault::HolidayAndMakeup(on("2026-10-02")));
}

#[test]
fn a_date_listed_twice_is_refused() {
    let text = with("[[holiday]]\nname = \"中秋节\"\nnotice = \"annual\"\ndates = [\"2026-10-01\"]\n");
    assert_eq!(fault(&text, "2026-10-01"), CalendarFault::ListedTwice(on("2026-10-01")));
}

#[test]
fn a_date_of_another_year_is_refused_wherever_it_stands() {
    let holiday = with("[[holiday]]\nname = \"元旦\"\nnotice = \"annual\"\ndates = [\"2025-12-31\"]\n");
    assert_eq!(fault(&holiday, "2025-12-31"), CalendarFault::OutsideYear(on("2025-12-31")));
    let makeup = with("[[makeup]]\ndate = \"2027-01-02\"\nfor = \"元旦\"\nnotice = \"annual\"\n");
    assert_eq!(fault(&makeup, "2027-01-02"), CalendarFault::OutsideYear(on("2027-01-02")));
    let change = with("[[change]]\nnotice = \"later\"\nknown_from = \"2026-03-01\"\nremove_off = [\"2027-01-04\"]\n");
    assert_eq!(fault(&change, "2027-01-04"), CalendarFault::OutsideYear(on("2027-01-04")));
}

#[test]
fn an_entry_of_an_unknown_notice_is_refused() {
    let unknown = || CalendarFault::UnknownNotice(Arc::from("nobody"));
    let holiday = with("[[holiday]]\nname = \"元旦\"\nnotice = \"nobody\"\ndates = [\"2026-01-01\"]\n");
    assert_eq!(fault(&holiday, "nobody"), unknown());
    let makeup = with("[[makeup]]\ndate = \"2026-01-03\"\nfor = \"元旦\"\nnotice = \"nobody\"\n");
    assert_eq!(fault(&makeup, "nobody"), unknown());
    let change = with("[[change]]\nnotice = \"nobody\"\nknown_from = \"2026-03-01\"\n");
    assert_eq!(fault(&change, "nobody"), unknown());
}

#[test]
fn two_notices_with_one_id_are_refused() {
    let text = YEAR.replace("id = \"later\"", "id = \"annual\"");
    assert_eq!(fault(&text, "annual"), CalendarFault::NoticeTwice(Arc::from("annual")));
}

#[test]
fn a_make_up_day_on_a_working_weekday_is_refused() {
    let text = YEAR.replace("2026-10-10", "2026-10-12");
    assert_eq!(fault(&text, "2026-10-12"), CalendarFault::MakeupOnWorkingDay(on("2026-10-12")));
}

#[test]
fn a_count_of_the_author_that_is_not_the_computed_one_is_refused() {
    let check = |year: u32, october: u32| {
        with(&format!(
            "[check]\nworking_days = {year}\nworking_days_by_month = [22, 20, 22, 22, 21, 22, 23, 21, 22, {october}, 21, 23]\n"
        ))
    };
    assert!(Calendars::new([file(&check(260, 21))]).is_ok());
    let month = CalendarFault::MonthDisagrees { month: 10, stated: 22, computed: 21 };
    assert_eq!(fault(&check(260, 22), "21"), month);
    assert_eq!(fault(&check(261, 21), "260"), CalendarFault::YearDisagrees { stated: 261, computed: 260 });
}

#[test]
fn a_change_that_the_entries_do_not_show_is_refused() {
    let change = |line: &str| with(&format!("[[change]]\nnotice = \"later\"\nknown_from = \"2026-03-01\"\n{line}\n"));
    let disagrees = |day| CalendarFault::ChangeDisagrees { notice: Arc::from("later"), day: on(day) };
    assert_eq!(fault(&change("add_off = [\"2026-10-05\"]"), "2026-10-05"), disagrees("2026-10-05"));
    assert_eq!(fault(&change("add_off = [\"2026-10-10\"]"), "2026-10-10"), disagrees("2026-10-10"));
    assert_eq!(fault(&change("add_makeup = [\"2026-10-01\"]"), "2026-10-01"), disagrees("2026-10-01"));
    assert_eq!(fault(&change("remove_off = [\"2026-10-01\"]"), "2026-10-01"), disagrees("2026-10-01"));
    assert_eq!(fault(&change("remove_makeup = [\"2026-10-10\"]"), "2026-10-10"), disagrees("2026-10-10"));
    assert!(Calendars::new([file(&change("add_off = [\"2026-10-02\"]\nremove_makeup = [\"2026-10-11\"]"))]).is_ok());
}

#[test]
fn two_files_for_one_year_are_refused() {
    assert_eq!(told(refusal(&[YEAR, YEAR]), "CN 2026"), CalendarFault::TwoFiles);
}

#[test]
fn a_region_without_its_base_is_refused() {
    assert_eq!(told(refusal(&[REGION]), "CN-XX 2026"), CalendarFault::MissingBase(Arc::from("CN")));
    let other_year = REGION.replace("year = 2026", "year = 2025");
    let CalendarError::Faulty { layer, fault } = refusal(&[YEAR, &other_year]) else { panic!("a fault") };
    assert_eq!(layer, LayerName { jurisdiction: Arc::from("CN-XX"), year: 2025 });
    assert_eq!(fault, CalendarFault::MissingBase(Arc::from("CN")));
}

#[test]
fn a_region_makes_up_only_for_days_that_are_off_nationally() {
    let region = |day| format!("{REGION}[[makeup]]\ndate = \"{day}\"\nfor = \"三月三\"\nnotice = \"local\"\n");
    for working in ["2026-10-10", "2026-10-12"] {
        let error = refusal(&[YEAR, &region(working)]);
        assert_eq!(told(error, working), CalendarFault::MakeupOnWorkingDay(on(working)));
    }
    for off in ["2026-10-01", "2026-10-11"] {
        assert!(Calendars::new([file(YEAR), file(&region(off))]).is_ok());
    }
}

#[test]
fn a_missing_weekend_an_unknown_schema_and_an_impossible_year_are_refused() {
    let no_weekend = YEAR.replace("weekend = [\"sat\", \"sun\"]", "");
    assert_eq!(fault(&no_weekend, "weekend"), CalendarFault::NoWeekend);
    let schema = YEAR.replace("schema = 1", "schema = 2");
    assert_eq!(fault(&schema, "2"), CalendarFault::UnknownSchema(2));
    let head = YEAR.split("[[notice]]").next().unwrap().replace("year = 2026", "year = 2026000");
    assert_eq!(fault(&head, "2026000"), CalendarFault::ImpossibleYear);
}

#[test]
fn years_missing_in_between_are_refused() {
    let head = YEAR.split("[[notice]]").next().unwrap().replace("year = 2026", "year = 2024");
    assert_eq!(told(refusal(&[YEAR, &head]), "2024"), CalendarFault::Gap(2024));
}

#[test]
fn an_unknown_region_is_told_which_ones_there_are() {
    let calendars = Calendars::new([file(YEAR), file(REGION)]).unwrap();
    let error = calendars.build(Some("CN-ZZ"), None).unwrap_err();
    assert_eq!(error, CalendarError::UnknownRegion { region: "CN-ZZ".into(), known: "CN, CN-XX".into() });
    assert_eq!(error.code(), "unknown_region");
}

#[test]
fn an_impossible_date_and_an_unknown_field_are_refused_by_name() {
    let parse = |text: &str| toml::from_str::<CalendarFile>(text).unwrap_err().message().to_owned();
    assert!(parse(&YEAR.replace("2026-10-10", "2026-02-30")).contains("2026-02-30"));
    assert!(parse(&YEAR.replace("2026-10-10", "2026-10-5")).contains("YYYY-MM-DD"));
    assert!(parse(&format!("holidays = []\n{YEAR}")).contains("holidays"));
    assert!(parse(&YEAR.replace("kind = \"annual\"", "kind = \"yearly\"")).contains("annual, amendment"));
}

#[test]
fn a_file_extends_a_national_calendar_and_never_itself_or_a_region() {
    let itself = YEAR.replace("jurisdiction = \"CN\"", "jurisdiction = \"CN\"\nextends = \"CN\"");
    assert_eq!(fault(&itself, "CN"), CalendarFault::WrongBase(Arc::from("CN")));
    let region = REGION.replace("CN-XX", "CN-YY").replace("extends = \"CN\"", "extends = \"CN-XX\"");
    assert_eq!(told(refusal(&[YEAR, REGION, &region]), "CN-XX"), CalendarFault::WrongBase(Arc::from("CN-XX")));
}

#[test]
fn a_jurisdiction_is_written_as_countries_and_their_parts_are() {
    for odd in ["", "cn", "CHN", "CN-", "CN-a", "CN/..", "CN-TOOLONGER"] {
        let text = YEAR.replace("jurisdiction = \"CN\"", &format!("jurisdiction = \"{odd}\""));
        assert_eq!(fault(&text, odd), CalendarFault::BadJurisdiction(Arc::from(odd)));
    }
}
