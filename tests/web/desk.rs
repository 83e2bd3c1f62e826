//! The officer's reading side over HTTP: lists, counts, the case file, saved views.

use serde_json::{Value, json};

use crate::client::{Answer, server};

const CASES: &str = "/api/v1/agencies/shi/cases";

fn ids(answer: &Value) -> Vec<String> {
    answer["cases"].as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect()
}

fn send(method: &str, path: &str, body: &Value) -> Answer {
    let token = format!("Bearer {}", server().sign_in(crate::client::READER));
    let headers = [("Authorization", &*token), ("Content-Type", "application/json")];
    server().send(method, path, &headers, &body.to_string())
}

#[test]
fn every_tab_is_as_long_as_its_count_says() {
    let counts = server().get(&format!("{CASES}/counts")).json();
    let tabs = counts["tabs"].as_array().unwrap();
    assert_eq!(tabs.len(), 11);
    for tab in tabs {
        let name = tab["tab"].as_str().unwrap();
        let listed = ids(&server().get(&format!("{CASES}?tab={name}&limit=200")).json());
        assert_eq!(tab["count"], listed.len(), "{name}");
        assert_eq!(tab["more"], false, "{name}");
    }
    let of = |tab: &str| tabs.iter().find(|it| it["tab"] == tab).unwrap()["count"].as_u64().unwrap();
    assert_eq!((of("open"), of("late"), of("closed"), of("all")), (10, 2, 2, 12));
}

#[test]
fn filters_are_named_in_the_address() {
    let everything = server().get(&format!("{CASES}?tab=all&limit=200")).json();
    let expect = |query: &str, is_wanted: &dyn Fn(&Value) -> bool| {
        let found = server().get(&format!("{CASES}?tab=all&limit=200&{query}")).json();
        let wanted = json!({"cases": everything["cases"].as_array().unwrap().iter()
            .filter(|case| is_wanted(case)).cloned().collect::<Vec<_>>()});
        assert_eq!(ids(&found), ids(&wanted), "{query}");
    };
    expect("status=awaiting_supplement", &|case| case["status"] == "awaiting_supplement");
    expect("channel=online", &|case| case["channel"] == "online");
    expect("category=enterprise", &|case| case["category"] == "enterprise");
    expect("assignee=nobody", &|case| case["assignee_id"].is_null());
    expect("assignee=somebody&section=section_9", &|_| false);
    expect("outcome=disclosed", &|case| case["outcome"] == "disclosed");
    expect("due_from=2025-12-20&due_to=2026-01-10", &|case| {
        case["due_on"].as_str().is_some_and(|on| ("2025-12-20"..="2026-01-10").contains(&on))
    });
    expect("received_to=2025-12-01", &|case| case["received_on"].as_str().is_some_and(|on| on <= "2025-12-01"));
    let who = everything["cases"][0]["applicant_id"].as_str().unwrap();
    expect(&format!("applicant={who}"), &|case| case["applicant_id"] == who);
}

