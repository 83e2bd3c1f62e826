//! Lists of cases in every order, page by page.

use std::collections::HashSet;

use chrono::{Days, TimeDelta};
use gongkai::domain::ids::{AgencyId, CaseId};
use gongkai::domain::status::Status;
use gongkai::store::cases::{self, CaseRow, NO_DUE_DATE};
use gongkai::store::queue::{self, Assigned, Filter, Listing, Order, Position, Span};
use gongkai::store::{DbConn, Store, StoreError};

use crate::example::{agency, applicant, at, day, new_case};
use crate::support::{TestDb, on_both_databases};

const ORDERS: [Order; 4] = [Order::Due, Order::Received, Order::Number, Order::Updated];

/// 100 cases in each of three agencies: many due, received or changed on the same day, a tenth without a due
/// date, a tenth not yet received, two thirds ended.
fn offices(store: &Store) -> Vec<AgencyId> {
    let fill = |conn: &mut DbConn| {
        let mut offices = Vec::new();
        for code in ["a", "b", "c"] {
            let office = agency(conn, code, None)?;
            let who = applicant(conn, office, "张某")?;
            let new: Vec<_> = (0..100)
                .map(|n| {
                    let mut case = new_case(office, who, &format!("2025-{n:05}"));
                    let due = day("2025-04-01").checked_add_days(Days::new(n * 7 % 11)).unwrap();
                    let state = &mut case.state;
                    state.due_on = Some(due).filter(|_| n % 10 != 3);
                    state.due_key = state.due_on.unwrap_or(NO_DUE_DATE);
                    state.received_on = day("2025-03-01").checked_add_days(Days::new(n % 9)).filter(|_| n % 10 != 4);
                    state.updated_at = at(0) + TimeDelta::seconds((n * 3 % 7).try_into().unwrap());
                    state.status = Status::ALL[usize::try_from(n * 13 % 11).unwrap()];
                    state.is_open = state.status.is_open();
                    case
                })
                .collect();
            cases::insert_many(conn, new)?;
            offices.push(office);
        }
        Ok::<_, StoreError>(offices)
    };
    store.write_blocking(fill).unwrap()
}

fn all(agencies: &[AgencyId], order: Order) -> Listing {
    Listing { agencies: agencies.to_vec(), filter: Filter::default(), order }
}

/// The whole list in pages of this size.
fn walk(store: &Store, listing: &Listing, size: u32) -> Vec<CaseRow> {
    let mut seen: Vec<CaseRow> = Vec::new();
    loop {
        let after = seen.last().map(|last| listing.order.position(last));
        let page = store.read(|conn| queue::page(conn, listing, after.as_ref(), size)).unwrap();
        let is_last = page.len() < size as usize;
        seen.extend(page);
        if is_last {
            return seen;
        }
    }
}

fn ids(cases: &[CaseRow]) -> Vec<CaseId> {
    cases.iter().map(|case| case.id).collect()
}

fn is_in_order(order: Order, cases: &[CaseRow]) -> bool {
    let key = |case: &CaseRow| match order.position(case) {
        Position::Due { key, id } => (key.to_string(), id.0),
        // Turned round: the last one comes first.
        Position::Received { on, id } => (format!("{:010}", -days(on.unwrap_or(NO_DUE_DATE)) + 9_000_000), -id.0),
        Position::Number { agency, case_no } => {
            (format!("{:05}{:05}", agency.0, 99_999 - case_no[5..].parse::<i64>().unwrap()), 0)
        }
        Position::Updated { at, id } => (format!("{:020}", i64::MAX - at.and_utc().timestamp_micros()), -id.0),
    };
    cases.is_sorted_by_key(key)
}

fn days(on: chrono::NaiveDate) -> i64 {
    on.signed_duration_since(day("0001-01-01")).num_days()
}

