//! 申请人: what somebody without an account does over HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use gongkai::app::{Agency, AgencyForm, App, act, attachments, create_agency, own_request, reply_digest};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::domain::attachment::FileKind;
use gongkai::domain::case::{Command, FeeQuantity};
use gongkai::domain::ids::CaseId;
use gongkai::domain::review::Draft;
use gongkai::domain::role::{Actor, Role};
use serde_json::{Value, json};

use crate::client::{Answer, Server, TODAY, hire, serve, server, settings};
use crate::samples::sample;

/// A request of somebody who says everything that art 29 asks for.
pub fn submission(agency: &str) -> Value {
    json!({
        "agency": agency,
        "applicant": {
            "category": "natural_person",
            "name": "张三",
            "id_number": "11010519491231002X",
            "phone": "13900000000",
            "address": "某市某路1号",
        },
        "request": {"subject": "2024年度采购合同", "provide_as": "electronic", "obtain_by": "email"},
    })
}

const KEY: &str = "Idempotency-Key";
const REQUESTS: &str = "/api/v1/requests";

/// A server with somebody for every act, and applicants who have no account.
pub struct Office {
    pub app: Arc<App>,
    agency: Agency,
    people: BTreeMap<&'static str, Actor>,
    pub server: Server,
}

/// What an applicant keeps.
pub struct Receipt {
    pub path: String,
    pub code: String,
    pub case: CaseId,
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&folder);
        let clock = Clock::starting_at(settings.time_zone, TODAY.parse().unwrap());
        let app = bootstrap::start(&settings, clock).unwrap();
        let form = AgencyForm::new("shi".parse().unwrap(), "某市人民政府办公室");
        let agency = create_agency(&app, form).unwrap();
        let person = |role: &Role| {
            let id = hire(&app, &agency, (role.as_str(), "a sentence for tests"), &[*role]);
            (role.as_str(), Actor::Officer { id, roles: vec![*role] })
        };
        let people = Role::ALL.iter().map(person).collect();
        let app = Arc::new(app);
        let server = serve(folder, Arc::clone(&app));
        Self { app, agency, people, server }
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.send(method, path, &[&[("Content-Type", "application/json")], headers].concat(), &body)
    }

    /// A request that was received.
    pub fn submit(&self) -> Receipt {
        let answer = self.send("POST", REQUESTS, &[], &submission("shi"));
        assert_eq!(answer.status, 201, "{}", answer.body);
        let receipt = self.receipt(&answer.json());
        self.act(&receipt, "registrar", Command::ConfirmReceipt);
        receipt
    }

    fn receipt(&self, told: &Value) -> Receipt {
        let no = told["case_no"].as_str().unwrap();
        let code = told["query_code"].as_str().unwrap().to_owned();
        let case = own_request::find(&self.app, no, &code).unwrap().case;
        Receipt { path: format!("{REQUESTS}/{no}"), code, case }
    }

    /// An officer acts.
    pub fn act(&self, receipt: &Receipt, who: &str, command: Command) {
        let (actor, today) = (&self.people[who], self.app.clock.today());
        act(&self.app, &self.agency, receipt.case, None, actor, command, today).unwrap();
    }

    /// How many files the case has.
    pub fn files(&self, receipt: &Receipt) -> usize {
        attachments::attachments(&self.app, receipt.case).unwrap().len()
    }

    /// The applicant asks.
    fn asks(&self, receipt: &Receipt, method: &str, rest: &str, body: &Value) -> Answer {
        self.send(method, &format!("{}{rest}", receipt.path), &[("Query-Code", &receipt.code)], body)
    }

    #[track_caller]
    fn told(&self, receipt: &Receipt, method: &str, rest: &str, body: &Value) -> Value {
        let answer = self.asks(receipt, method, rest, body);
        assert_eq!(answer.status, 200, "{method} {rest}: {}", answer.body);
        answer.json()
    }

    #[track_caller]
    fn refused(&self, receipt: &Receipt, method: &str, rest: &str, body: &Value) -> (u16, String) {
        let answer = self.asks(receipt, method, rest, body);
        (answer.status, answer.json()["code"].as_str().unwrap().to_owned())
    }

    fn follow(&self, receipt: &Receipt) -> Value {
        self.told(receipt, "GET", "", &Value::Null)
    }

    /// A reply is written, reviewed by three people and sent.
    pub fn reply(&self, receipt: &Receipt, text: &str) {
        let draft: Draft = serde_json::from_value(json!({"outcome": "disclosed", "text": text})).unwrap();
        let digest = reply_digest(&draft).unwrap();
        self.act(receipt, "case_officer", Command::DraftReply { draft: Box::new(draft) });
        self.act(receipt, "case_officer", Command::SubmitForReview { digest: digest.clone() });
        for (step, who) in (1..).zip(["preliminary_reviewer", "examiner", "release_authority"]) {
            self.act(receipt, who, Command::PassReview { step, digest: digest.clone(), opinion: None });
        }
        assert_eq!(self.follow(receipt)["reply"], Value::Null);
        let document_no = Some("某公开复〔2025〕1号".to_owned());
        self.act(receipt, "case_officer", Command::Dispatch { digest, document_no, method: None });
    }
}

