use std::sync::{Arc, mpsc};

use gongkai::store::StoreError;

use crate::client::{register, serve, server};

#[test]
fn an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    let page = server().get("/nothing");
    assert_eq!((page.status, page.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(page.body.contains("没有这一页") && page.body.contains("回到首页"), "{}", page.body);
    assert!(page.body.contains(page.header("x-request-id")));

    let problem = server().get("/api/nothing");
    assert_eq!((problem.status, problem.header("content-type")), (404, "application/problem+json"));
    assert_eq!(
        problem.json(),
        serde_json::json!({
            "status": 404, "title": "Not Found", "code": "not_found",
            "detail": "没有这个地址。请核对编号，或从首页进入。",
            "request_id": problem.header("x-request-id"),
        })
    );
}

#[test]
fn a_problem_is_told_in_the_readers_language() {
    let detail = server().get("/api/v1/cases/case_999?lang=en").json()["detail"].clone();
    assert!(detail.as_str().unwrap().contains("case_999"), "{detail}");
    assert!(detail.as_str().unwrap().is_ascii(), "{detail}");
}

#[test]
fn an_id_of_something_else_and_a_case_that_is_not_there_are_not_found() {
    for id in ["case_999", "agency_1", "applicant_1", "officer_1", "1", "case_", "case_99999999999999999999"] {
        for path in [format!("/cases/{id}"), format!("/api/v1/cases/{id}")] {
            assert_eq!(server().get(&path).status, 404, "{path}");
        }
    }
    for code in ["nobody", "a%20b", "%FF"] {
        for path in [format!("/agencies/{code}"), format!("/api/v1/agencies/{code}/cases")] {
            assert_eq!(server().get(&path).status, 404, "{path}");
        }
    }
    for file in ["/static/nothing.css", "/static/..%2Fmod.rs"] {
        assert_eq!(server().get(file).status, 404, "{file}");
    }
}

#[test]
fn a_method_that_is_not_for_an_address_is_told_which_are() {
    for (path, allowed) in [("/cases/case_1", "GET, HEAD"), ("/sign-in", "GET, HEAD, POST"), ("/metrics", "GET, HEAD")]
    {
        let answer = server().ask("DELETE", path, &[("Content-Length", "0")]);
        assert_eq!((answer.status, answer.header("allow")), (405, allowed), "{path}");
    }
    let answer = server().ask("POST", "/api/v1/me", &[("Content-Length", "0")]);
    assert_eq!(answer.json()["code"], "method_not_allowed");
}

#[test]
fn an_address_with_control_characters_is_refused() {
    for path in ["/agencies/a%00b", "/api/v1/cases/case_1?x=%00", "/static/%0a", "/api/v1/agencies/%1F/cases"] {
        assert_eq!(server().get(path).status, 400, "{path}");
    }
}

#[test]
fn a_parameter_that_cannot_be_used_is_named() {
    for (query, code) in [
        ("after=tomorrow", "bad_parameter"),
        ("after=2025-01-01.agency_1", "bad_parameter"),
        ("limit=0", "bad_parameter"),
        ("limit=201", "bad_parameter"),
        ("limit=many", "bad_parameter"),
        ("tab=theirs", "bad_parameter"),
        ("show=mine", "unknown_parameter"),
    ] {
        let answer = server().get(&format!("/api/v1/agencies/shi/cases?{query}"));
        assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some(code)), "{query}");
    }
    for query in ["after=tomorrow", "limit=0", "show=mine"] {
        assert_eq!(server().get(&format!("/agencies/shi?{query}")).status, 400, "{query}");
    }
}

#[test]
fn a_database_that_does_not_answer_makes_the_program_not_ready_but_not_dead() {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(register(&folder));
    let own = serve(folder, Arc::clone(&app));
    let (held, is_held) = mpsc::channel();
    // Every connection for reading is taken until the test lets go of them.
    let (mut release, mut holders) = (Vec::new(), Vec::new());
    for _ in 0..4 {
        let (app, held) = (Arc::clone(&app), held.clone());
        let (let_go, wait) = mpsc::channel::<()>();
        release.push(let_go);
        holders.push(std::thread::spawn(move || {
            app.store.read(|_| {
                held.send(()).unwrap();
                let _ = wait.recv();
                Ok::<_, StoreError>(())
            })
        }));
    }
    (0..4).for_each(|_| is_held.recv().unwrap());
    let answer = own.send("GET", "/readyz?lang=en", &[], "");
    assert_eq!((answer.status, answer.json()["code"].as_str()), (503, Some("unavailable")));
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(own.send("GET", "/healthz", &[], "").status, 200);
    drop(release);
    holders.into_iter().for_each(|holder| holder.join().unwrap().unwrap());
    assert_eq!(own.send("GET", "/readyz", &[], "").status, 200);
}
