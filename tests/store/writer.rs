//! The queue in front of every change.

use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};

use gongkai::config::DatabaseSettings;
use gongkai::store::{DbConn, Store, StoreError, StoreResult, meta};

use crate::support::{TestDb, on_both_databases};

pub fn set(conn: &mut DbConn, key: &str, value: &str) -> StoreResult<()> {
    meta::set(conn, key, value)
}

pub fn get(store: &Store, key: &str) -> Option<String> {
    store.read(|conn| meta::get(conn, key)).unwrap()
}

fn is_sqlite(conn: &DbConn) -> bool {
    matches!(conn, DbConn::Sqlite(_))
}

fn raw(conn: &mut DbConn, statements: &str) {
    diesel::connection::SimpleConnection::batch_execute(conn, statements).unwrap();
}

/// Keeps the writer busy until the returned gate is opened, so that what follows is queued up.
pub fn occupy(store: &Store, threads: usize) -> Arc<Barrier> {
    let gate = Arc::new(Barrier::new(threads + 1));
    let (begun, beginnings) = channel();
    for _ in 0..threads {
        let (begun, inside) = (begun.clone(), Arc::clone(&gate));
        // The answer is of no interest; the work runs all the same.
        drop(store.write(move |_| {
            begun.send(()).unwrap();
            inside.wait();
            Ok::<_, StoreError>(())
        }));
        // One after the other, so that a short queue does not overflow.
        beginnings.recv().unwrap();
    }
    gate
}

fn writers(db: &TestDb) -> usize {
    if db.is_sqlite() { 1 } else { db.settings.postgres_writers as usize }
}

