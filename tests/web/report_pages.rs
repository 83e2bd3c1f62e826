//! The annual report at the desk: read, looked into, entered, frozen, signed, published.

use std::sync::Arc;

use gongkai::app::{App, find_agency, import};
use gongkai::domain::role::Role;

use crate::browser::{Browser, hidden, token};
use crate::client::{Answer, Server, hire, register, serve, server};

const HEAD: (&str, &str) = ("head", "a sentence for tests");
const SUPERVISOR: (&str, &str) = ("supervisor", "a sentence for tests");
const BELOW: (&str, &str) = ("below", "a sentence for tests");
const ADMINISTRATOR: (&str, &str) = ("administrator", "a sentence for tests");
const REPORT: &str = "/agencies/shi/reports/2024";

/// The city's office with people around its report.
fn office() -> (Arc<App>, Server) {
    let folder = tempfile::tempdir().unwrap();
    let app = Arc::new(register(&folder));
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let below = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    hire(&app, &city, SUPERVISOR, &[Role::Supervisor]);
    hire(&app, &city, ADMINISTRATOR, &[Role::Administrator]);
    hire(&app, &below, BELOW, &[Role::OfficeHead]);
    (Arc::clone(&app), serve(folder, app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

/// The address of the first link after some words.
fn link_after(body: &str, words: &str) -> String {
    let (_, rest) = body.split_once(words).unwrap_or_else(|| panic!("no {words} in {body}"));
    let (_, rest) = rest.split_once("href=\"").unwrap();
    rest.split('"').next().unwrap().replace("&#38;", "&")
}

/// Shows what an act does, then does it.
fn act(who: &mut Browser, name: &str, fields: &[(&str, &str)]) -> Answer {
    let address = format!("{REPORT}/acts/{name}");
    let shown = who.get(&address);
    assert_eq!(shown.status, 200, "{}", shown.body);
    let version = hidden(&shown.body, "version").unwrap();
    who.send(&address, &token(&shown.body), &[&[("version", &*version)], fields].concat())
}

#[test]
fn the_list_shows_where_every_report_of_a_year_stands_to_whoever_reads_it() {
    let office = server();
    let list = office.get("/reports?year=2024").body;
    for words in
        ["共 3 份报告：编制中 3 份", "逾期未发布 3 份", "href=\"/agencies/shi/reports/2024?scope=all\"", "2025-01-31"]
    {
        assert!(list.contains(words), "{words} is missing: {list}");
    }
    assert!(office.get("/reports?year=2025").body.contains("逾期未发布 0 份"), "the year is not over");
    assert_eq!(office.get("/reports?year=1066").status, 404);
    let (_, office) = self::office();
    let mut below = browser(&office, BELOW);
    let own = below.get("/reports").body;
    assert!(own.contains("某市教育局") && !own.contains("某市人民政府办公室"), "{own}");
    assert_eq!(below.get(REPORT).status, 404);
    let mut administrator = browser(&office, ADMINISTRATOR);
    let nothing = administrator.get("/reports").body;
    assert!(nothing.contains("没有可以查看的年度报告") && !nothing.contains("href=\"/reports\""), "{nothing}");
    assert_eq!(administrator.get(REPORT).status, 403);
}

#[test]
fn a_figure_leads_to_its_cases_and_each_says_how_it_counts() {
    let office = server();
    let report = office.get("/agencies/shi/reports/2025").body;
    for words in ["暂时数据", "三、收到和处理政府信息公开申请情况", "平衡", "一＋二", "附二、答复时限"]
    {
        assert!(report.contains(words), "{words} is missing: {report}");
    }
    let received = link_after(&report, "一、本年新收政府信息公开申请数量");
    let cases = office.get(&received).body;
    assert!(cases.contains("表三") && cases.contains("一、本年新收政府信息公开申请数量 · 自然人"), "{cases}");
    assert!(cases.contains("收到</p>") && cases.contains("href=\"/cases/case_"), "{cases}");
    let late = link_after(&report, "超期答复（件）");
    assert!(office.get(&late).body.contains("个工作日"), "{late}");
    let all = office.get("/agencies/shi/reports/2025/cases?scope=all&cell=prose/received").body;
    assert!(all.contains("某市人民政府办公室"), "{all}");
    assert_eq!(office.get("/agencies/shi/reports/2025/cases?cell=-").status, 400);
    let old = office.get("/agencies/shi/reports/2025?form=2014").body;
    let fees = link_after(&old, "政府信息公开情况统计表");
    assert!(fees.contains("cell=table_old"), "{fees}");
    assert_eq!(office.get(&fees).status, 200);
}

#[test]
fn the_report_is_handed_out_as_a_document_and_as_data() {
    let office = server();
    let document = office.get("/agencies/shi/reports/2025/document?format=html");
    assert!(document.status == 200 && document.body.contains("附二、答复时限"), "{}", document.body);
    let data = office.get("/agencies/shi/reports/2025/data?scope=all").json();
    assert_eq!((&data["scope"], &data["state"]["status"]), (&"all".into(), &"open".into()));
}

#[test]
fn what_is_entered_is_kept_and_what_is_no_figure_is_said_beside_its_field() {
    let (_, office) = office();
    let mut head = browser(&office, HEAD);
    let entries = format!("{REPORT}/entries");
    let wrong = head.post(&entries, &entries, &[("cell0", "三"), ("cell1", "７"), ("cell2", "-1")]);
    assert_eq!(wrong.status, 422);
    for words in ["value=\"三\"", "value=\"７\"", "请填数字", "不能小于 0", "href=\"#f-cell0\""] {
        assert!(wrong.body.contains(words), "{words} is missing: {}", wrong.body);
    }
    let kept = head.post(&entries, &entries, &[("cell0", "3"), ("cell1", "７"), ("cell9", "1,234.5")]);
    let report = head.follow(&kept).body;
    assert!(report.contains("已保存") && report.contains(">1234.5</a>") && report.contains(">7</a>"), "{report}");
    // What somebody else has changed meanwhile stays as it is.
    let shown = head.get(&entries);
    assert!(shown.body.contains("name=\"shown0\" value=\"3\""), "{}", shown.body);
    let other =
        head.send(&entries, &token(&shown.body), &[("cell0", "3"), ("shown0", "3"), ("cell1", ""), ("shown1", "7")]);
    assert_eq!(other.status, 303);
    assert!(head.get(&entries).body.contains("name=\"shown1\" value=\"\""));
    assert_eq!(browser(&office, SUPERVISOR).get(&entries).status, 403);
}

#[test]
fn a_report_goes_to_the_public_click_by_click_and_later_acts_are_adjustments() {
    let (app, office) = office();
    let mut head = browser(&office, HEAD);
    let before = head.get(REPORT).body;
    assert!(before.contains(&format!("href=\"{REPORT}/acts/freeze\"")), "{before}");
    assert!(before.contains("本报告编制中，不能签发。"), "{before}");
    let frozen = act(&mut head, "freeze", &[]);
    assert!(head.follow(&frozen).body.contains("已定稿。"));
    let blank = head.get(&format!("{REPORT}/acts/sign-off"));
    assert!(blank.body.contains("处问题") && blank.body.contains("没有填报") && blank.body.contains("disabled"));
    let unreasoned = act(&mut head, "reopen", &[("reason", " ")]);
    assert_eq!(unreasoned.status, 422, "{}", unreasoned.body);
    assert!(unreasoned.body.contains("id=\"f-reason-error\""), "{}", unreasoned.body);
    assert_eq!(act(&mut head, "reopen", &[("reason", "补填表二")]).status, 303);
    let zeros: Vec<(String, &str)> = (0..10).map(|number| (format!("cell{number}"), "0")).collect();
    let zeros: Vec<(&str, &str)> = zeros.iter().map(|(name, zero)| (&**name, *zero)).collect();
    let entries = format!("{REPORT}/entries");
    assert_eq!(head.post(&entries, &entries, &zeros).status, 303);
    assert_eq!(act(&mut head, "freeze", &[]).status, 303);
    assert_eq!(act(&mut head, "sign-off", &[]).status, 303);
    let early = act(&mut head, "publish", &[("on", "2025-12-23")]);
    assert_eq!(early.status, 422);
    assert!(early.body.contains("早于签发日期") && early.body.contains("value=\"2025-12-23\""), "{}", early.body);
    let no_date = act(&mut head, "publish", &[("on", "明天")]);
    assert!(no_date.status == 422 && no_date.body.contains("value=\"明天\""), "{}", no_date.body);
    let published = act(&mut head, "publish", &[("on", "2025-12-24")]);
    let report = head.follow(&published).body;
    for words in ["已发布，门户上可以查看", "数据没有变化", "补填表二", "更正"] {
        assert!(report.contains(words), "{words} is missing: {report}");
    }
    assert!(office.browser().get("/published/shi/2024").body.contains("2025-12-24 发布"));

    let log = r#"{"ref":"late","channel":"post","applicant":{"category":"enterprise"},"received_on":"2024-12-30","steps":[]}"#;
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    import::import(&app, &city, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
    let mut supervisor = browser(&office, SUPERVISOR);
    let adjusted = supervisor.get(REPORT).body;
    assert!(adjusted.contains("0→1") && adjusted.contains("年度报告的定稿、签发、发布和退回须由"), "{adjusted}");
    let cases = supervisor.get(&format!("{REPORT}/cases?cell=prose/received")).body;
    assert!(cases.contains("定稿时为 0"), "{cases}");
    let corrected = act(&mut head, "freeze", &[("reason", "补计一件")]);
    assert!(head.follow(&corrected).body.contains("第 2 版"));
    assert_eq!(supervisor.get(&format!("{REPORT}/acts/freeze")).status, 403);
}

#[test]
fn a_double_click_freezes_once_and_who_comes_too_late_is_told() {
    let (_, office) = office();
    let (mut head, mut other) = (browser(&office, HEAD), browser(&office, HEAD));
    let address = format!("{REPORT}/acts/freeze");
    let shown = head.get(&address).body;
    for _ in 0..2 {
        assert_eq!(head.send(&address, &token(&shown), &[("version", "0")]).status, 303);
    }
    let late = other.post(
        &format!("{REPORT}/acts/reopen"),
        &format!("{REPORT}/acts/reopen"),
        &[("version", "0"), ("reason", "改")],
    );
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("刚被别人办理过") && late.body.contains("改</textarea>"), "{}", late.body);
    assert_eq!(head.get(&format!("{REPORT}/acts/burn")).status, 404);
}

#[test]
fn anybodys_report_is_looked_through_cell_by_cell() {
    let office = server();
    let mut auditor = browser(office, crate::client::READER);
    let shown = auditor.get("/reconcile").body;
    let check = |auditor: &mut Browser, files: &[(&str, &str, &str)]| {
        auditor.send_with_files("/reconcile", &token(&shown), &[], files)
    };
    let nothing = check(&mut auditor, &[]);
    assert!(nothing.status == 422 && nothing.body.contains("请选取要核对的报告"), "{}", nothing.body);
    let ours = office.get("/agencies/shi/reports/2025/data").body;
    let sound = check(&mut auditor, &[("report", "ours.json", &ours)]);
    assert!(sound.status == 200 && sound.body.contains("没有发现矛盾"), "{}", sound.body);
    let mut theirs: serde_json::Value = serde_json::from_str(&ours).unwrap();
    theirs["table3"]["一"]["total"] = 99.into();
    theirs["table3"]["四"]["research"] = serde_json::Value::Null;
    theirs["table4"]["reconsideration"]["total"] = 7.into();
    let theirs = theirs.to_string();
    let found = check(&mut auditor, &[("report", "theirs.json", &theirs), ("previous", "ours.json", &ours)]);
    for words in [
        "处矛盾",
        "“一”行：六列之和是",
        "99 <a class=\"ref\" href=\"#finding-1\"",
        "空</span>",
        "ours.json 是 2025 年的报告",
    ] {
        assert!(found.body.contains(words), "{words} is missing: {}", found.body);
    }
    let broken = check(&mut auditor, &[("report", "ours.json", &ours), ("children", "half.json", "{\"form\":")]);
    assert!(broken.status == 422 && broken.body.contains("half.json 不是完整的 JSON"), "{}", broken.body);
    let word =
        check(&mut auditor, &[("report", "word.json", "{\"form\":\"2021\",\"table3\":{\"一\":{\"total\":\"三\"}}}")]);
    assert!(word.body.contains("id=\"f-report-error\"") && word.body.contains("table3/一/total"), "{}", word.body);
}

#[test]
fn the_closed_year_is_on_its_report_and_a_months_figures_are_in_the_bulletin() {
    let (_, office) = office();
    let mut head = browser(&office, HEAD);
    assert!(head.get("/bulletins").body.contains("还没有通报"));
    let mut administrator = browser(&office, ADMINISTRATOR);
    let duties = "/administration/duties";
    for duty in ["year_end", "urging", "bulletin"] {
        assert_eq!(administrator.post(duties, duties, &[("duty", duty)]).status, 303, "{duty}");
    }
    assert!(administrator.get("/bulletins").body.contains("没有可以查看的通报"));
    assert!(head.get(REPORT).body.contains("形成报告初稿"), "the year was closed");
    let month = head.get("/bulletins?agency=shi&period=2025-11").body;
    for words in ["2025-11 月度督办清单", "2025-11-01 至 2025-11-30", "某市教育局", "平均工作日"] {
        assert!(month.contains(words), "{words} is missing: {month}");
    }
    assert!(head.get("/bulletins?period=2025-Q3").body.contains("2025-Q3 季度通报"));
    assert_eq!(head.get("/bulletins?period=yesterday").status, 400);
    let mut below = browser(&office, BELOW);
    assert_eq!(below.get("/bulletins?agency=shi").status, 404);
    assert!(!below.get("/bulletins?period=2025-11").body.contains("某市人民政府办公室"));
}
