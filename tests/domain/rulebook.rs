//! 规则: what is compiled in, and an office's own files on top.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;

use gongkai::domain::calendar::WorkingDay;
use gongkai::messages::Lang;
use gongkai::rulebook::{Rulebook, RulebookError, fingerprint};
use tempfile::TempDir;

use crate::calendar::{national, on, rules};

/// A folder with calendar files in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn built_in(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/calendars").join(name)).unwrap()
}

/// The statutory year 2027 turned into a published one, with a make-up Saturday.
fn published_2027() -> String {
    let statutory = built_in("provisional/cn-2027.statutory.toml").replace("statutory-only", "full");
    format!("{statutory}\n[[makeup]]\ndate = \"2027-01-09\"\nfor = \"元旦\"\nnotice = \"cn-measures-2024\"\n")
}

#[test]
fn without_a_folder_everything_is_built_in() {
    let regions: Vec<&str> = rules().regions().collect();
    assert_eq!(regions, ["CN", "CN-BJ", "CN-GX", "CN-HB", "GB", "US"]);
    assert_eq!(rules().calendar(Some("CN")).unwrap().first_day(), national().first_day());
    assert_eq!(rules().calendar(Some("CN-ZZ")).unwrap_err().code(), "unknown_region");
}

#[test]
fn another_country_has_a_calendar_of_its_own_and_a_day_off_in_any_part_is_off() {
    let britain = rules().calendar(Some("GB")).unwrap();
    assert_eq!((britain.first_day(), britain.last_day()), (on("2026-01-01"), on("2026-12-31")));
    assert_eq!(britain.is_working_day(on("2026-03-17")), Ok(false)); // Northern Ireland only
    assert_eq!(britain.is_working_day(on("2026-02-16")), Ok(true)); // 春节 is not
}

#[test]
fn a_new_year_s_notice_in_the_folder_ends_what_was_provisional() {
    let provisional = WorkingDay { on: on("2027-01-11"), provisional: true };
    assert_eq!(national().add_working_days(on("2027-01-01"), 6), Ok(provisional));
    let dir = folder(&[("cn-2027.toml", &published_2027())]);
    let calendar = Rulebook::load(dir.path()).unwrap().calendar(None).unwrap();
    let certain = WorkingDay { on: on("2027-01-09"), provisional: false };
    assert_eq!(calendar.add_working_days(on("2027-01-01"), 6), Ok(certain));
}

#[test]
fn a_file_of_the_folder_replaces_the_built_in_one_of_its_year() {
    let without_make_up_day = built_in("cn-2026.toml").replacen(
        "[[makeup]]\ndate = \"2026-01-04\"\nfor = \"元旦\"\nnotice = \"cn-2026\"\n",
        "",
        1,
    );
    let without_check = without_make_up_day.split("[check]").next().unwrap();
    let dir = folder(&[("own.toml", without_check)]);
    let calendar = Rulebook::load(dir.path()).unwrap().calendar(None).unwrap();
    assert_eq!(calendar.is_working_day(on("2026-01-04")), Ok(false));
    assert_eq!(national().is_working_day(on("2026-01-04")), Ok(true));
}

#[test]
fn a_statutory_file_never_replaces_a_published_year() {
    let statutory = built_in("provisional/cn-2026.statutory.toml");
    let dir = folder(&[("cn-2026.toml", &statutory)]);
    let calendar = Rulebook::load(dir.path()).unwrap().calendar(None).unwrap();
    assert!(calendar.days().eq(national().days()));
}

#[test]
fn a_region_of_the_folder_comes_on_top_of_the_country() {
    let region = built_in("regional/cn-guangxi-2017.toml").replace("2017", "2026").replace("CN-GX", "CN-ZZ");
    let region = region.replace("2026-04-08", "2026-04-11"); // a Saturday
    let dir = folder(&[("zz.toml", &region)]);
    let calendar = Rulebook::load(dir.path()).unwrap().calendar(Some("CN-ZZ")).unwrap();
    assert_eq!(calendar.is_working_day(on("2026-03-31")), Ok(false));
    assert_eq!(calendar.is_working_day(on("2026-04-11")), Ok(true));
}

#[test]
fn files_that_are_not_toml_by_name_are_left_alone() {
    let dir = folder(&[("README.md", "not a calendar"), ("cn-2027.toml.bak", "[[")]);
    assert!(Rulebook::load(dir.path()).is_ok());
}

#[test]
fn the_fingerprint_changes_with_the_days_and_with_nothing_else() {
    let again = Rulebook::load(Path::new("")).unwrap().calendar(None).unwrap();
    assert_eq!(fingerprint(&national()), fingerprint(&again));
    assert_eq!(fingerprint(&again).len(), 64);
    let retitled = built_in("cn-2026.toml").replace("sources_agreeing", "# note\nsources_agreeing");
    let dir = folder(&[("cn-2026.toml", &retitled)]);
    assert_eq!(fingerprint(&Rulebook::load(dir.path()).unwrap().calendar(None).unwrap()), fingerprint(&national()));
    let dir = folder(&[("cn-2027.toml", &published_2027())]);
    assert_ne!(fingerprint(&Rulebook::load(dir.path()).unwrap().calendar(None).unwrap()), fingerprint(&national()));
    let guangxi = rules().calendar(Some("CN-GX")).unwrap();
    assert_ne!(fingerprint(&guangxi), fingerprint(&national()));
}

#[track_caller]
fn refusal(dir: &TempDir, named: &[&str]) -> RulebookError {
    let error = Rulebook::load(dir.path()).unwrap_err();
    for lang in Lang::ALL {
        let message = error.message(lang);
        assert!(named.iter().all(|name| message.contains(name)), "{message}");
        assert!(!message.contains('\n') && !message.contains("error-"), "{message}");
    }
    error
}

#[test]
fn a_file_that_is_not_well_formed_is_named_with_its_line() {
    let dir = folder(&[("cn-2027.toml", &published_2027().replace("2027-01-09", "2027-02-30"))]);
    let error = refusal(&dir, &["cn-2027.toml", "57", "2027-02-30"]);
    assert!(matches!(error, RulebookError::Malformed { line: 57, .. }), "{error:?}");
}

#[test]
fn a_file_that_contradicts_itself_is_named() {
    let dir = folder(&[("cn-2027.toml", &published_2027().replace("2027-01-09", "2027-01-01"))]);
    let error = refusal(&dir, &["cn-2027.toml", "2027-01-01"]);
    assert!(matches!(error, RulebookError::Calendar { .. }), "{error:?}");
}

#[test]
fn two_files_of_the_folder_for_one_year_are_both_named() {
    let text = published_2027();
    let dir = folder(&[("a.toml", &text), ("b.toml", &text)]);
    let error = refusal(&dir, &["a.toml", "b.toml", "CN 2027"]);
    assert!(matches!(error, RulebookError::TwoFiles { .. }), "{error:?}");
}

#[test]
fn a_folder_that_is_not_there_and_a_file_that_is_not_text_are_named() {
    let dir = folder(&[]);
    let missing = Rulebook::load(&dir.path().join("nowhere")).unwrap_err();
    assert!(missing.message(Lang::Zh).contains("nowhere"), "{missing}");
    fs::write(dir.path().join("latin.toml"), b"title = \"\xff\"").unwrap();
    let error = refusal(&dir, &["latin.toml", "UTF-8"]);
    assert!(matches!(error, RulebookError::Unreadable { .. }), "{error:?}");
}
