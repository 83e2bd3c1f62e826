//! Lines that are no requests, or cannot have happened: each is refused alone, by its code, and the
//! others are taken over.

use serde_json::{Value, json};

use crate::office::{assert_clean, fed, figure, report};
use crate::support::{TestDb, on_both_databases};

/// On this day the office imports.
const TODAY: &str = "2025-06-10T10:00:00+08:00";

/// A good request of 3 March 2025 with these steps.
fn request(source_ref: &str, steps: Value) -> Value {
    json!({"ref":source_ref,"channel":"post","applicant":{"category":"natural_person","name":"张某"},
           "subject":"采购合同","received_on":"2025-03-03","steps":steps})
}

/// A request under the 2008 regulation.
fn old_request(source_ref: &str, steps: Value) -> Value {
    let mut line = request(source_ref, steps);
    line["received_on"] = json!("2015-03-03");
    line
}

fn with(mut line: Value, path: &str, value: Value) -> Value {
    *line.pointer_mut(path).unwrap() = value;
    line
}

fn and(mut line: Value, object: &str, key: &str, value: Value) -> Value {
    line.pointer_mut(object).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value);
    line
}

fn replied(on: &str) -> Value {
    json!({"on":on,"do":"replied","outcome":"disclosed"})
}

fn step(on: &str, kind: &str) -> Value {
    json!({"on":on,"do":kind})
}

/// What cannot have happened, with the contract's sentence for it as a ref.
fn impossible() -> Vec<(Value, &'static str)> {
    let extended = |on: &str, days: u32| json!({"on":on,"do":"extended","working_days":days});
    let asked = |on: &str, until: &str| json!({"on":on,"do":"supplement_requested","respond_by":until});
    let sued = |after: bool| json!({"on":"2025-05-06","do":"litigation_filed","after_reconsideration":after});
    let lost = |kind: &str| json!({"on":"2025-05-07","do":kind,"result":"upheld"});
    let fee = json!({"on":"2025-03-05","do":"fee_notified","by":"item","items":20,"amount_yuan":1000});
    vec![
        (
            request("backwards", json!([step("2025-03-10", "agency_consulted"), replied("2025-03-07")])),
            "dates_run_backwards",
        ),
        (request("before receipt", json!([replied("2025-03-01")])), "before_receipt"),
        (request("two replies", json!([replied("2025-03-10"), replied("2025-03-11")])), "second_reply"),
        (
            request("second extension", json!([extended("2025-03-10", 10), extended("2025-03-11", 10)])),
            "second_extension",
        ),
        (request("too long", json!([extended("2025-03-10", 21)])), "extension_too_long"),
        (
            old_request("too long then", json!([{"on":"2015-03-10","do":"extended","working_days":16}])),
            "extension_too_long",
        ),
        (
            request("old outcome", json!([{"on":"2025-03-10","do":"replied","outcome":"refused.privacy"}])),
            "outcome_not_in_regime",
        ),
        (
            old_request("new outcome", json!([{"on":"2015-03-10","do":"replied","outcome":"not_processed.petition"}])),
            "outcome_not_in_regime",
        ),
        (request("unasked supplement", json!([step("2025-03-10", "supplemented")])), "supplement_not_requested"),
        (request("unasked lapse", json!([step("2025-03-10", "supplement_lapsed")])), "supplement_not_requested"),
        (
            request(
                "second notice",
                json!([
                    asked("2025-03-05", "2025-03-20"),
                    step("2025-03-10", "supplemented"),
                    asked("2025-03-11", "2025-03-30")
                ]),
            ),
            "second_supplement_notice",
        ),
        (request("notice to yesterday", json!([asked("2025-03-05", "2025-03-04")])), "respond_by_too_early"),
        (
            request("unasked third party", json!([{"on":"2025-03-10","do":"third_party_answered","consents":true}])),
            "consultation_not_open",
        ),
        (
            request(
                "wrong party",
                json!([step("2025-03-10", "agency_consulted"), {"on":"2025-03-11","do":"third_party_answered","consents":null}]),
            ),
            "consultation_not_open",
        ),
        (request("unasked reasons", json!([step("2025-03-10", "reasons_given")])), "reasons_not_requested"),
        (request("not suspended", json!([step("2025-03-10", "resumed")])), "not_suspended"),
        (request("no fee", json!([{"on":"2025-03-10","do":"fee_paid","amount_yuan":100}])), "fee_not_notified"),
        (request("two fees", json!([fee, fee])), "second_fee_notice"),
        (request("delivered unsent", json!([step("2025-03-10", "delivered")])), "not_replied"),
        (
            request("after the reply", json!([replied("2025-03-10"), step("2025-03-11", "agency_consulted")])),
            "already_replied",
        ),
        (request("after the end", json!([step("2025-03-10", "withdrawn"), replied("2025-03-11")])), "already_closed"),
        (
            request("nobody appealed", json!([replied("2025-03-10"), lost("reconsideration_concluded")])),
            "appeal_not_pending",
        ),
        (request("nobody sued", json!([replied("2025-03-10"), lost("litigation_concluded")])), "appeal_not_pending"),
        (request("sued after nothing", json!([replied("2025-03-10"), sued(true)])), "no_reconsideration"),
        (request("no complaint", json!([step("2025-03-10", "complaint_concluded")])), "complaint_not_open"),
        (request("tomorrow", json!([replied("2025-06-11")])), "in_future"),
        (with(request("received tomorrow", json!([])), "/received_on", json!("2025-06-11")), "in_future"),
        (with(request("before the law", json!([])), "/received_on", json!("2008-04-30")), "no_regime"),
    ]
}

