//! The forms of the desk: giving cases away, lists that are kept, files that are taken along, the counter.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::role::Role;

use crate::browser::{Browser, token};
use crate::client::{Answer, Server, hire, register, serve};

const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const AUDITOR: (&str, &str) = ("auditor", "a sentence for tests");
const QUEUE: &str = "/agencies/shi";
const COUNTER: &str = "/agencies/shi/register";

/// The city's office with people who work in it, and the id of the clerk.
fn office() -> (Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let clerk = hire(&app, &city, CLERK, &[Role::CaseOfficer, Role::Registrar]);
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    hire(&app, &city, AUDITOR, &[Role::Auditor]);
    (serve(folder, Arc::new(app)), clerk.to_string())
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

/// What stands in the boxes of the list.
fn marks(body: &str) -> Vec<String> {
    let marks = body.split("name=\"case\" value=\"").skip(1);
    marks.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn ticked_cases_are_given_to_somebody_and_what_has_moved_on_is_named() {
    let (office, clerk) = office();
    let mut head = browser(&office, HEAD);
    let shown = head.get(QUEUE).body;
    let marks = marks(&shown);
    assert!(marks.len() > 3, "{shown}");
    let assign = format!("{QUEUE}/assign");
    let fields = [("case", &*marks[0]), ("case", &*marks[1]), ("officer", &*clerk), ("tab", "open")];
    let given = head.send(&assign, &token(&shown), &fields);
    assert_eq!((given.status, given.header("location")), (303, "/agencies/shi?tab=open"), "{}", given.body);
    assert!(head.get(QUEUE).body.contains("已分办 2 件"));
    assert_eq!(head.send(&assign, &token(&shown), &fields).status, 303, "the same form is sent twice");
    // Somebody who still has the old list before them.
    let late = head.post(QUEUE, &assign, &[("case", &marks[0]), ("case", &marks[2]), ("officer", &clerk)]);
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("已分办 1 件") && late.body.matches("href=\"/cases/").count() == 1, "{}", late.body);
    let nobody = head.post(QUEUE, &assign, &[("case", &marks[3])]);
    assert_eq!(nobody.status, 303);
    assert!(head.get(QUEUE).body.contains("请先勾选申请件"));
    let mine = browser(&office, CLERK).get("/agencies/shi?assignee=me").body;
    assert_eq!(mine.matches("class=\"tick\"").count(), 3, "{mine}");
}

#[test]
fn a_list_is_kept_replaced_shared_and_taken_away() {
    let (office, _) = office();
    let (mut clerk, mut head) = (browser(&office, CLERK), browser(&office, HEAD));
    let views = format!("{QUEUE}/views");
    let keep = |who: &mut Browser, more: &[(&str, &str)]| {
        let fields = [&[("act", "keep"), ("label", "超期件"), ("tab", "late")], more].concat();
        who.post(QUEUE, &views, &fields)
    };
    assert_eq!(keep(&mut clerk, &[]).status, 303);
    assert!(clerk.get(QUEUE).body.contains("href=\"/agencies/shi?tab=late\">超期件</a>"));
    assert!(!head.get(QUEUE).body.contains("超期件"), "it is the clerk's own");
    assert_eq!(keep(&mut clerk, &[("assignee", "nobody"), ("shared", "yes")]).status, 303);
    let seen = head.get(QUEUE).body;
    assert!(seen.contains("href=\"/agencies/shi?assignee=nobody&#38;tab=late\">超期件"), "{seen}");
    let (_, rest) = seen.split_once("name=\"view\" value=\"").unwrap();
    let view = rest.split('"').next().unwrap();
    assert_eq!(head.post(QUEUE, &views, &[("act", "remove"), ("view", view)]).status, 303);
    assert!(!clerk.get(QUEUE).body.contains("tab=late\">超期件"));
    assert_eq!(clerk.post(QUEUE, &views, &[("act", "keep"), ("label", " ")]).status, 303);
    assert!(clerk.get(QUEUE).body.contains("没有办成"));
}

fn export(who: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    who.post(QUEUE, &format!("{QUEUE}/export"), fields)
}

#[test]
fn what_is_shown_is_exported_and_the_export_is_written_down() {
    let (office, _) = office();
    let csv = export(&mut browser(&office, CLERK), &[("act", "csv"), ("tab", "all"), ("status", "")]);
    assert!(csv.header("content-disposition").contains("shi-2025-12-24.csv"));
    assert!(csv.body.contains('\u{feff}') && csv.body.contains("张三"), "who works on cases has names: {}", csv.body);
    assert_eq!(csv.body.lines().filter(|line| line.contains(",某市人民政府办公室,")).count(), 12, "{}", csv.body);
    let masked = export(&mut browser(&office, AUDITOR), &[("act", "csv"), ("tab", "all")]);
    assert!(masked.body.contains("张*") && !masked.body.contains("张三"), "{}", masked.body);
    let log = format!("Bearer {}", office.sign_in(AUDITOR));
    let log = office.send("GET", "/api/v1/agencies/shi/admin-log", &[("Authorization", &log)], "").json();
    let entry = &log["entries"][0];
    assert_eq!(entry["what"], "cases_exported", "{log}");
    assert_eq!(entry["particulars"]["named"], false);
}

#[test]
fn the_register_of_a_year_is_chosen_and_taken_along() {
    let (office, _) = office();
    let (mut clerk, mut auditor) = (browser(&office, CLERK), browser(&office, AUDITOR));
    let page = format!("{QUEUE}/year-register");
    assert!(clerk.get(QUEUE).body.contains(&format!("href=\"{page}\"")));
    let shown = auditor.get(&page).body;
    assert!(shown.contains("<option value=\"2025\" selected>2025</option>") && shown.contains("已脱敏"), "{shown}");
    let csv = clerk.post(&page, &page, &[("year", "2025"), ("act", "csv")]);
    assert!(csv.header("content-disposition").contains("shi-2025.csv"), "{}", csv.body);
    assert!(csv.body.contains("张三") && csv.body.contains(",本年新收,"), "{}", csv.body);
    let masked = auditor.post(&page, &page, &[("year", "2025"), ("act", "csv"), ("scope", "all")]);
    assert!(masked.body.contains("张*") && !masked.body.contains("张三"), "{}", masked.body);
    let log = auditor.get("/administration/agencies/shi/log");
    assert!(log.status == 404 || log.body.contains("导出2025年度登记簿"), "{}", log.body);
    let wrong = clerk.post(&page, &page, &[("year", "2107"), ("act", "csv")]);
    assert!(wrong.status == 422 && wrong.body.contains("请选择一个年度"), "{}", wrong.body);
    let token = format!("Bearer {}", office.sign_in(AUDITOR));
    let ask = |query: &str| {
        office.send("GET", &format!("/api/v1/agencies/shi/register/{query}"), &[("Authorization", &token)], "")
    };
    assert!(ask("2025?format=csv&lang=en").body.contains(",New this year,"));
    assert_eq!((ask("2025?format=pdf").status, ask("2027").status, ask("soon").status), (400, 400, 404));
    assert!(ask("2025").header("content-type").contains("spreadsheetml"));
}

#[test]
fn a_request_is_entered_once_and_a_likely_repeat_is_shown_before() {
    let (office, _) = office();
    let mut clerk = browser(&office, CLERK);
    let request = [
        ("act", "register"),
        ("channel", "in_person"),
        ("submitted_on", "2025-12-24"),
        ("category", "natural_person"),
        ("name", "钱多多"),
        ("id_number", "11010519491231002X"),
        ("phone", "138-0013-8000"),
        ("subject", "2024年度市级部门采购合同清单"),
    ];
    let shown = clerk.get(COUNTER).body;
    let receipt = clerk.send(COUNTER, &token(&shown), &request);
    assert_eq!(receipt.status, 201, "{}", receipt.body);
    assert!(receipt.body.contains("登记回执") && receipt.body.contains("钱多多"), "{}", receipt.body);
    assert_eq!(clerk.send(COUNTER, &token(&shown), &request).body.matches("仍要登记").count(), 0, "a double click");
    let again = clerk.post(COUNTER, COUNTER, &request);
    assert_eq!(again.status, 409, "{}", again.body);
    assert!(again.body.contains("以前来过的申请人") && again.body.contains("同一申请人，内容相近"), "{}", again.body);
    let (_, rest) = again.body.split_once("name=\"seen\" value=\"").unwrap();
    let seen = rest.split('"').next().unwrap();
    let all_the_same = clerk.send(COUNTER, &token(&again.body), &[&request[..], &[("seen", seen)]].concat());
    assert_eq!(all_the_same.status, 201, "{}", all_the_same.body);
}

#[test]
fn nothing_typed_at_the_counter_is_lost_and_what_is_known_is_taken_over() {
    let (office, _) = office();
    let mut clerk = browser(&office, CLERK);
    let wrong =
        [("act", "register"), ("channel", "post"), ("submitted_on", "soon"), ("name", "钱多多"), ("subject", "甲")];
    let told = clerk.post(COUNTER, COUNTER, &wrong);
    assert_eq!(told.status, 422);
    assert!(told.body.contains("value=\"钱多多\"") && told.body.contains("请填写日期"), "{}", told.body);
    let number = [("act", "register"), ("name", "钱多多"), ("id_number", "110105194912310021"), ("subject", "")];
    let told = clerk.post(COUNTER, COUNTER, &number);
    assert!(told.body.contains("校验位不符") && told.body.contains("id=\"f-subject-error\""), "{}", told.body);

    let right = [("act", "register"), ("name", "钱多多"), ("id_number", "11010519491231002X"), ("subject", "甲乙丙丁")];
    assert_eq!(clerk.post(COUNTER, COUNTER, &right).status, 201);
    let hints = clerk.post(COUNTER, &format!("{COUNTER}/hints"), &[("id_number", "11010519491231002X")]).body;
    assert!(hints.contains("110*************2X") && !hints.contains("<html"), "{hints}");
    let (_, rest) = hints.split_once("value=\"use ").unwrap();
    let act = format!("use {}", rest.split('"').next().unwrap());
    let filled = clerk.post(COUNTER, COUNTER, &[("act", &*act), ("subject", "另一件事")]).body;
    assert!(filled.contains("value=\"11010519491231002X\"") && filled.contains("value=\"另一件事\""), "{filled}");
}
