//! Requests are counted by route.

use std::sync::Arc;

use crate::client::{Server, register, serve};

fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    serve(folder, Arc::new(app))
}

/// The value of a figure.
fn figure(server: &Server, name: &str) -> Option<f64> {
    let text = server.send("GET", "/metrics", &[], "").body;
    assert!(text.ends_with("# EOF\n"), "{text}");
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[test]
fn requests_are_counted_by_method_route_and_status_and_timed_by_method_and_route() {
    let server = office();
    for case in ["case_1", "case_2", "case_3"] {
        assert_eq!(server.get(&format!("/api/v1/cases/{case}")).status, 200);
    }
    assert_eq!(server.get("/api/v1/cases/case_404").status, 404);
    let counted = |status: u16| {
        let labels = format!("method=\"GET\",route=\"/api/v1/cases/{{case_id}}\",status=\"{status}\"");
        figure(&server, &format!("gongkai_http_requests_total{{{labels}}}"))
    };
    assert_eq!((counted(200), counted(404), counted(500)), (Some(3.0), Some(1.0), None));
    let seconds = |what: &str, bound: &str| {
        let labels = format!("{bound}method=\"GET\",route=\"/api/v1/cases/{{case_id}}\"");
        figure(&server, &format!("gongkai_http_request_seconds_{what}{{{labels}}}"))
    };
    assert_eq!(seconds("count", ""), Some(4.0));
    assert!(seconds("sum", "").unwrap() > 0.0);
    assert_eq!(seconds("bucket", "le=\"+Inf\","), Some(4.0));
}

#[test]
fn nothing_that_somebody_types_becomes_a_figure() {
    let server = office();
    for path in ["/zhang-san", "/api/v1/cases/zhang-san", "/agencies/zhang-san?q=zhang-san", "/%00zhang-san"] {
        server.send("GET", path, &[], "");
    }
    server.send("ZHANGSAN", "/zhang-san", &[], "");
    let text = server.send("GET", "/metrics", &[], "").body;
    assert!(!text.to_lowercase().contains("zhang"), "{text}");
    assert!(text.contains("method=\"other\",route=\"none\",status=\"404\""), "{text}");
}
