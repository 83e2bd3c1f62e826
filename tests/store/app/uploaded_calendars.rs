//! An administrator puts a calendar in force while servers run.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use gongkai::app::administration::agencies::{AgencyChange, change_agency};
use gongkai::app::calendars::upload::{apply, apply_seen, is_made, list};
use gongkai::app::calendars::{Moved, Proposal, follow_calendars, preview};
use gongkai::app::case_file::open_case;
use gongkai::app::{Agency, App, AppError, act, add_agency, find_agency};
use gongkai::domain::administration::AdminRefused;
use gongkai::domain::calendar::{CalendarError, CalendarFault};
use gongkai::domain::case::{Command, Event};
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::{Actor, Role};
use gongkai::rulebook::{RulebookError, Source};
use gongkai::store::{StoreError, audit};

use super::administering::administrator;
use super::{
    ID_NUMBER, agency, agency_under, app_on, assert_sound, counter_intake, day, form, officer, over_the_counter,
};
use crate::support::{TestDb, on_both_databases};

const MONDAY_OFF: &str = "\n[[holiday]]\nname = \"元旦\"\nnotice = \"cn-measures-2024\"\ndates = [\"2027-01-04\"]\n";

fn built_in(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config/calendars").join(name)).unwrap()
}

/// The notice for 2027: the festival days, and one more working day off.
fn year_2027() -> String {
    let statutory = built_in("provisional/cn-2027.statutory.toml").replace("statutory-only", "full");
    statutory + MONDAY_OFF
}

fn put(text: impl Into<String>) -> Proposal {
    Proposal::Put(text.into())
}

fn new_case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张三", ID_NUMBER)).view.row.id
}

fn due(app: &App, case: CaseId) -> Option<NaiveDate> {
    open_case(app, case).unwrap().row.state.due_on
}

fn stored(app: &App) -> Vec<u8> {
    let mut bytes = Vec::new();
    app.store.export(&mut bytes).unwrap();
    bytes
}

fn times_moved(app: &App, case: CaseId) -> usize {
    let history = open_case(app, case).unwrap().history;
    history.iter().filter(|entry| matches!(entry.event, Event::DueDateMoved { .. })).count()
}

/// A city with an office below it, and an administrator of the city.
fn city(app: &App) -> (Agency, Agency, Actor) {
    let city = agency(app, "hz");
    let office = agency_under(app, "hz-zfb", Some("hz"));
    let root = administrator(app, &city, true);
    (city, office, root)
}

