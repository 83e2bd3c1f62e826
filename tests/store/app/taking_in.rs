//! A request becomes a case.

use gongkai::app::applicants::{find_same, open_identifiers, seal_identifiers};
use gongkai::app::intake::{Intake, ready_to_submit, register, submit};
use gongkai::app::{AppError, find_agency};
use gongkai::domain::applicant::{ApplicantForm, Field, Sameness};
use gongkai::domain::case::Refused;
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::status::Status;
use gongkai::keys::Purpose;
use gongkai::store::{StoreError, agencies, applicants, cases, counters};

use super::{ID_NUMBER, agency, app, assert_sound, day, form, officer, over_the_counter, request};
use crate::support::{TestDb, on_both_databases};

fn wrong_fields(error: &AppError) -> Vec<Field> {
    let AppError::Form(errors) = error else { panic!("{error}") };
    errors.iter().map(|error| error.field).collect()
}

on_both_databases! {
    fn a_request_over_the_counter_is_received_that_day(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view;
        assert_eq!(case.row.origin.case_no, "2025-00001");
        assert_eq!(case.row.state.received_on, Some(app.clock.today()));
        assert_eq!((case.case.status, case.case.version, case.added.len()), (Status::Processing, 2, 2));
        assert_eq!(case.row.state.due_on, Some(day("2025-03-31")));
        assert_sound(&app);
    }

    fn a_request_online_waits_for_confirmation_unless_the_agency_has_it_otherwise(db: &TestDb) {
        let app = app(db);
        let office = agency(&app, "hz");
        let waiting = submit(&app, &office, &form("张三", ID_NUMBER), &request()).unwrap().view;
        assert_eq!(waiting.case.status, Status::AwaitingConfirmation);
        let id = office.id;
        app.store
            .write_blocking(move |conn| agencies::set_settings(conn, id, r#"{"receipt":"automatic"}"#))
            .unwrap();
        let office = find_agency(&app, &"hz".parse().unwrap()).unwrap();
        let received = submit(&app, &office, &form("张三", ID_NUMBER), &request()).unwrap().view;
        assert_eq!(received.case.status, Status::Processing);
        assert_eq!(received.row.state.received_on, Some(app.clock.today()));
        assert_sound(&app);
    }

    fn a_request_can_be_kept_without_a_thread_that_waits_for_it(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let ready = ready_to_submit(&app, &agency, &form("张三", ID_NUMBER), &request()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let view = runtime.block_on(ready.save(&app)).unwrap().view;
        assert_eq!(view.row.origin.case_no, "2025-00001");
        assert_eq!(view.case.applicant, Some(view.row.state.applicant_id));
        assert_eq!(app.store.read(|conn| cases::find(conn, view.row.id)).unwrap(), view.row);
        assert_sound(&app);
    }

    fn a_letter_waits_for_confirmation_unless_it_was_signed_for(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let registrar = officer(&app, &agency, Role::Registrar);
        let today = app.clock.today();
        let mut letter = Intake {
            channel: Channel::Post,
            applicant: form("张三", ID_NUMBER),
            request: request(),
            submitted_on: today,
            received_on: None,
        };
        let unsigned = register(&app, &agency, &registrar, &letter).unwrap().view;
        assert_eq!(unsigned.row.state.received_on, None);
        letter.received_on = Some(today);
        let signed = register(&app, &agency, &registrar, &letter).unwrap().view;
        assert_eq!(signed.row.state.received_on, Some(today));
    }

    fn an_agency_numbers_its_register_as_it_likes(db: &TestDb) {
        let app = app(db);
        let id = agency(&app, "hz").id;
        let settings = r#"{"register_no":"{代字}登〔{year}〕{n}号"}"#;
        app.store.write_blocking(move |conn| agencies::set_settings(conn, id, settings)).unwrap();
        let agency = find_agency(&app, &"hz".parse().unwrap()).unwrap();
        let case = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view;
        assert_eq!(case.row.origin.case_no, "某政公复登〔2025〕1号");
    }

    fn online_everything_that_is_missing_or_wrong_is_named_and_nothing_is_kept(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mut empty = ApplicantForm::new(Category::NaturalPerson);
        let nothing = gongkai::domain::case::Request::default();
        let missing = submit(&app, &agency, &empty, &nothing).unwrap_err();
        assert_eq!(wrong_fields(&missing), [Field::Name, Field::IdNumber, Field::Phone, Field::Subject]);
        empty.email = "zhangsan".to_owned();
        let wrong = submit(&app, &agency, &empty, &nothing).unwrap_err();
        assert_eq!(wrong_fields(&wrong), [Field::Email, Field::Subject]);
        let next = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view;
        assert_eq!(next.row.origin.case_no, "2025-00001");
    }

    fn on_paper_a_request_without_a_name_is_registered_too(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = over_the_counter(&app, &agency, ApplicantForm::new(Category::NaturalPerson)).view;
        assert_eq!(case.case.status, Status::Processing);
    }

    fn only_a_registrar_registers(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let today = app.clock.today();
        let intake = Intake {
            channel: Channel::InPerson,
            applicant: form("张三", ID_NUMBER),
            request: request(),
            submitted_on: today,
            received_on: None,
        };
        for actor in [officer(&app, &agency, Role::Examiner), Actor::Applicant] {
            let refused = register(&app, &agency, &actor, &intake);
            let expected = Refused::NotAuthorised { role: Role::Registrar };
            assert!(matches!(refused, Err(AppError::Refused(ref refused)) if *refused == expected), "{refused:?}");
        }
    }

    fn the_query_code_is_not_kept_but_can_be_recognised(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let registered = submit(&app, &agency, &form("张三", ID_NUMBER), &request()).unwrap();
        let keys = app.keys.current().unwrap();
        let kept = registered.view.row.origin.query_code_hash.unwrap();
        assert_eq!(kept, keys.keyed_hash(Purpose::QueryCode, registered.query_code.as_str()));
        assert!(!kept.contains(registered.query_code.as_str()));
    }

    fn identifiers_are_kept_sealed_and_open_only_in_their_own_file(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let one = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view.row.state.applicant_id;
        let other = over_the_counter(&app, &agency, form("李四", "")).view.row.state.applicant_id;
        let mut one = app.store.read(|conn| applicants::find(conn, one)).unwrap().details;
        let other = app.store.read(|conn| applicants::find(conn, other)).unwrap().details;
        let stored = serde_json::to_string(&one).unwrap();
        assert!(!stored.contains(ID_NUMBER) && !stored.contains("13800138000"), "{stored}");
        let sealed = one.sealed.clone().unwrap();
        assert!(!sealed.windows(ID_NUMBER.len()).any(|window| window == ID_NUMBER.as_bytes()));
        let keys = app.keys.current().unwrap();
        let opened = open_identifiers(&keys, &one).unwrap().unwrap();
        assert_eq!(opened, form("张三", ID_NUMBER).check(app.clock.today()).unwrap());
        one.sealed = other.sealed;
        assert!(open_identifiers(&keys, &one).is_err());
    }

    fn who_gives_the_same_again_keeps_the_file(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let file = |form| over_the_counter(&app, &agency, form).view.row.state.applicant_id;
        let first = file(form("张三", ID_NUMBER));
        assert_eq!(file(form("张　三", ID_NUMBER)), first, "spaces make no other person");
        assert_eq!(file(form("张三", "110105 19491231 002x")), first);
        assert_ne!(file(form("张三", "")), first, "a name alone is nobody in particular");
        assert_ne!(file(form("张三", "")), file(form("张三", "")));
    }

    fn another_address_is_a_further_file_and_leaves_the_first_as_it_was(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mut moved = form("张三", ID_NUMBER);
        moved.email = "somebody.else@example.cn".to_owned();
        let first = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view.row.state.applicant_id;
        let before = app.store.read(|conn| applicants::find(conn, first)).unwrap();
        let second = over_the_counter(&app, &agency, moved).view.row.state.applicant_id;
        assert_ne!(first, second);
        assert_eq!(app.store.read(|conn| applicants::find(conn, first)).unwrap(), before);
        let after = app.store.read(|conn| applicants::find(conn, second)).unwrap();
        assert_eq!(after.details.id_hash, before.details.id_hash);
    }

    fn the_same_applicant_is_found_surest_first(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mut without_phone = form("张三", "");
        without_phone.phone = String::new();
        let file = |form| over_the_counter(&app, &agency, form).view.row.state.applicant_id;
        let possible = file(without_phone);
        let same = file(form("张三丰", ID_NUMBER));
        let likely = file(form("张三", ""));
        file(form("李四", ""));
        let keys = app.keys.current().unwrap();
        let asking = form("张三", ID_NUMBER).check(app.clock.today()).unwrap();
        let found = app.store.read(|conn| find_same(conn, &keys, agency.id, &asking)).unwrap();
        let expected = [(same, Sameness::Same), (likely, Sameness::Likely), (possible, Sameness::Possible)];
        assert_eq!(found, expected);
        let elsewhere = super::agency(&app, "nb").id;
        assert_eq!(app.store.read(|conn| find_same(conn, &keys, elsewhere, &asking)).unwrap(), []);
    }

    fn a_seal_of_one_agency_does_not_open_in_another(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        over_the_counter(&app, &agency, form("张三", ID_NUMBER));
        let keys = app.keys.current().unwrap();
        let applicant = form("张三", ID_NUMBER).check(app.clock.today()).unwrap();
        let mut file = seal_identifiers(&keys, agency.id, &applicant, app.clock.now()).unwrap();
        file.agency_id = super::agency(&app, "nb").id;
        assert!(open_identifiers(&keys, &file).is_err());
    }

    fn numbers_have_no_gap_however_many_register_at_once_and_fail(db: &TestDb) {
        const DESKS: usize = 6;
        const EACH: usize = 8;
        let app = app(db);
        let agency = agency(&app, "hz");
        let mut numbers: Vec<String> = std::thread::scope(|scope| {
            let desks: Vec<_> = (0..DESKS)
                .map(|_| {
                    scope.spawn(|| {
                        let mut numbers = Vec::new();
                        for _ in 0..EACH {
                            let case = submit(&app, &agency, &form("张三", ID_NUMBER), &request()).unwrap().view;
                            numbers.push(case.row.origin.case_no);
                            take_a_number_and_fail(&app, &agency);
                        }
                        numbers
                    })
                })
                .collect();
            desks.into_iter().flat_map(|desk| desk.join().unwrap()).collect()
        });
        numbers.sort();
        let expected: Vec<String> = (1..=DESKS * EACH).map(|number| format!("2025-{number:05}")).collect();
        assert_eq!(numbers, expected);
        assert_sound(&app);
    }
}

fn take_a_number_and_fail(app: &gongkai::app::App, agency: &gongkai::app::Agency) {
    let id = agency.id;
    let failed: Result<(), StoreError> = app.store.write_blocking(move |conn| {
        counters::next(conn, id, "case", 2025)?;
        Err(StoreError::Corrupt { what: "on purpose".to_owned() })
    });
    assert!(failed.is_err());
}
