//! Administration over HTTP: who is let in, what is answered, what is told of mistakes.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::client::{Answer, Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const LOCAL: (&str, &str) = ("local", "a sentence for the bureau");
const AUDITOR: (&str, &str) = ("auditor", "a sentence for the auditor");
const BUREAU: &str = "/api/v1/agencies/%E6%95%99%E8%82%B2%E5%B1%80";
const CITY: &str = "/api/v1/agencies/shi";

/// Somebody who is signed in.
struct Person<'a> {
    server: &'a Server,
    token: String,
}

impl Person<'_> {
    fn ask(&self, method: &str, path: &str, body: Value) -> Answer {
        self.ask_with(method, path, body, &[])
    }

    fn ask_with(&self, method: &str, path: &str, body: Value, more: &[(&str, &str)]) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let own = [("Authorization", &*bearer), ("Content-Type", "application/json")];
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.server.send(method, path, &[&own, more].concat(), &body)
    }

    #[track_caller]
    fn done(&self, method: &str, path: &str, body: Value, status: u16) -> Value {
        let answer = self.ask(method, path, body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
        if answer.body.is_empty() { Value::Null } else { answer.json() }
    }

    #[track_caller]
    fn refused(&self, method: &str, path: &str, body: Value, told: (u16, &str)) -> Value {
        let answer = self.ask(method, path, body);
        let problem = answer.json();
        assert_eq!((answer.status, problem["code"].as_str().unwrap()), told, "{method} {path}: {problem}");
        problem
    }
}

fn city() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let shi = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let bureau = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
    hire(&app, &shi, ROOT, &[Role::Administrator]);
    hire(&app, &bureau, LOCAL, &[Role::Administrator]);
    hire(&app, &shi, AUDITOR, &[Role::Auditor]);
    serve(folder, Arc::new(app))
}

fn person<'a>(server: &'a Server, who: (&str, &str)) -> Person<'a> {
    Person { server, token: server.sign_in(who) }
}

#[test]
fn an_administrator_runs_agencies_sections_and_people() {
    let server = city();
    let (root, local, auditor) = (person(&server, ROOT), person(&server, LOCAL), person(&server, AUDITOR));
    let new = json!({"code": "wjw", "name": "某市卫健委", "parent": "shi"});
    let key = [("Idempotency-Key", "once")];
    let first = root.ask_with("POST", "/api/v1/agencies", new.clone(), &key);
    let again = root.ask_with("POST", "/api/v1/agencies", new.clone(), &key);
    assert_eq!((first.status, again.status, first.json()), (201, 201, again.json()));
    root.refused("POST", "/api/v1/agencies", new, (409, "duplicate"));
    let below = json!({"code": "x", "name": "某校", "parent": "shi"});
    local.refused("POST", "/api/v1/agencies", below, (403, "outside_reach"));
    local.refused("PATCH", CITY, json!({"name": "x"}), (404, "not_found"));
    auditor.refused("PATCH", CITY, json!({"name": "x"}), (403, "not_authorised"));
    let moved = root.done("PATCH", "/api/v1/agencies/wjw", json!({"parent": "教育局", "name": "某市卫生局"}), 200);
    assert_eq!(moved["name"], "某市卫生局");
    root.refused("PATCH", BUREAU, json!({"parent": "wjw"}), (422, "under_itself"));
    root.refused("PATCH", BUREAU, json!({"colour": "red"}), (422, "invalid"));
    root.refused("PATCH", CITY, json!({"active": false}), (409, "agency_in_use"));

    let sections = format!("{BUREAU}/sections");
    let section = local.done("POST", &sections, json!({"name": "法规科"}), 201)["id"].as_str().unwrap().to_owned();
    local.done("PATCH", &format!("{sections}/{section}"), json!({"name": "信息公开科"}), 200);
    assert_eq!(local.done("GET", &sections, Value::Null, 200)["sections"][0]["name"], "信息公开科");
    root.refused("DELETE", &format!("{CITY}/sections/{section}"), Value::Null, (404, "not_found"));
    local.done("DELETE", &format!("{sections}/{section}"), Value::Null, 204);

    let people = format!("{BUREAU}/people");
    let clerk = json!({"login": "clerk", "name": "李某", "roles": ["registrar"]});
    let made = local.done("POST", &people, clerk, 201);
    let (id, password) = (made["id"].as_str().unwrap(), made["one_time_password"].as_str().unwrap());
    let token = server.sign_in(("clerk", password));
    let newcomer = Person { server: &server, token };
    newcomer.refused("GET", &sections, Value::Null, (403, "must_change_password"));
    local.done("PUT", &format!("{people}/{id}/roles/case_officer"), Value::Null, 204);
    local.refused("PUT", &format!("{people}/{id}/roles/emperor"), Value::Null, (404, "not_found"));
    local.done("DELETE", &format!("{people}/{id}/roles/registrar"), Value::Null, 204);
    let listed = local.done("GET", &people, Value::Null, 200);
    let found = listed["people"].as_array().unwrap().iter().find(|person| person["id"] == id).unwrap().clone();
    assert_eq!(found["roles"], json!([{"agency": "教育局", "role": "case_officer", "subtree": false}]));
    let reset = local.ask("POST", &format!("{people}/{id}/reset-password"), Value::Null);
    assert_eq!((reset.status, reset.header("cache-control")), (200, "no-store"));
    newcomer.refused("GET", "/api/v1/me", Value::Null, (401, "session_ended"));
    local.done("PATCH", &format!("{people}/{id}"), json!({"active": false}), 204);

    let root_id = root.done("GET", "/api/v1/me", Value::Null, 200)["id"].as_str().unwrap().to_owned();
    local.refused("POST", &format!("{people}/{root_id}/reset-password"), Value::Null, (403, "outside_reach"));
    root.refused("PUT", &format!("{CITY}/people/{root_id}/roles/auditor"), Value::Null, (403, "own_roles"));
    let last = format!("{CITY}/people/{root_id}/roles/administrator?subtree=true");
    root.refused("DELETE", &last, Value::Null, (409, "last_administrator"));

    let log = auditor.done("GET", &format!("{BUREAU}/admin-log?limit=1"), Value::Null, 200);
    assert_eq!(
        (log["entries"][0]["what"].as_str(), log["entries"].as_array().unwrap().len()),
        (Some("account_disabled"), 1)
    );
    let older = format!("{BUREAU}/admin-log?before={}", log["next"]);
    let entries = auditor.done("GET", &older, Value::Null, 200)["entries"].clone();
    assert_eq!(entries[0]["what"], "password_reset");
    assert!(!entries.to_string().contains(password));
}

