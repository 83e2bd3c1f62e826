//! A request from the day somebody sent it online to the new decision that a reconsideration ordered and the
//! year's report that counts it, with everything that is refused on the way.

use serde_json::{Value, json};

use crate::applicant::{self, Receipt};
use crate::office::{AUDITOR, AUTHORITY, CHIEF, CLERK, Case, EXAMINER, HEAD, Office, REGISTRAR, STRANGER};
use crate::support::{TestDb, on_both_databases};

const ID_NUMBER: &str = "11010519491231002X";

/// What the reply is sent with.
const FILE: &str = "%PDF-1.7\n% 合同正文及附件一\n%%EOF\n";

on_both_databases! {
    fn a_request_is_told_from_submission_to_the_years_report(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        tell(&mut office);
        office.assert_sound();
    }
}

/// The whole story, in an office that has just been founded.
pub fn tell(office: &mut Office<'_>) {
    let (receipt, mut case) = applicant::submits(office, "张三", ID_NUMBER, "2024年度采购合同");
    let late = office.register("李四", "110105194912310046", "2023年度采购合同");

    confirmation(office, &mut case);
    let late = confirm(office, late);
    supplement(office, &mut case, &receipt);
    third_party(office, &mut case);
    a_late_fee_notice(office, &late);
    extension(office, &mut case);
    fee(office, &mut case, &receipt);
    a_review_that_sends_back(office, &mut case);
    review_and_dispatch(office, &mut case);
    reply(office, &receipt);
    reconsideration(office, &mut case);
    new_decision(office, &mut case);
    the_years_report(office, &case, &late);

    insta::assert_snapshot!("from_request_to_new_decision", office.transcript);
}

fn confirm(office: &mut Office<'_>, mut case: Case) -> Case {
    case.does(office, REGISTRAR, "confirm-receipt", json!({}));
    case
}

/// Art 31: online, on the day both sides confirm it.
fn confirmation(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-03-03");
    case.is_refused(office, AUDITOR, "confirm-receipt", json!({}), 403, "not_authorised");
    case.is_refused(office, HEAD, "confirm-receipt", json!({}), 403, "not_authorised");
    case.is_refused(office, STRANGER, "confirm-receipt", json!({}), 404, "not_found");
    case.is_refused(office, REGISTRAR, "confirm-receipt", json!({"on": "2026-03-04"}), 422, "in_future");
    let told = case.does(office, REGISTRAR, "confirm-receipt", json!({}));
    assert_eq!((&told["status"], &told["due_on"]), (&json!("processing"), &json!("2026-03-31")));
    case.is_refused(office, REGISTRAR, "confirm-receipt", json!({}), 409, "wrong_status");
    case.does(office, REGISTRAR, "assign", json!({"officer": "officer_2"}));
    case.is_refused(office, REGISTRAR, "assign", json!({"officer": "officer_8"}), 404, "not_found");
}

/// Art 30: one notice, and a fresh period from the day the supplement came.
fn supplement(office: &mut Office<'_>, case: &mut Case, receipt: &Receipt) {
    office.on("2026-03-05");
    let items = json!({"respond_by": "2026-03-20", "items": "请写明合同的文号"});
    case.is_refused(office, REGISTRAR, "request-supplement", items.clone(), 403, "not_authorised");
    only_once(office, case, items.clone());
    case.is_refused(office, CLERK, "request-supplement", items, 422, "second_supplement_notice");
    let extension = json!({"working_days": 20, "reason": "情况复杂"});
    case.is_refused(office, HEAD, "extend", extension, 422, "clock_stopped");
    case.is_refused(office, CLERK, "lapse-supplement", json!({}), 422, "supplement_period_running");
    office.on("2026-03-12");
    let told = receipt.is_told(office, "POST", "/supplement", &json!({"text": "某府采〔2024〕3号"}));
    assert_eq!((&told["status"], &told["deadline"]["due_on"]), (&json!("processing"), &json!("2026-04-10")));
    case.is_refused(office, REGISTRAR, "receive-supplement", json!({"text": "某府采"}), 409, "stale_version");
    case.is_seen(office);
}

