//! Two people change one case: nobody's change is lost.

use gongkai::domain::ids::CaseId;
use gongkai::store::events::{self, Head};
use gongkai::store::{Store, StoreError, cases};

use crate::example::{event, new_case, office, registered};
use crate::support::{TestDb, on_both_databases};

fn one_case(store: &Store) -> CaseId {
    store
        .write_blocking(|conn| {
            let (agency, applicant) = office(conn, "hz")?;
            registered(conn, agency, applicant, "2025-0001")
        })
        .unwrap()
}

/// Reads outside the transaction, as a page does, and then saves.
fn add_one(store: &Store, case: CaseId) -> Result<(), StoreError> {
    let history = store.read(|conn| events::load(conn, case))?;
    let mut state = store.read(|conn| cases::find(conn, case))?.state;
    let head = Head::of(&history);
    state.version = head.version + 1;
    store.write_blocking(move |conn| {
        events::append(conn, case, &head, &[event(0, "{}")])?;
        cases::update(conn, case, head.version, &state)
    })
}

on_both_databases! {
    fn a_case_that_has_moved_on_is_not_overwritten(db: &TestDb) {
        let store = db.store();
        let case = one_case(&store);
        let mut state = store.read(|conn| cases::find(conn, case)).unwrap().state;
        state.version = 2;
        state.subject = "第一次".to_owned();
        let first = state.clone();
        store.write_blocking(move |conn| cases::update(conn, case, 1, &first)).unwrap();
        state.subject = "第二次".to_owned();
        let second = store.write_blocking(move |conn| cases::update(conn, case, 1, &state));
        assert!(matches!(second, Err(StoreError::StaleVersion { expected: 1, .. })), "{second:?}");
        assert_eq!(store.read(|conn| cases::find(conn, case)).unwrap().state.subject, "第一次");
    }

    fn moving_a_case_on_writes_what_has_changed_and_only_once(db: &TestDb) {
        let store = db.store();
        let case = one_case(&store);
        let first = store.read(|conn| cases::find(conn, case)).unwrap().state;
        let mut second = first.clone();
        second.version = 2;
        second.subject = "另一件".to_owned();
        second.due_on = None;
        second.due_key = cases::NO_DUE_DATE;
        second.is_open = !first.is_open;
        second.closed_on = first.received_on.or(first.submitted_on);
        second.source_digest = Some("digest".to_owned());
        let third = cases::CaseState { version: 3, ..first.clone() };
        for (from, to) in [(first.clone(), second.clone()), (second, third)] {
            let kept = to.clone();
            store.write_blocking(move |conn| cases::advance(conn, case, &from, &to)).unwrap();
            assert_eq!(store.read(|conn| cases::find(conn, case)).unwrap().state, kept);
        }
        let late = cases::CaseState { version: 2, ..first.clone() };
        let again = store.write_blocking(move |conn| cases::advance(conn, case, &first, &late));
        assert!(matches!(again, Err(StoreError::StaleVersion { expected: 1, .. })), "{again:?}");
    }

    fn a_case_that_does_not_exist_is_not_called_stale(db: &TestDb) {
        let store = db.store();
        let (agency, applicant) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
        let state = new_case(agency, applicant, "x").state;
        let missing = store.write_blocking(move |conn| cases::update(conn, CaseId(404), 1, &state));
        assert!(matches!(missing, Err(StoreError::NotFound { what: "case", .. })), "{missing:?}");
    }

    fn an_event_added_by_somebody_else_makes_the_version_stale(db: &TestDb) {
        let store = db.store();
        let case = one_case(&store);
        let again = store.write_blocking(move |conn| events::append(conn, case, &Head::default(), &[event(0, "{}")]));
        assert!(matches!(again, Err(StoreError::StaleVersion { expected: 0, .. })), "{again:?}");
    }

    fn no_update_is_lost_when_many_people_change_one_case(db: &TestDb) {
        const PEOPLE: i32 = 8;
        const CHANGES: i32 = 25;
        let store = db.store();
        let case = one_case(&store);
        std::thread::scope(|scope| {
            for _ in 0..PEOPLE {
                scope.spawn(|| {
                    for _ in 0..CHANGES {
                        while let Err(error) = add_one(&store, case) {
                            assert!(matches!(error, StoreError::StaleVersion { .. }), "{error}");
                        }
                    }
                });
            }
        });
        let row = store.read(|conn| cases::find(conn, case)).unwrap();
        assert_eq!(row.state.version, 1 + PEOPLE * CHANGES);
        assert_eq!(store.read(|conn| events::load(conn, case)).unwrap().len(), 1 + (PEOPLE * CHANGES) as usize);
        assert_eq!(store.read(events::verify).unwrap(), []);
    }
}