on_both_databases! {
    fn work_that_fails_is_undone_and_its_neighbours_are_kept(db: &TestDb) {
        let store = db.store();
        let gate = occupy(&store, writers(db));
        let (results, answers) = channel();
        std::thread::scope(|scope| {
            for number in 0..6 {
                let (store, results) = (&store, results.clone());
                scope.spawn(move || {
                    let result = store.write_blocking(move |conn| {
                        set(conn, &format!("key {number}"), "written")?;
                        if number % 2 == 1 { Err(StoreError::Busy) } else { Ok(number) }
                    });
                    results.send((number, result)).unwrap();
                });
            }
            while store.writer_stats().waiting < 6 {
                std::thread::yield_now();
            }
            gate.wait();
        });
        drop(results);
        for (number, result) in answers {
            let kept = get(&store, &format!("key {number}"));
            if number % 2 == 1 {
                assert!(matches!(result, Err(StoreError::Busy)), "{result:?}");
                assert_eq!(kept, None);
            } else {
                assert_eq!(result.unwrap(), number);
                assert_eq!(kept.as_deref(), Some("written"));
            }
        }
    }

    fn what_fails_in_a_batch_gets_its_own_answer_and_the_others_are_run_again(db: &TestDb) {
        let settings = DatabaseSettings { postgres_writers: 1, ..db.settings.clone() };
        let store = Store::open(&settings).unwrap();
        let gate = occupy(&store, 1);
        let mut runs = 0;
        let counted = store.write(move |conn| {
            runs += 1;
            set(conn, "runs", &runs.to_string())?;
            Ok::<_, StoreError>(runs)
        });
        let panicking = store.write::<(), StoreError, _>(|conn| {
            set(conn, "before the panic", "x")?;
            panic!("a mistake in a piece of work");
        });
        let refused = store.write(|conn| {
            set(conn, "before the refusal", "x")?;
            gongkai::store::agencies::create_section(conn, gongkai::domain::ids::AgencyId(404), "no such agency")
        });
        let after = store.write(|conn| set(conn, "after", "x"));
        gate.wait();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert_eq!(runtime.block_on(counted).unwrap(), 2);
        assert!(matches!(runtime.block_on(panicking), Err(StoreError::Panicked)));
        assert!(matches!(runtime.block_on(refused), Err(StoreError::Query(_))));
        runtime.block_on(after).unwrap();
        assert_eq!(get(&store, "runs").as_deref(), Some("2"));
        assert_eq!(get(&store, "before the panic"), None);
        assert_eq!(get(&store, "before the refusal"), None);
        assert!(get(&store, "after").is_some());
        assert_eq!(store.writer_stats().commits, 1);
    }

    fn what_is_undone_in_a_batch_leaves_no_change_of_its_first_run(db: &TestDb) {
        let settings = DatabaseSettings { postgres_writers: 1, ..db.settings.clone() };
        let store = Store::open(&settings).unwrap();
        let gate = occupy(&store, 1);
        let add = |conn: &mut DbConn| {
            let sum: i64 = meta::get(conn, "sum")?.map_or(0, |sum| sum.parse().unwrap());
            set(conn, "sum", &(sum + 1).to_string())
        };
        let kept: Vec<_> = (0..10).map(|_| store.write(add)).collect();
        let undone = store.write(move |conn| add(conn).and(Err::<(), _>(StoreError::Busy)));
        let later: Vec<_> = (0..10).map(|_| store.write(add)).collect();
        gate.wait();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        kept.into_iter().chain(later).for_each(|answer| runtime.block_on(answer).unwrap());
        assert!(matches!(runtime.block_on(undone), Err(StoreError::Busy)));
        assert_eq!(get(&store, "sum").as_deref(), Some("20"));
    }

    fn work_that_breaks_a_rule_of_the_database_is_undone_whole(db: &TestDb) {
        let store = db.store();
        let result: StoreResult<()> = store.write_blocking(|conn| {
            set(conn, "before", "x")?;
            gongkai::store::agencies::create_section(conn, gongkai::domain::ids::AgencyId(404), "no such agency")?;
            Ok(())
        });
        // SQLite looks at references when a statement ends, as PostgreSQL does.
        assert!(matches!(result, Err(StoreError::Query(_))), "{result:?}");
        assert_eq!(get(&store, "before"), None);
        store.write_blocking(|conn| set(conn, "after", "x")).unwrap();
    }

    fn a_commit_that_fails_is_reported_and_the_writer_goes_on(db: &TestDb) {
        let store = db.store();
        let result: StoreResult<()> = store.write_blocking(|conn| {
            // An agency under one that does not exist, found out at the end of the transaction only.
            raw(conn, if is_sqlite(conn) { "PRAGMA defer_foreign_keys = ON" } else { "SET CONSTRAINTS ALL DEFERRED" });
            raw(conn, "INSERT INTO agencies (id, code, name, parent_id, path, letter_prefix, settings, created_at) \
                       VALUES (1, 'a', 'a', 404, '/1/', '', '{}', '2025-03-03 09:00:00')");
            set(conn, "before", "x")
        });
        assert!(matches!(result, Err(StoreError::NotCommitted { .. })), "{result:?}");
        assert_eq!(get(&store, "before"), None);
        store.write_blocking(|conn| set(conn, "after", "x")).unwrap();
        assert!(get(&store, "after").is_some());
    }

    fn a_panic_is_an_answer_and_the_writer_goes_on(db: &TestDb) {
        let store = db.store();
        let result: StoreResult<()> = store.write_blocking(|conn| {
            set(conn, "before the panic", "x")?;
            panic!("a mistake in a piece of work");
        });
        assert!(matches!(result, Err(StoreError::Panicked)), "{result:?}");
        assert_eq!(get(&store, "before the panic"), None);
        store.write_blocking(|conn| set(conn, "after the panic", "x")).unwrap();
        assert!(get(&store, "after the panic").is_some());
    }

    fn a_full_queue_says_so_at_once_and_takes_work_again_later(db: &TestDb) {
        let settings = DatabaseSettings { write_queue: 2, ..db.settings.clone() };
        let store = Store::open(&settings).unwrap();
        let gate = occupy(&store, writers(db));
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let first = store.write(|conn| set(conn, "first", "x"));
        let second = store.write(|conn| set(conn, "second", "x"));
        let third = runtime.block_on(store.write(|conn| set(conn, "third", "x")));
        assert!(matches!(third, Err(StoreError::Busy)), "{third:?}");
        assert_eq!(store.writer_stats().waiting, 2);
        gate.wait();
        runtime.block_on(async { first.await.and(second.await) }).unwrap();
        runtime.block_on(store.write(|conn| set(conn, "fourth", "x"))).unwrap();
        assert_eq!(get(&store, "third"), None);
        assert_eq!(store.writer_stats().waiting, 0);
    }

    fn shutting_down_finishes_what_was_accepted_and_accepts_no_more(db: &TestDb) {
        let store = db.store();
        let gate = occupy(&store, writers(db));
        let accepted: Vec<_> =
            (0..50).map(|number| store.write(move |conn| set(conn, &format!("key {number}"), "x"))).collect();
        gate.wait();
        store.shutdown();
        let refused = store.write_blocking(|conn| set(conn, "late", "x"));
        assert!(matches!(refused, Err(StoreError::Unavailable { .. })), "{refused:?}");
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for answer in accepted {
            runtime.block_on(answer).unwrap();
        }
        assert!((0..50).all(|number| get(&store, &format!("key {number}")).is_some()));
        assert_eq!(get(&store, "late"), None);
    }

    fn an_answer_means_that_everybody_sees_the_change(db: &TestDb) {
        let store = db.store();
        for number in 0..50 {
            let value = number.to_string();
            store.write_blocking(move |conn| set(conn, "last", &value)).unwrap();
            assert_eq!(get(&store, "last"), Some(number.to_string()));
        }
    }

    fn readers_cannot_write(db: &TestDb) {
        let store = db.store();
        let refused = store.read(|conn| set(conn, "by a reader", "x"));
        assert!(matches!(refused, Err(StoreError::Query(_))), "{refused:?}");
        assert_eq!(get(&store, "by a reader"), None);
    }

    fn a_snapshot_does_not_see_what_is_written_meanwhile(db: &TestDb) {
        let store = db.store();
        store.write_blocking(|conn| set(conn, "value", "before")).unwrap();
        let (first, second) = store
            .snapshot(|conn| {
                let first = meta::get(conn, "value")?;
                store.write_blocking(|conn| set(conn, "value", "after"))?;
                Ok::<_, StoreError>((first, meta::get(conn, "value")?))
            })
            .unwrap();
        assert_eq!(first.as_deref(), Some("before"));
        assert_eq!(second.as_deref(), Some("before"));
        assert_eq!(get(&store, "value").as_deref(), Some("after"));
    }
}

