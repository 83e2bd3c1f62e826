//! The page on which the API is read and tried out.

use crate::client::server;

/// What stands between two texts, every time.
fn between<'a>(text: &'a str, begin: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(begin).skip(1).filter_map(move |rest| rest.split_once(end).map(|(found, _)| found))
}

fn anybody(path: &str) -> crate::client::Answer {
    server().send("GET", path, &[], "")
}

#[test]
fn everything_that_the_page_loads_comes_from_the_program_with_its_type() {
    let page = anybody("/api/docs");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let scripts: Vec<&str> = between(&page.body, "<script src=\"", "\"").collect();
    let sheets: Vec<&str> = between(&page.body, "rel=\"stylesheet\" href=\"", "\"").collect();
    assert_eq!((scripts.len(), sheets.len()), (3, 2), "{}", page.body);
    for (addresses, kind) in [(scripts, "text/javascript"), (sheets, "text/css")] {
        for address in addresses {
            let file = anybody(address);
            assert_eq!((file.status, file.header("content-type")), (200, kind), "{address}");
            assert!(!file.body.is_empty(), "{address}");
        }
    }
    let initializer = anybody("/api/docs/swagger-initializer.js").body;
    assert!(initializer.contains("\"/api/openapi.json\""), "{initializer}");
    for text in [&page.body, &initializer] {
        assert!(!text.contains("http://") && !text.contains("https://"), "{text}");
    }
    let css = anybody("/api/docs/swagger-ui.css").body;
    assert!(between(&css, "url(", ")").all(|address| address.trim_matches('"').starts_with("data:")));
    assert!(!css.contains("@import"));
}

#[test]
fn the_page_may_do_no_more_than_others_but_show_pictures_that_it_brings() {
    let policy = anybody("/api/docs").header("content-security-policy").to_owned();
    let directives: Vec<&str> = policy.split("; ").collect();
    assert!(directives.contains(&"default-src 'none'") && directives.contains(&"script-src 'self'"), "{policy}");
    for loose in ["unsafe", "*", "http", "blob"] {
        assert!(!policy.contains(loose), "{policy}");
    }
    assert!(directives.contains(&"img-src 'self' data:"), "{policy}");
    for path in ["/sign-in", "/api/openapi.json", "/api/docs/swagger-ui-bundle.js", "/healthz"] {
        let policy = anybody(path).header("content-security-policy").to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("data:"), "{path}: {policy}");
    }
}

#[test]
fn every_page_leads_there_in_its_own_language_and_nothing_else_of_swagger_ui_is_handed_out() {
    assert!(anybody("/sign-in?lang=en").body.contains("href=\"/api/docs?lang=en\""));
    assert!(anybody("/api/docs?lang=en").body.contains("<html lang=\"en\">"));
    for path in ["/api/docs/oauth2-redirect.html", "/api/docs/index.html", "/api/docs/x", "/api/docs/"] {
        let answer = anybody(path);
        assert_eq!((answer.status, answer.header("content-type")), (404, "application/problem+json"), "{path}");
    }
}