#[test]
fn settings_are_replaced_by_version_and_wrong_ones_are_named_by_field() {
    let server = city();
    let local = person(&server, LOCAL);
    let path = format!("{BUREAU}/settings");
    let read = local.done("GET", &path, Value::Null, 200);
    let mut wanted = read.clone();
    wanted["review"]["steps"] = json!([{"name": "审核", "role": "examiner"}]);
    let replaced = local.done("PUT", &path, wanted.clone(), 200);
    assert_eq!(replaced["review"], wanted["review"]);
    local.refused("PUT", &path, wanted, (409, "settings_moved"));
    let mut wrong = replaced.clone();
    wrong["review"]["steps"] = json!([]);
    wrong["internal"]["draft_by"] = json!(41);
    let errors = local.refused("PUT", &path, wrong, (422, "invalid"))["errors"].clone();
    assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!("review.steps"), &json!("step_count")));
    assert_eq!((&errors[1]["field"], &errors[1]["code"]), (&json!("internal.draft_by"), &json!("period")));
    let mut unreadable = replaced.clone();
    unreadable["register_no"] = json!("{n}{n}");
    let errors = local.refused("PUT", &path, unreadable, (422, "invalid"))["errors"].clone();
    assert_eq!(errors[0]["field"], "register_no");
    let mut partial = replaced;
    partial.as_object_mut().unwrap().remove("internal");
    local.refused("PUT", &path, partial, (422, "invalid"));
}

#[test]
fn a_calendar_is_tried_put_in_force_and_withdrawn() {
    let server = city();
    let (root, local) = (person(&server, ROOT), person(&server, LOCAL));
    let file = include_str!("../../config/calendars/cn-2026.toml");
    // 2026-01-05 is off as well, and nobody counts the year.
    let changed =
        file.split("[check]").next().unwrap().replacen("\"2026-01-03\"]", "\"2026-01-03\", \"2026-01-05\"]", 1);
    let text = json!({"text": changed});
    local.refused("POST", "/api/v1/calendars/dry-run", text.clone(), (403, "outside_reach"));
    local.refused("POST", "/api/v1/calendars", text.clone(), (403, "outside_reach"));
    let tried = root.done("POST", "/api/v1/calendars/dry-run", text.clone(), 200);
    let moved = tried["moved"].as_array().unwrap();
    assert!(!moved.is_empty() && moved.iter().all(|case| case["agency"] == "shi" && case["from"] != case["to"]));
    let applied = root.done("POST", "/api/v1/calendars", text, 200);
    // A preview is in the order of the dates, what was done in the order of the cases.
    let by_case = |answer: &Value| {
        let mut cases = answer["moved"].as_array().unwrap().clone();
        cases.sort_by_key(|case| case["case_no"].to_string());
        cases
    };
    assert_eq!((applied["name"].as_str(), by_case(&applied)), (Some("cn-2026.toml"), by_case(&tried)));
    let listed = root.done("GET", "/api/v1/calendars", Value::Null, 200);
    let of_2026 = listed["calendars"].as_array().unwrap().iter().find(|file| file["name"] == "cn-2026.toml").unwrap();
    assert_eq!(of_2026["source"], "uploaded");
    let broken = json!({"text": "schema = 1\nyear = \"x\"\n"});
    let problem = root.refused("POST", "/api/v1/calendars", broken, (422, "calendar"));
    assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!("text"), &json!("malformed")));
    root.refused("POST", "/api/v1/calendars/dry-run", json!({}), (422, "invalid"));
    root.refused("POST", "/api/v1/calendars/dry-run", json!({"text": "", "after": "x"}), (422, "invalid"));
    let back = root.done("DELETE", "/api/v1/calendars/cn-2026.toml", Value::Null, 200);
    assert_eq!(back["moved_count"], applied["moved_count"]);
    root.refused("DELETE", "/api/v1/calendars/cn-2026.toml", Value::Null, (404, "not_found"));
}

#[test]
fn an_auditor_takes_the_whole_history_away() {
    let server = city();
    let (root, auditor) = (person(&server, ROOT), person(&server, AUDITOR));
    root.refused("GET", &format!("{CITY}/audit-export"), Value::Null, (403, "not_authorised"));
    let answer = auditor.ask("GET", &format!("{CITY}/audit-export"), Value::Null);
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/x-ndjson"));
    for line in ["\"record\":\"header\"", "\"record\":\"admin_event\"", "\"record\":\"event\"", "\"record\":\"end\""] {
        assert!(answer.body.contains(line), "{line}");
    }
}
