//! What people are told, over HTTP and as pages.

use std::sync::{Arc, OnceLock};

use gongkai::app::find_agency;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::applicants::submission;
use crate::client::{Answer, Server, hire, register, serve};

const ADMINISTRATOR: (&str, &str) = ("admin", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const SUPERVISOR: (&str, &str) = ("supervisor", "a sentence for tests");
const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const MAILS: &str = "/api/v1/agencies/shi/mails";
const TEMPLATE: &str = "/api/v1/agencies/shi/mail-templates/closed/en";

fn office() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let app = register(&folder);
        let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
        let people = [
            (ADMINISTRATOR, Role::Administrator),
            (HEAD, Role::OfficeHead),
            (SUPERVISOR, Role::Supervisor),
            (CLERK, Role::CaseOfficer),
        ];
        for (login, role) in people {
            hire(&app, &city, login, &[role]);
        }
        serve(folder, Arc::new(app))
    })
}

fn send(login: (&str, &str), method: &str, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {}", office().sign_in(login));
    let body = if body.is_null() { String::new() } else { body.to_string() };
    office().send(method, path, &[("Authorization", &bearer), ("Content-Type", "application/json")], &body)
}

fn get(login: (&str, &str), path: &str) -> Answer {
    send(login, "GET", path, &Value::Null)
}

/// The account of somebody.
fn person(login: &str) -> Value {
    let people = get(ADMINISTRATOR, "/api/v1/agencies/shi/people").json();
    people["people"].as_array().unwrap().iter().find(|person| person["login"] == login).unwrap().clone()
}

fn give_address(login: &str, email: &str) -> Answer {
    let path = format!("/api/v1/agencies/shi/people/{}", person(login)["id"].as_str().unwrap());
    send(ADMINISTRATOR, "PATCH", &path, &json!({"email": email}))
}

/// Submits a request and gives its receipt.
fn submitted(language: &str) -> Value {
    let headers = [("Content-Type", "application/json"), ("Accept-Language", language)];
    let mut request = submission("shi");
    request["applicant"]["email"] = json!("zhang.san@example.cn");
    let sent = office().send("POST", "/api/v1/requests", &headers, &request.to_string());
    assert_eq!(sent.status, 201, "{}", sent.body);
    sent.json()
}

/// The mail about a case, in the list of the agency.
fn mail_about(case_no: &Value) -> Value {
    let mails = get(HEAD, &format!("{MAILS}?limit=200")).json();
    mails["mails"].as_array().unwrap().iter().find(|mail| mail["case_no"] == *case_no).unwrap().clone()
}

#[test]
fn an_officers_address_is_set_and_a_test_mail_goes_there() {
    assert_eq!(
        send(ADMINISTRATOR, "POST", "/api/v1/agencies/shi/test-mail", &Value::Null).json()["code"],
        "mail_no_address"
    );
    assert_eq!(give_address("admin", "nobody").status, 422);
    assert_eq!(give_address("admin", "admin@shi.example.cn").status, 204);
    assert_eq!(person("admin")["email"], "admin@shi.example.cn");
    let written = send(ADMINISTRATOR, "POST", "/api/v1/agencies/shi/test-mail", &Value::Null);
    assert_eq!(written.status, 202, "{}", written.body);
    let path = format!("{MAILS}/{}", written.json()["id"].as_str().unwrap());
    let shown = get(ADMINISTRATOR, &path).json();
    assert_eq!(shown["subject"], "测试邮件");
    let again = send(HEAD, "POST", &format!("{path}/retry"), &Value::Null);
    assert_eq!((again.status, again.json()["code"].as_str()), (409, Some("mail_not_failed")));
    assert!(get(ADMINISTRATOR, "/api/v1/agencies/shi/admin-log").body.contains("account_email_changed"));
    assert_eq!(give_address("admin", "").status, 204);
    assert_eq!(person("admin")["email"], Value::Null);
}

