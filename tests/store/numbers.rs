//! Numbers without gaps, and the sums behind the annual report.

use std::collections::BTreeMap;

use gongkai::domain::code::{Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::tally::{Measure, TallyKey};
use gongkai::store::report_entries::{self, ReportEntryRow};
use gongkai::store::tallies::{self, Deltas};
use gongkai::store::{StoreError, counters};

use crate::example::{agency, office};
use crate::support::{TestDb, on_both_databases};

const RECEIVED: Measure = Measure::Received(Channel::Post);
const CLOSED: Measure = Measure::Closed(Outcome::Disclosed);

fn key(year: i32, measure: Measure) -> TallyKey {
    TallyKey { year, measure, category: Category::NaturalPerson }
}

on_both_databases! {
    fn sixteen_people_take_numbers_without_a_gap(db: &TestDb) {
        let store = db.store();
        let (agency, _) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
        let mut taken: Vec<i64> = std::thread::scope(|scope| {
            let people: Vec<_> = (0..16)
                .map(|person| {
                    let store = &store;
                    scope.spawn(move || {
                        let take = |n: i32| {
                            store.write_blocking(move |conn| {
                                let number = counters::next(conn, agency, "case", 2025)?;
                                // Somebody's act fails after the number was taken.
                                if (n + person) % 5 == 0 { Err(StoreError::Busy) } else { Ok(number) }
                            })
                        };
                        (0..20).filter_map(|n| take(n).ok()).collect::<Vec<_>>()
                    })
                })
                .collect();
            people.into_iter().flat_map(|person| person.join().unwrap()).collect()
        });
        taken.sort_unstable();
        assert_eq!(taken, (1..=256).collect::<Vec<i64>>());
    }

    fn numbers_begin_anew_for_each_agency_kind_and_year(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (one, other) = (agency(conn, "a", None)?, agency(conn, "b", None)?);
                assert_eq!(counters::next_block(conn, one, "case", 2025, 5)?, 1..=5);
                assert_eq!(counters::next_block(conn, one, "case", 2025, 3)?, 6..=8);
                assert_eq!(counters::next_block(conn, one, "case", 2025, 0)?.count(), 0);
                assert_eq!(counters::next(conn, one, "case", 2025)?, 9);
                assert_eq!(counters::next(conn, one, "case", 2026)?, 1);
                assert_eq!(counters::next(conn, one, "letter", 2025)?, 1);
                assert_eq!(counters::next(conn, other, "case", 2025)?, 1);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn sums_add_up_over_agencies_and_years(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (one, other, third) = (agency(conn, "a", None)?, agency(conn, "b", None)?, agency(conn, "c", None)?);
                for year in [2023, 2024, 2025] {
                    let deltas = Deltas::from([
                        ((one, key(year, RECEIVED)), 10),
                        ((one, key(year, CLOSED)), 0),
                        ((other, key(year, RECEIVED)), 5),
                        ((other, key(year, CLOSED)), 4),
                        ((third, key(year, RECEIVED)), 1000),
                    ]);
                    tallies::apply(conn, &deltas)?;
                }
                tallies::apply(conn, &Deltas::from([((one, key(2025, RECEIVED)), -1)]))?;
                let sum = |measure, value| ((measure, Category::NaturalPerson), value);
                let of_2025 = tallies::of_year(conn, &[one, other], 2025)?;
                assert_eq!(of_2025, BTreeMap::from([sum(RECEIVED, 14), sum(CLOSED, 4)]));
                let before = tallies::before_year(conn, &[one, other], 2025)?;
                assert_eq!(before, BTreeMap::from([sum(RECEIVED, 30), sum(CLOSED, 8)]));
                assert_eq!(tallies::of_year(conn, &[], 2025)?, BTreeMap::new());
                assert_eq!(tallies::of_agency(conn, one)?.len(), 3, "a change of nothing makes no row");
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn sums_that_many_change_at_once_lose_nothing(db: &TestDb) {
        let store = db.store();
        let (agency, _) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        store
                            .write_blocking(move |conn| {
                                let deltas = [RECEIVED, CLOSED].map(|measure| ((agency, key(2025, measure)), 1));
                                tallies::apply(conn, &Deltas::from(deltas))
                            })
                            .unwrap();
                    }
                });
            }
        });
        let sums = store.read(|conn| tallies::of_year(conn, &[agency], 2025)).unwrap();
        assert_eq!(sums.values().copied().collect::<Vec<_>>(), [200, 200]);
    }

    fn a_sum_that_means_nothing_is_damage_and_not_a_zero(db: &TestDb) {
        let store = db.store();
        let (agency, _) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
        db.execute("INSERT INTO tallies VALUES (1, 2025, 'received:pigeon', 'natural_person', 1)");
        let read = store.read(|conn| tallies::of_year(conn, &[agency], 2025));
        assert!(matches!(read, Err(StoreError::Corrupt { what }) if what.contains("received:pigeon")));
    }

    fn a_figure_entered_twice_is_replaced(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (agency_id, other) = (agency(conn, "a", None)?, agency(conn, "b", None)?);
                for value in [3, 7] {
                    report_entries::set(conn, &ReportEntryRow { agency_id, year: 2025, cell: "二/规章".to_owned(), value })?;
                }
                report_entries::set(conn, &ReportEntryRow { agency_id, year: 2024, cell: "二/规章".to_owned(), value: 1 })?;
                let entries = report_entries::of_year(conn, &[agency_id, other], 2025)?;
                assert_eq!(entries.iter().map(|entry| entry.value).collect::<Vec<_>>(), [7]);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
}
