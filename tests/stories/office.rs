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
use crate::three_servers::ThreeServers;

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
/// Further examiners, for days on which several want to be the one.
pub const MORE_EXAMINERS: [&str; 5] = ["examiner-2", "examiner-3", "examiner-4", "examiner-5", "examiner-6"];
/// 系统管理员
pub const ADMINISTRATOR: &str = "administrator";

/// Of everybody.
pub const PASSWORD: &str = "a sentence for tests";

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
pub struct Office<'db> {
    settings: Settings,
    open: Option<Open>,
    today: String,
    /// What was done and what was answered, for the snapshot.
    pub transcript: String,
    /// Where three processes find their database, if it is three.
    three_on: Option<&'db TestDb>,
    _folder: TempDir,
}

/// The program as it runs on a day.
struct Open {
    address: SocketAddr,
    servers: Servers,
    tokens: HashMap<String, String>,
}

/// What answers at the office's address.
enum Servers {
    /// The program inside this process.
    One { stop: oneshot::Sender<()>, thread: JoinHandle<()> },
    /// Processes of their own behind one address.
    Three(Box<ThreeServers>),
}

impl<'db> Office<'db> {
    /// Two agencies and their people, on the first day.
    pub fn new(db: &'db TestDb, day: &str) -> Self {
        Self::founded(db, day, false)
    }

    /// The same, where three processes answer in turn.
    pub fn of_three(db: &'db TestDb, day: &str) -> Self {
        Self::founded(db, day, true)
    }

    fn founded(db: &'db TestDb, day: &str, three: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = client::settings(&folder);
        settings.database = db.settings.clone();
        settings.secrets.key_file = db.file("serve.keys");
        settings.attachments.dir = db.file("attachments");
        let app = bootstrap::start(&settings, clock(&settings, day)).unwrap();
        let city = create_agency(&app, AgencyForm::new("shi".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let other = create_agency(&app, AgencyForm::new("xian".parse().unwrap(), "某县人民政府办公室")).unwrap();
        for (login, roles) in PEOPLE {
            hire(&app, &city, (login, PASSWORD), roles);
        }
        hire(&app, &other, (STRANGER, PASSWORD), &[Role::CaseOfficer]);
        for login in MORE_EXAMINERS {
            hire(&app, &city, (login, PASSWORD), &[Role::Examiner]);
        }
        hire(&app, &city, (ADMINISTRATOR, PASSWORD), &[Role::Administrator]);
        app.store.shutdown();
        let (today, transcript, three_on) = (String::new(), String::new(), three.then_some(db));
        let mut office = Self { settings, open: None, today, transcript, three_on, _folder: folder };
        office.on(day);
        office
    }

    /// Another day comes.
    pub fn on(&mut self, day: &str) -> &mut Self {
        self.close();
        self.today = day.to_owned();
        self.open = Some(match self.three_on {
            None => Open::one(&self.settings, day),
            Some(db) => Open::three(db, day),
        });
        self
    }

    fn close(&mut self) {
        if let Some(Open { servers: Servers::One { stop, thread }, .. }) = self.open.take() {
            stop.send(()).unwrap();
            thread.join().unwrap();
        }
    }

    /// Of three servers one is killed. A server that is alone goes on.
    pub fn one_dies(&mut self) {
        if let Servers::Three(three) = &mut self.open.as_mut().unwrap().servers {
            three.kill_one();
        }
    }

    /// Somebody asks.
    pub fn ask(&mut self, who: &str, method: &str, path: &str, key: Option<&str>, body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.token(who));
        let mut headers = vec![("Authorization", &*bearer), ("Accept-Language", "zh-CN")];
        headers.extend(key.map(|key| ("Idempotency-Key", key)));
        let body = if body.is_null() { String::new() } else { body.to_string() };
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json"));
        }
        persistently(self.address(), method, path, &headers, &body)
    }

    /// Where it is asked.
    pub fn address(&self) -> SocketAddr {
        self.open.as_ref().unwrap().address
    }

    /// Each of three servers by its own address.
    pub fn each(&self) -> Vec<SocketAddr> {
        match &self.open.as_ref().unwrap().servers {
            Servers::One { .. } => vec![self.address()],
            Servers::Three(three) => three.each.clone(),
        }
    }

    /// What somebody's program shows, who is signed in for the day.
    pub fn token(&mut self, who: &str) -> String {
        let open = self.open.as_mut().unwrap();
        open.tokens.entry(who.to_owned()).or_insert_with(|| sign_in(open.address, who)).clone()
    }

