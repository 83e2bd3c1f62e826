//! Art 33, R5: one extension of at most twenty working days, in time, by the head of the office.

use gongkai::domain::case::Command;
use gongkai::domain::deadline::{Cause, DeadlineKind};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::DeadlineState;
use gongkai::domain::tally::{Measure, Timeliness};

use crate::calendar::{national, on};
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, head, text};

fn extend(working_days: u32) -> Command {
    Command::Extend { working_days, reason: Some(text("需要查阅大量档案")) }
}

#[test]
fn an_extension_adds_working_days_to_the_end_of_the_period() {
    let mut desk = Desk::received("2026-02-12");
    desk.does(&head(), "2026-02-26", extend(20));
    assert_eq!(desk.due_on("2026-02-26"), Some(on("2026-04-16")));
}

#[test]
fn an_extension_is_given_once() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&head(), "2026-03-10", extend(5));
    assert_eq!(desk.refusal(&head(), "2026-03-11", extend(5)), "second_extension");
}

#[test]
fn an_extension_is_of_one_to_twenty_working_days_and_of_fifteen_under_the_old_regulation() {
    let desk = Desk::received("2026-03-02");
    for too_long in [0, 21] {
        assert_eq!(desk.refusal(&head(), "2026-03-10", extend(too_long)), "extension_too_long");
    }
    let old = Desk::received("2018-03-05");
    assert_eq!(old.refusal(&head(), "2018-03-12", extend(16)), "extension_too_long");
    assert!(old.asks(&head(), "2018-03-12", &extend(15)).is_ok());
}

#[test]
fn an_extension_is_notified_on_or_before_the_due_date() {
    let desk = Desk::received("2026-03-02");
    assert!(desk.asks(&head(), "2026-03-30", &extend(10)).is_ok());
    assert_eq!(desk.refusal(&head(), "2026-03-31", extend(10)), "extension_too_late");
}

#[test]
fn only_the_head_of_the_office_extends_and_says_why() {
    let desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-10", extend(10)), "not_authorised");
    let silent = Command::Extend { working_days: 10, reason: None };
    assert_eq!(desk.refusal(&head(), "2026-03-10", silent), "reason_missing");
}

#[test]
fn the_last_day_for_an_extension_is_the_due_date_in_force() {
    let mut desk = Desk::received("2026-03-02");
    let last = |desk: &Desk| desk.deadline(DeadlineKind::Extension, "2026-03-11").map(|deadline| deadline.due_on);
    assert_eq!(last(&desk), Some(Some(on("2026-03-30"))));
    desk.does(&head(), "2026-03-11", extend(10));
    assert_eq!(last(&desk), None, "there is no second one");
}

#[test]
fn an_extension_lapses_with_its_period_and_there_is_no_second_one() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&head(), "2026-03-03", extend(20));
    let notice = Command::RequestSupplement { respond_by: on("2026-05-20"), items: text("文号") };
    desk.does(&clerk(), "2026-03-04", notice);
    desk.does(&clerk(), "2026-04-30", Command::ReceiveSupplement { text: None });
    assert_eq!(desk.due_on("2026-04-30"), Some(on("2026-06-01")));
    let lapsed = |entry: &gongkai::domain::deadline::TraceEntry| {
        entry.cause == Cause::ExtensionLapsed { working_days: 20 } && entry.from == on("2026-03-03")
    };
    assert!(desk.reply("2026-04-30").trace.iter().any(lapsed));
    assert_eq!(desk.refusal(&head(), "2026-05-06", extend(20)), "second_extension");
}

#[test]
fn there_is_nothing_to_extend_while_the_clock_waits_for_the_applicant() {
    let mut desk = Desk::received("2026-03-02");
    let notice = Command::RequestSupplement { respond_by: on("2026-03-20"), items: text("文号") };
    desk.does(&clerk(), "2026-03-04", notice);
    assert_eq!(desk.refusal(&head(), "2026-03-05", extend(10)), "clock_stopped");
}

#[test]
fn an_extension_during_a_consultation_is_in_time() {
    let mut desk = Desk::received("2026-03-02");
    let kind = gongkai::domain::case::ConsultationKind::ThirdParty;
    desk.does(&clerk(), "2026-03-27", Command::Consult { kind, with: None }).does(&head(), "2026-04-10", extend(10));
    let answer = Command::RecordAnswer { kind, consultation: None, consents: None };
    desk.does(&clerk(), "2026-04-13", answer);
    // Nineteen days had counted when the letter left.
    assert_eq!(desk.due_on("2026-04-13"), Some(nth_working_day_after(on("2026-04-13"), 11)));
}

#[test]
fn a_late_extension_in_a_register_is_recorded_and_moves_nothing() {
    let mut desk = Desk::received("2026-03-02");
    desk.records("2026-03-31", extend(10)).records("2026-04-01", recorded_reply());
    let shown = desk.reply("2026-04-01");
    assert_eq!((shown.due_on, shown.state), (Some(on("2026-03-30")), DeadlineState::Late));
    assert!(shown.trace.iter().any(|entry| entry.cause == Cause::ExtendedTooLate { working_days: 10 }));
}

#[test]
fn an_extension_that_a_register_tells_in_time_moves_the_due_date() {
    let mut desk = Desk::received("2026-03-02");
    desk.records("2026-03-30", extend(10)).records("2026-04-01", recorded_reply());
    let shown = desk.reply("2026-04-01");
    let due_on = nth_working_day_after(on("2026-03-30"), 10);
    assert_eq!((shown.due_on, shown.state), (Some(due_on), DeadlineState::Met));
    let counted = desk.case.contribution(&national()).unwrap();
    assert!(counted.iter().any(|(key, _)| key.measure == Measure::Timeliness(Timeliness::ExtendedOnTime)));
}

fn recorded_reply() -> Command {
    Command::RecordReply { outcome: Outcome::Disclosed, sub_reason: None }
}