/// The answer was lost: the same under the same key is answered alike; without it, somebody else was faster.
fn only_once(office: &mut Office<'_>, case: &mut Case, items: Value) {
    let seen = case.clone();
    let mut body = json!({"expected_version": seen.version});
    body.as_object_mut().unwrap().extend(items.as_object().unwrap().clone());
    let path = case.path("request-supplement");
    let first = office.ask(CLERK, "POST", &path, Some("notice-1"), &body);
    let again = office.ask(CLERK, "POST", &path, Some("notice-1"), &body);
    assert_eq!((first.status, &first.body), (200, &again.body));
    *case = Case::of(&first.json());

    let stale = office.ask(CLERK, "POST", &path, None, &body);
    assert_eq!((stale.status, &stale.json()["code"]), (409, &json!("stale_version")));
    let current = &stale.json()["current"];
    assert_eq!((&current["version"], &current["status"]), (&json!(case.version), &json!("awaiting_supplement")));
    assert_eq!(current["added"], json!([]));
    body["items"] = json!("另一事项");
    let reused = office.ask(CLERK, "POST", &path, Some("notice-1"), &body);
    assert_eq!((reused.status, &reused.json()["code"]), (422, &json!("key_reused")));
    let strangers = office.ask(STRANGER, "POST", &path, Some("notice-1"), &body);
    assert_eq!(strangers.status, 404);
}

/// Arts 32–34: the clock stands until the answer.
fn third_party(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-03-16");
    case.is_refused(office, CLERK, "record-answer", json!({"kind": "third_party"}), 422, "consultation_not_open");
    let told = case.does(office, CLERK, "consult", json!({"kind": "third_party", "with": "某某有限公司"}));
    assert_eq!(told["due_on"], Value::Null);
    office.on("2026-03-26");
    let told = case.does(office, CLERK, "record-answer", json!({"kind": "third_party", "consents": false}));
    assert_eq!(told["due_on"], "2026-04-22");
}

/// FEE art 6: within the reply period.
fn a_late_fee_notice(office: &mut Office<'_>, late: &Case) {
    office.on("2026-04-01");
    let notice = json!({"by": "page", "pages": 68, "amount_yuan": 380});
    late.is_refused(office, HEAD, "notify-fee", notice, 422, "fee_notice_too_late");
}

/// Art 33: once, by the head of the office.
fn extension(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-04-20");
    let extension = |days: u32| json!({"working_days": days, "reason": "档案调取需要时间"});
    case.is_refused(office, CLERK, "extend", extension(20), 403, "not_authorised");
    case.is_refused(office, HEAD, "extend", extension(21), 422, "extension_too_long");
    let told = case.does(office, HEAD, "extend", extension(20));
    assert_eq!(told["due_on"], "2026-05-22");
    case.is_refused(office, HEAD, "extend", extension(1), 422, "second_extension");
}

/// Art 42: by the tariff; payment starts the period afresh.
fn fee(office: &mut Office<'_>, case: &mut Case, receipt: &Receipt) {
    office.on("2026-05-11");
    let preview = office.ask(HEAD, "GET", &case.path("fees/preview?by=page&pages=68"), None, &Value::Null).json();
    assert_eq!((&preview["amount_yuan"], &preview["lines"][1]["unit_yuan"]), (&json!(380), &json!(10)));
    let both = office.ask(HEAD, "GET", &case.path("fees/preview?by=page&items=3"), None, &Value::Null);
    assert_eq!(both.status, 400);
    let notice = |yuan: i64| json!({"by": "page", "pages": 68, "amount_yuan": yuan});
    case.is_refused(office, CLERK, "notify-fee", notice(380), 403, "not_authorised");
    case.is_refused(office, HEAD, "notify-fee", notice(381), 422, "fee_amount_wrong");
    let told = case.does(office, HEAD, "notify-fee", notice(380));
    assert_eq!((&told["status"], &told["due_on"]), (&json!("awaiting_payment"), &Value::Null));
    let told = receipt.is_told(office, "POST", "/acknowledge-fee", &Value::Null);
    assert_eq!((&told["fee"]["amount_yuan"], &told["fee"]["acknowledged"]), (&json!(380), &json!(true)));
    office.on("2026-05-18");
    case.is_refused(office, REGISTRAR, "record-payment", json!({"amount_yuan": 379}), 422, "fee_underpaid");
    let paid = json!({"amount_yuan": 380, "receipt_no": "0042"});
    let told = case.does(office, REGISTRAR, "record-payment", paid);
    assert_eq!((&told["status"], &told["due_on"]), (&json!("processing"), &json!("2026-06-15")));
}