/// What is no request of the contract.
fn malformed() -> Vec<(Value, &'static str)> {
    let answered = |source_ref: &str| request(source_ref, json!([replied("2025-03-10")]));
    vec![
        (and(request("unknown", json!([])), "", "sent_on", json!("2025-03-03")), "unknown_field"),
        (and(request("unknown nested", json!([])), "/applicant", "phone", json!("13800000000")), "unknown_field"),
        (and(answered("unknown in step"), "/steps/0", "note", json!("x")), "unknown_field"),
        (and(answered("field of another step"), "/steps/0", "working_days", json!(5)), "unexpected_field"),
        (request("field missing", json!([{"on":"2025-03-10","do":"replied"}])), "missing_field"),
        (
            json!({"ref":"no channel","applicant":{"category":"research"},"received_on":"2025-03-03","steps":[]}),
            "missing_field",
        ),
        (
            json!({"channel":"post","applicant":{"category":"research"},"received_on":"2025-03-03","steps":[]}),
            "missing_field",
        ),
        (with(request("30 February", json!([])), "/received_on", json!("2025-02-30")), "invalid_date"),
        (with(answered("30 February in step"), "/steps/0/on", json!("2025-02-30")), "invalid_date"),
        (with(request("short date", json!([])), "/received_on", json!("2025-3-3")), "invalid_date"),
        (with(request("padded date", json!([])), "/received_on", json!(" 2025-03-03")), "invalid_date"),
        (with(request("other calendar", json!([])), "/received_on", json!("03/03/2025")), "invalid_date"),
        (with(request("number for date", json!([])), "/received_on", json!(20_250_303)), "invalid_value"),
        (request("text for number", json!([{"on":"2025-03-10","do":"extended","working_days":"20"}])), "invalid_value"),
        (request("fraction", json!([{"on":"2025-03-10","do":"extended","working_days":1.5}])), "invalid_value"),
        (request("negative", json!([{"on":"2025-03-10","do":"extended","working_days":-1}])), "invalid_value"),
        (
            request(
                "text for bool",
                json!([{"on":"2025-03-10","do":"litigation_filed","after_reconsideration":"true"}]),
            ),
            "invalid_value",
        ),
        (with(request("null for text", json!([])), "/channel", Value::Null), "invalid_value"),
        (with(request("object for list", json!([])), "/steps", json!({})), "invalid_value"),
        (with(request("list for object", json!([])), "/applicant", json!(["natural_person", "张某"])), "invalid_value"),
        (request("list for step", json!([["2025-03-10", "delivered"]])), "invalid_value"),
        (with(request("", json!([])), "/ref", json!(7)), "invalid_value"),
        (with(request("word", json!([])), "/channel", json!("telex")), "unknown_word"),
        (request("step unknown", json!([step("2025-03-10", "answered")])), "unknown_word"),
        (request("outcome unknown", json!([{"on":"2025-03-10","do":"replied","outcome":"done"}])), "unknown_word"),
        (
            request("sixth review", json!([{"on":"2025-03-10","do":"reviewed","step":6,"by":"李","verdict":"passed"}])),
            "bad_value",
        ),
        (request("nul\0in ref", json!([])), "bad_text"),
        (request("\u{1b}[2Jcleared\nline 1: ref x: nothing", json!([])), "bad_text"),
        (with(request("nul in name", json!([])), "/applicant/name", json!("张\0")), "bad_text"),
        (request("nul in reason", json!([{"on":"2025-03-10","do":"suspended","reason":"a\0b"}])), "bad_text"),
        (request("  ", json!([])), "bad_text"),
        (with(request("long", json!([])), "/subject", json!("长".repeat(100_000))), "bad_text"),
    ]
}