#[test]
fn what_cannot_be_used_is_named() {
    for (query, name) in [
        ("tab=none", "tab"),
        ("sort=name", "sort"),
        ("status=open", "status"),
        ("assignee=3", "assignee"),
        ("section=2", "section"),
        ("due_from=2025-02-30", "due_from"),
        ("due_to=9999-12-32", "due_to"),
        ("received_from=today", "received_from"),
        ("received_to=+12025-01-01", "received_to"),
        ("channel=pigeon", "channel"),
        ("category=person", "category"),
        ("outcome=yes", "outcome"),
        ("applicant=case_1", "applicant"),
        ("subtree=maybe", "subtree"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("after=due.2025-01-01", "after"),
        ("after=due.2025-01-01.1&sort=number", "after"),
        ("sort=number&after=number.404", "after"),
        ("colour=red", "colour"),
        ("tab=open&tab=all", "tab"),
        ("show=all", "show"),
    ] {
        for path in [CASES.to_owned(), format!("{CASES}/counts")] {
            if path.ends_with("counts") && query.contains("number.404") {
                continue;
            }
            let answer = server().get(&format!("{path}?{query}"));
            assert_eq!(answer.status, 400, "{path}?{query}: {}", answer.body);
            let detail = answer.json()["detail"].as_str().unwrap().to_owned();
            assert!(detail.contains(name), "{query}: {detail}");
        }
    }
}

#[test]
fn an_auditor_sees_everything_but_who_asks() {
    let case = server().get("/api/v1/cases/case_1").json();
    assert_eq!(case["applicant_file"]["is_masked"], true);
    assert_eq!(case["applicant_file"]["phone"], Value::Null);
    assert_eq!(case["allowed_acts"], json!([]));
    assert!(case["request"]["subject"].is_string());
    let deadlines = server().get("/api/v1/cases/case_1/deadlines").json();
    assert_eq!(deadlines["deadlines"], case["deadlines"]);
    let acts = server().get("/api/v1/cases/case_1/allowed-acts").json();
    assert_eq!(acts, json!({"version": case["version"], "acts": []}));
}

#[test]
fn the_timeline_tells_each_entry_in_both_languages_with_its_hash() {
    let timeline = server().get("/api/v1/cases/case_8/timeline").json();
    assert_eq!(timeline["is_sound"], true);
    for (version, entry) in (1..).zip(timeline["entries"].as_array().unwrap()) {
        assert_eq!(
            (&entry["version"], &entry["is_sound"], &entry["actor"]),
            (&json!(version), &json!(true), &json!("import"))
        );
        assert_eq!(entry["hash"].as_str().unwrap().len(), 64);
        assert_ne!(entry["zh"], entry["en"]);
    }
}

#[test]
fn nothing_of_a_case_is_there_for_who_has_no_role_in_its_agency() {
    for part in ["", "/timeline", "/deadlines", "/duplicates", "/allowed-acts"] {
        assert_eq!(server().get(&format!("/api/v1/cases/case_404{part}")).status, 404, "{part}");
        assert_eq!(server().send("GET", &format!("/api/v1/cases/case_1{part}"), &[], "").status, 401, "{part}");
    }
    assert_eq!(server().send("GET", &format!("{CASES}/counts"), &[], "").status, 401);
    assert_eq!(server().send("GET", "/api/v1/agencies", &[], "").status, 200);
}

#[test]
fn a_saved_view_is_made_replaced_and_removed() {
    const VIEWS: &str = "/api/v1/me/views";
    let view = json!({"name": "超期件", "agency": "shi", "query": {"tab": "late", "assignee": "me"}});
    let made = send("POST", VIEWS, &view);
    assert_eq!(made.status, 201, "{}", made.body);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(send("POST", VIEWS, &view).status, 409);
    let other = json!({"name": "全部", "agency": "shi", "query": {"tab": "all"}});
    assert_eq!(send("PUT", &format!("{VIEWS}/{id}"), &other).json()["name"], "全部");
    let listed = server().get(VIEWS).json();
    assert_eq!(
        listed["views"],
        json!([{"id": id, "name": "全部", "agency": "shi", "query": {"tab": "all"}, "shared": false}])
    );
    for (wrong, field) in [
        (json!({"name": "", "agency": "shi", "query": {}}), "name"),
        (json!({"name": "甲", "agency": "a b", "query": {}}), "agency"),
        (json!({"name": "甲", "agency": "shi", "query": {"tab": "none"}}), "query.tab"),
        (json!({"name": "甲", "agency": "shi", "query": {"colour": "red"}}), "query.colour"),
        (json!({"name": "甲", "agency": "shi", "query": {"after": "due.2025-01-01.1"}}), "query.after"),
    ] {
        let answer = send("POST", VIEWS, &wrong);
        assert_eq!(answer.status, 422, "{wrong}");
        assert_eq!(answer.json()["errors"][0]["field"], field);
    }
    assert_eq!(send("DELETE", &format!("{VIEWS}/{id}"), &Value::Null).status, 204);
    assert_eq!(send("DELETE", &format!("{VIEWS}/{id}"), &Value::Null).status, 404);
}