on_both_databases! {
    fn pages_show_every_case_once_and_in_order(db: &TestDb) {
        let store = db.store();
        let offices = offices(&store);
        for order in ORDERS {
            for some in [&offices[..1], &offices[1..], &offices[..]] {
                for size in [1, 7, 100, 1000] {
                    let seen = walk(&store, &all(some, order), size);
                    assert_eq!(seen.len(), 100 * some.len(), "{order:?}");
                    assert_eq!(ids(&seen).into_iter().collect::<HashSet<_>>().len(), seen.len(), "{order:?}");
                    assert!(seen.iter().all(|case| some.contains(&case.origin.agency_id)));
                    assert!(is_in_order(order, &seen), "{order:?}");
                }
            }
        }
    }

    fn a_filter_lists_what_it_says_in_every_order_and_counts_as_many(db: &TestDb) {
        let store = db.store();
        let offices = offices(&store);
        let everything = walk(&store, &all(&offices[..2], Order::Due), 1000);
        let statuses = |some: &[Status]| Filter { statuses: Some(some.to_vec()), ..Filter::default() };
        let span = |from: &str, to: &str| Span { from: Some(day(from)), to: Some(day(to)) };
        let open: Vec<Status> = Status::ALL.iter().copied().filter(|status| status.is_open()).collect();
        type Wanted = fn(&CaseRow) -> bool;
        let filters: [(Filter, Wanted); 9] = [
            (statuses(&open), |case| case.state.is_open),
            (statuses(&[Status::InReview]), |case| case.state.status == Status::InReview),
            (statuses(&[Status::InReview, Status::Replied]), |case| {
                matches!(case.state.status, Status::InReview | Status::Replied)
            }),
            (statuses(&[]), |_| false),
            (statuses(&[Status::Replied, Status::Closed]), |case| {
                matches!(case.state.status, Status::Replied | Status::Closed)
            }),
            (Filter { due: span("2025-04-02", "2025-04-05"), ..Filter::default() }, |case| {
                case.state.due_on.is_some_and(|on| (day("2025-04-02")..=day("2025-04-05")).contains(&on))
            }),
            (Filter { due: Span { from: None, to: Some(NO_DUE_DATE) }, ..Filter::default() }, |case| {
                case.state.due_on.is_some()
            }),
            (Filter { received: span("2025-03-02", "2025-03-02"), ..Filter::default() }, |case| {
                case.state.received_on == Some(day("2025-03-02"))
            }),
            (Filter { assigned: Some(Assigned::Somebody), ..Filter::default() }, |_| false),
        ];
        for (filter, is_wanted) in filters {
            let mut expected: Vec<CaseId> = everything.iter().filter(|case| is_wanted(case)).map(|case| case.id).collect();
            expected.sort_unstable();
            for order in ORDERS {
                let listing = Listing { agencies: offices[..2].to_vec(), filter: filter.clone(), order };
                let seen = walk(&store, &listing, 7);
                assert!(is_in_order(order, &seen), "{order:?} {filter:?}");
                let mut seen = ids(&seen);
                seen.sort_unstable();
                assert_eq!(seen, expected, "{order:?} {filter:?}");
            }
            let count = |at_most| store.read(|conn| queue::count(conn, &offices[..2], &filter, at_most)).unwrap() as usize;
            assert_eq!(count(None), expected.len(), "{filter:?}");
            assert_eq!(count(Some(3)), expected.len().min(3), "{filter:?}");
        }
    }

    fn a_case_closed_between_two_pages_hides_no_other(db: &TestDb) {
        let store = db.store();
        let offices = offices(&store);
        let open: Vec<Status> = Status::ALL.iter().copied().filter(|status| status.is_open()).collect();
        for order in ORDERS {
            let filter = Filter { statuses: Some(open.clone()), ..Filter::default() };
            let listing = Listing { agencies: offices[..2].to_vec(), filter, order };
            let whole = walk(&store, &listing, 1000);
            let after = order.position(&whole[9]);
            for closed in [whole[4].clone(), whole[20].clone()] {
                store
                    .write_blocking(move |conn| {
                        let mut state = closed.state.clone();
                        (state.status, state.is_open) = (Status::Replied, false);
                        state.version += 1;
                        cases::update(conn, closed.id, closed.state.version, &state)
                    })
                    .unwrap();
            }
            let rest = store.read(|conn| queue::page(conn, &listing, Some(&after), 1000)).unwrap();
            let expected: Vec<CaseRow> =
                whole[10..].iter().filter(|case| case.id != whole[20].id).cloned().collect();
            assert_eq!(rest, expected, "{order:?}");
        }
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
