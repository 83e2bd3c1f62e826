//! R11–R16: which year, on time or late, what is counted once and what not at all.

use gongkai::domain::case::Command;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::{DeadlineState, Status};
use gongkai::domain::tally::{Measure, Timeliness};

use crate::calendar::{national, on};
use crate::support::desk::{Desk, clerk, text};

fn counted(desk: &Desk) -> Vec<(i32, Measure, i64)> {
    let lines = desk.case.contribution(&national()).unwrap();
    lines.into_iter().map(|(key, count)| (key.year, key.measure, count)).collect()
}

fn timeliness(desk: &Desk) -> Timeliness {
    let found = counted(desk).into_iter().find_map(|(_, measure, _)| match measure {
        Measure::Timeliness(timeliness) => Some(timeliness),
        _ => None,
    });
    found.unwrap()
}

fn closings(desk: &Desk) -> Vec<(i32, Outcome)> {
    let closed = |(year, measure, _)| match measure {
        Measure::Closed(outcome) => Some((year, outcome)),
        _ => None,
    };
    counted(desk).into_iter().filter_map(closed).collect()
}

#[test]
fn a_request_is_new_in_the_year_of_its_receipt_and_done_in_the_year_of_its_reply() {
    let mut desk = Desk::received("2025-12-20");
    let received: Vec<_> = counted(&desk).into_iter().map(|(year, _, _)| year).collect();
    assert_eq!(received, [2025]);
    desk.replied("2026-01-03", Outcome::Disclosed);
    assert_eq!(closings(&desk), [(2026, Outcome::Disclosed)]);
}

#[test]
fn a_request_submitted_in_december_and_confirmed_in_january_is_of_the_new_year() {
    let mut desk = Desk::submitted_online("2025-12-31");
    assert_eq!(counted(&desk), []);
    desk.does(&clerk(), "2026-01-04", Command::ConfirmReceipt);
    assert!(counted(&desk).iter().all(|(year, _, _)| *year == 2026));
}

#[test]
fn a_reply_is_on_time_if_it_is_dispatched_on_the_due_date() {
    let mut on_time = Desk::received("2026-03-02");
    on_time.replied("2026-03-30", Outcome::Disclosed);
    let mut late = Desk::received("2026-03-02");
    late.replied("2026-03-31", Outcome::Disclosed);
    assert_eq!((timeliness(&on_time), timeliness(&late)), (Timeliness::OnTime, Timeliness::Late));
    assert_eq!(on_time.reply("2026-05-01").state, DeadlineState::Met);
    assert_eq!(late.reply("2026-05-01").state, DeadlineState::Late);
}

#[test]
fn delivery_is_kept_apart_and_makes_no_reply_late() {
    let mut desk = Desk::received("2026-03-02");
    desk.replied("2026-03-30", Outcome::Disclosed).does(&clerk(), "2026-04-07", Command::Deliver);
    let reply = &desk.case.replies[0];
    assert_eq!(reply.dispatched_on.on, on("2026-03-30"));
    assert_eq!(reply.delivered_on.map(|delivered| delivered.on), Some(on("2026-04-07")));
    assert_eq!(timeliness(&desk), Timeliness::OnTime);
    assert_eq!(desk.refusal(&clerk(), "2026-04-08", Command::Deliver), "already_delivered");
}

#[test]
fn nothing_is_delivered_that_was_not_sent() {
    let desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-10", Command::Deliver), "not_replied");
}

#[test]
fn a_case_has_exactly_one_result() {
    let mut desk = Desk::received("2026-03-02");
    desk.replied("2026-03-10", Outcome::PartlyDisclosed);
    assert_eq!(closings(&desk), [(2026, Outcome::PartlyDisclosed)]);
    let draft = crate::support::desk::draft(Outcome::Disclosed, "答复");
    assert_eq!(desk.refusal(&clerk(), "2026-03-11", draft), "already_replied");
    assert_eq!(desk.refusal(&clerk(), "2026-03-11", Command::Withdraw { reason: None }), "already_replied");
}

#[test]
fn a_split_request_is_not_counted_itself_and_is_split_before_it_is_answered() {
    let into = || vec![text("2026-0011"), text("2026-0012")];
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", Command::Split { into: vec![text("2026-0011")] }), "split_too_few");
    let mut answered = desk.clone();
    answered.replied("2026-03-10", Outcome::Disclosed);
    assert_eq!(answered.refusal(&clerk(), "2026-03-11", Command::Split { into: into() }), "already_replied");
    desk.does(&clerk(), "2026-03-03", Command::Split { into: into() });
    assert_eq!((desk.case.status, counted(&desk)), (Status::Split, vec![]));
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::Withdraw { reason: None }), "wrong_status");
}

#[test]
fn a_withdrawn_and_a_merged_request_are_other_results_with_their_reason() {
    let ends = [
        (Command::Withdraw { reason: Some(text("已从网站获取")) }, "withdrawn"),
        (Command::Merge { into: text("2026-0007") }, "merged"),
    ];
    for (end, sub_reason) in ends {
        let mut desk = Desk::received("2026-03-02");
        desk.does(&clerk(), "2026-03-05", end);
        let closed = desk.case.closed.clone().unwrap();
        assert_eq!((closed.outcome, closed.sub_reason.as_deref()), (Outcome::OtherOther, Some(sub_reason)));
        assert_eq!((desk.case.status, closed.by_reply), (Status::Closed, false));
        let has_timing = counted(&desk).iter().any(|(_, measure, _)| matches!(measure, Measure::Timeliness(_)));
        assert!(!has_timing, "neither on time nor late");
    }
}

#[test]
fn a_merged_request_points_to_the_other_one() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-05", Command::Merge { into: text("2026-0007") });
    assert_eq!(desk.case.links, ["2026-0007"]);
}