    /// Somebody without an account asks.
    pub fn ask_anonymously(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        persistently(self.address(), method, path, headers, body)
    }

    /// The clerk adds a file to a case, and is told what it is called.
    pub fn adds_reply_file(&mut self, case: &Case, name: &str, content: &str) -> Value {
        let bearer = format!("Bearer {}", self.token(CLERK));
        let part = |head: &str, body: &str| format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let file = part(&format!("name=\"file\"; filename=\"{name}\""), content);
        let body = part("name=\"purpose\"", "reply") + &file + "--b--\r\n";
        let headers = [("Authorization", &*bearer), ("Content-Type", "multipart/form-data; boundary=b")];
        let answer = persistently(self.address(), "POST", &case.path("attachments"), &headers, &body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        answer.json()["attachments"][0].clone()
    }

    /// A request that came by e-mail, and has yet to be confirmed.
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

impl Open {
    fn one(settings: &Settings, day: &str) -> Self {
        let (settings, clock) = (settings.clone(), clock(settings, day));
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
        Self { address: told.recv().unwrap(), servers: Servers::One { stop, thread }, tokens: HashMap::new() }
    }

    fn three(db: &TestDb, day: &str) -> Self {
        let three = ThreeServers::start(db, &["--at", &format!("{day}T02:00:00Z")], &[]);
        Self { address: three.address, servers: Servers::Three(Box::new(three)), tokens: HashMap::new() }
    }
}

impl Drop for Office<'_> {
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

    /// The body of an act on the version that everybody has seen.
    pub fn body(&self, fields: Value) -> Value {
        let mut body = json!({"expected_version": self.version});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        body
    }

    /// Asks for an act on the version that everybody has seen.
    pub fn ask(&self, office: &mut Office<'_>, who: &str, act: &str, fields: Value) -> Answer {
        let method = if act == "draft" { "PUT" } else { "POST" };
        office.ask(who, method, &self.path(act), None, &self.body(fields))
    }

    /// The act is done; what is told goes into the transcript.
    pub fn does(&mut self, office: &mut Office<'_>, who: &str, act: &str, fields: Value) -> Value {
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
    pub fn is_refused(&self, office: &mut Office<'_>, who: &str, act: &str, fields: Value, status: u16, code: &str) {
        let answer = self.ask(office, who, act, fields);
        assert_eq!((answer.status, answer.json()["code"].as_str()), (status, Some(code)), "{act}: {}", answer.body);
        let day = &office.today;
        let sentence = answer.json()["detail"].as_str().unwrap().to_owned();
        office.transcript.push_str(&format!("{day} {who}: {act}\n  {status} {code}: {sentence}\n\n"));
    }

    /// Everybody looks at the case as it is now.
    pub fn is_seen(&mut self, office: &mut Office<'_>) {
        let now = office.ask(CLERK, "GET", &format!("/api/v1/cases/{}", self.id), None, &Value::Null).json();
        self.version = now["version"].as_u64().unwrap();
    }

    /// What the draft is submitted, passed and sent by.
    pub fn digest(&self, office: &mut Office<'_>, who: &str) -> String {
        let draft = office.ask(who, "GET", &self.path("draft"), None, &Value::Null).json();
        draft["digest"].as_str().unwrap().to_owned()
    }

    /// Drafted and submitted.
    pub fn is_submitted(&mut self, office: &mut Office<'_>, draft: Value) {
        self.does(office, CLERK, "draft", json!({"draft": draft}));
        let digest = self.digest(office, CLERK);
        self.does(office, CLERK, "submit-for-review", json!({"digest": digest}));
    }

    /// A step of the review is passed.
    pub fn is_passed(&mut self, office: &mut Office<'_>, step: u8, who: &str) {
        let digest = self.digest(office, who);
        self.does(office, who, "pass-review", json!({"step": step, "digest": digest, "opinion": "同意"}));
    }
}

/// Whoever is cut off asks again: a server that is gone answers nobody, and the next one does.
fn persistently(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let answers = std::iter::repeat_with(|| client::try_send(address, method, path, headers, body));
    answers.take(3).find_map(Result::ok).expect("one of three servers answers")
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
    let answer = persistently(address, "POST", "/api/v1/sign-in", &[json], &body);
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
}

/// Ten in the morning.
fn clock(settings: &Settings, day: &str) -> Clock {
    Clock::starting_at(settings.time_zone, format!("{day}T02:00:00Z").parse().unwrap())
}