fn wrong_fields(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 422, "{}", answer.body);
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_request_is_submitted_once_under_a_key() {
    let office = Office::new();
    let key = [(KEY, "once")];
    let first = office.send("POST", REQUESTS, &key, &submission("shi"));
    let again = office.send("POST", REQUESTS, &key, &submission("shi"));
    assert_eq!((first.status, again.status, first.header("cache-control")), (201, 201, "no-store"));
    assert_eq!(first.body, again.body);
    let told = first.json();
    assert_eq!(
        (&told["status"], &told["agency_name"]),
        (&json!("awaiting_confirmation"), &json!("某市人民政府办公室"))
    );
    assert_eq!((&told["submitted_on"], &told["received_on"]), (&json!("2025-12-24"), &Value::Null));

    let mut other = submission("shi");
    other["request"]["subject"] = json!("另一事项");
    let reused = office.send("POST", REQUESTS, &key, &other);
    assert_eq!((reused.status, &reused.json()["code"]), (422, &json!("key_reused")));
    let next = office.send("POST", REQUESTS, &[], &submission("shi")).json();
    assert_ne!(next["query_code"], told["query_code"]);
    assert_eq!((&told["case_no"], &next["case_no"]), (&json!("2025-00001"), &json!("2025-00002")));
}

#[test]
fn what_is_wrong_with_a_form_is_named_by_its_field() {
    let office = Office::new();
    let wrong = |pointer: &str, value: Value| {
        let mut form = submission("shi");
        *form.pointer_mut(pointer).unwrap() = value;
        wrong_fields(&office.send("POST", REQUESTS, &[], &form))
    };
    assert_eq!(wrong("/applicant/id_number", json!("110105194912310021")), ["id_number"]);
    assert_eq!(wrong("/request/subject", json!("长".repeat(20_000))), ["subject"]);
    assert_eq!(wrong("/request/subject", json!(" ")), ["subject"]);
    assert_eq!(wrong("/request/subject", json!("采购\u{0}合同")), ["request.subject"]);
    assert_eq!(wrong("/applicant/category", json!("alien")), ["applicant.category"]);
    let mut form = submission("shi");
    form["colour"] = json!("red");
    assert_eq!(wrong_fields(&office.send("POST", REQUESTS, &[], &form)), ["colour"]);
    let nowhere = office.send("POST", REQUESTS, &[], &submission("nowhere"));
    assert_eq!((nowhere.status, &nowhere.json()["code"]), (404, &json!("not_found")));
    assert_eq!(office.send("POST", REQUESTS, &[], &submission("shi")).json()["case_no"], "2025-00001");
}

#[test]
fn a_wrong_number_and_a_wrong_code_get_the_same_answer() {
    let office = Office::new();
    let (receipt, other) = (office.submit(), office.submit());
    let asked = |path: &str, code: &str| {
        let answer = office.send("GET", path, &[("Query-Code", code), ("Accept-Language", "en")], &Value::Null);
        assert!(!answer.body.contains("2024年度采购合同"), "{}", answer.body);
        let no = path.rsplit('/').next().unwrap();
        let told = answer.json();
        (answer.status, told["code"].clone(), told["detail"].as_str().unwrap().replace(no, "NUMBER"))
    };
    let refused = asked(&format!("{REQUESTS}/2025-99999"), &receipt.code);
    assert_eq!(refused.0, 404);
    for (path, code) in [
        (&receipt.path, other.code.as_str()),
        (&receipt.path, "ABCDE-FGHJK-MNPQR"),
        (&receipt.path, ""),
        (&receipt.path, "?"),
    ] {
        assert_eq!(asked(path, code), refused, "{code}");
    }
    for (method, rest) in [("POST", "/withdraw"), ("POST", "/acknowledge-fee"), ("PUT", "/rating"), ("GET", "/files/x")]
    {
        let path = format!("{}{rest}", receipt.path);
        let answer = office.send(method, &path, &[("Query-Code", &other.code)], &json!({"colour": "red"}));
        assert_eq!(answer.status, 404, "{method} {rest}");
    }
    assert_eq!(office.follow(&receipt)["status"], "processing");
}

