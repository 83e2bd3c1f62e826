//! Scripts of other sites, and which of them may use the API.

use std::sync::Arc;

use gongkai::config::Origin;

use crate::client::{Answer, Server, register, serve_with, server, settings};

const PORTAL: &str = "https://portal.example.cn";
const STRANGER: &str = "https://portal.example.cn.example.org";

/// A server that the portal's scripts may use.
fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let mut settings = settings(&folder);
    settings.server.cors_origins = vec![PORTAL.parse::<Origin>().unwrap()];
    serve_with(settings, folder, Arc::new(app))
}

fn preflight(server: &Server, path: &str, origin: &str) -> Answer {
    let headers = [
        ("Origin", origin),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization, content-type, idempotency-key"),
    ];
    server.send("OPTIONS", path, &headers, "")
}

fn allowed(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

#[test]
fn unless_a_site_is_named_no_answer_speaks_of_other_sites() {
    for path in ["/api/v1/agencies", "/api/openapi.json", "/sign-in"] {
        let answers = [server().send("GET", path, &[("Origin", PORTAL)], ""), preflight(server(), path, PORTAL)];
        for answer in answers {
            assert!(answer.headers.keys().all(|name| !name.starts_with("access-control-")), "{path}");
        }
    }
}

#[test]
fn a_named_site_is_told_what_it_may_send_and_any_other_is_refused() {
    let office = office();
    let answer = preflight(&office, "/api/v1/requests", PORTAL);
    assert_eq!((answer.status, allowed(&answer)), (200, PORTAL));
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    assert!(answer.header("access-control-allow-headers").contains("idempotency-key"));
    let refused = preflight(&office, "/api/v1/requests", STRANGER);
    assert_eq!((refused.status, allowed(&refused)), (400, ""));
}

#[test]
fn a_named_site_may_read_answers_and_errors_without_cookies_and_any_other_may_not() {
    let office = office();
    for (path, status) in [("/api/v1/agencies", 200), ("/api/v1/me", 401), ("/api/nothing", 404)] {
        let answer = office.send("GET", path, &[("Origin", PORTAL)], "");
        assert_eq!((answer.status, allowed(&answer)), (status, PORTAL), "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");
        let strange = office.send("GET", path, &[("Origin", STRANGER)], "");
        assert_eq!((strange.status, allowed(&strange)), (status, ""), "{path}");
    }
}

#[test]
fn pages_are_for_no_site_to_read() {
    let office = office();
    for path in ["/sign-in", "/", "/metrics"] {
        assert_eq!(allowed(&office.send("GET", path, &[("Origin", PORTAL)], "")), "", "{path}");
        assert_eq!(preflight(&office, path, PORTAL).status, 400, "{path}");
    }
}
