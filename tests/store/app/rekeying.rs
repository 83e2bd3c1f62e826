//! The key is changed, and whatever happens meanwhile everything can still be opened.

use gongkai::app::applicants::{open_file, open_identifiers, seal_identifiers};
use gongkai::app::intake::submit;
use gongkai::app::rekey::{Rekey, rekey};
use gongkai::app::{Agency, App, AppError};
use gongkai::domain::ids::ApplicantId;
use gongkai::keys::{KeyId, Keyring};
use gongkai::store::applicants::{self, ApplicantRow};
use gongkai::store::{StoreError, applicants::Sealed};

use super::{ID_NUMBER, agency, app, form, over_the_counter, request};
use crate::support::{TestDb, on_both_databases};

/// More than two batches.
const APPLICANTS: usize = 450;

fn many_applicants(app: &App, agency: &Agency) {
    over_the_counter(app, agency, form("张三", ID_NUMBER));
    let keys = app.keys.current().unwrap();
    let applicant = form("李四", "").check(app.clock.today()).unwrap();
    let files: Vec<_> =
        (1..APPLICANTS).map(|_| seal_identifiers(&keys, agency.id, &applicant, app.clock.now()).unwrap()).collect();
    let inserted: Result<(), StoreError> = app
        .store
        .write_blocking(move |conn| files.iter().try_for_each(|file| applicants::insert(conn, file).map(drop)));
    inserted.unwrap();
}

fn files(app: &App) -> Vec<ApplicantRow> {
    app.store.read(|conn| applicants::sealed_under_another_key(conn, "", ApplicantId(0), 10_000)).unwrap()
}

/// Opens every file with the keys that are on the disk, and counts those under each key.
fn opened_under(app: &App, key: i32) -> usize {
    let keys = Keyring::open(app.keys.path()).unwrap();
    let files = files(app);
    assert!(files.len() >= APPLICANTS);
    let opens = |file: &ApplicantRow| open_identifiers(&keys, &file.details).is_ok_and(|opened| opened.is_some());
    assert!(files.iter().all(opens));
    files.iter().filter(|file| file.details.key_id == Some(key.to_string())).count()
}

fn key_ids(app: &App) -> Vec<KeyId> {
    Keyring::open(app.keys.path()).unwrap().key_ids()
}

on_both_databases! {
    fn everything_is_sealed_again_and_the_old_key_destroyed(db: &TestDb) {
        let app = app(db);
        many_applicants(&app, &agency(&app, "hz"));
        let done = rekey(&app).unwrap();
        assert_eq!((done.key, done.resealed, done.retired), (KeyId(2), APPLICANTS as u64, vec![KeyId(1)]));
        assert_eq!(done.damaged, []);
        assert_eq!(opened_under(&app, 2), APPLICANTS);
        assert_eq!(key_ids(&app), [KeyId(2)]);
        assert_eq!(rekey(&app).unwrap().key, KeyId(3));
        assert_eq!(opened_under(&app, 3), APPLICANTS);
    }

    fn stopped_after_any_batch_it_goes_on_when_run_again(db: &TestDb) {
        let office = app(db);
        many_applicants(&office, &agency(&office, "hz"));
        let mut newest = 1;
        for batches in 0..=3 {
            let killed = app(db);
            let mut change = Rekey::begin(&killed).unwrap();
            for _ in 0..batches {
                assert!(change.step().unwrap());
            }
            drop(change);
            newest += 1;
            assert_eq!(opened_under(&killed, newest), (batches * 200).min(APPLICANTS));
            let done = rekey(&app(db)).unwrap();
            assert_eq!(done.key, KeyId(newest), "it goes on with the key it had begun with");
            assert_eq!(done.resealed as usize, APPLICANTS - (batches * 200).min(APPLICANTS));
            assert_eq!(opened_under(&killed, newest), APPLICANTS);
            assert_eq!(key_ids(&killed), [KeyId(newest)]);
        }
    }

    fn a_server_that_runs_meanwhile_goes_on_with_the_new_key(db: &TestDb) {
        let server = app(db);
        let office = agency(&server, "hz");
        let before = over_the_counter(&server, &office, form("张三", ID_NUMBER)).view.row.state.applicant_id;
        assert_eq!(rekey(&app(db)).unwrap().retired, [KeyId(1)]);
        assert_eq!(server.keys.current().unwrap().active_key(), KeyId(1));
        let case = submit(&server, &office, &form("王五", ID_NUMBER), &request()).unwrap().view;
        let after = case.row.state.applicant_id;
        let file = server.store.read(|conn| applicants::find(conn, after)).unwrap();
        assert_eq!(file.details.key_id.as_deref(), Some("2"));
        assert_eq!(server.keys.current().unwrap().active_key(), KeyId(2));
        rekey(&app(db)).unwrap();
        for file in [before, after] {
            assert!(open_file(&server, office.id, file).unwrap().is_some());
        }
    }

    fn with_a_key_file_that_is_too_old_nothing_is_sealed(db: &TestDb) {
        let office = app(db);
        let agency = agency(&office, "hz");
        many_applicants(&office, &agency);
        let old = std::fs::read(office.keys.path()).unwrap();
        rekey(&office).unwrap();
        std::fs::write(office.keys.path(), old).unwrap();
        let restarted = app(db);
        let submitted = submit(&restarted, &agency, &form("王五", ID_NUMBER), &request());
        assert!(matches!(submitted, Err(AppError::KeyReplaced)), "{submitted:?}");
    }

    fn a_key_file_that_is_gone_is_not_made_anew(db: &TestDb) {
        let office = app(db);
        let agency = agency(&office, "hz");
        over_the_counter(&office, &agency, form("张三", ID_NUMBER));
        std::fs::remove_file(office.keys.path()).unwrap();
        let restarted = app(db);
        let submitted = submit(&restarted, &agency, &form("王五", ID_NUMBER), &request());
        assert!(matches!(submitted, Err(AppError::Keys(_))), "{submitted:?}");
        assert!(!restarted.keys.path().exists());
    }

    fn a_file_that_does_not_open_is_named_and_its_key_kept(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        many_applicants(&app, &agency);
        let broken = files(&app)[7].clone();
        let (id, details) = (broken.id, broken.details.clone());
        let sealed = Sealed { id_hash: details.id_hash, key_id: details.key_id, sealed: Some(vec![0; 40]) };
        app.store.write_blocking(move |conn| applicants::reseal(conn, id, &sealed)).unwrap();
        let done = rekey(&app).unwrap();
        assert_eq!((done.damaged, done.retired), (vec![id], vec![]));
        assert_eq!(key_ids(&app), [KeyId(1), KeyId(2)]);
        let whole = Sealed { id_hash: None, key_id: Some("1".to_owned()), sealed: broken.details.sealed };
        app.store.write_blocking(move |conn| applicants::reseal(conn, id, &whole)).unwrap();
        assert_eq!(rekey(&app).unwrap().resealed, 1);
        assert_eq!(key_ids(&app), [KeyId(2)]);
    }

    fn two_changes_at_once_lose_nothing(db: &TestDb) {
        let office = app(db);
        many_applicants(&office, &agency(&office, "hz"));
        let (one, other) = (app(db), app(db));
        std::thread::scope(|scope| {
            scope.spawn(|| drop(rekey(&one)));
            scope.spawn(|| drop(rekey(&other)));
        });
        opened_under(&office, 0);
        let done = rekey(&app(db)).unwrap();
        assert_eq!(opened_under(&office, done.key.0), APPLICANTS);
        assert_eq!(key_ids(&office), [done.key]);
    }
}
