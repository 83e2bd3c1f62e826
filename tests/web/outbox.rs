//! Webhooks and calendar feeds over HTTP.

use std::sync::{Arc, OnceLock};

use gongkai::app::find_agency;
use gongkai::domain::role::Role;
use serde_json::{Value, json};

use crate::client::{Answer, READER, Server, hire, register, serve};

const ADMINISTRATOR: (&str, &str) = ("admin", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const HOOKS: &str = "/api/v1/agencies/shi/webhooks";
const FEEDS: &str = "/api/v1/me/calendar-feeds";

/// A server of its own, with an administrator and a head of office.
fn office() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let app = register(&folder);
        let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
        hire(&app, &city, ADMINISTRATOR, &[Role::Administrator]);
        hire(&app, &city, HEAD, &[Role::OfficeHead]);
        serve(folder, Arc::new(app))
    })
}

/// Somebody at a program.
struct Person {
    bearer: String,
}

impl Person {
    fn sign_in(login: (&str, &str)) -> Self {
        Self { bearer: format!("Bearer {}", office().sign_in(login)) }
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        self.send_once(method, path, body, &[])
    }

    fn send_once(&self, method: &str, path: &str, body: &Value, more: &[(&str, &str)]) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let own = [("Authorization", &*self.bearer), ("Content-Type", "application/json")];
        office().send(method, path, &[&own, more].concat(), &body)
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &Value::Null)
    }
}

fn created(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

#[test]
fn a_webhook_lives_from_its_creation_to_its_removal() {
    let admin = Person::sign_in(ADMINISTRATOR);
    let made = created(&admin.send("POST", HOOKS, &json!({"url": "https://oa.example.cn/hook"})));
    let secret = made["secret"].as_str().unwrap();
    let id = made["webhook"]["id"].as_str().unwrap();
    assert!(secret.starts_with("gkwh_"));
    assert_eq!(made["webhook"]["events"], json!(["case.status_changed", "case.due_date_changed"]));
    assert_eq!((&made["webhook"]["active"], &made["webhook"]["subtree"]), (&json!(true), &json!(false)));

    let listed = admin.get(HOOKS);
    assert!(listed.body.contains(id) && !listed.body.contains("secret"), "{}", listed.body);
    let own = format!("{HOOKS}/{id}");
    let patch = json!({"events": ["case.due_date_changed"], "active": false});
    let changed = admin.send("PATCH", &own, &patch).json();
    assert_eq!((&changed["events"], &changed["active"]), (&json!(["case.due_date_changed"]), &json!(false)));
    assert_eq!(changed["url"], "https://oa.example.cn/hook");

    let rotated = admin.send("POST", &format!("{own}/rotate-secret"), &Value::Null);
    assert_eq!(rotated.status, 200);
    assert_ne!(rotated.json()["secret"], secret);

    let written = admin.send("POST", &format!("{own}/test"), &Value::Null);
    assert_eq!(written.status, 202, "{}", written.body);
    let message = written.json()["id"].as_str().unwrap().to_owned();
    let deliveries = admin.get(&format!("{own}/deliveries?limit=1")).json();
    assert_eq!((&deliveries["deliveries"][0]["id"], &deliveries["next"]), (&json!(message), &Value::Null));
    let retried = admin.send("POST", &format!("{own}/deliveries/{message}/retry"), &Value::Null);
    assert_eq!(retried.status, 202, "{}", retried.body);
    assert_eq!(admin.get(&format!("{own}/deliveries?limit=0")).status, 400);
    assert_eq!(admin.get(&format!("{own}/deliveries?after=7")).status, 400);

    assert_eq!(admin.send("DELETE", &own, &Value::Null).status, 204);
    for (method, path) in
        [("DELETE", own.clone()), ("GET", format!("{own}/deliveries")), ("POST", format!("{own}/test"))]
    {
        assert_eq!(admin.send(method, &path, &Value::Null).status, 404, "{path}");
    }
    assert_eq!(admin.send("PATCH", &own, &json!({})).status, 404);
}

#[test]
fn the_same_request_again_makes_one_webhook_and_gives_the_same_secret() {
    let admin = Person::sign_in(ADMINISTRATOR);
    let key = [("Idempotency-Key", "hook-1")];
    let body = json!({"url": "https://oa.example.cn/once"});
    let first = created(&admin.send_once("POST", HOOKS, &body, &key));
    assert_eq!(created(&admin.send_once("POST", HOOKS, &body, &key)), first);
    let other = admin.send_once("POST", HOOKS, &json!({"url": "https://oa.example.cn/twice"}), &key);
    assert_eq!((other.status, other.json()["code"].as_str()), (422, Some("key_reused")));
}

#[test]
fn whatever_is_asked_of_a_webhook_again_under_the_same_key_is_done_once() {
    let admin = Person::sign_in(ADMINISTRATOR);
    let made = created(&admin.send("POST", HOOKS, &json!({"url": "https://oa.example.cn/again"})));
    let own = format!("{HOOKS}/{}", made["webhook"]["id"].as_str().unwrap());
    let ask = |what: &str, key: &str| {
        let answer = admin.send_once("POST", &format!("{own}/{what}"), &Value::Null, &[("Idempotency-Key", key)]);
        (answer.status, answer.json())
    };
    let rotated = ask("rotate-secret", "r-1");
    assert_eq!((rotated.0, rotated.1["secret"] == made["secret"]), (200, false));
    assert_eq!(ask("rotate-secret", "r-1"), rotated);
    assert_ne!(ask("rotate-secret", "r-2"), rotated);

    let written = ask("test", "t-1");
    assert_eq!((written.0, ask("test", "t-1")), (202, written.clone()));
    assert_ne!(ask("test", "t-2"), written);
    let deliveries = admin.get(&format!("{own}/deliveries")).json();
    assert_eq!(deliveries["deliveries"].as_array().unwrap().len(), 2, "{deliveries}");

    let retry = format!("deliveries/{}/retry", written.1["id"].as_str().unwrap());
    let first = ask(&retry, "d-1");
    assert_eq!((first.0, ask(&retry, "d-1").1["id"].clone()), (202, first.1["id"].clone()));
}

#[test]
fn an_address_that_cannot_be_is_refused_by_its_field() {
    let admin = Person::sign_in(ADMINISTRATOR);
    for (url, code) in [
        ("ftp://oa.example.cn/", "url_scheme"),
        ("https://", "url_host"),
        ("https://a:b@oa.example.cn/", "url_user_info"),
        ("https://oa.example.cn:0/", "url_port"),
        ("https://oa.example.cn/#x", "url_fragment"),
        ("https://oa.example.cn/a b", "url_character"),
    ] {
        let refused = admin.send("POST", HOOKS, &json!({"url": url}));
        assert_eq!(refused.status, 422, "{url}");
        let error = &refused.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("url"), &json!(code)), "{}", refused.body);
        assert!(!error["message"].as_str().unwrap().starts_with("web-field"), "{}", refused.body);
    }
    assert_eq!(admin.send("POST", HOOKS, &json!({"url": "https://oa.example.cn", "events": []})).status, 422);
    let unknown = admin.send("POST", HOOKS, &json!({"url": "https://oa.example.cn", "events": ["case.deleted"]}));
    assert_eq!(unknown.status, 422, "{}", unknown.body);
}

