//! 解除锁定: a login that was tried too often is opened again by an administrator.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::Browser;
use crate::client::{Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const LOCAL: (&str, &str) = ("local", "a sentence for the bureau");
const CLERK: (&str, &str) = ("clerk", "a sentence for the clerk");

/// The city with administrators of the whole and of the bureau, and a clerk; gives the address of the clerk's page.
fn city() -> (Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let shi = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &shi, ROOT, &[Role::Administrator]);
    hire(&app, &find_agency(&app, &"教育局".parse().unwrap()).unwrap(), LOCAL, &[Role::Administrator]);
    let clerk = hire(&app, &shi, CLERK, &[Role::CaseOfficer]);
    (serve(folder, Arc::new(app)), format!("agencies/shi/people/{clerk}"))
}

fn try_to_sign_in<'a>(server: &'a Server, (login, password): (&str, &str)) -> (u16, Browser<'a>) {
    let mut browser = server.browser();
    let status = browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status;
    (status, browser)
}

fn lock(server: &Server) {
    for _ in 0..5 {
        assert_ne!(try_to_sign_in(server, ("Clerk", "not the sentence")).0, 303);
    }
    assert_eq!(try_to_sign_in(server, CLERK).0, 429);
}

#[test]
fn an_administrator_sees_the_lock_and_opens_it_and_the_log_has_it() {
    let (server, clerk) = city();
    let page = format!("/administration/{clerk}");
    let mut root = try_to_sign_in(&server, ROOT).1;
    assert!(!root.get(&page).body.contains("解除锁定"));
    lock(&server);
    let body = root.get(&page).body;
    assert!(body.contains("登录已锁定") && body.contains("value=\"unlock\""), "{body}");
    let done = root.post(&page, &page, &[("act", "unlock")]);
    assert!(!root.follow(&done).body.contains("登录已锁定"));
    assert_eq!(try_to_sign_in(&server, CLERK).0, 303);
    let log = root.get("/administration/audit?agency=shi").body;
    assert!(log.contains("解除某人的登录锁定"), "{log}");
}

#[test]
fn a_program_opens_a_lock_too_and_nothing_happens_to_a_login_that_is_not_locked() {
    let (server, clerk) = city();
    let path = format!("/api/v1/{clerk}/unlock");
    let ask = |who| {
        let bearer = format!("Bearer {}", server.sign_in(who));
        server.send("POST", &path, &[("Authorization", &bearer)], "").status
    };
    lock(&server);
    assert_eq!(ask(LOCAL), 404);
    assert_eq!(ask(ROOT), 204);
    assert_eq!(try_to_sign_in(&server, CLERK).0, 303);
    assert_eq!(ask(ROOT), 204);
    let mut root = try_to_sign_in(&server, ROOT).1;
    let log = root.get("/administration/audit?agency=shi").body;
    assert_eq!(log.matches("解除某人的登录锁定").count(), 1, "{log}");
}
