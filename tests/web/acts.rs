//! The page of a case and the forms of acts: a case moves on without a script, and nothing typed is lost.

use std::sync::Arc;

use gongkai::app::find_agency;
use gongkai::domain::case::CommandKind;
use gongkai::domain::role::Role;

use crate::browser::{Browser, hidden, token};
use crate::client::{Answer, Server, hire, register, serve};

const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const HEAD: (&str, &str) = ("head", "a sentence for tests");
const EVERYBODY: (&str, &str) = ("everybody", "a sentence for tests");
const SUPERVISOR: (&str, &str) = ("supervisor", "a sentence for tests");
const AUDITOR: (&str, &str) = ("auditor", "a sentence for tests");
const ELSEWHERE: (&str, &str) = ("elsewhere", "a sentence for tests");

fn office() -> Server {
    let folder = tempfile::tempdir().unwrap();
    let app = register(&folder);
    let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
    let below = find_agency(&app, &"教育局".parse().unwrap()).unwrap();
    hire(&app, &city, CLERK, &[Role::CaseOfficer, Role::Registrar]);
    hire(&app, &city, HEAD, &[Role::OfficeHead]);
    hire(&app, &city, EVERYBODY, &[Role::CaseOfficer, Role::Registrar, Role::OfficeHead]);
    hire(&app, &city, SUPERVISOR, &[Role::Supervisor]);
    hire(&app, &city, AUDITOR, &[Role::Auditor]);
    hire(&app, &below, ELSEWHERE, &[Role::CaseOfficer]);
    serve(folder, Arc::new(app))
}

fn browser<'a>(server: &'a Server, (login, password): (&str, &str)) -> Browser<'a> {
    let mut browser = server.browser();
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    browser
}

fn act(case: u32, act: &str) -> String {
    format!("/cases/case_{case}/acts/{act}")
}

/// Fills in the form of an act as it is proposed and sends it.
fn does(who: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let shown = who.get(path);
    assert_eq!(shown.status, 200, "{path}: {}", shown.body);
    let version = hidden(&shown.body, "version").unwrap();
    let own = [("version", &*version), ("on", "2025-12-24"), ("act", "send")];
    who.send(path, &token(&shown.body), &[fields, &own].concat())
}

#[track_caller]
fn says(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word} is missing: {}", answer.body);
    }
}

#[test]
fn a_supplement_round_tells_each_time_what_it_does_to_the_clock() {
    let office = office();
    let mut clerk = browser(&office, CLERK);
    let page = clerk.get("/cases/case_1");
    says(&page, &["现在可办", "href=\"/cases/case_1/acts/request-supplement\"", "没有发出过补正通知，无从补正"]);
    assert!(!page.body.contains("/acts/extend"), "only the head extends");

    let ask = act(1, "request-supplement");
    let form = clerk.get(&ask);
    says(&form, &["如果在 2025-12-24 办理", "期限停止，收到补正后重新计算 20 个工作日", "应于 2026-01-22 前答复"]);
    says(&form, &["由此计算申请人补正期限，至 2026-01-07", "name=\"respond_by\" type=\"date\" value=\"2026-01-07\""]);
    let empty = does(&mut clerk, &ask, &[("respond_by", "2026-01-09"), ("items", " ")]);
    assert_eq!(empty.status, 422);
    says(&empty, &["href=\"#f-items\"", "value=\"2026-01-09\""]);
    let early = does(&mut clerk, &ask, &[("respond_by", "2025-12-01"), ("items", "请写明合同名称")]);
    assert_eq!(early.status, 422);
    says(&early, &["id=\"f-respond-by-error\"", "请写明合同名称"]);
    let asked = does(&mut clerk, &ask, &[("respond_by", "2026-01-07"), ("items", "请写明合同名称")]);
    says(&clerk.follow(&asked), &["已办理：通知补正。", "待补正", "停止计算", "请写明合同名称"]);

    let came = act(1, "receive-supplement");
    says(&clerk.get(&came), &["自次日起重新计算 20 个工作日，应于 2026-01-22 前答复（含当日）"]);
    let received = does(&mut clerk, &came, &[("text", "某项目合同")]);
    says(&clerk.follow(&received), &["2026-01-22", "某项目合同"]);
    let again = clerk.get(&ask);
    says(&again, &["现在不能办理：补正通知只能作一次"]);
}

