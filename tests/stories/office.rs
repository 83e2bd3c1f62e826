//! An office at which a story is told: people, a day, and a case that is passed on from act to act.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use gongkai::app::{AgencyForm, check, create_agency};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::role::Role;
use gongkai::web;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::client::{self, Answer, hire};
use crate::support::TestDb;

/// 收件登记
pub const REGISTRAR: &str = "registrar";
/// 承办人
pub const CLERK: &str = "clerk";
/// 科室负责人, who is an examiner as well
pub const CHIEF: &str = "chief";
/// 分管领导
pub const EXAMINER: &str = "examiner";
/// 领导小组
pub const AUTHORITY: &str = "authority";
/// 政府信息公开工作机构负责人
pub const HEAD: &str = "head";
/// Who may look at everything.
pub const AUDITOR: &str = "auditor";
/// Case officer of another agency.
pub const STRANGER: &str = "stranger";

const PASSWORD: &str = "a sentence for tests";

const PEOPLE: [(&str, &[Role]); 7] = [
    (REGISTRAR, &[Role::Registrar]),
    (CLERK, &[Role::CaseOfficer]),
    (CHIEF, &[Role::PreliminaryReviewer, Role::Examiner]),
    (EXAMINER, &[Role::Examiner]),
    (AUTHORITY, &[Role::ReleaseAuthority]),
    (HEAD, &[Role::OfficeHead]),
    (AUDITOR, &[Role::Auditor]),
];

/// The office on a day. It is opened anew each day, on the same database.
pub struct Office {
    settings: Settings,
    open: Option<Open>,
    today: String,
    /// What was done and what was answered, for the snapshot.
    pub transcript: String,
    _folder: TempDir,
}

/// The running program of a day.
struct Open {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
    tokens: HashMap<String, String>,
}

impl Office {
    /// Two agencies and their people, on the first day.
    pub fn new(db: &TestDb, day: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = client::settings(&folder);
        settings.database = db.settings.clone();
        settings.secrets.key_file = folder.path().join("story.keys");
        let app = bootstrap::start(&settings, clock(&settings, day)).unwrap();
        let city = create_agency(&app, AgencyForm::new("shi".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let other = create_agency(&app, AgencyForm::new("xian".parse().unwrap(), "某县人民政府办公室")).unwrap();
        for (login, roles) in PEOPLE {
            hire(&app, &city, (login, PASSWORD), roles);
        }
        hire(&app, &other, (STRANGER, PASSWORD), &[Role::CaseOfficer]);
        app.store.shutdown();
        let mut office =
            Self { settings, open: None, today: String::new(), transcript: String::new(), _folder: folder };
        office.on(day);
        office
    }

    /// Another day comes.
    pub fn on(&mut self, day: &str) -> &mut Self {
        self.close();
        self.today = day.to_owned();
        let (settings, clock) = (self.settings.clone(), clock(&self.settings, day));
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let app = Arc::new(bootstrap::start(&settings, clock).unwrap());
            let stopped = async move {
                let _ = stopped.await;
            };
            let serving = web::run_until(app, &settings, stopped, |address| tell.send(address).unwrap());
            actix_web::rt::System::new().block_on(serving).unwrap();
        });
        self.open = Some(Open { address: told.recv().unwrap(), stop, thread, tokens: HashMap::new() });
        self
    }

    fn close(&mut self) {
        if let Some(Open { stop, thread, .. }) = self.open.take() {
            stop.send(()).unwrap();
            thread.join().unwrap();
        }
    }

    /// Somebody asks.
    pub fn ask(&mut self, who: &str, method: &str, path: &str, key: Option<&str>, body: &Value) -> Answer {
        let open = self.open.as_mut().unwrap();
        let token = open.tokens.entry(who.to_owned()).or_insert_with(|| sign_in(open.address, who));
        let bearer = format!("Bearer {token}");
        let mut headers = vec![("Authorization", &*bearer), ("Accept-Language", "zh-CN")];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        let body = if body.is_null() { String::new() } else { body.to_string() };
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json"));
        }
        client::send(open.address, method, path, &headers, &body)
    }

    /// A request that came by e-mail, and has yet to be confirmed. Online it would come in by itself; from here
    /// on the story is the same.
    pub fn register(&mut self, name: &str, id_number: &str, subject: &str) -> Case {
        let body = registration(name, id_number, subject);
        let answer = self.ask(REGISTRAR, "POST", "/api/v1/agencies/shi/cases", None, &body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        Case::of(&answer.json())
    }

    /// Closes the office for good and looks whether every row, hash and figure is what the histories make of them.
    pub fn assert_sound(mut self) {
        self.close();
        let app = bootstrap::open(&self.settings, clock(&self.settings, &self.today)).unwrap();
        assert_eq!(check::check(&app).unwrap().findings, []);
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // A story that failed leaves its thread behind.
        if !std::thread::panicking() {
            self.close();
        }
    }
}

