//! The way out when a calendar that was uploaded cannot be used by this program.

use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::store::calendar_files::{self, CalendarFileRow};
use gongkai::store::{StoreError, meta};
use tempfile::TempDir;

use crate::support::{Run, run};

fn url(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("office.db").display())
}

fn english(folder: &TempDir, args: &[&str]) -> Run {
    run(&[args, &["--lang", "en", "--database", &url(folder)]].concat(), "")
}

/// A database with files that an older program took and this one does not.
fn stuck() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::load(None).unwrap();
    settings.database.url = url(&folder);
    let clock = Clock::starting_at(settings.time_zone, "2026-03-02T01:00:00Z".parse().unwrap());
    let app = bootstrap::start(&settings, clock.clone()).unwrap();
    let uploaded_at = clock.now();
    let put: Result<(), StoreError> = app.store.write_blocking(move |conn| {
        for year in [2027, 2028] {
            let row = CalendarFileRow {
                name: format!("cn-{year}.toml"),
                jurisdiction: "CN".to_owned(),
                year,
                text: "schema = 0\n".to_owned(),
                sha256: "0".repeat(64),
                uploaded_by: "officer_1".to_owned(),
                uploaded_at,
            };
            calendar_files::put(conn, &row)?;
        }
        meta::set(conn, "calendars_revision", "2")
    });
    put.unwrap();
    folder
}

#[test]
fn a_program_that_cannot_use_an_uploaded_calendar_names_the_command_that_helps_and_it_does() {
    let folder = stuck();
    let refused = english(&folder, &["agency", "add", "hz", "某市人民政府"]);
    assert_eq!((refused.code, refused.err.lines().count()), (1, 1), "{}", refused.err);
    assert!(
        refused.err.contains("cn-2027.toml") && refused.err.contains("gongkai calendar withdraw"),
        "{}",
        refused.err
    );

    let listed = english(&folder, &["calendar", "list"]);
    assert_eq!(listed.code, 1);
    let names: Vec<&str> = listed.out.lines().map(|line| line.split("  ").next().unwrap()).collect();
    assert_eq!(
        (names, listed.err.contains("cn-2027.toml")),
        (vec!["cn-2027.toml", "cn-2028.toml"], true),
        "{}",
        listed.err
    );

    // What is left must be of use: one alone does not help.
    let half = english(&folder, &["calendar", "withdraw", "cn-2027.toml"]);
    assert_eq!((half.code, half.err.contains("cn-2028.toml")), (1, true), "{}", half.err);
    let unknown = english(&folder, &["calendar", "withdraw", "cn-2029.toml"]);
    assert_eq!((unknown.code, unknown.err.contains("cn-2029.toml")), (1, true), "{}", unknown.err);

    let done = english(&folder, &["calendar", "withdraw", "cn-2027.toml", "cn-2028.toml"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    assert!(done.out.contains("cn-2027.toml, cn-2028.toml"), "{}", done.out);
    let free = english(&folder, &["agency", "add", "hz", "某市人民政府"]);
    assert_eq!((free.code, free.err.as_str()), (0, ""));
    let empty = english(&folder, &["calendar", "list", "--json"]);
    assert_eq!((empty.code, empty.out.as_str()), (0, ""));
}
