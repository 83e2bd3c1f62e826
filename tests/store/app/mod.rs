//! What people do, on both databases.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use gongkai::app::accounts::{self, NewAccount};
use gongkai::app::intake::{Intake, Reception, Registered, register};
use gongkai::app::mail::PostRoom;
use gongkai::app::{Agency, AgencyForm, App, add_agency, check};
use gongkai::clock::Clock;
use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::case::Request;
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::role::{Actor, Role};
use gongkai::files::{Files, Limits};
use gongkai::keys::SharedKeyring;
use gongkai::letters::press::Press;
use gongkai::rulebook::Rulebook;

use crate::support::TestDb;

mod accounts_and_agencies;
mod acting;
mod administering;
mod attachments;
mod auditing;
mod calendar_feeds;
mod desk;
mod duties;
mod fees;
mod letter_formats;
mod letters;
mod mail;
mod mornings;
mod offers;
mod outbox;
mod papers;
mod registers;
mod rekeying;
mod report_desk;
mod report_texts;
mod reporting;
mod saved_views;
mod searching;
mod taking_in;
mod trails;
mod uploaded_calendars;

/// A valid identity number of nobody in particular.
pub const ID_NUMBER: &str = "11010519491231002X";

pub const LIMITS: Limits = Limits { max_bytes: 1 << 20, max_files: 3 };

/// The program on a database, on Monday 2025-03-03 in the morning.
pub fn app(db: &TestDb) -> App {
    app_on(db, "2025-03-03")
}

/// The program on a database, on the morning of a day.
pub fn app_on(db: &TestDb, day: &str) -> App {
    let start = format!("{day}T01:00:00Z").parse().unwrap();
    App {
        store: db.store(),
        rulebook: Rulebook::load(Path::new("")).unwrap().into(),
        clock: Clock::starting_at(chrono_tz::Asia::Shanghai, start),
        keys: SharedKeyring::at(db.file("test.keys")),
        files: Files::new(db.file("attachments"), LIMITS, ""),
        agencies: gongkai::app::KnownAgencies::default(),
        press: Press::new(PathBuf::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("config/fonts")]),
        intake: Reception::default(),
        mail: PostRoom::default(),
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn agency(app: &App, code: &str) -> Agency {
    agency_under(app, code, None)
}

pub fn agency_under(app: &App, code: &str, parent: Option<&str>) -> Agency {
    let form = AgencyForm {
        code: code.parse().unwrap(),
        name: format!("{code}机关"),
        parent: parent.map(|parent| parent.parse().unwrap()),
        region: None,
        letter_prefix: "某政公复".to_owned(),
    };
    add_agency(app, form).unwrap()
}

/// Somebody with this role in the agency.
pub fn officer(app: &App, agency: &Agency, role: Role) -> Actor {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let login = format!("{role}-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let account =
        NewAccount {
            login: login.parse().unwrap(), name: "王某".parse().unwrap(), roles: vec![role], subtree: false
        };
    let id = accounts::create_account(app, agency, &account, "十个汉字的密码就够了吧").unwrap();
    accounts::actor(app, agency, id).unwrap()
}

/// A complete form.
pub fn form(name: &str, id_number: &str) -> ApplicantForm {
    let mut form = ApplicantForm::new(Category::NaturalPerson);
    form.name = name.to_owned();
    form.id_number = id_number.to_owned();
    form.phone = "138-0013-8000".to_owned();
    form.email = "zhangsan@example.cn".to_owned();
    form.address = "某市某区某路1号".to_owned();
    form
}

pub fn request() -> Request {
    Request { subject: "2024年度采购合同".to_owned(), ..Request::default() }
}

/// A request over the counter, today.
pub fn over_the_counter(app: &App, agency: &Agency, applicant: ApplicantForm) -> Registered {
    register(app, agency, &officer(app, agency, Role::Registrar), &counter_intake(app, applicant)).unwrap()
}

/// What is entered at the counter, today.
pub fn counter_intake(app: &App, applicant: ApplicantForm) -> Intake {
    let today = app.clock.today();
    Intake { channel: Channel::InPerson, applicant, request: request(), submitted_on: today, received_on: None }
}

/// Rows, hashes and figures are what the histories make of them.
pub fn assert_sound(app: &App) {
    assert_eq!(check::check(app).unwrap().findings, []);
}
