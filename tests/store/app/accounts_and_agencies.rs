//! Who may log in, and where.

use gongkai::app::accounts::{HeldRole, NewAccount, accounts, actor, create_account, disable_account};
use gongkai::app::{Agency, AgencyForm, App, AppError, add_agency, agencies, create_agency};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::role::{Actor, Role};
use gongkai::passwords::{WeakPassword, verify};
use gongkai::store::{StoreError, officers};

use super::{agency, agency_under, app};
use crate::support::{TestDb, on_both_databases};

const PASSWORD: &str = "正确的马电池订书钉十个字";

fn add(app: &App, agency: &Agency, login: &str, roles: &[Role], subtree: bool) -> Result<OfficerId, AppError> {
    let account =
        NewAccount { login: login.parse().unwrap(), name: "王某".parse().unwrap(), roles: roles.to_vec(), subtree };
    create_account(app, agency, &account, PASSWORD)
}

fn logins(app: &App, agency: Option<&Agency>) -> Vec<String> {
    accounts(app, agency).unwrap().into_iter().map(|account| account.login).collect()
}

fn form(code: &str, parent: Option<&str>) -> AgencyForm {
    AgencyForm {
        code: code.parse().unwrap(),
        name: code.to_owned(),
        parent: parent.map(|parent| parent.parse().unwrap()),
        region: None,
        letter_prefix: String::new(),
    }
}

on_both_databases! {
    fn an_account_has_its_roles_and_a_hash_of_its_password(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let id = add(&app, &agency, "wang", &[Role::Registrar, Role::CaseOfficer], false).unwrap();
        let stored = app.store.read(|conn| officers::find(conn, id)).unwrap();
        assert_eq!(verify(PASSWORD, &stored.password_hash), Ok(true));
        let expected = Actor::Officer { id, roles: vec![Role::Registrar, Role::CaseOfficer] };
        assert_eq!(actor(&app, &agency, id).unwrap(), expected);
    }

    fn a_login_is_given_once_and_the_second_leaves_nothing(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let id = add(&app, &agency, "wang", &[Role::Registrar], false).unwrap();
        let again = add(&app, &agency, "wang", &[Role::Administrator], false);
        assert!(matches!(again, Err(AppError::Store(StoreError::Duplicate { what: "officer", .. }))), "{again:?}");
        assert_eq!(actor(&app, &agency, id).unwrap(), Actor::Officer { id, roles: vec![Role::Registrar] });
    }

    fn a_weak_password_is_refused_before_anything_is_written(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let account = NewAccount {
            login: "wang@hangzhou".parse().unwrap(),
            name: "王某".parse().unwrap(),
            roles: vec![Role::Registrar],
            subtree: false,
        };
        let weak = create_account(&app, &agency, &account, "wang@hangzhou");
        assert!(matches!(weak, Err(AppError::Weak(WeakPassword::IsLogin))), "{weak:?}");
        assert_eq!(logins(&app, None), [""; 0]);
    }

    fn roles_for_a_subtree_reach_the_agencies_below_and_no_other(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "hz");
        let office = agency_under(&app, "hz-zfb", Some("hz"));
        add(&app, &city, "whole", &[Role::Supervisor], true).unwrap();
        add(&app, &city, "city", &[Role::Registrar], false).unwrap();
        add(&app, &office, "office", &[Role::Registrar], false).unwrap();
        assert_eq!(logins(&app, Some(&city)), ["whole", "city"]);
        assert_eq!(logins(&app, Some(&office)), ["whole", "office"]);
        assert_eq!(logins(&app, None), ["whole", "city", "office"]);
        let whole = accounts(&app, Some(&office)).unwrap().remove(0);
        let held = HeldRole { agency: "hz".to_owned(), role: Role::Supervisor, subtree: true };
        assert_eq!(whole.roles, [held]);
    }

    fn a_disabled_account_acts_no_more(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let id = add(&app, &agency, "wang", &[Role::Registrar], false).unwrap();
        let login = "wang".parse().unwrap();
        assert!(disable_account(&app, &login).unwrap());
        assert!(!disable_account(&app, &login).unwrap());
        assert!(actor(&app, &agency, id).is_err());
        assert!(!accounts(&app, None).unwrap()[0].active);
        let unknown = disable_account(&app, &"nobody".parse().unwrap());
        assert!(matches!(unknown, Err(AppError::Store(StoreError::NotFound { .. }))), "{unknown:?}");
    }

    fn an_agency_is_entered_once_under_one_that_exists(db: &TestDb) {
        let app = app(db);
        add_agency(&app, form("hz", None)).unwrap();
        add_agency(&app, form("hz-zfb", Some("hz"))).unwrap();
        let twice = add_agency(&app, form("hz", None));
        assert!(matches!(twice, Err(AppError::Store(StoreError::Duplicate { what: "agency", .. }))), "{twice:?}");
        let orphan = add_agency(&app, form("x", Some("nowhere")));
        assert!(matches!(orphan, Err(AppError::Store(StoreError::NotFound { what: "agency", .. }))), "{orphan:?}");
        let elsewhere = add_agency(&app, AgencyForm { region: Some("XX-YY".to_owned()), ..form("x", None) });
        assert!(matches!(elsewhere, Err(AppError::Calendar(_))), "{elsewhere:?}");
        assert_eq!(create_agency(&app, form("hz", None)).unwrap().name, "hz", "an import takes the one there is");
        let codes: Vec<String> = agencies(&app).unwrap().into_iter().map(|row| row.code).collect();
        assert_eq!(codes, ["hz", "hz-zfb"]);
    }
}
