//! The rules of an agency on their page, and the pages of those who watch what was done.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::{Browser, hidden};
use crate::client::{READER, Server, hire, register, serve};

const ROOT: (&str, &str) = ("root", "a sentence for the root");
const CLERK: (&str, &str) = ("clerk", "a sentence for the clerk");
const SETTINGS: &str = "/administration/agencies/shi/settings";
const AUDIT: &str = "/administration/audit";

/// The city with an administrator and a clerk; the reader is its auditor.
fn city() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let shi = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    hire(&app, &shi, ROOT, &[Role::Administrator]);
    hire(&app, &shi, CLERK, &[Role::CaseOfficer, Role::Registrar]);
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

/// Rules with two steps.
const RULES: [(&str, &str); 9] = [
    ("receipt", "automatic"),
    ("register_no", "市依申请{year}-{n:05}"),
    ("internal.draft_by", "8"),
    ("internal.review_step", "2"),
    ("drafter_may_review", "yes"),
    ("review.steps.0.name", "审核"),
    ("review.steps.0.role", "examiner"),
    ("review.steps.3.name", "签发"),
    ("review.steps.3.role", "release_authority"),
];

/// 催办 as it is at first.
const DUTIES: [(&str, &str); 5] = [
    ("duties.lapse_grace", "1"),
    ("duties.remind_before", "2"),
    ("duties.escalate_after.0", "1"),
    ("duties.escalate_after.1", "3"),
    ("duties.escalate_after.2", "5"),
];

#[test]
fn rules_are_changed_on_their_page_and_the_change_is_told_line_by_line() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let shown = root.get(SETTINGS).body;
    assert!(shown.contains("value=\"初审\"") && shown.contains("确认之日为收到之日"), "{shown}");
    let version = hidden(&shown, "version").unwrap();
    let with = |version: &str, more: &[(&'static str, &'static str)]| {
        let version: &'static str = version.to_owned().leak();
        [&RULES[..], &DUTIES, &[("version", version)], more].concat()
    };
    let saved = root.post(SETTINGS, SETTINGS, &with(&version, &[]));
    let body = root.follow(&saved).body;
    assert!(body.contains("value=\"审核\"") && body.contains("value=\"市依申请{year}-{n:05}\""), "{body}");
    let log = root.get(&format!("{AUDIT}?agency=shi&kind=administration&from=")).body;
    for words in ["变更制度", "确认后收到 → 自动收到", "初审（初审人）、", "10 个工作日 → 8 个工作日", "某人"]
    {
        assert!(log.contains(words), "{words}: {log}");
    }

    let stale = root.post(SETTINGS, SETTINGS, &with(&version, &[]));
    assert_eq!(stale.status, 409);
    assert!(stale.body.contains("别人改过制度") && stale.body.contains("value=\"签发\""), "{}", stale.body);
    let now = hidden(&stale.body, "version").unwrap();
    assert_eq!(root.post(SETTINGS, SETTINGS, &with(&now, &[])).status, 303);
}

#[test]
fn a_rule_that_cannot_be_is_named_beside_its_box_and_nothing_is_lost() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let version: &'static str = hidden(&root.get(SETTINGS).body, "version").unwrap().leak();
    let wrong = [
        ("version", version),
        ("receipt", "on_confirmation"),
        ("register_no", "{n}{n}"),
        ("internal.draft_by", "soon"),
        ("internal.review_step", "2"),
        ("review.steps.0.name", "审核"),
        ("review.steps.0.role", ""),
    ];
    let told = root.post(SETTINGS, SETTINGS, &[&wrong[..], &DUTIES].concat());
    assert_eq!(told.status, 422);
    for id in ["f-register-no-error", "f-internal-draft-by-error", "f-review-steps-0-role-error"] {
        assert!(told.body.contains(&format!("id=\"{id}\"")), "{id}: {}", told.body);
    }
    assert!(told.body.contains("value=\"soon\"") && told.body.contains("value=\"{n}{n}\""), "{}", told.body);
    let wrong = [
        ("version", version),
        ("receipt", "on_confirmation"),
        ("register_no", "{year}-{n}"),
        ("internal.draft_by", "41"),
        ("internal.review_step", "2"),
        ("review.steps.1.name", "审核"),
        ("review.steps.1.role", "examiner"),
        ("review.steps.2.name", "审核"),
        ("review.steps.2.role", "examiner"),
    ];
    let late = [("duties.lapse_grace", "40"), ("duties.escalate_after.0", "3")];
    let told = root.post(SETTINGS, SETTINGS, &[&wrong[..], &late, &DUTIES[1..2], &DUTIES[3..]].concat()).body;
    assert!(
        told.contains("宽限应为 0 至 39 个工作日") && told.contains("id=\"f-duties-escalate-after-0-error\""),
        "{told}"
    );
    assert!(told.contains("拟稿时限：应为 1 至 40 个工作日"), "{told}");
    assert!(
        told.contains("第 2 步的步骤名称：步骤名称重复") && told.contains("id=\"f-review-steps-1-name-error\""),
        "{told}"
    );
}

