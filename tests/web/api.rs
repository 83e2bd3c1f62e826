use serde_json::Value;

use crate::client::server;

fn cases(query: &str) -> Value {
    server().get(&format!("/api/v1/agencies/shi/cases?{query}")).json()
}

#[test]
fn the_agencies_come_with_their_work_and_that_of_the_ones_below() {
    let answer = server().get("/api/v1/me/agencies").json();
    assert_eq!(
        answer,
        serde_json::json!({"agencies": [
            {"code": "shi", "name": "某市人民政府办公室", "parent": null,
             "open": 10, "late": 2, "open_in_subtree": 10, "late_in_subtree": 2},
            {"code": "教育局", "name": "某市教育局", "parent": "shi",
             "open": 0, "late": 0, "open_in_subtree": 0, "late_in_subtree": 0},
        ]})
    );
}

#[test]
fn the_queue_is_in_the_order_of_due_dates_with_undated_cases_last() {
    let answer = cases("");
    let due: Vec<&str> =
        answer["cases"].as_array().unwrap().iter().map(|case| case["due_on"].as_str().unwrap_or("later")).collect();
    assert!(due.is_sorted(), "{due:?}");
    assert_eq!(due.len(), 10);
    assert_eq!(answer["next"], Value::Null);
}

#[test]
fn marks_say_what_each_clock_does_today() {
    let mark = |number: usize| server().get(&format!("/api/v1/cases/case_{number}")).json()["mark"].clone();
    let expected =
        ["running", "running", "stopped", "late", "due_today", "stopped", "stopped", "late", "running", "ended"];
    for (number, expected) in (1..).zip(expected) {
        assert_eq!(mark(number), expected, "case_{number}");
    }
}

#[test]
fn small_pages_list_every_case_exactly_once() {
    for show in ["tab=open", "tab=all&sort=number", "tab=all", "tab=all&sort=received", "tab=open&sort=updated"] {
        let whole = cases(show);
        let (mut collected, mut after) = (Vec::new(), String::new());
        loop {
            let page = cases(&format!("{show}&limit=3{after}"));
            collected.extend(page["cases"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(Value::Array(collected), whole["cases"], "{show}");
    }
}

#[test]
fn a_case_carries_its_deadline_with_the_explanation_in_both_languages() {
    let case = server().get("/api/v1/cases/case_8").json();
    assert_eq!((&case["case_no"], &case["source_ref"]), (&"2025-00008".into(), &"2025-0108".into()));
    let deadline = &case["deadline"];
    assert_eq!((&deadline["kind"], &deadline["state"]), (&"reply".into(), &"late".into()));
    assert_eq!((&deadline["due_on"], &deadline["remaining_working_days"]), (&"2025-12-17".into(), &(-5).into()));
    let trace = deadline["trace"].as_array().unwrap();
    assert!(trace.iter().all(|line| line["zh"].is_string() && line["en"].is_string()));
    assert_eq!(trace.last().unwrap()["cause"], "due");
}

#[test]
fn metrics_count_the_open_cases_by_status_and_the_late_ones() {
    let answer = server().get("/metrics");
    assert!(answer.header("content-type").starts_with("application/openmetrics-text; version=1.0.0"));
    for line in [
        "gongkai_cases_open{status=\"processing\"} 8",
        "gongkai_cases_open{status=\"awaiting_supplement\"} 1",
        "gongkai_cases_open{status=\"awaiting_payment\"} 1",
        "gongkai_cases_open{status=\"redeciding\"} 0",
        "gongkai_cases_late 2",
        "gongkai_writer_waiting 0",
    ] {
        assert!(answer.body.lines().any(|found| found == line), "{line} is missing:\n{}", answer.body);
    }
    for line in answer.body.lines().filter(|line| !line.starts_with('#')) {
        let value = line.rsplit_once(' ').unwrap().1;
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
}

#[test]
fn whoever_asks_whether_it_is_alive_and_ready_gets_one_word() {
    assert_eq!(server().get("/healthz").body, "ok\n");
    assert_eq!(server().get("/readyz").body, "ready\n");
}