#[test]
fn the_applicant_follows_the_request_and_answers_what_is_asked() {
    let office = Office::new();
    let receipt = office.submit();
    office.act(&receipt, "case_officer", Command::Note { text: "内部意见".to_owned() });
    let told = office.follow(&receipt);
    assert_eq!((&told["status"], &told["deadline"]["due_on"]), (&json!("processing"), &json!("2026-01-22")));
    assert!(!told["deadline"]["trace"].as_array().unwrap().is_empty(), "{}", told["deadline"]);
    assert!(!told.to_string().contains("officer") && !told.to_string().contains("某人"), "{told}");
    assert_eq!(told["timeline"].as_array().unwrap().len(), 2, "{told}");
    let english =
        office.send("GET", &receipt.path, &[("Query-Code", &receipt.code), ("Accept-Language", "en")], &Value::Null);
    assert!(english.json()["timeline"][1]["what"].as_str().unwrap().is_ascii(), "{}", english.body);
    assert!(!told["timeline"][1]["what"].as_str().unwrap().is_ascii(), "{told}");

    let early = office.refused(&receipt, "POST", "/supplement", &json!({"text": "补正"}));
    assert_eq!(early.0, 422, "{early:?}");
    let respond_by = "2026-01-10".parse().unwrap();
    let items = "请写明合同的文号".to_owned();
    office.act(&receipt, "case_officer", Command::RequestSupplement { respond_by, items });
    let told = office.follow(&receipt);
    let asked = json!({"respond_by": "2026-01-10", "items": "请写明合同的文号"});
    assert_eq!((&told["status"], &told["supplement"]), (&json!("awaiting_supplement"), &asked));
    let long = office.asks(&receipt, "POST", "/supplement", &json!({"text": "长".repeat(10_001)}));
    assert_eq!(wrong_fields(&long), ["text"]);
    let bell = office.asks(&receipt, "POST", "/supplement", &json!({"text": "\u{7}"}));
    assert_eq!(wrong_fields(&bell), ["text"]);
    let told = office.told(&receipt, "POST", "/supplement", &json!({"text": "某采〔2024〕3号"}));
    assert_eq!((&told["status"], &told["supplement"]), (&json!("processing"), &Value::Null));
    let trace = told["deadline"]["trace"].as_array().unwrap();
    assert!(trace.iter().any(|line| line["cause"] == "supplement-restarts"), "{trace:?}");
}

#[test]
fn a_fee_notice_is_seen_and_acknowledged() {
    let office = Office::new();
    let receipt = office.submit();
    assert_eq!(office.refused(&receipt, "POST", "/acknowledge-fee", &Value::Null).0, 409);
    let quantity = FeeQuantity::Page { pages: 68 };
    office.act(&receipt, "office_head", Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None });
    let told = office.follow(&receipt);
    let fee = &told["fee"];
    assert_eq!((&told["status"], &fee["amount_yuan"]), (&json!("awaiting_payment"), &json!(380)));
    assert_eq!((&fee["by"], &fee["acknowledged"]), (&json!("page"), &json!(false)));
    assert_eq!(fee["tiers"].as_array().unwrap().iter().map(|it| it["amount_yuan"].as_i64().unwrap()).sum::<i64>(), 380);
    for _ in 0..2 {
        let told = office.told(&receipt, "POST", "/acknowledge-fee", &Value::Null);
        assert_eq!((&told["fee"]["acknowledged"], &told["status"]), (&json!(true), &json!("awaiting_payment")));
    }
}

