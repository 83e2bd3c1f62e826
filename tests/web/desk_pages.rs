//! The desk's pages: what somebody finds there, and what becomes of what they send.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::Browser;
use crate::client::{Server, hire, register, serve, server};

const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const ADMINISTRATOR: (&str, &str) = ("administrator", "a sentence for tests");

/// The city's office with people who work in it.
fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &city, CLERK, &[Role::CaseOfficer, Role::Registrar]);
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    hire(&app, &city, ADMINISTRATOR, &[Role::Administrator]);
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    let answer = browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    browser
}

/// The part of a page between two texts.
fn between<'a>(body: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = body.split_once(from).unwrap_or_else(|| panic!("no {from} in {body}"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[test]
fn a_head_is_shown_first_what_is_late_in_the_whole_office_and_whose_it_is() {
    let office = office();
    let body = browser(&office, HEAD).get("/desk").body;
    let urgent = between(&body, "id=\"urgent\"", "id=\"waiting\"");
    assert!(urgent.find("超期 12 个工作日") < urgent.find("今天到期"), "{urgent}");
    assert!(urgent.contains("未分办"), "{urgent}");
    let figures = between(&body, "id=\"figures\"", "</main>");
    for words in ["某市人民政府办公室", "含下级机关", "各承办人", "href=\"/agencies/shi?tab=late\""] {
        assert!(figures.contains(words), "{words} is missing: {figures}");
    }
}

#[test]
fn a_clerk_is_shown_what_waits_and_an_administrator_what_to_do_about_it() {
    let office = office();
    let mut clerk = browser(&office, CLERK);
    let body = clerk.get("/desk").body;
    assert!(body.contains("没有今天到期或者已经超期的申请"), "nothing is assigned to the clerk: {body}");
    assert!(between(&body, "id=\"waiting\"", "id=\"figures\"").contains("待分办"), "{body}");
    let next = clerk.get("/agencies/shi/next");
    assert!(next.header("location").starts_with("/cases/case_"), "{}", next.header("location"));
    let body = browser(&office, ADMINISTRATOR).get("/desk").body;
    assert!(body.contains("系统管理员可以为您分配"), "{body}");
}

#[test]
fn a_queue_tells_what_narrows_it_and_offers_to_go_on_without() {
    let body = server().get("/agencies/shi?tab=all&channel=online&status=&name=").body;
    assert!(body.contains("渠道 <b>网上</b>") && body.contains("href=\"/agencies/shi?tab=all\""), "{body}");
    assert!(!body.contains("状态 <b>"), "an empty field narrows nothing");
    let nothing = server().get("/agencies/shi?assignee=somebody&due_to=2020-01-01").body;
    assert!(nothing.contains("没有符合条件的申请") && nothing.contains("href=\"/agencies/shi\""), "{nothing}");
    assert_eq!(server().get("/agencies/shi?due_to=tomorrow").status, 400);
    let english = server().get("/agencies/shi?lang=en").body;
    assert!(english.contains("name=\"lang\" value=\"en\""), "a form keeps the language: {english}");
}

#[test]
fn a_search_marks_the_words_and_says_when_there_is_nothing() {
    let found = server().get("/search?q=2025").body;
    assert!(found.contains("<mark>2025</mark>") || found.contains("没有找到"), "{found}");
    assert!(server().get("/search?q=%21").body.contains("请输入文字、字母或者数字"));
}

#[test]
fn somebody_ends_a_session_sets_up_codes_and_takes_a_calendar_address_back() {
    let office = office();
    let mut here = browser(&office, CLERK);
    let mut elsewhere = browser(&office, CLERK);
    let body = here.get("/me").body;
    assert!(body.contains("某市人民政府办公室及其下级机关：承办人"), "{body}");
    let session = between(&body, "name=\"session\" value=\"", "\"");
    assert_eq!(here.post("/me", "/me/sessions", &[("session", session)]).status, 303);
    assert!(here.get("/me").body.contains("已结束该登录"));
    assert_eq!(elsewhere.get("/me").status, 303, "it is asked to sign in");

    let wrong = here.post("/me/totp", "/me/totp", &[("act", "begin"), ("password", "not this one")]);
    assert!(wrong.body.contains("原口令不正确"), "{}", wrong.body);
    let begun = here.post("/me/totp", "/me/totp", &[("act", "begin"), ("password", CLERK.1)]).body;
    assert!(begun.contains("otpauth://totp/Gongkai:clerk"), "{begun}");
    let wrong = here.post("/me/totp", "/me/totp", &[("act", "confirm"), ("code", "000000")]).body;
    assert!(wrong.contains("动态口令不正确") && !wrong.contains("otpauth"), "{wrong}");

    let made = here.post("/me", "/me/feeds", &[("act", "make"), ("label", "办公电脑")]).body;
    let path = format!("/calendar/{}", between(&made, "/calendar/", "<"));
    assert_eq!(office.send("GET", &path, &[], "").status, 200);
    let unnamed = here.post("/me", "/me/feeds", &[("act", "make"), ("label", " ")]);
    assert_eq!(unnamed.status, 422, "{}", unnamed.body);
    let feed = between(&unnamed.body, "name=\"feed\" value=\"", "\"").to_owned();
    assert_eq!(here.post("/me", "/me/feeds", &[("act", "revoke"), ("feed", &feed)]).status, 303);
    assert_eq!(office.send("GET", &path, &[], "").status, 404);
}
