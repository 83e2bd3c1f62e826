//! A history that was altered behind the program's back is found and named.

use gongkai::domain::ids::CaseId;
use gongkai::store::events::{self, Broken, Head};
use gongkai::store::{Store, StoreError, cases, seals};

use crate::example::{at, day, event, new_case, office};
use crate::support::{TestDb, on_both_databases};

/// Seconds after which every day of these tests is over.
const A_MONTH: i64 = 31 * 86_400;

/// Three cases with four events each, recorded on two days.
fn three_cases(store: &Store) -> Vec<CaseId> {
    store
        .write_blocking(|conn| {
            let (agency, applicant) = office(conn, "hz")?;
            let new: Vec<_> = (1..=3).map(|n| new_case(agency, applicant, &format!("2025-000{n}"))).collect();
            let new: Vec<_> = new
                .into_iter()
                .map(|mut case| {
                    case.state.version = 4;
                    case
                })
                .collect();
            let ids: Vec<CaseId> = cases::insert_many(conn, new)?.into_iter().map(|case| case.id).collect();
            let history: Vec<_> = (0..4).map(|n| event(n * 50_000, &format!(r#"{{"n":{n},"text":"申请"}}"#))).collect();
            for id in &ids {
                events::insert_many(conn, &events::chain(*id, &Head::default(), history.clone()))?;
            }
            Ok::<_, StoreError>(ids)
        })
        .unwrap()
}

/// Lets statements change the history that the database protects.
fn behind_the_back(db: &TestDb, statements: &str) {
    if db.is_sqlite() {
        db.execute("DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete");
        db.execute(statements);
    } else {
        db.execute("ALTER TABLE events DISABLE TRIGGER ALL");
        db.execute(statements);
    }
}

fn broken(store: &Store) -> Vec<Broken> {
    store.read(events::verify).unwrap()
}

on_both_databases! {
    fn events_come_back_in_order_as_they_were_written(db: &TestDb) {
        let store = db.store();
        let case = three_cases(&store)[1];
        let history = store.read(|conn| events::load(conn, case)).unwrap();
        assert_eq!(history.iter().map(|event| event.version).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(history[2].payload, r#"{"n":2,"text":"申请"}"#);
        assert_eq!(history[2].recorded_at, at(100_000));
        assert_eq!(broken(&store), []);
    }

    fn an_instant_finer_than_the_database_keeps_is_hashed_as_it_is_kept(db: &TestDb) {
        let store = db.store();
        let mut fine = event(0, "{}");
        fine.recorded_at += chrono::TimeDelta::nanoseconds(123_456_789);
        let case = store.write_blocking(move |conn| {
            let (agency, applicant) = office(conn, "hz")?;
            let case = cases::insert(conn, &new_case(agency, applicant, "1"))?;
            events::append(conn, case, &Head::default(), std::slice::from_ref(&fine))?;
            Ok::<_, StoreError>(case)
        });
        let kept = store.read(|conn| events::load(conn, case.unwrap())).unwrap();
        assert_eq!(kept[0].recorded_at, at(0) + chrono::TimeDelta::microseconds(123_456));
        assert_eq!(broken(&store), []);
    }

    fn the_database_refuses_to_change_or_remove_an_event(db: &TestDb) {
        let store = db.store();
        three_cases(&store);
        for statement in ["UPDATE events SET payload = '{}'", "DELETE FROM events", "DELETE FROM events WHERE version = 4"] {
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| db.execute(statement)));
            assert!(outcome.is_err(), "{statement}");
        }
        assert_eq!(broken(&store), []);
    }

    fn an_altered_event_is_named(db: &TestDb) {
        let store = db.store();
        let ids = three_cases(&store);
        behind_the_back(db, &format!("UPDATE events SET payload = '{{}}' WHERE case_id = {} AND version = 3", ids[1].0));
        assert_eq!(broken(&store), [Broken { case: ids[1], version: 3 }]);
    }

    fn every_altered_case_is_named_once(db: &TestDb) {
        let store = db.store();
        let ids = three_cases(&store);
        behind_the_back(db, &format!("UPDATE events SET actor = 'x' WHERE case_id <> {} AND version > 1", ids[1].0));
        assert_eq!(broken(&store), [Broken { case: ids[0], version: 2 }, Broken { case: ids[2], version: 2 }]);
    }

    fn a_removed_event_is_named_in_the_middle_and_at_the_end(db: &TestDb) {
        let store = db.store();
        let ids = three_cases(&store);
        behind_the_back(db, &format!(
            "DELETE FROM events WHERE case_id = {} AND version = 2; DELETE FROM events WHERE case_id = {} AND version = 4; \
             DELETE FROM events WHERE case_id = {}", ids[0].0, ids[1].0, ids[2].0));
        let expected = [(ids[0], 2), (ids[1], 4), (ids[2], 4)].map(|(case, version)| Broken { case, version });
        assert_eq!(broken(&store), expected);
    }

    fn days_are_sealed_in_order_and_only_once(db: &TestDb) {
        let store = db.store();
        three_cases(&store);
        let seal = |last: &str| { let last = day(last); store.write_blocking(move |conn| seals::seal_through(conn, last, at(A_MONTH))) };
        assert_eq!(seal("2025-03-02").unwrap(), []);
        let first = seal("2025-03-03").unwrap();
        assert_eq!(first.iter().map(|seal| (seal.day, seal.events)).collect::<Vec<_>>(), [(day("2025-03-03"), 6)]);
        let second = seal("2025-12-31").unwrap();
        assert_eq!(second.iter().map(|seal| (seal.day, seal.events)).collect::<Vec<_>>(), [(day("2025-03-04"), 3), (day("2025-03-05"), 3)]);
        assert_eq!(seal("2025-12-31").unwrap(), []);
        assert_eq!(store.read(seals::verify).unwrap(), []);
    }

    fn a_day_that_is_not_over_is_not_sealed(db: &TestDb) {
        let store = db.store();
        three_cases(&store);
        let seal = |now| store.write_blocking(move |conn| seals::seal_through(conn, day("2025-12-31"), at(now))).unwrap();
        assert_eq!(seal(50_000), []);
        assert_eq!(seal(86_400).len(), 1);
    }

    fn a_sealed_day_takes_no_more_events(db: &TestDb) {
        let store = db.store();
        let case = three_cases(&store)[0];
        store.write_blocking(|conn| seals::seal_through(conn, day("2025-03-04"), at(A_MONTH))).unwrap();
        let head = Head::of(&store.read(|conn| events::load(conn, case)).unwrap());
        let add = |seconds| {
            let head = head.clone();
            store.write_blocking(move |conn| events::append(conn, case, &head, &[event(seconds, "{}")]))
        };
        assert!(matches!(add(0), Err(StoreError::SealedDay)));
        assert!(matches!(add(86_400), Err(StoreError::SealedDay)));
        add(2 * 86_400).unwrap();
    }

    fn a_history_rewritten_with_new_hashes_breaks_its_seal(db: &TestDb) {
        let store = db.store();
        let case = three_cases(&store)[2];
        store.write_blocking(|conn| seals::seal_through(conn, day("2025-03-05"), at(A_MONTH))).unwrap();
        let mut history = store.read(|conn| events::load(conn, case)).unwrap();
        history[3].payload = "{}".to_owned();
        let hash = events::link(&history[2].hash, &history[3]);
        behind_the_back(db, &format!("UPDATE events SET payload = '{{}}', hash = '{hash}' WHERE case_id = {} AND version = 4", case.0));
        assert_eq!(broken(&store), []);
        assert_eq!(store.read(seals::verify).unwrap(), [day("2025-03-05")]);
    }

    fn a_case_removed_with_everything_breaks_its_seals(db: &TestDb) {
        let store = db.store();
        let case = three_cases(&store)[0];
        store.write_blocking(|conn| seals::seal_through(conn, day("2025-03-04"), at(A_MONTH))).unwrap();
        behind_the_back(db, &format!("DELETE FROM events WHERE case_id = {0}; DELETE FROM cases WHERE id = {0}", case.0));
        assert_eq!(broken(&store), []);
        assert_eq!(store.read(seals::verify).unwrap(), [day("2025-03-03"), day("2025-03-04")]);
    }

    fn a_seal_that_was_removed_is_missed(db: &TestDb) {
        let store = db.store();
        three_cases(&store);
        store.write_blocking(|conn| seals::seal_through(conn, day("2025-03-05"), at(A_MONTH))).unwrap();
        db.execute("DELETE FROM seals WHERE day = '2025-03-04'");
        // The day is without a seal, and the seal after it was made over the one that is gone.
        assert_eq!(store.read(seals::verify).unwrap(), [day("2025-03-04"), day("2025-03-05")]);
    }
}