#[test]
fn webhooks_are_for_administrators_of_the_agency() {
    let reader = Person::sign_in(READER);
    for (method, path) in [("GET", HOOKS.to_owned()), ("POST", format!("{HOOKS}/webhook_1/test"))] {
        let refused = reader.send(method, &path, &Value::Null);
        assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("not_authorised")), "{path}");
    }
    let admin = Person::sign_in(ADMINISTRATOR);
    assert_eq!(admin.get("/api/v1/agencies/nowhere/webhooks").status, 404);
    assert_eq!(admin.get(&format!("{HOOKS}/case_1/deliveries")).status, 404);
    assert_eq!(office().send("GET", HOOKS, &[], "").status, 401);
}

#[test]
fn a_feed_is_read_without_signing_in_until_it_is_taken_back() {
    let head = Person::sign_in(HEAD);
    let made = created(&head.send("POST", FEEDS, &json!({"label": "手机"})));
    let path = made["path"].as_str().unwrap();
    let id = made["feed"]["id"].as_str().unwrap();
    let feed = office().send("GET", path, &[], "");
    assert_eq!((feed.status, feed.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(feed.body.starts_with("BEGIN:VCALENDAR\r\n") && feed.body.contains("BEGIN:VEVENT"), "{}", feed.body);
    assert!(feed.body.contains("答复期限届满"));
    assert!(office().send("GET", &format!("{path}?lang=en"), &[], "").body.contains("reply due"));
    for name in crate::client::NAMES {
        assert!(!feed.body.contains(name), "{name}");
    }
    let listed = head.get(FEEDS);
    assert!(listed.body.contains(id) && !listed.body.contains("/calendar/"), "{}", listed.body);

    let own = format!("{FEEDS}/{id}");
    assert_eq!(Person::sign_in(READER).send("DELETE", &own, &Value::Null).status, 404);
    assert_eq!(head.send("DELETE", &own, &Value::Null).status, 204);
    for gone in [path, "/calendar/0.ics", "/calendar/.ics", "/calendar/x"] {
        assert_eq!(office().send("GET", gone, &[], "").status, 404, "{gone}");
    }
    assert_eq!(head.send("POST", FEEDS, &json!({"label": " "})).status, 422);
    assert_eq!(office().send("GET", FEEDS, &[], "").status, 401);
}

#[test]
fn the_backlog_is_among_the_figures_for_monitoring() {
    let metrics = office().send("GET", "/metrics", &[], "");
    for name in ["gongkai_outbox_waiting ", "gongkai_outbox_failed "] {
        assert!(metrics.body.lines().any(|line| line.starts_with(name)), "{}", metrics.body);
    }
}
