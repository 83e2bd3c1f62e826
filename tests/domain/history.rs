//! 登记簿: what a register may tell. What happened is taken over as it happened; what cannot have happened is
//! refused with its code.

use gongkai::app::case_log::parse_line;
use gongkai::domain::case::{Case, Mode, Policy};
use gongkai::domain::case_log::LogFault;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::role::Actor;
use gongkai::domain::status::{DeadlineState, Status};

use crate::calendar::{national, on};
use crate::support::desk::with_context;

const NEW: &str = "2025-03-03";
const OLD: &str = "2018-03-05";

/// A request received on a day, with these steps: `03-12 supplemented`, `03-14 extended "working_days":5`.
fn line(received_on: &str, steps: &[&str]) -> String {
    let step = |step: &&str| {
        let (day, rest) = step.split_once(' ').unwrap();
        let (kind, fields) = rest.split_once(' ').unwrap_or((rest, ""));
        let year = if day.len() == 10 { "" } else { &received_on[..5] };
        let comma = if fields.is_empty() { "" } else { "," };
        format!(r#"{{"on":"{year}{day}","do":"{kind}"{comma}{fields}}}"#)
    };
    let steps: Vec<String> = steps.iter().map(step).collect();
    format!(
        r#"{{"ref":"2025-0007","channel":"post","applicant":{{"category":"natural_person"}},"received_on":"{received_on}","steps":[{}]}}"#,
        steps.join(",")
    )
}

fn fold(line: &str) -> Result<Case, LogFault> {
    with_context(Mode::Recorded, &Actor::Import, &Policy::default(), on("2026-11-22"), |context| {
        parse_line(line).unwrap().fold(context, None).map(|(case, _)| case)
    })
}

fn accepted(received_on: &str, steps: &[&str]) -> Case {
    fold(&line(received_on, steps)).unwrap_or_else(|fault| panic!("{steps:?}: {fault}"))
}

fn refusal(received_on: &str, steps: &[&str]) -> (&'static str, usize) {
    match fold(&line(received_on, steps)) {
        Ok(case) => panic!("{steps:?} is accepted: {:?}", case.status),
        Err(LogFault::Refused { index, refused }) => (refused.code(), index),
        Err(
            LogFault::MissingField { index, .. }
            | LogFault::UnexpectedField { index, .. }
            | LogFault::BadValue { index, .. },
        ) => panic!("{steps:?}: a field of step {index}"),
        Err(LogFault::BadText { field, .. }) => panic!("{steps:?}: {field}"),
    }
}

/// Each with the code, and refused at its last step.
fn all_refused(received_on: &str, histories: &[(&[&str], &str)]) {
    for (steps, code) in histories {
        assert_eq!(refusal(received_on, steps), (*code, steps.len()), "{steps:?}");
    }
}

const REPLIED: &str = r#"04-01 replied "outcome":"disclosed""#;
const ASKED: &str = r#"03-04 supplement_requested "respond_by":"2025-03-20""#;
const CHARGED: &str = r#"03-10 fee_notified "by":"page","pages":68,"amount_yuan":380"#;

#[test]
fn dates_do_not_run_backwards() {
    all_refused(
        NEW,
        &[
            (&[ASKED, "03-03 supplemented"], "dates_run_backwards"),
            (&["03-02 third_party_consulted"], "before_receipt"),
            (&[r#"2025-02-28 replied "outcome":"disclosed""#], "before_receipt"),
            (&["2026-11-23 third_party_consulted"], "in_future"),
        ],
    );
    let submitted_later = line(NEW, &[]).replace(r#""steps""#, r#""submitted_on":"2025-03-04","steps""#);
    assert_eq!(fold(&submitted_later).map(|_| ()).unwrap_err().code(), "dates_run_backwards");
    assert_eq!(refusal("2008-04-30", &[]), ("no_regime", 0));
    assert_eq!(refusal("2026-11-23", &[]), ("in_future", 0));
}

#[test]
fn a_second_reply_follows_only_a_correction() {
    let again = r#"06-01 replied "outcome":"disclosed""#;
    all_refused(
        NEW,
        &[
            (&[REPLIED, again], "second_reply"),
            (&[REPLIED, "04-20 reconsideration_filed", again], "second_reply"),
            (
                &[
                    REPLIED,
                    "04-20 reconsideration_filed",
                    r#"05-20 reconsideration_concluded "result":"upheld""#,
                    again,
                ],
                "second_reply",
            ),
        ],
    );
    let corrected = [
        REPLIED,
        "04-20 reconsideration_filed",
        r#"05-20 reconsideration_concluded "result":"corrected""#,
        again,
        r#"06-02 replied "outcome":"disclosed""#,
    ];
    assert_eq!(accepted(NEW, &corrected[..4]).replies.len(), 2);
    all_refused(NEW, &[(&corrected, "second_reply")]);
}

#[test]
fn there_is_one_extension_of_what_the_regulation_allows() {
    let by = |days: u32| format!(r#"03-10 extended "working_days":{days}"#);
    all_refused(
        NEW,
        &[
            (&[&by(10), r#"03-11 extended "working_days":5"#], "second_extension"),
            (&[&by(21)], "extension_too_long"),
            (&[&by(0)], "extension_too_long"),
        ],
    );
    all_refused(OLD, &[(&[&by(16)], "extension_too_long")]);
    let lapsed = [&by(10), "03-11 supplement_requested \"respond_by\":\"2025-03-20\"", "03-12 supplemented", &by(10)];
    let later = lapsed[3].replace("03-10", "03-13");
    all_refused(NEW, &[(&[lapsed[0], lapsed[1], lapsed[2], &later], "second_extension")]);
}

#[test]
fn an_outcome_is_one_of_the_regulation_of_the_request() {
    let with = |code: &str| format!(r#"04-01 replied "outcome":"{code}""#);
    for outcome in Outcome::ALL {
        let of_new =
            matches!(outcome.as_str().split('.').next(), Some("withheld" | "unavailable" | "not_processed" | "other"));
        let of_both = matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed);
        for (received_on, admitted) in [(NEW, of_new || of_both), (OLD, !of_new || of_both)] {
            let step = with(outcome.as_str());
            let folded = fold(&line(received_on, &[&step])).map_err(|fault| fault.code());
            let expected = if admitted { Ok(Some(*outcome)) } else { Err("outcome_not_in_regime") };
            assert_eq!(
                folded.map(|case| case.closed.map(|closed| closed.outcome)),
                expected,
                "{outcome} {received_on}"
            );
        }
    }
}

#[test]
fn an_answer_is_to_something_that_was_asked() {
    all_refused(
        NEW,
        &[
            (&["03-12 supplemented"], "supplement_not_requested"),
            (&["03-12 supplement_lapsed"], "supplement_not_requested"),
            (&[ASKED, "03-12 supplemented", "03-13 supplemented"], "supplement_not_requested"),
            (&["03-12 third_party_answered"], "consultation_not_open"),
            (&["03-12 agency_answered"], "consultation_not_open"),
            (&["03-04 third_party_consulted", "03-12 agency_answered"], "consultation_not_open"),
            (&["03-12 reasons_given"], "reasons_not_requested"),
            (&["03-12 resumed"], "not_suspended"),
            (&[r#"03-12 fee_paid "amount_yuan":380"#], "fee_not_notified"),
            (&["03-12 fee_lapsed"], "fee_not_notified"),
            (&["03-12 delivered"], "not_replied"),
            (&[r#"03-12 reconsideration_concluded "result":"upheld""#], "appeal_not_pending"),
            (&[r#"03-12 litigation_concluded "result":"upheld""#], "appeal_not_pending"),
            (&[REPLIED, r#"04-20 litigation_filed "after_reconsideration":true"#], "no_reconsideration"),
            (&["03-12 complaint_concluded"], "complaint_not_open"),
        ],
    );
}

#[test]
fn what_happens_once_does_not_happen_twice() {
    let second_notice = r#"03-13 supplement_requested "respond_by":"2025-03-30""#;
    let second_fee = r#"03-13 fee_notified "by":"item","items":12,"amount_yuan":200"#;
    all_refused(
        NEW,
        &[
            (&[ASKED, "03-12 supplemented", second_notice], "second_supplement_notice"),
            (&[ASKED, second_notice], "second_supplement_notice"),
            (&[CHARGED, r#"03-12 fee_paid "amount_yuan":380"#, second_fee], "second_fee_notice"),
            (&[CHARGED, second_fee], "second_fee_notice"),
            (&[r#"03-12 suspended "reason":"中止""#, r#"03-13 suspended "reason":"中止""#], "already_suspended"),
            (&[REPLIED, "04-02 delivered", "04-03 delivered"], "already_delivered"),
            (&[REPLIED, "04-20 reconsideration_filed", "04-21 reconsideration_filed"], "appeal_pending"),
        ],
    );
}

#[test]
fn nothing_is_worked_on_after_the_end() {
    for step in ["05-01 third_party_consulted", "05-01 withdrawn", r#"05-01 extended "working_days":5"#] {
        all_refused(
            NEW,
            &[
                (&[REPLIED, step], "already_replied"),
                (&["03-12 withdrawn", step], "already_closed"),
                (&[ASKED, "03-21 supplement_lapsed", step], "already_closed"),
            ],
        );
    }
    let reply = r#"05-01 replied "outcome":"disclosed""#;
    all_refused(NEW, &[(&["03-12 withdrawn", reply], "already_closed")]);
}

#[test]
fn the_last_day_to_supplement_is_not_before_the_notice() {
    let notice = r#"03-10 supplement_requested "respond_by":"2025-03-09""#;
    all_refused(NEW, &[(&[notice], "respond_by_too_early")]);
}

#[test]
fn the_old_regulation_knows_no_processing_fee() {
    all_refused(OLD, &[(&[r#"03-10 fee_notified "by":"page","pages":68,"amount_yuan":380"#], "fee_not_in_force")]);
    let cost = accepted(OLD, &[r#"03-10 cost_fee "charged_yuan":12,"waived_yuan":3"#]);
    assert_eq!(cost.charges.iter().map(|(_, charged, waived)| (*charged, *waived)).collect::<Vec<_>>(), [(12, 3)]);
    all_refused(OLD, &[(&[r#"03-10 cost_fee "charged_yuan":-1"#], "amount_not_positive")]);
}

#[test]
fn fields_belong_to_their_step_and_have_their_range() {
    let faults = [
        (ASKED.replace(r#""respond_by":"2025-03-20""#, r#""reason":"不明""#), "unexpected_field"),
        ("03-04 supplement_requested".to_owned(), "missing_field"),
        ("03-04 extended".to_owned(), "missing_field"),
        ("03-04 suspended".to_owned(), "missing_field"),
        ("03-04 fee_paid".to_owned(), "missing_field"),
        ("03-04 cost_fee".to_owned(), "missing_field"),
        ("03-04 replied".to_owned(), "missing_field"),
        ("03-04 litigation_filed".to_owned(), "missing_field"),
        ("03-04 reconsideration_concluded".to_owned(), "missing_field"),
        (r#"03-04 supplemented "consents":true"#.to_owned(), "unexpected_field"),
        (r#"03-04 fee_notified "by":"page","amount_yuan":380"#.to_owned(), "missing_field"),
        (r#"03-04 fee_notified "by":"item","items":3,"pages":4,"amount_yuan":380"#.to_owned(), "unexpected_field"),
        (r#"03-04 fee_notified "by":"weight","amount_yuan":380"#.to_owned(), "bad_value"),
        (r#"03-04 reviewed "step":6,"by":"张","verdict":"passed""#.to_owned(), "bad_value"),
        (r#"03-04 reviewed "step":1,"verdict":"passed""#.to_owned(), "missing_field"),
        (r#"03-04 suspended "reason":" ""#.to_owned(), "bad_text"),
    ];
    for (step, code) in faults {
        assert_eq!(fold(&line(NEW, &[&step])).map(|_| ()).map_err(|fault| fault.code()), Err(code), "{step}");
    }
}

#[test]
fn a_late_reply_is_accepted_and_late() {
    let case = accepted(NEW, &[r#"05-30 replied "outcome":"disclosed""#]);
    let clock = gongkai::domain::deadline::reply(&case, &national(), on("2025-06-01")).unwrap().unwrap();
    assert_eq!((case.status, clock.state), (Status::Replied, DeadlineState::Late));
}

#[test]
fn what_the_procedure_would_not_allow_now_is_accepted_as_it_happened() {
    let consents = r#"05-30 third_party_answered "consents":null"#;
    let histories: [&[&str]; 14] = [
        // 补正通知 after more than seven working days; lapsed while the applicant still had time.
        &[r#"04-15 supplement_requested "respond_by":"2025-04-30""#],
        &[ASKED, "03-10 supplement_lapsed"],
        // Answered while it waited.
        &[ASKED, REPLIED],
        &[CHARGED, REPLIED],
        &["03-20 third_party_consulted", "03-21 agency_consulted", REPLIED],
        // An answer long after the fifteen working days.
        &["03-20 third_party_consulted", consents],
        // Extended after the due date, or while the clock stood.
        &[r#"04-15 extended "working_days":5"#],
        &[ASKED, r#"03-10 extended "working_days":5"#],
        // Charged after the due date, paid less, lapsed early.
        &[r#"05-10 fee_notified "by":"item","items":12,"amount_yuan":200"#],
        &[CHARGED, r#"03-12 fee_paid "amount_yuan":1"#],
        &[CHARGED, "03-12 fee_lapsed"],
        // Sued without a reply; sued after a reconsideration that is not concluded.
        &[r#"05-10 litigation_filed "after_reconsideration":false"#],
        &[REPLIED, "04-20 reconsideration_filed", r#"05-20 litigation_filed "after_reconsideration":true"#],
        &[r#"03-12 suspended "reason":"中止""#, REPLIED],
    ];
    for steps in histories {
        accepted(NEW, steps);
    }
}

#[test]
fn a_fee_of_before_2021_is_accepted_as_it_happened() {
    accepted("2020-03-02", &[r#"03-10 fee_notified "by":"page","pages":68,"amount_yuan":380"#]);
}

#[test]
fn a_review_is_evidenced_by_three_steps_that_three_people_passed() {
    let passed = |step: u8, by: &str| format!(r#"03-2{step} reviewed "step":{step},"by":"{by}","verdict":"passed""#);
    let (first, second, third) = (passed(1, "张"), passed(2, "李"), passed(3, "王"));
    let evidenced = |steps: &[&str]| {
        let steps: Vec<&str> = steps.iter().copied().chain([REPLIED]).collect();
        accepted(NEW, &steps).review_is_evidenced()
    };
    assert!(evidenced(&[&first, &second, &third]));
    assert!(!evidenced(&[]), "a missing review");
    assert!(!evidenced(&[&first, &third]), "a missing step");
    assert!(!evidenced(&[&first, &second, &passed(3, "张")]), "two steps by one person");
    let back = r#"03-24 reviewed "step":3,"by":"王","verdict":"sent_back""#;
    assert!(!evidenced(&[&first, &second, &third, back]), "sent back at the end");
    let again = r#"03-25 reviewed "step":3,"by":"王","verdict":"passed""#;
    assert!(evidenced(&[&first, &second, &third, back, again]));
}

#[test]
fn only_the_steps_up_to_a_day_are_looked_at() {
    let told = line(NEW, &[ASKED, "03-12 supplemented", REPLIED]);
    let status = |until: &str| {
        with_context(Mode::Recorded, &Actor::Import, &Policy::default(), on("2026-11-22"), |context| {
            parse_line(&told).unwrap().fold(context, Some(on(until))).unwrap().0.status
        })
    };
    let seen = ["2025-03-03", "2025-03-04", "2025-03-12", "2025-03-31", "2025-04-01"].map(status);
    let (processing, waiting) = (Status::Processing, Status::AwaitingSupplement);
    assert_eq!(seen, [processing, waiting, processing, processing, Status::Replied]);
}
