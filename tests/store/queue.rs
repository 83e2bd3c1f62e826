//! Open cases in the order they are due, page by page.

use std::collections::HashSet;

use chrono::Days;
use gongkai::domain::ids::{AgencyId, CaseId};
use gongkai::store::cases::{self, NO_DUE_DATE};
use gongkai::store::queue::{self, Position};
use gongkai::store::{Store, StoreError};

use crate::example::{agency, applicant, day, new_case};
use crate::support::{TestDb, on_both_databases};

/// 100 cases, many due on the same day, a tenth without a due date and a fifth closed; as many again in
/// another agency.
fn two_offices(store: &Store) -> AgencyId {
    store
        .write_blocking(|conn| {
            let offices = [agency(conn, "a", None)?, agency(conn, "b", None)?];
            for office in offices {
                let who = applicant(conn, office, "张某")?;
                let new: Vec<_> = (0..100)
                    .map(|n| {
                        let mut case = new_case(office, who, &format!("{n}"));
                        let due = day("2025-04-01").checked_add_days(Days::new(n * 7 % 11)).unwrap();
                        case.state.due_on = Some(due).filter(|_| n % 10 != 3);
                        case.state.due_key = case.state.due_on.unwrap_or(NO_DUE_DATE);
                        case.state.is_open = n % 5 != 0;
                        case
                    })
                    .collect();
                cases::insert_many(conn, &new)?;
            }
            Ok::<_, StoreError>(offices[0])
        })
        .unwrap()
}

on_both_databases! {
    fn pages_show_every_open_case_once_and_in_order(db: &TestDb) {
        let store = db.store();
        let office = two_offices(&store);
        let mut seen: Vec<Position> = Vec::new();
        loop {
            let page = store.read(|conn| queue::page(conn, office, seen.last().copied(), 7)).unwrap();
            assert!(page.iter().all(|case| case.origin.agency_id == office && case.state.is_open));
            seen.extend(page.iter().map(Position::of));
            if page.len() < 7 {
                break;
            }
        }
        assert_eq!(seen.len(), 80);
        assert_eq!(seen.iter().map(|position| position.id).collect::<HashSet<CaseId>>().len(), 80);
        assert!(seen.is_sorted_by_key(|position| (position.due_key, position.id)));
        assert_eq!(seen.last().unwrap().due_key, NO_DUE_DATE);
    }

    fn a_case_closed_between_two_pages_hides_no_other(db: &TestDb) {
        let store = db.store();
        let office = two_offices(&store);
        let first = store.read(|conn| queue::page(conn, office, None, 10)).unwrap();
        let rest = store.read(|conn| queue::page(conn, office, first.last().map(Position::of), 100)).unwrap();
        let closed = first[4].clone();
        store
            .write_blocking(move |conn| {
                let mut state = closed.state.clone();
                state.is_open = false;
                state.version += 1;
                cases::update(conn, closed.id, 1, &state)
            })
            .unwrap();
        let again = store.read(|conn| queue::page(conn, office, first.last().map(Position::of), 100)).unwrap();
        assert_eq!(again, rest);
    }

    fn a_due_date_and_its_sort_key_cannot_disagree(db: &TestDb) {
        let store = db.store();
        let refused = store.write_blocking(|conn| {
            let office = agency(conn, "a", None)?;
            let who = applicant(conn, office, "张某")?;
            let mut case = new_case(office, who, "1");
            case.state.due_on = Some(day("2025-04-01"));
            cases::insert(conn, &case)
        });
        assert!(matches!(refused, Err(StoreError::Query(_))), "{refused:?}");
    }
}