#[test]
fn on_sqlite_work_is_done_in_the_order_in_which_it_was_accepted() {
    let db = TestDb::sqlite();
    let store = db.store();
    let (done, order) = channel();
    let gate = occupy(&store, 1);
    let answers: Vec<_> = (0..300)
        .map(|number| {
            let done = done.clone();
            store.write(move |_| done.send(number).map_err(|_| StoreError::Busy))
        })
        .collect();
    gate.wait();
    store.shutdown();
    drop((done, answers));
    assert!(order.iter().eq(0..300));
}

#[test]
fn on_sqlite_what_is_waiting_is_committed_together_but_not_more_than_the_limit() {
    let db = TestDb::sqlite();
    let settings = DatabaseSettings { write_batch: 10, ..db.settings.clone() };
    let store = Store::open(&settings).unwrap();
    let gate = occupy(&store, 1);
    let answers: Vec<_> = (0..25).map(|_| store.write(|conn| set(conn, "key", "x"))).collect();
    gate.wait();
    store.shutdown();
    drop(answers);
    let stats = store.writer_stats();
    // What kept the writer busy is in the first batch.
    assert_eq!((stats.writes, stats.commits, stats.last_batch), (26, 3, 6));
}

#[test]
fn on_sqlite_a_full_disk_loses_nothing_that_was_acknowledged() {
    let db = TestDb::sqlite();
    let store = db.store();
    // The file may grow by half a megabyte.
    store
        .write_blocking(|conn| {
            raw(conn, "PRAGMA max_page_count = 200");
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let gate = occupy(&store, 1);
    let text = "x".repeat(40_000);
    let answers: Vec<_> = (0..40)
        .map(|number| {
            let text = text.clone();
            store.write(move |conn| set(conn, &format!("key {number}"), &text))
        })
        .collect();
    gate.wait();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let kept: Vec<bool> = answers.into_iter().map(|answer| runtime.block_on(answer).is_ok()).collect();
    assert!(kept.contains(&false), "the disk was not full");
    for (number, kept) in kept.iter().enumerate() {
        assert_eq!(get(&store, &format!("key {number}")).is_some(), *kept, "key {number}");
    }
    store
        .write_blocking(|conn| {
            raw(conn, "PRAGMA max_page_count = 100000");
            set(conn, "after", "x")
        })
        .unwrap();
    assert!(get(&store, "after").is_some());
}

#[test]
fn on_sqlite_another_programs_write_is_waited_for() {
    let db = TestDb::sqlite();
    let (one, other) = (db.store(), db.store());
    std::thread::scope(|scope| {
        for store in [&one, &other] {
            scope.spawn(move || {
                for _ in 0..100 {
                    store
                        .write_blocking(|conn| {
                            let count: i64 = meta::get(conn, "count")?.map_or(0, |count| count.parse().unwrap());
                            set(conn, "count", &(count + 1).to_string())
                        })
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(get(&one, "count").as_deref(), Some("200"));
}

#[test]
fn on_postgresql_work_that_met_a_deadlock_is_run_again() {
    let db = TestDb::postgres();
    // In one batch they could not wait for each other.
    let store = Store::open(&DatabaseSettings { write_batch: 1, ..db.settings.clone() }).unwrap();
    store.write_blocking(|conn| set(conn, "a", "").and(set(conn, "b", ""))).unwrap();
    // Both hold one row before either asks for the other; once run again nobody waits for the barrier.
    let both_hold_one = Arc::new(Barrier::new(2));
    std::thread::scope(|scope| {
        for (first, second) in [("a", "b"), ("b", "a")] {
            let (store, both_hold_one) = (&store, Arc::clone(&both_hold_one));
            let mut runs = 0;
            scope.spawn(move || {
                store
                    .write_blocking(move |conn| {
                        runs += 1;
                        set(conn, first, "x")?;
                        if runs == 1 {
                            both_hold_one.wait();
                        }
                        set(conn, second, "y")
                    })
                    .unwrap();
            });
        }
    });
    // Whoever came last wrote its second value after the other's first.
    let values = [get(&store, "a").unwrap(), get(&store, "b").unwrap()];
    assert!(values == ["x", "y"] || values == ["y", "x"], "{values:?}");
}

#[test]
fn on_postgresql_work_that_overlooks_a_refused_statement_does_not_cost_its_neighbours_theirs() {
    let db = TestDb::postgres();
    let settings = DatabaseSettings { postgres_writers: 1, ..db.settings.clone() };
    let store = Store::open(&settings).unwrap();
    let gate = occupy(&store, 1);
    let before = store.write(|conn| set(conn, "before", "x"));
    let careless = store.write(|conn| {
        let section =
            gongkai::store::agencies::create_section(conn, gongkai::domain::ids::AgencyId(404), "no such agency");
        assert!(section.is_err());
        Ok::<_, StoreError>(())
    });
    gate.wait();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(before).unwrap();
    assert!(runtime.block_on(careless).is_err());
    assert!(get(&store, "before").is_some());
}

#[test]
fn on_postgresql_a_lost_connection_is_opened_again() {
    let db = TestDb::postgres();
    let settings = DatabaseSettings { postgres_writers: 1, ..db.settings.clone() };
    let store = Store::open(&settings).unwrap();
    store.write_blocking(|conn| set(conn, "before", "x")).unwrap();
    db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    store.write_blocking(|conn| set(conn, "after", "x")).unwrap();
    assert!(get(&store, "after").is_some());
}