#[test]
fn the_reply_is_read_after_it_was_sent_and_rated_after_the_end() {
    let office = Office::new();
    let receipt = office.submit();
    assert_eq!(office.refused(&receipt, "PUT", "/rating", &json!({"stars": 5})).0, 409);
    office.reply(&receipt, "予以公开。");
    let told = office.follow(&receipt);
    let reply = &told["reply"];
    assert_eq!((&told["outcome"], &reply["text"]), (&json!("disclosed"), &json!("予以公开。")));
    assert_eq!(reply["reconsideration_by"], "2026-02-22");
    for stars in [0, 6] {
        assert_eq!(wrong_fields(&office.asks(&receipt, "PUT", "/rating", &json!({"stars": stars}))), ["stars"]);
    }
    for stars in [1, 5] {
        let rated = office.told(&receipt, "PUT", "/rating", &json!({"stars": stars, "words": "很快"}));
        assert_eq!(rated["rating"], stars);
    }
    let late = office.refused(&receipt, "POST", "/withdraw", &json!({}));
    assert_eq!(late, (422, "already_replied".to_owned()));
}

#[test]
fn a_request_is_withdrawn_once() {
    let office = Office::new();
    let receipt = office.submit();
    let long = office.asks(&receipt, "POST", "/withdraw", &json!({"reason": "长".repeat(10_001)}));
    assert_eq!(wrong_fields(&long), ["reason"]);
    let told = office.told(&receipt, "POST", "/withdraw", &json!({"reason": "已经找到"}));
    assert_eq!((&told["status"], &told["deadline"]["state"]), (&json!("closed"), &json!("met")));
    let again = office.refused(&receipt, "POST", "/withdraw", &json!({}));
    assert_eq!(again, (422, "already_closed".to_owned()));
}

#[test]
fn a_file_that_comes_with_a_request_belongs_to_its_case() {
    let office = Office::new();
    let pdf = String::from_utf8(sample(FileKind::Pdf)).unwrap();
    let form = submission("shi");
    let send = |content: &str| {
        let part =
            |head: &str, body: &str| format!("--line\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let body = part("name=\"request\"", &form.to_string()) + &part("name=\"file\"; filename=\"说明.pdf\"", content);
        let kind = [("Content-Type", "multipart/form-data; boundary=line"), (KEY, "with a file")];
        office.server.send("POST", REQUESTS, &kind, &format!("{body}--line--\r\n"))
    };
    let refused = send("no document");
    assert_eq!(refused.status, 422, "{}", refused.body);
    let (sent, again) = (send(&pdf), send(&pdf));
    assert_eq!((sent.status, again.status, &sent.body), (201, 201, &again.body), "{}", sent.body);
    assert_eq!(sent.json()["case_no"], "2025-00001");
    let receipt = office.receipt(&sent.json());
    let files = attachments::attachments(&office.app, receipt.case).unwrap();
    assert_eq!(files.iter().map(|row| row.file.name.as_str()).collect::<Vec<_>>(), ["说明.pdf"]);
    // What somebody sent is not what the office replies with.
    let path = format!("/files/{}", files[0].id);
    assert_eq!(office.refused(&receipt, "GET", &path, &Value::Null).0, 404);
}

#[test]
fn a_deadline_is_worked_out_for_anybody() {
    let ask = |query: &str| server().send("GET", &format!("/api/v1/deadline-preview?{query}"), &[], "");
    // C00130 of tests/cases/deadlines/oracle.jsonl
    let steps = "received_on=2026-07-15&supplement_requested_on=2026-07-23&supplemented_on=2026-08-11\
                 &extended_on=2026-08-31&extension_working_days=19&as_of=2026-09-05";
    let told = ask(steps);
    assert_eq!((told.status, &told.json()["due_on"]), (200, &json!("2026-10-10")), "{}", told.body);
    assert!(told.json()["trace"].as_array().unwrap().len() > 1, "{}", told.body);
    assert_eq!(ask(&format!("{steps}&agency=shi")).json(), told.json());
    assert_eq!(ask("received_on=2026-07-15&agency=nowhere").status, 404);
    for impossible in ["supplemented_on=2026-07-20", "extended_on=2026-07-14", "answered_on=2026-07-20"] {
        let answer = ask(&format!("received_on=2026-07-15&{impossible}"));
        assert_eq!(answer.status, 422, "{impossible}: {}", answer.body);
    }
    assert_eq!(ask("received_on=2199-01-01").status, 422);
    assert_eq!(ask("received_on=yesterday").status, 400);
    let in_chinese =
        server().send("GET", "/api/v1/deadline-preview?received_on=2199-01-01", &[("Accept-Language", "zh")], "");
    let in_english =
        server().send("GET", "/api/v1/deadline-preview?received_on=2199-01-01", &[("Accept-Language", "en")], "");
    assert_ne!(in_chinese.json()["detail"], in_english.json()["detail"]);
}