#[test]
fn a_receipt_is_in_the_applicants_language_and_shows_officers_no_code() {
    for (language, subject) in [("zh-CN", "政府信息公开申请回执"), ("en", "Receipt of your request")] {
        let receipt = submitted(language);
        let mail = mail_about(&receipt["case_no"]);
        assert_eq!((&mail["kind"], &mail["language"]), (&json!("receipt"), &json!(&language[..2])));
        let shown = get(HEAD, &format!("{MAILS}/{}", mail["id"].as_str().unwrap()));
        assert!(shown.json()["subject"].as_str().unwrap().starts_with(subject), "{}", shown.body);
        assert!(!shown.body.contains(receipt["query_code"].as_str().unwrap()));
        let case = mail["case"].as_str().unwrap();
        let about = get(CLERK, &format!("/api/v1/cases/{case}/mails")).json();
        assert_eq!(about["mails"][0]["id"], mail["id"]);
        assert_eq!(get(CLERK, &format!("/api/v1/cases/{case}")).json()["undelivered"], json!([]));
    }
}

#[test]
fn an_applicant_chooses_how_to_be_written_to() {
    let receipt = submitted("zh-CN");
    let path = format!("/api/v1/requests/{}/mail", receipt["case_no"].as_str().unwrap());
    let code = receipt["query_code"].as_str().unwrap();
    let headers = [("Query-Code", code), ("Content-Type", "application/json")];
    let chosen = office().send("PUT", &path, &headers, r#"{"language":"en","appeal_reminder":true}"#);
    assert_eq!(chosen.status, 204, "{}", chosen.body);
    assert_eq!(office().send("PUT", &path, &headers, r#"{"language":"fr"}"#).status, 422);
}

#[test]
fn a_template_is_tried_before_it_is_saved() {
    let own = json!({"text": "Done: {{ case_no }}\n\nRead on: {{ link }}"});
    let preview = send(ADMINISTRATOR, "POST", &format!("{TEMPLATE}/preview"), &own).json();
    assert_eq!(preview["subject"], "Done: 2025-00007");
    assert!(preview["html"].as_str().unwrap().contains("<p>Read on: <a href="), "{preview}");
    let wrong = send(ADMINISTRATOR, "PUT", TEMPLATE, &json!({"text": "Done\n\n{{ applicant }}"}));
    assert_eq!((wrong.status, wrong.json()["code"].as_str()), (422, Some("template_broken")), "{}", wrong.body);
    assert_eq!(send(ADMINISTRATOR, "PUT", TEMPLATE, &own).status, 204);
    let listed = get(ADMINISTRATOR, "/api/v1/agencies/shi/mail-templates").json();
    let is_own = |template: &&Value| template["is_own"] == true;
    let found: Vec<&Value> = listed["templates"].as_array().unwrap().iter().filter(is_own).collect();
    assert_eq!((found.len(), &found[0]["kind"], &found[0]["text"]), (1, &json!("closed"), &own["text"]));
    assert_eq!(send(ADMINISTRATOR, "DELETE", TEMPLATE, &Value::Null).status, 204);
    let unknown = TEMPLATE.replace("closed", "unknown");
    assert_eq!(send(ADMINISTRATOR, "PUT", &unknown, &own).status, 404);
}

#[test]
fn a_supervisor_urges_and_the_office_answers_once() {
    give_address("head", "head@shi.example.cn");
    give_address("supervisor", "supervisor@shi.example.cn");
    let case = mail_about(&submitted("zh-CN")["case_no"])["case"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/cases/{case}/urgings");
    let words = json!({"words": "请说明为何尚未确认。", "answer_by": "2026-03-16"});
    assert_eq!(send(HEAD, "POST", &path, &words).status, 403);
    assert_eq!(send(SUPERVISOR, "POST", &path, &json!({"words": " ", "answer_by": "2026-03-16"})).status, 422);
    let long = send(SUPERVISOR, "POST", &path, &json!({"words": "长".repeat(5001), "answer_by": "2026-03-16"}));
    assert_eq!((long.status, long.json()["errors"][0]["code"].as_str()), (422, Some("too_long")));
    assert!(long.body.contains("5000") && !long.body.contains("web-field"), "{}", long.body);
    let urged = send(SUPERVISOR, "POST", &path, &words);
    assert_eq!(urged.status, 201, "{}", urged.body);
    let answer = format!("{path}/{}/answer", urged.json()["id"].as_str().unwrap());
    let words = json!({"words": "已与申请人联系。"});
    assert_eq!(send(HEAD, "POST", &answer, &words).status, 204);
    assert_eq!(send(HEAD, "POST", &answer, &words).status, 409);
    let urging = get(SUPERVISOR, &path).json()["urgings"][0].clone();
    assert_eq!((&urging["answer"], urging["answered_by"].is_null()), (&json!("已与申请人联系。"), false));
    let told = get(CLERK, &format!("/api/v1/cases/{case}/mails")).json();
    let kinds: Vec<_> = told["mails"].as_array().unwrap().iter().map(|mail| mail["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["receipt", "urged", "urging_answered"]);
}

#[test]
fn the_outbox_shows_each_mail_as_it_reads() {
    let case_no = submitted("zh-CN")["case_no"].clone();
    let mail = mail_about(&case_no)["id"].as_str().unwrap().to_owned();
    let cookie = office().cookie(HEAD);
    let page = |path: &str| office().send("GET", path, &[("Cookie", &cookie)], "");
    let list = page("/agencies/shi/outbox");
    assert_eq!(list.status, 200, "{}", list.body);
    assert!(list.body.contains(case_no.as_str().unwrap()) && list.body.contains("受理回执"), "{}", list.body);
    assert!(!list.body.contains('@'), "no address is shown");
    let shown = page(&format!("/agencies/shi/outbox/{mail}"));
    assert!(shown.body.contains("政府信息公开申请回执") && !shown.body.contains('@'), "{}", shown.body);
    assert_eq!(page("/agencies/shi/outbox?state=failed").status, 200);
    assert_eq!(page("/agencies/shi/outbox/mail_404").status, 404);
}

#[test]
fn the_digest_ends_for_whoever_has_the_link() {
    let address = format!("/mail/unsubscribe?officer={}&token=0", person("clerk")["id"].as_str().unwrap());
    let asked = office().send("GET", &address, &[], "");
    assert!(asked.status == 200 && asked.body.contains("退订"), "{}", asked.body);
    assert_eq!(office().send("POST", &address, &[], "").status, 404);
}

#[test]
fn a_template_is_tried_kept_and_given_up_in_the_browser() {
    let mut browser = office().browser();
    browser.post("/sign-in", "/sign-in", &[("login", ADMINISTRATOR.0), ("password", ADMINISTRATOR.1)]);
    let list = browser.get("/agencies/shi/mail-templates").body;
    let page = "/agencies/shi/mail-templates/fee_paid/zh";
    assert!(list.contains("已缴费") && list.contains(page), "{list}");
    let mut send = |act, text| browser.post(page, page, &[("act", act), ("text", text), ("html", "")]);
    let wrong = send("save", "主题\n\n{{ nonsense }}");
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains("{{ nonsense }}") && wrong.body.contains("f-text-error"), "{}", wrong.body);
    let tried = send("preview", "款已收到 {{ case_no }}\n\n谢谢。{{ link }}");
    assert!(tried.status == 200 && tried.body.contains("<strong>款已收到 2025-"), "{}", tried.body);
    assert!(tried.body.contains(">内置<"), "{}", tried.body);
    let kept = send("save", "款已收到 {{ case_no }}\n\n谢谢。{{ link }}");
    assert_eq!(kept.status, 303, "{}", kept.body);
    let removed = send("remove", "");
    assert_eq!(removed.status, 303, "{}", removed.body);
    let after = browser.get(page).body;
    assert!(after.contains(">内置<") && !after.contains("款已收到"), "{after}");
}