#[test]
fn a_form_that_is_sent_too_late_shows_what_has_happened_and_keeps_what_was_typed() {
    let office = office();
    let (mut clerk, mut head) = (browser(&office, CLERK), browser(&office, HEAD));
    let note = act(1, "note");
    let shown = clerk.get(&note);
    let version = hidden(&shown.body, "version").unwrap();
    assert_eq!(does(&mut head, &note, &[("text", "请抓紧")]).status, 303);
    let fields = [("version", &*version), ("on", "2025-12-24"), ("text", "已经电话联系"), ("act", "send")];
    let late = clerk.send(&note, &token(&shown.body), &fields);
    assert_eq!(late.status, 409);
    says(&late, &["没有办理：您填写期间", "2025-12-24 某人：备注", "已经电话联系"]);
    let fields = [("version", &*hidden(&late.body, "version").unwrap()), fields[1], fields[2], fields[3]];
    let sent = clerk.send(&note, &token(&late.body), &fields);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert_eq!(clerk.send(&note, &token(&late.body), &fields).status, 303, "a double click does it once");
    let page = clerk.follow(&sent);
    says(&page, &["请抓紧"]);
    assert_eq!(page.body.matches("已经电话联系").count(), 1);
}

#[test]
fn an_extension_is_the_heads_and_the_new_date_is_told_before() {
    let office = office();
    let extend = act(1, "extend");
    assert_eq!(browser(&office, CLERK).get(&extend).status, 403);
    assert_eq!(browser(&office, AUDITOR).get(&extend).status, 403);
    assert_eq!(browser(&office, ELSEWHERE).get(&extend).status, 404);
    let mut head = browser(&office, HEAD);
    says(&head.get(&extend), &["答复期限由 2026-01-05 改为 2026-02-02", "value=\"20\""]);
    let preview = [("version", "2"), ("on", "2025-12-24"), ("working_days", "5"), ("act", "preview")];
    let shown = head.get(&extend).body;
    let preview = head.send(&extend, &token(&shown), &preview);
    says(&preview, &["改为 2026-01-12", "value=\"5\""]);
    let long = does(&mut head, &extend, &[("working_days", "21"), ("reason", "量大")]);
    assert_eq!(long.status, 422);
    says(&long, &["id=\"f-working-days-error\"", "量大"]);
    assert_eq!(does(&mut head, &extend, &[("working_days", "5"), ("reason", "量大")]).status, 303);
    says(&head.get("/cases/case_1"), &["2026-01-12", "延期只能一次"]);
    says(&head.get(&act(4, "extend")), &["现在不能办理：答复期限已于"]);
}

#[test]
fn opinions_are_asked_and_recorded_letter_by_letter() {
    let office = office();
    let mut clerk = browser(&office, CLERK);
    let consult = act(1, "consult");
    says(
        &clerk.get(&consult),
        &["期限停止，收到意见", "由此计算第三方提出意见的期限", "如果当天就收到意见，应于 2026-01-05"],
    );
    let sent = does(&mut clerk, &consult, &[("kind", "third_party"), ("with", "某某公司")]);
    says(&clerk.follow(&sent), &["征求第三方意见：某某公司", "最迟"]);
    let answer = act(1, "record-answer");
    says(&clerk.get(&answer), &["某某公司（2025-12-24 发函）", "checked"]);
    let letter = hidden_choice(&clerk.get(&answer).body, "consultation");
    let wrong = does(&mut clerk, &answer, &[("consultation", &letter)]);
    assert_eq!(wrong.status, 422);
    says(&wrong, &["请选择一项"]);
    let known = does(&mut clerk, &answer, &[("consultation", &letter), ("consents", "no")]);
    says(&clerk.follow(&known), &["不同意公开", "2026-01-05"]);
}

