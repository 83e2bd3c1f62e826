//! The example city of `gongkai demo`, served on a day that stays the same.

use std::sync::Arc;

use gongkai::app::accounts::{NewAccount, actor, create_account, holders};
use gongkai::app::demo::{self, Login};
use gongkai::app::{Agency, App, act, find_agency, own_request, reply_digest};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::domain::applicant::Name;
use gongkai::domain::case::Command;
use gongkai::domain::ids::CaseId;
use gongkai::domain::review::{AttachmentRef, Draft};
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::client::{Server, TODAY, serve, settings};
use crate::visitors::Visitor;

/// The agency whose office is shown at work.
pub const OFFICE: &str = "jc-zfb";

pub struct City {
    pub server: Server,
    pub app: Arc<App>,
    pub logins: Vec<Login>,
    office: Agency,
}

/// What an applicant keeps.
pub struct Receipt {
    pub number: String,
    pub code: String,
    pub case: CaseId,
}

impl City {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&folder);
        let clock = Clock::starting_at(settings.time_zone, TODAY.parse().unwrap());
        let app = Arc::new(bootstrap::start(&settings, clock).unwrap());
        bootstrap::open_keys(&settings, &app).unwrap();
        let mut logins = demo::fill(&app).unwrap();
        logins.push(administrator_of_everything(&app));
        let office = find_agency(&app, &OFFICE.parse().unwrap()).unwrap();
        let server = serve(folder, Arc::clone(&app));
        Self { server, app, logins, office }
    }

    /// Whoever administers the whole city, down to its calendars.
    pub fn root(&self) -> (&str, &str) {
        let login = self.logins.last().unwrap();
        (&login.login, &login.password)
    }

    /// A whole address.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address)
    }

    /// The login name and the password of whoever holds a role.
    pub fn login(&self, role: Role) -> (&str, &str) {
        let login = self.logins.iter().find(|login| login.roles.contains(&role)).unwrap();
        (&login.login, &login.password)
    }

    /// Everybody who works here, signed in.
    pub fn staff(&self) -> Vec<Visitor> {
        let signed_in = |login: &Login| {
            let mut browser = self.server.browser();
            browser.post("/sign-in", "/sign-in", &[("login", &login.login), ("password", &login.password)]);
            Visitor::new(&login.login, browser.cookies)
        };
        self.logins.iter().map(signed_in).collect()
    }

    /// Somebody acts on a case today.
    pub fn act(&self, case: CaseId, role: Role, command: Command) {
        let (id, _) = holders(&self.app, &self.office, role).unwrap().remove(0);
        let actor = actor(&self.app, &self.office, id).unwrap();
        act(&self.app, &self.office, case, None, &actor, command, self.app.clock.today()).unwrap();
    }

    /// A request that the office has confirmed.
    pub fn submit(&self, subject: &str) -> Receipt {
        let receipt = self.send(subject);
        self.act(receipt.case, Role::Registrar, Command::ConfirmReceipt);
        receipt
    }

    /// A request over the API.
    pub fn send(&self, subject: &str) -> Receipt {
        let body = json!({
            "agency": OFFICE,
            "applicant": {"category": "natural_person", "name": "张三", "id_number": "11010519491231002X",
                          "phone": "13900000000", "email": "zhangsan@example.cn"},
            "request": {"subject": subject, "provide_as": "电子文件", "obtain_by": "电子邮件"},
        });
        let json = [("Content-Type", "application/json")];
        let answer = self.server.send("POST", "/api/v1/requests", &json, &body.to_string());
        assert_eq!(answer.status, 201, "{}", answer.body);
        let told = answer.json();
        let text = |name: &str| told[name].as_str().unwrap().to_owned();
        self.receipt(&text("case_no"), &text("query_code"))
    }

    /// The receipt with these two words on it.
    pub fn receipt(&self, number: &str, code: &str) -> Receipt {
        let case = own_request::find(&self.app, number, code).unwrap().case;
        Receipt { number: number.to_owned(), code: code.to_owned(), case }
    }

    /// An officer with a role asks the API.
    pub fn ask(&self, role: Role, method: &str, path: &str, body: &Value) -> Value {
        let bearer = format!("Bearer {}", self.server.sign_in(self.login(role)));
        let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.server.send(method, path, &headers, &body);
        assert!((200..300).contains(&answer.status), "{method} {path}: {}", answer.body);
        answer.json()
    }

    /// An address that the office tells what happens to its cases, with a message that waits; gives its id.
    pub fn tell_another_system(&self) -> String {
        let hooks = format!("/api/v1/agencies/{OFFICE}/webhooks");
        let made = self.ask(Role::Administrator, "POST", &hooks, &json!({"url": "https://oa.example.cn/gongkai"}));
        let id = made["webhook"]["id"].as_str().unwrap().to_owned();
        self.ask(Role::Administrator, "POST", &format!("{hooks}/{id}/test"), &Value::Null);
        id
    }

    /// A file that goes with the reply to a case.
    pub fn attach(&self, case: CaseId, name: &str, content: &str) -> AttachmentRef {
        let bearer = format!("Bearer {}", self.server.sign_in(self.login(Role::CaseOfficer)));
        let headers = [("Authorization", &*bearer), ("Content-Type", "multipart/form-data; boundary=part")];
        let part = "--part\r\nContent-Disposition: form-data; name";
        let file = format!("{part}=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--part--\r\n");
        let body = format!("{part}=\"purpose\"\r\n\r\nreply\r\n{file}");
        let answer = self.server.send("POST", &format!("/api/v1/cases/{case}/attachments"), &headers, &body);
        assert_eq!(answer.status, 201, "{}", answer.body);
        let sha256 = answer.json()["attachments"][0]["sha256"].as_str().unwrap().to_owned();
        AttachmentRef { name: name.to_owned(), sha256 }
    }

    /// The report on 2024 goes all its way; every figure that no case tells is zero.
    pub fn publish_report(&self) {
        let report = format!("/api/v1/agencies/{OFFICE}/reports/2024");
        let ask = |method: &str, rest: &str, body: Value| {
            self.ask(Role::OfficeHead, method, &format!("{report}{rest}"), &body)
        };
        let mut entries = ask("GET", "/entries", Value::Null)["entries"].clone();
        entries.as_object_mut().unwrap().values_mut().for_each(|value| *value = json!(0));
        ask("PUT", "/entries", json!({"entries": entries}));
        for (version, act) in ["/freeze", "/sign-off", "/publish"].into_iter().enumerate() {
            ask("POST", act, json!({"version": version}));
        }
    }

    /// A reply is written, reviewed by three people and sent.
    pub fn reply(&self, case: CaseId, draft: Draft) {
        let digest = reply_digest(&draft).unwrap();
        self.act(case, Role::CaseOfficer, Command::DraftReply { draft: Box::new(draft) });
        self.act(case, Role::CaseOfficer, Command::SubmitForReview { digest: digest.clone() });
        for (step, role) in (1..).zip([Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority]) {
            self.act(case, role, Command::PassReview { step, digest: digest.clone(), opinion: None });
        }
        self.act(case, Role::CaseOfficer, Command::Dispatch { digest, document_no: None, method: None });
    }

    /// A reply that discloses what was asked for.
    pub fn disclosing() -> Draft {
        serde_json::from_value(json!({"outcome": "disclosed", "text": "您申请公开的信息可以公开。"})).unwrap()
    }
}

fn administrator_of_everything(app: &App) -> Login {
    let agency = find_agency(app, &"jc".parse().unwrap()).unwrap();
    let (login, password, roles) = ("zongguanli", "a sentence for tests", vec![Role::Administrator]);
    let name: Name = "总管理员".parse().unwrap();
    let account = NewAccount { login: login.parse().unwrap(), name: name.clone(), roles: roles.clone(), subtree: true };
    create_account(app, &agency, &account, password).unwrap();
    Login { login: login.to_owned(), password: password.to_owned(), name: name.as_str().to_owned(), roles }
}
