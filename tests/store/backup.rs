//! A copy of a running SQLite database.

use std::sync::atomic::{AtomicBool, Ordering};

use gongkai::config::DatabaseSettings;
use gongkai::store::{Store, StoreError, cases, events};

use crate::example::{office, registered};
use crate::support::TestDb;

fn open(file: &std::path::Path, db: &TestDb) -> Store {
    Store::open(&DatabaseSettings { url: format!("sqlite:{}", file.display()), ..db.settings.clone() }).unwrap()
}

#[test]
fn a_backup_made_while_writing_is_whole_and_holds_everything_acknowledged_before_it() {
    let db = TestDb::sqlite();
    let store = db.store();
    let (agency, applicant) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
    let register =
        |number: String| store.write_blocking(move |conn| registered(conn, agency, applicant, &number)).unwrap();
    let before: Vec<_> = (0..200).map(|n| register(format!("before {n}"))).collect();
    let copied = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut n = 0;
            while !copied.load(Ordering::Relaxed) {
                n += 1;
                register(format!("during {n}"));
            }
        });
        store.backup(&db.file("copy.db")).unwrap();
        copied.store(true, Ordering::Relaxed);
    });
    let copy = open(&db.file("copy.db"), &db);
    for case in before {
        copy.read(|conn| cases::find(conn, case)).unwrap();
    }
    assert_eq!(copy.read(events::verify).unwrap(), []);
    copy.write_blocking(move |conn| registered(conn, agency, applicant, "after")).unwrap();
}

#[test]
fn a_backup_writes_over_no_file() {
    let db = TestDb::sqlite();
    std::fs::write(db.file("notes.txt"), "precious").unwrap();
    let refused = db.store().backup(&db.file("notes.txt"));
    assert!(matches!(refused, Err(StoreError::FileExists { .. })), "{refused:?}");
    assert_eq!(std::fs::read_to_string(db.file("notes.txt")).unwrap(), "precious");
}

#[test]
fn a_backup_into_a_folder_that_is_not_there_names_it() {
    let db = TestDb::sqlite();
    let refused = db.store().backup(&db.file("none/copy.db"));
    assert!(matches!(&refused, Err(StoreError::File { path, .. }) if path.ends_with("none/copy.db")), "{refused:?}");
}

#[test]
fn a_backup_of_postgresql_is_left_to_its_own_tools() {
    let db = TestDb::postgres();
    let refused = db.store().backup(&db.file("copy.db")).unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
    assert!(!db.file("copy.db").exists());
}