/// A case, with the version that everybody has seen.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: String,
    pub number: String,
    pub version: u64,
}

impl Case {
    pub fn of(answer: &Value) -> Self {
        let text = |name: &str| answer[name].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        Self { id: text("id"), number: text("case_no"), version: answer["version"].as_u64().unwrap() }
    }

    pub fn path(&self, act: &str) -> String {
        format!("/api/v1/cases/{}/{act}", self.id)
    }

    fn body(&self, fields: Value) -> Value {
        let mut body = json!({"expected_version": self.version});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    }

    /// Asks for an act on the version that everybody has seen.
    pub fn ask(&self, office: &mut Office, who: &str, act: &str, fields: Value) -> Answer {
        let method = if act == "draft" { "PUT" } else { "POST" };
        office.ask(who, method, &self.path(act), None, &self.body(fields))
    }

    /// The act is done; what is told goes into the transcript.
    pub fn does(&mut self, office: &mut Office, who: &str, act: &str, fields: Value) -> Value {
        let answer = self.ask(office, who, act, fields);
        assert_eq!(answer.status, 200, "{act} by {who} on {}: {}", office.today, answer.body);
        let told = answer.json();
        self.version = told["version"].as_u64().unwrap();
        let day = &office.today;
        let shown = serde_json::to_string_pretty(&without_digest(told.clone())).unwrap();
        office.transcript.push_str(&format!("{day} {who}: {act}\n{shown}\n\n"));
        told
    }

    /// The act is refused with a status and a code, and changes nothing.
    pub fn is_refused(&self, office: &mut Office, who: &str, act: &str, fields: Value, status: u16, code: &str) {
        let answer = self.ask(office, who, act, fields);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{act}: {}", answer.body);
        let day = &office.today;
        let sentence = answer.json()["detail"].as_str().unwrap().to_owned();
        office.transcript.push_str(&format!("{day} {who}: {act}\n  {status} {code}: {sentence}\n\n"));
    }

    /// What the draft is submitted, passed and sent by.
    pub fn digest(&self, office: &mut Office, who: &str) -> String {
        let draft = office.ask(who, "GET", &self.path("draft"), None, &Value::Null).json();
        draft["digest"].as_str().unwrap().to_owned()
    }

    /// Drafted and submitted.
    pub fn is_submitted(&mut self, office: &mut Office, draft: Value) {
        self.does(office, CLERK, "draft", json!({"draft": draft}));
        let digest = self.digest(office, CLERK);
        self.does(office, CLERK, "submit-for-review", json!({"digest": digest}));
    }

    /// A step of the review is passed.
    pub fn is_passed(&mut self, office: &mut Office, step: u8, who: &str) {
        let digest = self.digest(office, who);
        self.does(office, who, "pass-review", json!({"step": step, "digest": digest, "opinion": "同意"}));
    }
}

/// The digest is a hash of what is shown beside it: whoever rewords a draft need not agree to sixty-four digits.
fn without_digest(mut told: Value) -> Value {
    if told["draft_digest"].is_string() {
        told["draft_digest"] = "[digest]".into();
    }
    told
}

/// A request by e-mail.
pub fn registration(name: &str, id_number: &str, subject: &str) -> Value {
    json!({
        "channel": "email",
        "applicant": {"category": "natural_person", "name": name, "id_number": id_number, "phone": "138-0013-8000",
                      "email": "zhangsan@example.cn"},
        "request": {"subject": subject, "provide_as": "纸面"},
    })
}

fn sign_in(address: SocketAddr, login: &str) -> String {
    let body = json!({"login": login, "password": PASSWORD}).to_string();
    let json = ("Content-Type", "application/json");
    let answer = client::send(address, "POST", "/api/v1/sign-in", &[json], &body);
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
}

/// Ten in the morning.
fn clock(settings: &Settings, day: &str) -> Clock {
    Clock::starting_at(settings.time_zone, format!("{day}T02:00:00Z").parse().unwrap())
}