/// Lines that are not even JSON, as bytes, with the ref that can be told.
fn broken() -> Vec<(Vec<u8>, Option<&'static str>, &'static str)> {
    let good = request("half", json!([])).to_string();
    let twice = good.replacen("{", r#"{"channel":"fax","#, 1);
    let twice_inside = request("twice", json!([replied("2025-03-10")])).to_string().replacen(
        r#""on":"#,
        r#""on":"2025-03-09","on":"#,
        1,
    );
    let mut not_utf8 = good.clone().into_bytes();
    not_utf8[20] = 0xff;
    vec![
        (not_utf8, None, "not_utf8"),
        (b"ref;channel;received_on".to_vec(), None, "not_json"),
        (good.as_bytes()[..good.len() / 2].to_vec(), None, "truncated_line"),
        (format!("{good}{good}").into_bytes(), None, "not_json"),
        (good.replace("half", "a\u{0}b").into_bytes(), None, "not_json"),
        (good.replace("half", r"\ud800").into_bytes(), None, "not_json"),
        (b"[]".to_vec(), None, "not_json"),
        (br#"["a","post",{"category":"research"},null,null,"2025-03-03",[]]"#.to_vec(), None, "not_json"),
        (b"7".to_vec(), None, "not_json"),
        (b"null".to_vec(), None, "not_json"),
        (b"[".repeat(200_000), None, "not_json"),
        (twice.into_bytes(), Some("half"), "duplicate_field"),
        (twice_inside.into_bytes(), Some("twice"), "duplicate_field"),
        (vec![b' '; 2 * 1024 * 1024], None, "line_too_long"),
    ]
}

/// A refused line: its number, its ref, the code.
type Refused = (u64, Option<String>, String);

/// Each bad line after a good one, and what is expected of the bad ones.
fn mixed() -> (Vec<u8>, Vec<Refused>) {
    let typed = impossible().into_iter().chain(malformed()).map(|(line, code)| {
        let source_ref = line["ref"].as_str().map(str::to_owned);
        (line.to_string().into_bytes(), source_ref, code)
    });
    let bytes = broken().into_iter().map(|(line, source_ref, code)| (line, source_ref.map(str::to_owned), code));
    let mut file = Vec::new();
    let mut expected = Vec::new();
    for (number, (line, source_ref, code)) in (1_u64..).zip(typed.chain(bytes)) {
        file.extend(request(&format!("good {number}"), json!([replied("2025-03-10")])).to_string().into_bytes());
        file.push(b'\n');
        file.extend(line);
        file.push(b'\n');
        expected.push((2 * number, source_ref, code.to_owned()));
    }
    (file, expected)
}

const IMPORT: [&str; 8] = ["import", "-", "--agency", "a", "--create-agency", "某机关", "--at", TODAY];

on_both_databases! {
    fn every_bad_line_is_refused_alone_by_its_code_and_the_others_are_taken_over(db: &TestDb) {
        let (file, expected) = mixed();
        let run = fed(db, &[&IMPORT[..], &["--json"]].concat(), &file);
        assert_eq!((run.code, run.err.as_str()), (1, ""));
        let mut objects = run.lines();
        let good = expected.len() as i64;
        assert_eq!(objects.pop().unwrap(), json!({"accepted":good,"unchanged":0,"refused":good}));
        let refused: Vec<_> = objects
            .iter()
            .map(|it| {
                assert!(it["message"].as_str().unwrap().chars().count() > 4, "{it}");
                assert_eq!(it.as_object().unwrap().len(), 4, "{it}");
                (it["line"].as_u64().unwrap(), it["ref"].as_str().map(str::to_owned), it["code"].as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(refused, expected);
        let printed = report(db, "a", 2025, &[]);
        assert_eq!([figure(&printed, &["table3", "一", "total"]), figure(&printed, &["table3", "三(一)", "total"])], [good, good]);
        for year in [2008, 2015] {
            assert_eq!(figure(&report(db, "a", year, &["--form", "2021"]), &["table3", "一", "total"]), 0);
        }
        assert_clean(db);
    }

    fn a_case_of_ten_thousand_steps_is_a_case(db: &TestDb) {
        let steps: Vec<Value> = (0..5_000)
            .flat_map(|_| [step("2025-03-10", "complaint_filed"), step("2025-03-10", "complaint_concluded")])
            .collect();
        fed(db, &IMPORT, request("long", json!(steps)).to_string().as_bytes()).good();
        let printed = report(db, "a", 2025, &[]);
        assert_eq!(figure(&printed, &["table3", "四", "total"]), 1);
        assert_clean(db);
    }
}

#[test]
fn a_refused_line_is_one_line_on_standard_error_with_its_number_and_ref() {
    let (file, expected) = mixed();
    for lang in ["zh", "en"] {
        let db = TestDb::sqlite();
        let run = fed(&db, &[&IMPORT[..], &["--lang", lang]].concat(), &file);
        assert_eq!(run.code, 1);
        assert_eq!(run.out.lines().count(), 1, "{}", run.out);
        let said: Vec<&str> = run.err.lines().collect();
        assert_eq!(said.len(), expected.len(), "{}", run.err);
        for (said, (line, source_ref, code)) in said.iter().zip(&expected) {
            let start = format!("line {line}: ref ");
            assert!(said.starts_with(&start), "{said}");
            // What would move the cursor is not sent to the terminal.
            let source_ref = source_ref.as_deref().unwrap_or("-").replace(char::is_control, "\u{fffd}");
            assert!(said.starts_with(&format!("{start}{source_ref}: ")), "{said}");
            assert!(!said.contains(char::is_control) && said.chars().count() < 1_000, "{code}: {said}");
        }
    }
}