#[test]
fn an_auditor_finds_what_was_done_by_day_person_and_case() {
    let server = city();
    let mut clerk = browser(&server, CLERK);
    assert_eq!(clerk.get(AUDIT).status, 403);
    let counter = "/agencies/shi/register";
    let request =
        [("act", "register"), ("name", "钱多多"), ("id_number", "11010519491231002X"), ("subject", "采购清单")];
    assert_eq!(clerk.post(counter, counter, &request).status, 201);
    let bearer = format!("Bearer {}", server.sign_in(CLERK));
    let opened = server.send("GET", "/api/v1/cases/case_13", &[("Authorization", &bearer)], "");
    assert!(opened.body.contains("11010519491231002X"), "{}", opened.body);
    let mut auditor = browser(&server, READER);
    let start = auditor.get("/administration").body;
    assert!(
        start.contains("href=\"/administration/audit\"") && !start.contains("/administration/agencies\""),
        "{start}"
    );
    let all = auditor.get(AUDIT).body;
    assert!(all.contains("href=\"/cases/case_") && all.contains("登记簿导入"), "{all}");
    let second = auditor.get(&format!("{AUDIT}?agency=shi&kind=cases&from=&before=1766000000000000.3.1"));
    assert!(second.status == 200 && second.body.contains("回到第一页"), "{}", second.body);
    let of_nobody = auditor.get(&format!("{AUDIT}?agency=shi&kind=cases&from=2030-01-01"));
    assert!(of_nobody.body.contains("没有符合条件的记录"), "{}", of_nobody.body);
    let wrong = auditor.get(&format!("{AUDIT}?agency=shi&kind=cases&from=yesterday"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"yesterday\""), "{}", wrong.body);
    assert_eq!(auditor.get(&format!("{AUDIT}?agency=nowhere")).status, 404);
    assert_eq!(auditor.get(&format!("{AUDIT}?before=x")).status, 400);

    let number = case_no(&auditor.get("/cases/case_2").body);
    let of_case = auditor.get(&format!("{AUDIT}?agency=shi&kind=cases&case={number}")).body;
    assert!(of_case.contains("/cases/case_2\"") && !of_case.contains("/cases/case_3\""), "{of_case}");
    let seen = auditor.get(&format!("{AUDIT}?agency=shi&kind=unsealings")).body;
    assert!(seen.contains("查阅了申请人的个人信息") && seen.contains("/cases/case_13\""), "{seen}");
    assert!(!seen.contains("钱多多"), "whose they were is the case's to tell: {seen}");
    let seen_by_others = auditor.get(&format!("{AUDIT}?agency=shi&kind=unsealings&person=officer_1")).body;
    assert!(!seen_by_others.contains("/cases/case_13\""), "{seen_by_others}");
    let export = auditor.get("/administration/agencies/shi/audit-export");
    assert!(export.header("content-disposition").contains("shi-2025-12-24-audit.jsonl"));
    assert!(export.body.contains("\"record\":\"end\""), "{}", export.body);
}

/// The number at the head of a case's page.
fn case_no(body: &str) -> String {
    let (_, head) = body.split_once("<h1>").unwrap();
    head.split('<').next().unwrap().trim().to_owned()
}

#[test]
fn an_administrator_sees_what_was_administered_and_no_more() {
    let server = city();
    let mut root = browser(&server, ROOT);
    let log = root.get(AUDIT).body;
    assert!(log.contains("为某人开设账号 clerk") && !log.contains("办理经过"), "{log}");
    assert!(!log.contains("audit-export"), "the export is the auditor's");
    let refused = root.get(&format!("{AUDIT}?agency=shi&kind=cases"));
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("只能查看管理变更") && !refused.body.contains("/cases/case_"), "{}", refused.body);
    assert_eq!(root.get("/administration/agencies/shi/audit-export").status, 403);
}
