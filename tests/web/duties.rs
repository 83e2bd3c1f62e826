//! 日常事务 over HTTP: who may look at them, and doing one now.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::duty::Duty;
use gongkai::domain::role::Role;

use crate::client::{Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const LOCAL: (&str, &str) = ("local", "a sentence for the bureau");

fn city() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    for (code, who) in [("shi", ROOT), ("教育局", LOCAL)] {
        let agency = find_agency(&app, &code.parse().unwrap()).unwrap();
        hire(&app, &agency, who, &[Role::Administrator]);
    }
    serve(folder, Arc::new(app))
}

#[test]
fn an_administrator_of_the_root_sees_every_duty_and_has_one_done() {
    let server = city();
    let ask = |who, method: &str, path: &str| {
        let bearer = format!("Bearer {}", server.sign_in(who));
        server.ask(method, path, &[("Authorization", &bearer)])
    };
    assert_eq!(ask(LOCAL, "GET", "/api/v1/duties").status, 403);
    assert_eq!(ask(LOCAL, "POST", "/api/v1/duties/seal/run").status, 403);
    assert_eq!(ask(ROOT, "POST", "/api/v1/duties/sleep/run").status, 404);
    let ran = ask(ROOT, "POST", "/api/v1/duties/year_end/run");
    assert_eq!((ran.status, ran.json()["error"].is_null()), (200, true), "{}", ran.body);
    let listed = ask(ROOT, "GET", "/api/v1/duties").json();
    let duties = listed["duties"].as_array().unwrap();
    assert_eq!(duties.len(), Duty::ALL.len());
    let year_end = &duties[0];
    assert_eq!((year_end["name"].as_str(), &year_end["last"]["counts"]["agencies"]), (Some("year_end"), &2.into()));
    assert!(year_end["next_at"].as_str().unwrap().contains("-01-01T00:10:00+08:00"), "{year_end}");
    // What everybody who reads figures reads of it.
    let closing = server.get("/api/v1/agencies/shi/reports/2024/closing");
    assert_eq!(closing.status, 200, "{}", closing.body);
    assert_eq!(closing.json()["faults"], serde_json::json!([]));
    assert_eq!(server.get("/api/v1/agencies/shi/reports/2019/closing").status, 404);
    ask(ROOT, "POST", "/api/v1/duties/urging/run");
    let periods = server.get("/api/v1/agencies/shi/bulletins").json();
    let period = periods["periods"][0].as_str().unwrap().to_owned();
    let bulletin = server.get(&format!("/api/v1/agencies/shi/bulletins/{period}")).json();
    assert_eq!(bulletin["lines"].as_array().unwrap().len(), 2, "{bulletin}");
    let page = server.ask("GET", "/administration/duties", &[("Cookie", &server.cookie(ROOT))]);
    assert_eq!(page.status, 200);
    assert!(page.body.contains("年度截止") && page.body.contains("2 个机关"), "{}", page.body);
}

#[test]
fn a_rehearsal_goes_to_new_year_at_the_press_of_a_button() {
    let server = city();
    let page = "/administration/duties";
    let mut browser = server.browser();
    browser.post("/sign-in", "/sign-in", &[("login", ROOT.0), ("password", ROOT.1)]);
    let shown = browser.get(page);
    assert!(shown.body.contains("把时钟拨到新年") && shown.body.contains("今天 2025-12-24"), "{}", shown.body);
    let sent = browser.post(page, "/administration/duties/new-year", &[]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    // The session may have run out on the way.
    browser.post("/sign-in", "/sign-in", &[("login", ROOT.0), ("password", ROOT.1)]);
    let there = browser.get(page).body;
    assert!(there.contains("今天 2026-01-01"), "{there}");
    let ran = browser.post(page, page, &[("duty", "year_end")]);
    assert_eq!(ran.status, 303, "{}", ran.body);
    let done = browser.get(page).body;
    assert!(done.contains("2026-01-01 00:10") && done.contains("2 个机关"), "{done}");
}
