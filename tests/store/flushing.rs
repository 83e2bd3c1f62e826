//! SQLite's log is on the disk before anybody is told of what is in it.

use gongkai::config::DatabaseSettings;
use gongkai::store::{Store, StoreError};

use crate::support::TestDb;
use crate::writer::{get, set};

#[test]
fn on_sqlite_nobody_is_told_of_a_change_that_is_not_on_the_disk() {
    let db = TestDb::sqlite();
    let store = db.store();
    store.write_blocking(|conn| set(conn, "before", "x")).unwrap();
    let (log, away) = (db.file("test.db-wal"), db.file("away"));
    std::fs::rename(&log, &away).unwrap();
    let unflushed = store.write_blocking(|conn| set(conn, "unflushed", "x"));
    assert!(matches!(unflushed, Err(StoreError::NotCommitted { .. })), "{unflushed:?}");
    std::fs::rename(&away, &log).unwrap();
    store.write_blocking(|conn| set(conn, "after", "x")).unwrap();
    assert!(get(&store, "after").is_some());
}

#[test]
fn on_sqlite_the_log_of_a_file_is_found_through_a_link() {
    let db = TestDb::sqlite();
    drop(db.store());
    let link = db.file("link.db");
    std::os::unix::fs::symlink(db.file("test.db"), &link).unwrap();
    let store = Store::open(&DatabaseSettings { url: format!("sqlite:{}", link.display()), ..db.settings.clone() });
    let store = store.unwrap();
    store.write_blocking(|conn| set(conn, "key", "x")).unwrap();
    assert!(get(&store, "key").is_some());
}