fn partly(text: &str) -> Value {
    let ground = json!({"item": "合同附件二", "outcome": "withheld.third_party", "article": "第十五条",
                        "reason": "涉及商业秘密，权利人不同意公开"});
    json!({"outcome": "partly_disclosed", "text": text, "grounds": [ground]})
}

/// R17: nobody takes two steps, and a draft that is sent back begins anew.
fn a_review_that_sends_back(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-05-20");
    case.is_refused(office, CLERK, "submit-for-review", json!({"digest": "0"}), 422, "no_draft");
    let without_grounds = json!({"draft": {"outcome": "partly_disclosed", "text": "答复"}});
    case.is_refused(office, CLERK, "draft", without_grounds, 422, "grounds_missing");
    case.does(office, CLERK, "draft", json!({"draft": partly("予以部分公开。")}));
    case.is_refused(office, CLERK, "submit-for-review", json!({"digest": "0"}), 422, "draft_changed");
    let digest = case.digest(office, CLERK);
    case.does(office, CLERK, "submit-for-review", json!({"digest": digest}));
    // Its letter is among its files now.
    let digest = case.digest(office, CLERK);

    office.on("2026-05-21");
    let pass = |step: u8| json!({"step": step, "digest": digest});
    case.is_refused(office, CLERK, "pass-review", pass(1), 403, "not_authorised");
    case.is_refused(office, EXAMINER, "pass-review", pass(2), 422, "wrong_step");
    case.is_passed(office, 1, CHIEF);
    office.one_dies();
    case.is_refused(office, CHIEF, "pass-review", pass(2), 422, "same_reviewer");
    case.is_refused(office, CLERK, "dispatch", json!({"digest": digest}), 422, "not_reviewed");
    assert_turn(office, case);
    case.is_refused(office, EXAMINER, "send-back", json!({"step": 2, "reason": ""}), 422, "reason_missing");
    case.does(office, EXAMINER, "send-back", json!({"step": 2, "reason": "附件一亦可公开"}));
}

/// Whoever may pass the next step is told so.
fn assert_turn(office: &mut Office<'_>, case: &Case) {
    let everybody = [(CHIEF, false), (EXAMINER, true), (AUTHORITY, false), (CLERK, false), (AUDITOR, false)];
    for (who, is_yours) in everybody {
        let review = office.ask(who, "GET", &case.path("review"), None, &Value::Null).json();
        assert_eq!(
            (&review["round"]["next_step"], &review["round"]["is_yours"]),
            (&json!(2), &json!(is_yours)),
            "{who}"
        );
    }
    assert_eq!(office.ask(AUDITOR, "GET", &case.path("draft"), None, &Value::Null).status, 200);
}

/// Art 17: three people, on exactly the bytes that are sent.
fn review_and_dispatch(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-05-22");
    let before = case.digest(office, CLERK);
    let file = office.adds_reply_file(case, "合同.pdf", FILE);
    case.is_seen(office);
    let mut draft = partly("予以部分公开：合同正文及附件一。");
    draft["attachments"] = json!([{"sha256": file["sha256"], "name": file["name"]}]);
    case.is_submitted(office, draft);
    case.is_refused(office, CHIEF, "pass-review", json!({"step": 1, "digest": before}), 422, "draft_changed");
    case.is_passed(office, 1, CHIEF);
    case.is_passed(office, 2, EXAMINER);
    case.is_passed(office, 3, AUTHORITY);
    let review = office.ask(CLERK, "GET", &case.path("review"), None, &Value::Null).json();
    let mut review = review.clone();
    review["round"]["digest"] = "[digest]".into();
    insta::assert_json_snapshot!("a_finished_review", review);

    office.on("2026-05-25");
    case.is_refused(office, CLERK, "dispatch", json!({"digest": before}), 422, "draft_changed");
    let digest = case.digest(office, CLERK);
    let other = json!({"digest": digest, "document_no": "某政公复〔2026〕1号"});
    case.is_refused(office, CLERK, "dispatch", other, 422, "letter_other_number");
    let sent = json!({"digest": digest, "document_no": "〔2026〕1号", "method": "邮寄"});
    let told = case.does(office, CLERK, "dispatch", sent.clone());
    assert_eq!((&told["status"], &told["outcome"]), (&json!("replied"), &json!("partly_disclosed")));
    case.is_refused(office, CLERK, "dispatch", sent, 422, "already_replied");
    office.on("2026-05-28");
    case.does(office, REGISTRAR, "deliver", json!({}));
    case.is_refused(office, REGISTRAR, "deliver", json!({}), 422, "already_delivered");
}

