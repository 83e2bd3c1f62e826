//! 年度报告 over HTTP: who may do what with it, until the public has it.

use std::sync::Arc;

use gongkai::app::{App, find_agency, import};
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::client::{Answer, Server, hire, register, serve};

const HEAD: (&str, &str) = ("head", "a sentence for tests");
const SUPERVISOR: (&str, &str) = ("supervisor", "a sentence for tests");
const ELSEWHERE: (&str, &str) = ("elsewhere", "a sentence for tests");

/// A server of its own, with somebody for every part.
struct Office {
    app: Arc<App>,
    server: Server,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = Arc::new(register(&folder));
        let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
        let below = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
        hire(&app, &city, HEAD, &[Role::OfficeHead]);
        hire(&app, &city, SUPERVISOR, &[Role::Supervisor]);
        hire(&app, &below, ELSEWHERE, &[Role::OfficeHead]);
        let server = serve(folder, Arc::clone(&app));
        Self { app, server }
    }

    fn asks(&self, who: (&str, &str), method: &str, path: &str, body: &Value) -> Answer {
        let bearer = format!("Bearer {}", self.server.sign_in(who));
        let headers = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.send(method, path, &headers, &body)
    }

    /// The report on 2024.
    fn report(&self, who: (&str, &str), method: &str, rest: &str, body: &Value) -> Answer {
        self.asks(who, method, &format!("/api/v1/agencies/shi/reports/2024{rest}"), body)
    }

    fn public(&self, path: &str) -> Answer {
        self.server.send("GET", path, &[], "")
    }

    fn enter_everything(&self) {
        let cells = self.report(HEAD, "GET", "/entries", &Value::Null).json()["entries"].clone();
        let zeros: serde_json::Map<_, _> =
            cells.as_object().unwrap().keys().map(|key| (key.clone(), json!(0))).collect();
        let kept = self.report(HEAD, "PUT", "/entries", &json!({"entries": zeros}));
        assert_eq!((kept.status, &kept.json()["entries"]["行政许可/本年处理决定数量"]), (200, &json!(0)));
    }
}

#[test]
fn a_report_goes_from_the_freeze_to_the_public_and_shows_what_came_later() {
    let office = Office::new();
    let frozen = office.report(HEAD, "POST", "/freeze", &json!({"version": 0}));
    assert_eq!((frozen.status, &frozen.json()["status"]), (200, &json!("frozen")), "{}", frozen.body);
    let refused = office.report(HEAD, "POST", "/sign-off", &json!({"version": 1}));
    assert_eq!((refused.status, &refused.json()["code"]), (422, &json!("figures_faulty")));
    assert_eq!(refused.json()["errors"][0]["field"], "entries/规章/本年制发件数");
    let stale = office.report(HEAD, "POST", "/reopen", &json!({"version": 0, "reason": "补填"}));
    assert_eq!((stale.status, &stale.json()["current"]["version"]), (409, &json!(1)), "{}", stale.body);
    office.enter_everything();
    assert_eq!(office.report(HEAD, "POST", "/reopen", &json!({"version": 1, "reason": "补填"})).status, 200);
    assert_eq!(office.report(HEAD, "POST", "/freeze", &json!({"version": 2})).status, 200);
    assert_eq!(office.report(HEAD, "POST", "/sign-off", &json!({"version": 3})).status, 200);
    assert_eq!(office.public("/api/v1/public/reports/shi/2024").status, 404);
    let published = office.report(HEAD, "POST", "/publish", &json!({"version": 4}));
    assert_eq!((published.status, &published.json()["late"]), (200, &json!(true)), "{}", published.body);
    let public = office.public("/api/v1/public/reports/shi/2024").json();
    assert_eq!((&public["form"], &public["publication"]["revision"]), (&json!("2021"), &json!(1)));
    assert_eq!(office.public("/api/v1/public/reports").json()["reports"][0]["agency"], "shi");
    let page = office.public("/api/v1/public/reports/shi/2024/document?lang=zh");
    assert!(page.status == 200 && page.body.contains("2025-12-24 发布"), "{}", page.status);

    let log = r#"{"ref":"late","channel":"post","applicant":{"category":"enterprise"},"received_on":"2024-12-30","steps":[]}"#;
    let city = find_agency(&office.app, &"shi".parse().unwrap()).unwrap();
    import::import(&office.app, &city, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
    let adjustments = office.report(SUPERVISOR, "GET", "/adjustments", &Value::Null).json();
    let first = &adjustments["adjustments"][0];
    assert_eq!((&first["cell"], &first["from"], &first["to"]), (&json!("table3/一/enterprise"), &json!(0), &json!(1)));
    let case = &first["cases"][0]["id"];
    let counted = office.report(SUPERVISOR, "GET", "/cases?cell=table3/%E4%B8%80/enterprise", &Value::Null).json();
    assert_eq!(counted["cases"][0]["id"], *case);
    let same = office.public("/api/v1/public/reports/shi/2024").json();
    assert_eq!(same["table3"], public["table3"], "what the public has stands");
    let history = office.report(SUPERVISOR, "GET", "/history", &Value::Null).json();
    let events: Vec<&str> =
        history["history"].as_array().unwrap().iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["frozen", "reopened", "frozen", "signed_off", "published"]);
}

