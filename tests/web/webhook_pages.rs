//! The pages of webhooks, without script: entered, tried, changed, given a new secret, removed.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::{Browser, token};
use crate::client::{Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const LOCAL: (&str, &str) = ("local", "a sentence for the bureau");
const HOOKS: &str = "/administration/agencies/shi/webhooks";
const EVERYTHING: [(&str, &str); 2] = [("event_case.status_changed", "yes"), ("event_case.due_date_changed", "yes")];

/// The city with administrators of the whole and of the bureau.
fn city() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    for (agency, who) in [("shi", ROOT), ("教育局", LOCAL)] {
        hire(&app, &find_agency(&app, &agency.parse().unwrap()).unwrap(), who, &[Role::Administrator]);
    }
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&EVERYTHING[..], more].concat()
}

/// The secret that a page shows.
fn secret(body: &str) -> &str {
    body.split_once("id=\"secret\">").unwrap().1.split('<').next().unwrap()
}

/// Enters an address; gives its page.
fn enter(root: &mut Browser<'_>, url: &str) -> String {
    let entered = root.post(HOOKS, HOOKS, &fields(&[("url", url), ("active", "yes")]));
    assert_eq!(entered.status, 201, "{}", entered.body);
    let (_, rest) = entered.body.split_once(&format!("href=\"{HOOKS}/")).unwrap();
    format!("{HOOKS}/{}", rest.split('"').next().unwrap())
}

#[test]
fn an_address_is_entered_once_and_its_secret_shown_once() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let page = root.get(HOOKS).body;
    assert!(page.contains("还没有推送地址") && page.contains("aria-current=\"page\">推送</a>"), "{page}");
    let (form_token, url) = (token(&page), "https://oa.example.cn/hook");
    let typed = fields(&[("url", url), ("active", "yes")]);
    let entered = root.send(HOOKS, &form_token, &typed);
    assert_eq!((entered.status, entered.header("cache-control")), (201, "no-store"));
    assert!(secret(&entered.body).starts_with("gkwh_"), "{}", entered.body);
    let again = root.send(HOOKS, &form_token, &typed);
    assert_eq!(secret(&again.body), secret(&entered.body), "a double click");
    let listed = root.get(HOOKS).body;
    assert_eq!(listed.matches(url).count(), 1, "{listed}");
    assert!(listed.contains("办理状态变更") && !listed.contains("gkwh_"), "{listed}");
}

#[test]
fn what_is_wrong_with_an_address_stands_beside_its_field() {
    let server = city();
    let mut root = browser(&server, ROOT);
    for (url, said) in
        [("ftp://oa.example.cn", "推送地址 须以 https://"), ("", "推送地址 须以"), ("https://", "没有写明主机")]
    {
        let refused = root.post(HOOKS, HOOKS, &fields(&[("url", url)]));
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.body.contains("id=\"f-url-error\"") && refused.body.contains(said), "{}", refused.body);
    }
    let nothing = root.post(HOOKS, HOOKS, &[("url", "https://oa.example.cn/hook")]);
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("id=\"f-events-error\""), "{}", nothing.body);
    assert!(nothing.body.contains("value=\"https://oa.example.cn/hook\""), "what was typed stays");
}

#[test]
fn an_address_is_tried_changed_given_a_new_secret_and_removed() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let here = enter(&mut root, "https://oa.example.cn/hook");
    assert!(root.get(&here).body.contains("还没有消息"));
    let tried = root.post(&here, &here, &[("act", "test")]);
    let body = root.follow(&tried).body;
    assert!(body.contains("测试消息已写入待发") && body.contains("待发</span>"), "{body}");
    let retry = body.split_once("value=\"retry ").unwrap().1.split('"').next().unwrap();
    let retried = root.post(&here, &here, &[("act", &format!("retry {retry}"))]);
    assert!(root.follow(&retried).body.contains("已安排重发"));
    assert_eq!(root.post(&here, &here, &[("act", "retry message_404")]).status, 404);

    let typed = [("act", "details"), ("url", "https://oa.example.cn/new"), ("event_case.due_date_changed", "yes")];
    let changed = root.post(&here, &here, &typed);
    let body = root.follow(&changed).body;
    assert!(body.contains("value=\"https://oa.example.cn/new\"") && body.contains("已停用"), "{body}");
    let refused = root.post(&here, &here, &[("act", "details"), ("url", "nowhere")]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("value=\"nowhere\""), "{}", refused.body);

    let rotated = root.post(&here, &here, &[("act", "rotate")]);
    assert_eq!((rotated.status, rotated.header("cache-control")), (200, "no-store"));
    assert!(secret(&rotated.body).starts_with("gkwh_") && rotated.body.contains("24 小时"), "{}", rotated.body);
    assert_eq!(root.post(&here, &here, &[("act", "burn")]).status, 400);
    let removed = root.post(&here, &here, &[("act", "remove")]);
    assert!(root.follow(&removed).body.contains("已删除推送地址"));
    assert_eq!(root.get(&here).status, 404);
}

#[test]
fn an_address_is_the_business_of_its_own_agency() {
    let server = city();
    let here = enter(&mut browser(&server, ROOT), "https://oa.example.cn/hook");
    let mut local = browser(&server, LOCAL);
    assert_eq!(local.get(&here).status, 404);
    let elsewhere = here.replace("/shi/", "/%E6%95%99%E8%82%B2%E5%B1%80/");
    assert_eq!(local.get(&elsewhere).status, 404);
}