on_both_databases! {
    fn a_preview_lists_exactly_what_moves_and_changes_nothing_and_the_change_moves_it(db: &TestDb) {
        let autumn = app_on(db, "2026-11-09");
        let (_, office, _) = city(&autumn);
        let early = new_case(&autumn, &office);
        let app = app_on(db, "2026-12-14");
        let hz = find_agency(&app, &"hz".parse().unwrap()).unwrap();
        let root = administrator(&app, &hz, true);
        let (first, second, waiting) = (new_case(&app, &hz), new_case(&app, &office), new_case(&app, &office));
        let clerk = officer(&app, &office, Role::CaseOfficer);
        let ask = Command::RequestSupplement { respond_by: day("2026-12-28"), items: "请写明年份".to_owned() };
        act(&app, &office, waiting, None, &clerk, ask, day("2026-12-14")).unwrap();
        let (before, today) = (stored(&app), due(&app, first).unwrap());

        let proposal = put(year_2027());
        let page = preview(&app, &root, &proposal, None, 10).unwrap();
        let moves = |agency: &str, case, case_no: &str| Moved {
            agency: agency.to_owned(), case, case_no: case_no.to_owned(),
            from: Some(today), to: today.succ_opt(), is_open: true, assignee: None,
        };
        let expected = [moves("hz", first, "2026-00001"), moves("hz-zfb", second, "2026-00002")];
        assert_eq!((page.name.as_str(), page.moved.as_slice(), page.next), ("cn-2027.toml", &expected[..], None));
        let one = preview(&app, &root, &proposal, None, 1).unwrap();
        assert_eq!(one.moved, expected[..1]);
        let two = preview(&app, &root, &proposal, one.next, 1).unwrap();
        assert_eq!((two.moved.as_slice(), two.next), (&expected[1..], None));
        assert!(stored(&app) == before, "a preview has changed something");

        let mut applied = apply(&app, &root, &proposal).unwrap();
        applied.moved.sort_by_key(|moved| moved.case);
        assert_eq!(applied.moved, expected);
        assert_eq!((due(&app, first), due(&app, second)), (today.succ_opt(), today.succ_opt()));
        assert_eq!((due(&app, early), due(&app, waiting)), (Some(day("2026-12-07")), None));
        assert_eq!([first, second, early, waiting].map(|case| times_moved(&app, case)), [1, 1, 0, 0]);
        assert_sound(&app);
        assert_eq!(apply(&app, &root, &proposal).unwrap().moved, [], "a second time nothing moves");

        let back = apply(&app, &root, &Proposal::Withdraw(vec!["cn-2027.toml".to_owned()])).unwrap();
        assert_eq!((back.moved.len(), due(&app, first)), (2, Some(today)));
        assert_sound(&app);
        let gone = apply(&app, &root, &Proposal::Withdraw(vec!["cn-2027.toml".to_owned()]));
        assert!(matches!(gone, Err(AppError::Store(StoreError::NotFound { what: "calendar_file", .. }))), "{gone:?}");
    }

    fn another_server_decides_with_the_new_calendar_at_once(db: &TestDb) {
        let (app, other) = (app_on(db, "2026-12-14"), app_on(db, "2026-12-14"));
        let (hz, _, root) = city(&app);
        let old = new_case(&other, &hz);
        let moved = apply(&app, &root, &put(year_2027())).unwrap().moved;
        assert_eq!(moved.len(), 1);
        // `hz` was read before: the other server has to notice in the transaction.
        let new = new_case(&other, &hz);
        assert_eq!((due(&other, new), due(&other, old)), (moved[0].to, moved[0].to));
        let clerk = officer(&other, &hz, Role::CaseOfficer);
        let extended = act(&other, &hz, old, None, &clerk, Command::Note { text: "核对".to_owned() }, day("2026-12-14"));
        assert_eq!(extended.unwrap().row.state.due_on, moved[0].to);
        assert!(list(&other).unwrap().iter().any(|listed| listed.file.source == Source::Uploaded));
        assert_sound(&other);
        // A third one, started afterwards, has nothing left to do.
        assert_eq!(follow_calendars(&app_on(db, "2026-12-15")).unwrap(), []);
    }

    fn requests_that_come_while_a_calendar_changes_are_all_counted_with_the_new_one(db: &TestDb) {
        let (app, other) = (app_on(db, "2026-12-14"), app_on(db, "2026-12-14"));
        let (hz, _, root) = city(&app);
        let registrar = officer(&other, &hz, Role::Registrar);
        let (hz, registrar) = (&hz, &registrar);
        std::thread::scope(|scope| {
            for app in [&app, &other, &other] {
                scope.spawn(move || for _ in 0..8 {
                    let intake = counter_intake(app, form("张三", ID_NUMBER));
                    gongkai::app::intake::register(app, hz, registrar, &intake).unwrap();
                });
            }
            for proposal in [put(year_2027()), Proposal::Withdraw(vec!["cn-2027.toml".to_owned()]), put(year_2027())] {
                apply(&app, &root, &proposal).unwrap();
            }
        });
        assert_sound(&app);
        let rows = other.store.read(|conn| audit::cases_of_agency(conn, hz.id, CaseId(0), 100)).unwrap();
        let dates: Vec<_> = rows.into_iter().map(|row| row.state.due_on).collect();
        assert_eq!((dates.len(), dates.iter().all(|date| *date == dates[0])), (24, true), "{dates:?}");
    }

    fn only_an_administrator_of_a_root_changes_calendars(db: &TestDb) {
        let app = app_on(db, "2026-12-14");
        let (hz, office, _) = city(&app);
        let local = administrator(&app, &office, true);
        let clerk = officer(&app, &hz, Role::OfficeHead);
        for actor in [local, clerk, Actor::Applicant] {
            let refused = apply(&app, &actor, &put(year_2027()));
            assert!(matches!(refused, Err(AppError::Admin(AdminRefused::OutsideReach))), "{refused:?}");
            assert!(preview(&app, &actor, &put(year_2027()), None, 1).is_err());
        }
        assert!(list(&app).unwrap().iter().all(|listed| listed.upload.is_none()));
    }

    fn a_calendar_that_cannot_be_is_refused_and_named(db: &TestDb) {
        let app = app_on(db, "2026-12-14");
        let (_, _, root) = city(&app);
        let before = stored(&app);
        let refused = |text: String| match apply(&app, &root, &put(text)) {
            Err(AppError::Rules(error)) => error,
            other => panic!("{other:?}"),
        };
        let unknown = refused(year_2027().replace("timezone", "time_zone"));
        assert!(unknown.to_string().contains("time_zone") && unknown.to_string().contains("line"), "{unknown}");
        let fault = |text: String| {
            let error = refused(text);
            let RulebookError::Calendar { file, error: CalendarError::Faulty { fault, .. } } = error else {
                panic!("{error:?}")
            };
            (file, fault)
        };
        let work = "\n[[makeup]]\ndate = \"2027-01-04\"\nfor = \"元旦\"\nnotice = \"cn-measures-2024\"\n";
        let both = fault(year_2027() + work);
        assert_eq!(both, ("cn-2027.toml".to_owned(), CalendarFault::HolidayAndMakeup(day("2027-01-04"))));
        let weekday = fault(year_2027().replace(MONDAY_OFF, work));
        assert_eq!(weekday.1, CalendarFault::MakeupOnWorkingDay(day("2027-01-04")));
        let national = fault(year_2027().replacen("jurisdiction = \"CN\"", "jurisdiction = \"CN\"\nextends = \"CN\"", 1));
        assert_eq!(national.1, CalendarFault::WrongBase("CN".into()));
        let odd = fault(year_2027().replacen("jurisdiction = \"CN\"", "jurisdiction = \"../etc\"", 1));
        assert_eq!(odd.1, CalendarFault::BadJurisdiction("../etc".into()));
        assert!(stored(&app) == before);
    }

    fn a_region_that_an_agency_follows_cannot_lose_its_calendar(db: &TestDb) {
        let app = app_on(db, "2026-12-14");
        let (_, office, root) = city(&app);
        let region = built_in("regional/cn-guangxi-2017.toml").replace("CN-GX", "CN-ZJ");
        apply(&app, &root, &put(region)).unwrap();
        let change = AgencyChange { region: Some(Some("CN-ZJ".to_owned())), ..AgencyChange::default() };
        change_agency(&app, &root, &office.code.parse().unwrap(), &change).unwrap();
        let refused = apply(&app, &root, &Proposal::Withdraw(vec!["cn-zj-2017.toml".to_owned()]));
        assert!(matches!(refused, Err(AppError::Calendar(CalendarError::UnknownRegion { .. }))), "{refused:?}");
        assert_sound(&app);
    }

    fn an_agency_that_changes_its_region_is_counted_again(db: &TestDb) {
        let (app, other) = (app_on(db, "2017-03-15"), app_on(db, "2017-03-15"));
        let (hz, office, root) = city(&app);
        let stays = new_case(&app, &hz);
        let moves = new_case(&other, &office);
        let before = due(&app, moves).unwrap();
        let change = AgencyChange { region: Some(Some("CN-GX".to_owned())), ..AgencyChange::default() };
        change_agency(&app, &root, &office.code.parse().unwrap(), &change).unwrap();
        assert!(due(&app, moves).unwrap() > before, "三月三 is off in the region");
        assert_eq!((due(&app, stays), times_moved(&app, moves)), (Some(before), 1));
        // The other server still has the agency as it was.
        let late = new_case(&other, &office);
        assert_eq!(due(&app, late), due(&app, moves));
        assert_sound(&app);
        let form = gongkai::app::AgencyForm::new("x".parse().unwrap(), "x");
        let nowhere = add_agency(&app, gongkai::app::AgencyForm { region: Some("XX".to_owned()), ..form });
        assert!(matches!(nowhere, Err(AppError::Calendar(_))), "{nowhere:?}");
    }

    fn what_was_looked_at_is_put_in_force_only_while_the_calendars_are_those_of_then(db: &TestDb) {
        let app = app_on(db, "2026-12-14");
        let (_, office, root) = city(&app);
        let case = new_case(&app, &office);
        let (proposal, other) = (put(year_2027()), put(built_in("cn-2026.toml")));
        let looked = preview(&app, &root, &proposal, None, 10).unwrap();
        assert!(!is_made(&app, &proposal).unwrap());
        apply(&app, &root, &other).unwrap();
        let refused = apply_seen(&app, &root, &proposal, looked.revision);
        assert!(matches!(refused, Err(AppError::CalendarReplaced)), "{refused:?}");
        assert_eq!(times_moved(&app, case), 0);
        let again = preview(&app, &root, &proposal, None, 10).unwrap();
        let applied = apply_seen(&app, &root, &proposal, again.revision).unwrap();
        assert_eq!((applied.moved.len(), times_moved(&app, case)), (again.moved.len(), 1));
        assert!(is_made(&app, &proposal).unwrap() && is_made(&app, &other).unwrap());
        assert!(!is_made(&app, &Proposal::Withdraw(vec!["cn-2027.toml".to_owned()])).unwrap());
    }
}
