//! Who may administer what, and what cannot be done.

use gongkai::app::accounts::{self, NewAccount};
use gongkai::app::administration::agencies::{AgencyChange, add, change_agency};
use gongkai::app::administration::people::{create, rename, reset_password, set_active};
use gongkai::app::administration::roles::{RoleChange, grant, revoke};
use gongkai::app::administration::{log, sections, settings};
use gongkai::app::annual_report::figures;
use gongkai::app::intake::register;
use gongkai::app::{Agency, AgencyForm, App, AppError, act, find_agency};
use gongkai::domain::administration::{AdminEvent, AdminRefused, PolicyProblem};
use gongkai::domain::annual_report::Scope;
use gongkai::domain::case::{Command, Policy};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::review::StepRule;
use gongkai::domain::role::{Actor, Role};
use gongkai::passwords;
use gongkai::store::{StoreError, agencies, officers};

use super::{ID_NUMBER, agency, agency_under, app, assert_sound, counter_intake, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

const PASSWORD: &str = "十个汉字的密码就够了吧";

/// An administrator of an agency, or of it and everything below.
pub fn administrator(app: &App, agency: &Agency, subtree: bool) -> Actor {
    person(app, agency, &[Role::Administrator], subtree)
}

fn person(app: &App, agency: &Agency, roles: &[Role], subtree: bool) -> Actor {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let account = account(&format!("p-{}", NEXT.fetch_add(1, Ordering::Relaxed)), roles, subtree);
    let id = accounts::create_account(app, agency, &account, PASSWORD).unwrap();
    accounts::actor(app, agency, id).unwrap()
}

fn account(login: &str, roles: &[Role], subtree: bool) -> NewAccount {
    NewAccount { login: login.parse().unwrap(), name: "王某".parse().unwrap(), roles: roles.to_vec(), subtree }
}

fn id(actor: &Actor) -> OfficerId {
    actor.officer().unwrap()
}

fn given(officer: &Actor, role: Role, subtree: bool) -> RoleChange {
    RoleChange { officer: id(officer), role, subtree }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, AppError>) -> AdminRefused {
    match result {
        Err(AppError::Admin(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn not_found<T: std::fmt::Debug>(result: Result<T, AppError>) {
    assert!(matches!(result, Err(AppError::Store(StoreError::NotFound { .. }))), "{result:?}");
}

fn under(parent: Option<&str>) -> AgencyChange {
    AgencyChange { parent: Some(parent.map(|code| code.parse().unwrap())), ..AgencyChange::default() }
}

fn path(app: &App, code: &str) -> String {
    app.store.read(|conn| agencies::find_by_code(conn, &code.parse().unwrap())).unwrap().path
}

fn log(app: &App, agency: &Agency) -> Vec<AdminEvent> {
    let page = log::page(app, agency, None, 100).unwrap();
    page.entries.iter().rev().map(|row| log::read(row).unwrap()).collect()
}

/// What was changed beside agencies and people.
pub fn other_changes(app: &App, agency: &Agency) -> Vec<AdminEvent> {
    let is_of_people = |event: &AdminEvent| event.person().is_some() || matches!(event, AdminEvent::AgencyAdded { .. });
    log(app, agency).into_iter().filter(|event| !is_of_people(event)).collect()
}

/// hz above hz-a and hz-b, and hz-a above hz-a-1.
struct Tree {
    city: Agency,
    a: Agency,
    b: Agency,
    a1: Agency,
    root: Actor,
}

fn tree(app: &App) -> Tree {
    let city = agency(app, "hz");
    let a = agency_under(app, "hz-a", Some("hz"));
    let b = agency_under(app, "hz-b", Some("hz"));
    let a1 = agency_under(app, "hz-a-1", Some("hz-a"));
    let root = administrator(app, &city, true);
    Tree { city, a, b, a1, root }
}

fn received(app: &App, code: &str) -> u64 {
    let figures = figures(app, &code.parse().unwrap(), 2025, Scope::All, None).unwrap();
    let json = serde_json::to_value(&figures).unwrap();
    json["table3"]["一"]["total"].as_u64().unwrap()
}

on_both_databases! {
    fn an_administrator_administers_the_own_agency_and_what_is_below_if_given(db: &TestDb) {
        let app = app(db);
        let Tree { city, a, b, a1, root } = tree(&app);
        let alone = administrator(&app, &a, false);
        let with_below = administrator(&app, &a, true);
        let section = "法规科".parse().unwrap();
        for (actor, agency, allowed) in [
            (&root, &city, true), (&root, &a1, true),
            (&with_below, &a, true), (&with_below, &a1, true), (&with_below, &b, false), (&with_below, &city, false),
            (&alone, &a, true), (&alone, &a1, false), (&alone, &b, false), (&alone, &city, false),
        ] {
            let tried = sections::add(&app, actor, agency, &section, None);
            match tried {
                Ok(row) => {
                    assert!(allowed, "{actor:?} in {}", agency.code);
                    sections::remove(&app, actor, agency, row.id).unwrap();
                }
                Err(error) => {
                    assert!(!allowed, "{actor:?} in {}", agency.code);
                    assert_eq!(refused::<()>(Err(error)), AdminRefused::OutsideReach);
                }
            }
        }
        let head = officer(&app, &a, Role::OfficeHead);
        assert_eq!(refused(sections::add(&app, &head, &a, &section, None)), AdminRefused::OutsideReach);
        assert_sound(&app);
    }

    fn nobody_widens_himself_or_gives_more_than_he_has(db: &TestDb) {
        let app = app(db);
        let Tree { city, a, b, a1, .. } = tree(&app);
        let alone = administrator(&app, &a, false);
        let with_below = administrator(&app, &a, true);
        let clerk = officer(&app, &a, Role::CaseOfficer);
        for role in [Role::Registrar, Role::Administrator] {
            let own = grant(&app, &with_below, &a, given(&with_below, role, false));
            assert_eq!(refused(own), AdminRefused::OwnRoles);
            assert_eq!(refused(grant(&app, &alone, &a, given(&clerk, role, true))), AdminRefused::OutsideReach);
            for elsewhere in [&city, &b] {
                let wider = grant(&app, &with_below, elsewhere, given(&clerk, role, false));
                assert_eq!(refused(wider), AdminRefused::OutsideReach);
            }
        }
        let made = create(&app, &alone, &a, &account("friend", &[Role::Administrator], true), PASSWORD);
        assert_eq!(refused(made), AdminRefused::OutsideReach);
        grant(&app, &alone, &a, given(&clerk, Role::Registrar, false)).unwrap();
        grant(&app, &with_below, &a1, given(&clerk, Role::Registrar, true)).unwrap();
        let held = app.store.read(|conn| officers::roles(conn, id(&clerk))).unwrap();
        assert_eq!(held.len(), 3);
        revoke(&app, &with_below, &a1, given(&clerk, Role::Registrar, true)).unwrap();
        assert_eq!(log(&app, &a1).last(), Some(&AdminEvent::RoleRevoked {
            officer: id(&clerk), role: Role::Registrar, subtree: true,
        }));
        assert_sound(&app);
    }

    fn an_account_from_further_up_cannot_be_taken_over_from_further_down(db: &TestDb) {
        let app = app(db);
        let Tree { a, b, root, .. } = tree(&app);
        let local = administrator(&app, &a, true);
        let elsewhere = administrator(&app, &b, true);
        let clerk = officer(&app, &a, Role::CaseOfficer);
        assert_eq!(refused(reset_password(&app, &local, &a, id(&root))), AdminRefused::OutsideReach);
        assert_eq!(refused(set_active(&app, &local, &a, id(&root), false)), AdminRefused::OutsideReach);
        not_found(reset_password(&app, &elsewhere, &b, id(&clerk)));
        not_found(grant(&app, &elsewhere, &b, given(&clerk, Role::Registrar, false)));
        // Somebody with a role in both belongs to both administrators together, that is to the one above them.
        grant(&app, &root, &b, given(&clerk, Role::Registrar, false)).unwrap();
        assert_eq!(refused(reset_password(&app, &local, &a, id(&clerk))), AdminRefused::OutsideReach);
        let password = reset_password(&app, &root, &a, id(&clerk)).unwrap();
        let row = app.store.read(|conn| officers::find(conn, id(&clerk))).unwrap();
        assert_eq!(passwords::verify(&password, &row.password_hash), Ok(true));
        rename(&app, &root, &a, id(&clerk), &"李某".parse().unwrap()).unwrap();
        assert!(!format!("{:?}", log(&app, &a)).contains(&password));
        assert_sound(&app);
    }

    fn the_last_administrator_of_a_root_stays(db: &TestDb) {
        let app = app(db);
        let Tree { city, root, .. } = tree(&app);
        let last = AdminRefused::LastAdministrator { agency: "hz".to_owned() };
        let local = administrator(&app, &city, false);
        assert_eq!(refused(set_active(&app, &root, &city, id(&root), false)), last);
        assert_eq!(refused(revoke(&app, &root, &city, given(&root, Role::Administrator, true))), last);
        let second = administrator(&app, &city, true);
        set_active(&app, &second, &city, id(&root), false).unwrap();
        // A disabled one administers nothing and counts for nothing.
        assert_eq!(refused(set_active(&app, &root, &city, id(&root), true)), AdminRefused::OutsideReach);
        assert_eq!(refused(revoke(&app, &second, &city, given(&second, Role::Administrator, true))), last);
        set_active(&app, &second, &city, id(&local), false).unwrap();
        let row = app.store.read(|conn| officers::find(conn, id(&second))).unwrap();
        assert_eq!(refused(accounts::disable_account(&app, &row.login.parse().unwrap())), last);
        assert_sound(&app);
    }

    fn two_administrators_who_remove_each_other_at_once_leave_one(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "hz");
        let (first, second) = (administrator(&app, &city, true), administrator(&app, &city, true));
        let done: Vec<bool> = std::thread::scope(|scope| {
            let tries = [(&first, &second), (&second, &first)].map(|(actor, other)| {
                let (app, city) = (&app, &city);
                scope.spawn(move || set_active(app, actor, city, id(other), false).is_ok())
            });
            tries.into_iter().map(|tried| tried.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 1);
        let active = app.store.read(|conn| officers::active_holders(conn, city.id, Role::Administrator)).unwrap();
        assert_eq!(active.len(), 1);
    }

    fn an_agency_moves_with_everything_below_and_its_figures_follow(db: &TestDb) {
        let app = app(db);
        let Tree { city, a, b, a1, root } = tree(&app);
        over_the_counter(&app, &a1, form("张三", ID_NUMBER));
        assert_eq!((received(&app, "hz-a"), received(&app, "hz-b"), received(&app, "hz")), (1, 0, 1));
        change_agency(&app, &root, &"hz-a".parse().unwrap(), &under(Some("hz-b"))).unwrap();
        assert_eq!(path(&app, "hz-a-1"), format!("/{}/{}/{}/{}/", city.id.0, b.id.0, a.id.0, a1.id.0));
        assert_eq!((received(&app, "hz-a"), received(&app, "hz-b"), received(&app, "hz")), (1, 1, 1));
        let moved = AdminEvent::AgencyMoved { from: Some("hz".to_owned()), to: Some("hz-b".to_owned()) };
        assert_eq!(log(&app, &a).last(), Some(&moved));
        for below in ["hz-a", "hz-a-1"] {
            let cycle = change_agency(&app, &root, &"hz-a".parse().unwrap(), &under(Some(below)));
            let expected = AdminRefused::UnderItself { agency: "hz-a".to_owned(), under: below.to_owned() };
            assert_eq!(refused(cycle), expected);
        }
        change_agency(&app, &root, &"hz-a-1".parse().unwrap(), &under(None)).unwrap();
        assert_eq!((path(&app, "hz-a-1"), received(&app, "hz")), (format!("/{}/", a1.id.0), 0));
        assert_sound(&app);
    }

    fn an_agency_is_moved_only_by_an_administrator_of_both_places(db: &TestDb) {
        let app = app(db);
        let Tree { a, b, .. } = tree(&app);
        let local = administrator(&app, &a, true);
        let code = "hz-a-1".parse().unwrap();
        assert_eq!(refused(change_agency(&app, &local, &code, &under(Some("hz-b")))), AdminRefused::OutsideReach);
        assert_eq!(refused(change_agency(&app, &local, &code, &under(None))), AdminRefused::OutsideReach);
        let other = administrator(&app, &b, true);
        assert_eq!(refused(change_agency(&app, &other, &code, &under(Some("hz-b")))), AdminRefused::OutsideReach);
        let form = |code: &str, parent: Option<&str>| AgencyForm {
            parent: parent.map(|parent| parent.parse().unwrap()), ..AgencyForm::new(code.parse().unwrap(), "新机关")
        };
        assert_eq!(refused(add(&app, &local, &form("x", None), None)), AdminRefused::OutsideReach);
        assert_eq!(refused(add(&app, &local, &form("x", Some("hz")), None)), AdminRefused::OutsideReach);
        add(&app, &local, &form("x", Some("hz-a")), None).unwrap();
        assert_sound(&app);
    }

    fn two_moves_at_once_make_no_circle(db: &TestDb) {
        let app = app(db);
        let Tree { root, .. } = tree(&app);
        std::thread::scope(|scope| {
            for (code, parent) in [("hz-a", "hz-b"), ("hz-b", "hz-a")] {
                let (app, root) = (&app, &root);
                scope.spawn(move || change_agency(app, root, &code.parse().unwrap(), &under(Some(parent))).ok());
            }
        });
        let depth = |code| path(&app, code).matches('/').count() - 1;
        let depths = [depth("hz-a"), depth("hz-b")];
        assert!(depths == [2, 3] || depths == [3, 2], "{depths:?}");
    }

    fn an_agency_is_closed_when_nothing_is_open_and_then_takes_no_request(db: &TestDb) {
        let app = app(db);
        let Tree { a, a1, root, .. } = tree(&app);
        let registrar = officer(&app, &a1, Role::Registrar);
        let case = over_the_counter(&app, &a1, form("张三", ID_NUMBER)).view.row.id;
        let closing = AgencyChange { active: Some(false), ..AgencyChange::default() };
        let close = |code: &str| change_agency(&app, &root, &code.parse().unwrap(), &closing);
        let in_use = |agency: &str, open, below| AdminRefused::AgencyInUse { agency: agency.to_owned(), open, below };
        assert_eq!(refused(close("hz-a-1")), in_use("hz-a-1", 1, 0));
        assert_eq!(refused(close("hz-a")), in_use("hz-a", 0, 1));
        act(&app, &a1, case, None, &Actor::Applicant, Command::Withdraw { reason: None }, app.clock.today())
            .unwrap();
        assert!(!close("hz-a-1").unwrap().active);
        let closed = AdminRefused::AgencyClosed { agency: "hz-a-1".to_owned() };
        // `a1` was read when it was still active.
        let intake = counter_intake(&app, form("李四", ID_NUMBER));
        assert_eq!(refused(register(&app, &a1, &registrar, &intake)), closed);
        let again = find_agency(&app, &"hz-a-1".parse().unwrap()).unwrap();
        assert_eq!(refused(register(&app, &again, &registrar, &intake)), closed);
        close("hz-a").unwrap();
        let reopening = AgencyChange { active: Some(true), ..AgencyChange::default() };
        let below = change_agency(&app, &root, &"hz-a-1".parse().unwrap(), &reopening);
        assert_eq!(refused(below), AdminRefused::AgencyClosed { agency: "hz-a".to_owned() });
        change_agency(&app, &root, &"hz-a".parse().unwrap(), &reopening).unwrap();
        assert_eq!(log(&app, &a).last(), Some(&AdminEvent::AgencyReopened {}));
        assert_sound(&app);
    }

    fn a_section_with_cases_stays_and_another_agency_s_is_not_found(db: &TestDb) {
        let app = app(db);
        let Tree { a, b, root, .. } = tree(&app);
        let section = sections::add(&app, &root, &a, &"法规科".parse().unwrap(), None).unwrap();
        let taken = sections::add(&app, &root, &a, &"法规科".parse().unwrap(), None);
        assert!(matches!(taken, Err(AppError::Store(StoreError::Duplicate { what: "section", .. }))), "{taken:?}");
        sections::rename(&app, &root, &a, section.id, &"信息公开科".parse().unwrap()).unwrap();
        not_found(sections::rename(&app, &root, &b, section.id, &"x".parse().unwrap()));
        let case = over_the_counter(&app, &a, form("张三", ID_NUMBER)).view.row.id;
        let (head, clerk) = (officer(&app, &a, Role::OfficeHead), officer(&app, &a, Role::CaseOfficer));
        let assign = Command::Assign { officer: id(&clerk), section: Some(section.id) };
        act(&app, &a, case, None, &head, assign, app.clock.today()).unwrap();
        assert_eq!(refused(sections::remove(&app, &root, &a, section.id)), AdminRefused::SectionInUse { cases: 1 });
        assert_eq!(sections::list(&app, &a).unwrap()[0].name, "信息公开科");
        assert_sound(&app);
    }

    fn settings_are_replaced_as_a_whole_and_an_update_is_not_lost(db: &TestDb) {
        let app = app(db);
        let Tree { a, root, .. } = tree(&app);
        let read = settings::read(&app, &a).unwrap();
        assert_eq!(read.policy, Policy::default());
        let mut policy = read.policy.clone();
        policy.review.steps.truncate(1);
        policy.contact.phone = "0571-12345678".to_owned();
        policy.contact.hours = "工作日8:30—17:30".to_owned();
        let replaced = settings::replace(&app, &root, &a, &read.version, policy.clone()).unwrap();
        assert_eq!(settings::read(&app, &a).unwrap(), replaced);
        let late = settings::replace(&app, &root, &a, &read.version, Policy::default());
        assert_eq!(refused(late), AdminRefused::SettingsMoved);
        let event = AdminEvent::SettingsReplaced { from: Box::new(read.policy), to: Box::new(policy.clone()) };
        assert_eq!(log(&app, &a).last(), Some(&event));

        policy.review.steps = vec![StepRule { name: " ".to_owned(), role: Role::Auditor }; 6];
        policy.internal.draft_by = 0;
        policy.contact.email = "nobody".to_owned();
        policy.register_no = "{n}号（{year}）".parse().unwrap();
        let AdminRefused::BadSettings(faults) = refused(settings::replace(&app, &root, &a, &replaced.version, policy))
        else { panic!("bad settings") };
        let has = |field: &str, problem| faults.iter().any(|fault| fault.field == field && fault.problem == problem);
        assert!(has("review.steps", PolicyProblem::StepCount), "{faults:?}");
        assert!(has("review.steps[5].name", PolicyProblem::StepName), "{faults:?}");
        assert!(has("review.steps[0].role", PolicyProblem::StepRole), "{faults:?}");
        assert!(has("internal.draft_by", PolicyProblem::Period), "{faults:?}");
        assert!(has("register_no", PolicyProblem::RegisterNo), "{faults:?}");
        assert!(has("contact.email", PolicyProblem::NotAnEmail), "{faults:?}");
        assert_eq!(settings::read(&app, &a).unwrap(), replaced);
        assert_sound(&app);
    }

    fn of_two_who_replace_settings_at_once_one_wins(db: &TestDb) {
        let app = app(db);
        let Tree { a, root, .. } = tree(&app);
        let version = settings::read(&app, &a).unwrap().version;
        let done: Vec<_> = std::thread::scope(|scope| {
            let tries = [3, 4].map(|draft_by| {
                let (app, a, root, version) = (&app, &a, &root, &version);
                let mut policy = Policy::default();
                policy.internal.draft_by = draft_by;
                scope.spawn(move || settings::replace(app, root, a, version, policy))
            });
            tries.into_iter().map(|tried| tried.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
    }
}
