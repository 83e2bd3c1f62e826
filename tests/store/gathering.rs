//! What waits at the same time is done as one piece of work.

use std::sync::Arc;

use gongkai::app::App;
use gongkai::app::intake::ready_to_submit;
use gongkai::app::once::OnceKey;
use gongkai::config::DatabaseSettings;
use gongkai::store::{DbConn, Gathering, Store, StoreError, StoreResult, cases, meta};
use tokio::runtime::Runtime;

use crate::app::{ID_NUMBER, agency, app, assert_sound, form, request};
use crate::support::{TestDb, on_both_databases};
use crate::writer::{get, occupy};

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap()
}

/// Counts how often it is run, and keeps each of the texts; one of them is refused.
fn keep(conn: &mut DbConn, texts: &[&'static str]) -> StoreResult<Vec<usize>> {
    let runs = meta::get(conn, "runs")?.map_or(0, |runs| runs.parse().unwrap()) + 1;
    meta::set(conn, "runs", &runs.to_string())?;
    for text in texts {
        if *text == "refused" {
            return Err(StoreError::NoDatabase { path: "refused".into() });
        }
        meta::set(conn, text, "kept")?;
    }
    Ok(vec![runs; texts.len()])
}

fn one_writer(db: &TestDb) -> Store {
    Store::open(&DatabaseSettings { postgres_writers: 1, ..db.settings.clone() }).unwrap()
}

on_both_databases! {
    fn what_waits_together_is_done_by_one_piece_of_work(db: &TestDb) {
        let store = one_writer(db);
        let gathering = Gathering::default();
        let gate = occupy(&store, 1);
        let waiting = ["a", "b", "c"].map(|text| store.write_together(&gathering, text, keep));
        gate.wait();
        let runs = waiting.map(|result| runtime().block_on(result).unwrap());
        assert_eq!(runs, [1, 1, 1]);
        assert_eq!(["a", "b", "c"].map(|text| get(&store, text).is_some()), [true; 3]);
        // The list is empty again, and whoever comes next is not forgotten.
        assert_eq!(runtime().block_on(store.write_together(&gathering, "d", keep)).unwrap(), 2);
        assert_eq!(store.writer_stats().writes, 5);
        assert_eq!(store.writer_stats().waiting, 0);
    }

    fn a_refusal_is_nobody_elses(db: &TestDb) {
        let store = one_writer(db);
        let gathering = Gathering::default();
        let gate = occupy(&store, 1);
        let waiting = ["a", "refused", "c"].map(|text| store.write_together(&gathering, text, keep));
        gate.wait();
        let [a, refused, c] = waiting.map(|result| runtime().block_on(result));
        assert!(matches!(refused, Err(StoreError::NoDatabase { .. })), "{refused:?}");
        // Those that were kept were done alone, and nothing is left of the attempt to keep all of them.
        assert_eq!([a.unwrap(), c.unwrap()], [1, 2]);
        assert_eq!(get(&store, "runs").as_deref(), Some("2"));
    }

    fn requests_that_arrive_in_a_crowd_have_numbers_without_a_gap(db: &TestDb) {
        let app = Arc::new(app(db));
        let office = agency(&app, "hz");
        let runtime = runtime();
        let submit = |person: usize| {
            let (app, office) = (Arc::clone(&app), office.clone());
            runtime.spawn(async move {
                let applicant = form(&format!("张{person}"), ID_NUMBER);
                let ready = ready_to_submit(&app, &office, &applicant, &request()).unwrap();
                ready.save(&app).await.unwrap().view.row
            })
        };
        // Each of ten people asks five times, all at once.
        let asked: Vec<_> = (0..50).map(|turn| submit(turn % 10)).collect();
        let mut rows: Vec<_> = asked.into_iter().map(|row| runtime.block_on(row).unwrap()).collect();
        rows.iter().for_each(|row| assert_eq!(app.store.read(|conn| cases::find(conn, row.id)).unwrap(), *row));
        rows.sort_by_key(|row| row.id);
        let numbers: std::collections::BTreeSet<_> = rows.iter().map(|row| row.origin.case_no.clone()).collect();
        assert_eq!(numbers.first().map(String::as_str), Some("2025-00001"));
        assert_eq!((numbers.len(), numbers.last().map(String::as_str)), (50, Some("2025-00050")));
        let people: std::collections::BTreeSet<_> = rows.iter().map(|row| row.state.applicant_id).collect();
        assert_eq!(people.len(), 10);
        assert_sound(&app);
    }

    fn of_a_crowd_under_one_key_one_is_kept_and_all_are_told_of_it(db: &TestDb) {
        let app = Arc::new(app(db));
        let office = agency(&app, "hz");
        let runtime = runtime();
        let submit = |key: usize| {
            let (app, office) = (Arc::clone(&app), office.clone());
            runtime.spawn(async move { under_a_key(&app, &office, key).await })
        };
        let asked: Vec<_> = (0..30).map(|turn| (turn % 6, submit(turn % 6))).collect();
        let mut numbers = std::collections::BTreeMap::new();
        for (key, number) in asked {
            let number = runtime.block_on(number).unwrap();
            assert_eq!(*numbers.entry(key).or_insert_with(|| number.clone()), number);
        }
        let last = numbers.values().max().map(|(number, _)| number.as_str());
        assert_eq!((numbers.len(), last), (6, Some("2025-00006")));
        assert_sound(&app);
    }
}

async fn under_a_key(app: &App, office: &gongkai::app::Agency, key: usize) -> (String, String) {
    let once = OnceKey::new(app, &format!("key {key}"), "the same words").unwrap();
    let ready = ready_to_submit(app, office, &form("张三", ID_NUMBER), &request()).unwrap();
    let registered = ready.once(Some(once)).save(app).await.unwrap();
    (registered.view.row.origin.case_no, registered.query_code.to_string())
}