/// The applicant reads the reply, fetches the file that came with its letter as it is, and says what the handling was like.
fn reply(office: &mut Office<'_>, receipt: &Receipt) {
    receipt.is_secret(office);
    let told = receipt.follows(office);
    let reply = &told["reply"];
    assert_eq!(
        (&reply["text"], &reply["dispatched_on"]),
        (&json!("予以部分公开：合同正文及附件一。"), &json!("2026-05-25"))
    );
    let letter = reply["files"][0]["name"].as_str().unwrap();
    assert!(letter.ends_with("政府信息公开申请答复书.pdf"), "{letter}");
    assert_eq!((&reply["files"][1]["name"], &reply["files"][2]), (&json!("合同.pdf"), &Value::Null));
    let file = format!("/files/{}", reply["files"][1]["id"].as_str().unwrap());
    let fetched = receipt.ask(office, "GET", &file, &Value::Null);
    assert_eq!((fetched.status, fetched.body.as_str()), (200, FILE));
    assert_eq!(receipt.is_told(office, "PUT", "/rating", &json!({"stars": 4}))["rating"], 4);
}

/// Art 51, R15: the reconsideration corrects the agency and orders a new decision.
fn reconsideration(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-06-10");
    let group = json!({"group": "reconsideration"});
    case.is_refused(office, HEAD, "answer-appeal", group.clone(), 422, "appeal_not_pending");
    case.does(office, HEAD, "file-appeal", json!({"group": "reconsideration", "simple_procedure": true}));
    case.is_refused(office, HEAD, "file-appeal", group.clone(), 422, "appeal_pending");
    office.on("2026-06-16");
    case.does(office, HEAD, "answer-appeal", group);
    office.on("2026-07-20");
    let corrected = json!({"group": "reconsideration", "result": "corrected", "redecide_within": 20});
    let told = case.does(office, HEAD, "conclude-appeal", corrected);
    assert_eq!((&told["status"], &told["deadline"]), (&json!("redeciding"), &json!("redecision")));
}

/// A further reply in the same case, after a review of its own; what is counted is the first one (R13, R15).
fn new_decision(office: &mut Office<'_>, case: &mut Case) {
    office.on("2026-07-24");
    let extension = json!({"working_days": 10, "reason": "情况复杂"});
    case.is_refused(office, HEAD, "extend", extension, 422, "second_extension");
    case.is_submitted(office, json!({"outcome": "disclosed", "text": "予以公开。"}));
    case.is_passed(office, 1, CHIEF);
    case.is_passed(office, 2, EXAMINER);
    case.is_passed(office, 3, AUTHORITY);
    let digest = case.digest(office, CLERK);
    let told = case.does(office, CLERK, "dispatch", json!({"digest": digest}));
    assert_eq!((&told["status"], &told["outcome"]), (&json!("replied"), &json!("partly_disclosed")));
}

/// Art 50: two requests came in the year, one was answered, once, and one goes over into the next year.
fn the_years_report(office: &mut Office<'_>, case: &Case, late: &Case) {
    office.on("2027-01-15");
    let report = office.ask(HEAD, "GET", "/api/v1/agencies/shi/reports/2026", None, &Value::Null).json();
    let persons = |row: &str| report["table3"][row]["natural_person"].clone();
    let figures = ["一", "二", "三(一)", "三(二)", "三(七)", "四"].map(persons);
    assert_eq!(figures, [2, 0, 0, 1, 1, 1].map(Value::from), "{}", report["table3"]);
    assert_eq!(report["table4"]["reconsideration"]["corrected"], 1, "{}", report["table4"]);
    let behind = |office: &mut Office<'_>, cell: &str| {
        let path = format!("/api/v1/agencies/shi/reports/2026/cases?cell={}", percent_encoded(cell));
        let told = office.ask(HEAD, "GET", &path, None, &Value::Null).json();
        let cases = told["cases"].as_array().unwrap_or_else(|| panic!("{told}")).clone();
        cases.iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(behind(office, "table3/三(二)/natural_person"), std::slice::from_ref(&case.id));
    assert_eq!(behind(office, "table3/三(七)/total"), std::slice::from_ref(&case.id));
    assert_eq!(behind(office, "table3/四/natural_person"), std::slice::from_ref(&late.id));
    assert_eq!(behind(office, "table3/一/total"), [case.id.clone(), late.id.clone()]);
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