/// The value of the first radio button of a name.
fn hidden_choice(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("type=\"radio\" name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_fee_is_worked_out_before_it_can_be_notified() {
    let office = office();
    let mut head = browser(&office, HEAD);
    let notify = act(1, "notify-fee");
    let empty = head.get(&notify);
    assert!(!empty.body.contains("value=\"send\""), "nothing can be sent before the amount is seen");
    let fields = [("version", "2"), ("on", "2025-12-24"), ("act", "preview")];
    says(&head.send(&notify, &token(&empty.body), &fields), &["id=\"f-by-error\"", "id=\"f-count-error\""]);
    let shown = head.get(&notify).body;
    let version = hidden(&shown, "version").unwrap();
    let fields = [("version", &*version), ("on", "2025-12-24"), ("by", "page"), ("count", "68")];
    let seen = head.send(&notify, &token(&shown), &[&fields[..], &[("act", "preview")]].concat());
    says(&seen, &["应收 380 元", "第 1 至 30 页，共 30 页", "缴费后重新计算 20 个工作日", "value=\"send\""]);
    let amount = hidden(&seen.body, "amount_yuan").unwrap();
    let more = [("version", &*version), ("on", "2025-12-24"), ("by", "page"), ("count", "99")];
    let fields = [&more[..], &[("amount_yuan", &*amount), ("act", "send")]].concat();
    let changed = head.send(&notify, &token(&seen.body), &fields);
    assert_eq!(changed.status, 422, "{}", changed.body);
    says(&changed, &["id=\"f-count-error\""]);
    let amount = hidden(&changed.body, "amount_yuan").unwrap();
    let fields = [&more[..], &[("amount_yuan", &*amount), ("act", "send")]].concat();
    let sent = head.send(&notify, &token(&changed.body), &fields);
    says(&head.follow(&sent), &["待缴费", "99 页"]);
}

#[test]
fn a_request_is_split_merged_and_corrected_at_the_desk() {
    let office = office();
    let mut who = browser(&office, EVERYBODY);
    let split = act(5, "split");
    let one = does(&mut who, &split, &[("parts", "环评批复\n")]);
    assert_eq!(one.status, 422);
    says(&one, &["id=\"f-parts-error\""]);
    says(&who.get(&split), &["拆分出的各件沿用本件的收到日期"]);
    let done = does(&mut who, &split, &[("parts", "环评批复\n\n环评报告书")]);
    says(&who.follow(&done), &["已拆分", "拆分为"]);
    let merge = does(&mut who, &act(9, "merge"), &[("into", "no-such-number")]);
    assert_eq!(merge.status, 422, "{}", merge.body);
    says(&merge, &["id=\"f-into-error\"", "no-such-number"]);

    let correct = format!("{}?field=received_on", act(11, "correct"));
    let shown = who.get(&correct).body;
    let fields = [
        ("version", &*hidden(&shown, "version").unwrap()),
        ("field", "received_on"),
        ("to", "2025-12-19"),
        ("reason", "签收日期看错"),
        ("on", "2025-12-24"),
    ];
    let preview = who.send(&act(11, "correct"), &token(&shown), &[&fields[..], &[("act", "preview")]].concat());
    says(&preview, &["答复期限由", "签收日期看错"]);
    let done = who.send(&act(11, "correct"), &token(&shown), &[&fields[..], &[("act", "send")]].concat());
    says(&who.follow(&done), &["更正收到日期", "2025-12-19"]);
}

#[test]
fn files_are_added_fetched_and_marked_as_secret_on_the_page() {
    let office = office();
    let mut clerk = browser(&office, CLERK);
    let shown = clerk.get("/cases/case_1").body;
    let nothing = clerk.send_with_files("/cases/case_1/files", &token(&shown), &[("purpose", "internal")], &[]);
    assert_eq!(nothing.status, 422);
    says(&nothing, &["value=\"internal\" selected", "id=\"errors\""]);
    let file = [("file", "note.txt", "some words of text")];
    let added = clerk.send_with_files("/cases/case_1/files", &token(&shown), &[("purpose", "internal")], &file);
    assert_eq!(added.status, 303, "{}", added.body);
    says(&clerk.get("/cases/case_1"), &["note.txt", "内部材料", "附件已经收存"]);
    let fetched = browser(&office, AUDITOR).get("/cases/case_1/files/attachment_1");
    assert_eq!((fetched.status, &*fetched.body), (200, "some words of text"));
    assert_eq!(clerk.post("/cases/case_1", "/cases/case_1/files/attachment_1/secret", &[]).status, 303);
    says(&clerk.get("/cases/case_1"), &["涉密</span>"]);
    assert_eq!(clerk.get("/cases/case_1/files/attachment_1").status, 422);
    let mut auditor = browser(&office, AUDITOR);
    assert_eq!(auditor.post("/cases/case_1", "/cases/case_1/files", &[]).status, 403);
}

#[test]
fn a_case_is_urged_and_the_urging_is_answered() {
    let office = office();
    let mut above = browser(&office, SUPERVISOR);
    let empty =
        above.post("/cases/case_4", "/cases/case_4/urgings", &[("urge_words", "请说明"), ("answer_by", "soon")]);
    assert_eq!(empty.status, 422);
    says(&empty, &["请说明", "id=\"f-answer-by-error\""]);
    let fields = [("urge_words", "请说明超期原因"), ("answer_by", "2025-12-26")];
    let form = token(&above.get("/cases/case_4").body);
    let urged = above.send("/cases/case_4/urgings", &form, &fields);
    assert_eq!(above.send("/cases/case_4/urgings", &form, &fields).status, 303, "a double click");
    let shown = above.follow(&urged);
    says(&shown, &["已经督办", "请说明超期原因"]);
    assert_eq!(shown.body.matches("请说明超期原因").count(), 1, "{}", shown.body);
    let mut clerk = browser(&office, CLERK);
    assert_eq!(clerk.post("/cases/case_4", "/cases/case_4/urgings", &fields).status, 403);
    let answer = "/cases/case_4/urgings/urging_1";
    let empty = clerk.post("/cases/case_4", answer, &[("answer_urging_1", "")]);
    assert_eq!(empty.status, 422, "{}", empty.body);
    let done = clerk.post("/cases/case_4", answer, &[("answer_urging_1", "本周答复")]);
    says(&clerk.follow(&done), &["本周答复", "已经回复督办"]);
    assert_eq!(clerk.post("/cases/case_4", answer, &[("answer_urging_1", "又一次")]).status, 409);
}

#[test]
fn whoever_only_watches_sees_no_acts_and_no_names() {
    let office = office();
    let page = browser(&office, AUDITOR).get("/cases/case_1");
    says(&page, &["张*", "遮挡后的姓名", "办理经过"]);
    assert!(!page.body.contains("张三") && !page.body.contains("/acts/"), "{}", page.body);
    says(&browser(&office, CLERK).get("/cases/case_1"), &["张三"]);
}

#[test]
fn every_form_speaks_both_languages_and_shows_sentences_not_ids() {
    let office = office();
    let mut who = browser(&office, EVERYBODY);
    for kind in CommandKind::ALL {
        for case in [1, 3, 7, 10, 12] {
            let path = act(case, &kind.as_str().replace('_', "-"));
            for lang in ["zh", "en"] {
                let answer = who.get(&format!("{path}?lang={lang}"));
                match answer.status {
                    200 => {}
                    303 => assert!(!answer.header("location").contains("/acts/"), "{path}"),
                    // The steps of a review are others'; records are only in registers.
                    status => assert!(matches!(status, 403 | 404), "{path}: {status} {}", answer.body),
                }
                for raw in [">act-", ">effect-", ">case-", ">purpose-", "{ $"] {
                    assert!(!answer.body.contains(raw), "{path} in {lang} shows {raw}: {}", answer.body);
                }
            }
        }
    }
    assert_eq!(who.get(&act(1, "dance")).status, 404);
}