#[test]
fn only_the_head_signs_the_supervisor_reads_and_another_agency_sees_nothing() {
    let office = Office::new();
    let act = json!({"version": 0});
    assert_eq!(office.report(SUPERVISOR, "GET", "", &Value::Null).status, 200);
    let refused = office.report(SUPERVISOR, "POST", "/freeze", &act);
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("not_authorised")));
    for rest in ["", "/history", "/adjustments", "/document", "/entries"] {
        assert_eq!(office.report(ELSEWHERE, "GET", rest, &Value::Null).status, 404, "{rest}");
    }
    assert_eq!(office.report(ELSEWHERE, "POST", "/freeze", &act).status, 404);
    assert_eq!(office.public("/api/v1/agencies/shi/reports/2024").status, 401);
    let running = office.asks(HEAD, "GET", "/api/v1/agencies/shi/reports/2025?scope=all", &Value::Null).json();
    assert_eq!((&running["state"]["preliminary"], &running["state"]["as_of"]), (&json!(true), &json!("2025-12-24")));
    let early = office.asks(HEAD, "POST", "/api/v1/agencies/shi/reports/2025/freeze", &act);
    assert_eq!((early.status, &early.json()["code"]), (422, &json!("year_not_over")));
    let unknown = office.report(HEAD, "PUT", "/entries", &json!({"entries": {"没有/这一格": 1}}));
    assert_eq!((unknown.status, &unknown.json()["errors"][0]["field"]), (422, &json!("entries.没有/这一格")));
}

#[test]
fn anybodys_report_is_checked_for_whoever_is_signed_in() {
    let office = Office::new();
    let mut report = office.report(HEAD, "GET", "", &Value::Null).json();
    let check = |report: &Value| office.asks(SUPERVISOR, "POST", "/api/v1/reconcile", &json!({"report": report}));
    assert_eq!(check(&report).json(), json!({"findings": []}));
    report["table3"]["一"]["total"] = json!(3);
    let found = check(&report).json();
    assert_eq!(found["findings"][0]["rule"], "row_sum");
    assert_eq!(found["findings"][0]["where"], "table3/一");
    report["table3"]["一"]["total"] = json!("三");
    let wrong = check(&report);
    assert_eq!((wrong.status, &wrong.json()["errors"][0]["field"]), (422, &json!("report/table3/一/total")));
    assert_eq!(
        office.server.send("POST", "/api/v1/reconcile", &[("Content-Type", "application/json")], "{}").status,
        401
    );
}
