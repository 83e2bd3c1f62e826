//! Art 35, R7: reasons for very many requests, and a later date. R8: suspension.

use gongkai::domain::case::Command;
use gongkai::domain::deadline::Cause;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::DeadlineState;

use crate::calendar::on;
use crate::support::desk::{Desk, clerk, draft, head, text};

fn later(due_on: &str) -> Command {
    Command::AgreeLaterDate { due_on: on(due_on), reason: text("申请数量巨大，逐件检索") }
}

#[test]
fn asking_for_reasons_has_no_effect_on_the_clock() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons);
    assert_eq!((desk.due_on("2026-03-11"), desk.case.is_open()), (Some(on("2026-03-30")), true));
    desk.does(&clerk(), "2026-03-12", Command::RecordReasons);
    assert_eq!(desk.due_on("2026-03-12"), Some(on("2026-03-30")));
}

#[test]
fn reasons_are_given_when_they_were_asked_for() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::RecordReasons), "reasons_not_requested");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons).does(&clerk(), "2026-03-05", Command::RecordReasons);
    assert_eq!(desk.refusal(&clerk(), "2026-03-06", Command::RecordReasons), "reasons_not_requested");
}

#[test]
fn a_later_date_takes_the_place_of_the_due_date_and_needs_a_reason() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&head(), "2026-03-04", later("2026-06-30")), "reasons_not_requested");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons);
    let silent = Command::AgreeLaterDate { due_on: on("2026-06-30"), reason: text("") };
    assert_eq!(desk.refusal(&head(), "2026-03-06", silent), "reason_missing");
    desk.does(&head(), "2026-03-06", later("2026-06-28"));
    let shown = desk.reply("2026-03-06");
    assert_eq!(shown.due_on, Some(on("2026-06-28")), "a Sunday, because it was agreed");
    assert!(shown.trace.iter().any(|entry| entry.cause == Cause::LaterDate));
}

#[test]
fn a_later_date_is_later() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons);
    assert_eq!(desk.refusal(&head(), "2026-03-06", later("2026-03-30")), "later_date_not_later");
    assert!(desk.asks(&head(), "2026-03-06", &later("2026-03-31")).is_ok());
}

#[test]
fn a_later_date_in_a_year_without_a_calendar_is_certain_while_the_clock_stands_too() {
    let mut desk = Desk::received("2026-12-01");
    desk.does(&clerk(), "2026-12-02", Command::RequestReasons).does(&head(), "2026-12-03", later("2027-03-31"));
    assert!(!desk.reply("2026-12-03").provisional);
    let notice = Command::RequestSupplement { respond_by: on("2026-12-31"), items: text("文号") };
    desk.does(&clerk(), "2026-12-04", notice);
    let shown = desk.reply("2026-12-20");
    assert_eq!((shown.due_if_restarted_today, shown.provisional), (Some(on("2027-03-31")), false));
}

#[test]
fn an_extension_is_in_time_until_the_later_date() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons).does(&head(), "2026-03-06", later("2026-04-10"));
    let extend = Command::Extend { working_days: 20, reason: Some(text("档案调取")) };
    desk.does(&head(), "2026-04-08", extend);
    assert!(desk.due_on("2026-04-08") > Some(on("2026-04-10")));
    assert!(desk.reply("2026-04-08").trace.iter().any(|it| it.cause == Cause::Extended { working_days: 20 }));
}

#[test]
fn unreasonable_requests_end_as_not_processed() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons);
    assert!(desk.asks(&clerk(), "2026-03-16", &draft(Outcome::NotProcessedExcessive, "不予处理")).is_ok());
}

#[test]
fn a_suspension_has_no_effect_on_the_clock() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::Suspend { reason: text("受理信息申请程序中止") });
    let shown = desk.reply("2026-03-20");
    assert_eq!((shown.state, shown.due_on), (DeadlineState::Running, Some(on("2026-03-30"))));
    desk.does(&clerk(), "2026-03-25", Command::Resume);
    assert_eq!(desk.due_on("2026-03-25"), Some(on("2026-03-30")));
}

#[test]
fn a_suspension_has_a_reason_a_beginning_and_an_end() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::Resume), "not_suspended");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::Suspend { reason: text("") }), "reason_missing");
    let suspend = || Command::Suspend { reason: text("中止") };
    desk.does(&clerk(), "2026-03-04", suspend());
    assert_eq!(desk.refusal(&clerk(), "2026-03-05", suspend()), "already_suspended");
}
