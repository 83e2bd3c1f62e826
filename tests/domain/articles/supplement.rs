//! Art 30, R3: one notice, within seven working days; the period starts afresh.

use gongkai::domain::case::Command;
use gongkai::domain::deadline::DeadlineKind;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::{DeadlineState, Status};

use crate::calendar::on;
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, text};

fn notice(respond_by: &str) -> Command {
    Command::RequestSupplement { respond_by: on(respond_by), items: text("请写明文号") }
}

fn supplemented() -> Command {
    Command::ReceiveSupplement { text: None }
}

#[test]
fn a_supplement_is_requested_once() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", notice("2026-03-20")).does(&clerk(), "2026-03-10", supplemented());
    assert_eq!(desk.refusal(&clerk(), "2026-03-11", notice("2026-03-27")), "second_supplement_notice");
}

#[test]
fn the_notice_is_due_on_the_seventh_working_day() {
    let mut desk = Desk::received("2026-02-12");
    let deadline = |desk: &Desk, day| desk.deadline(DeadlineKind::SupplementNotice, day).unwrap();
    assert_eq!(deadline(&desk, "2026-02-13").due_on, Some(on("2026-02-28")));
    desk.does(&clerk(), "2026-02-28", notice("2026-03-20"));
    assert_eq!(deadline(&desk, "2026-03-09").state, DeadlineState::Met);
}

#[test]
fn a_late_notice_is_allowed_and_shown_as_late() {
    let mut desk = Desk::received("2026-02-12");
    desk.does(&clerk(), "2026-03-02", notice("2026-03-20"));
    let shown = desk.deadline(DeadlineKind::SupplementNotice, "2026-03-02").unwrap();
    assert_eq!((shown.due_on, shown.state), (Some(on("2026-02-28")), DeadlineState::Late));
    assert_eq!(desk.case.status, Status::AwaitingSupplement);
}

#[test]
fn while_the_supplement_is_awaited_there_is_no_due_date() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", notice("2026-03-20"));
    let shown = desk.reply("2026-03-10");
    assert_eq!((desk.case.status, shown.state), (Status::AwaitingSupplement, DeadlineState::Stopped));
    let afresh = nth_working_day_after(on("2026-03-10"), 20);
    assert_eq!((shown.due_on, shown.due_if_restarted_today), (None, Some(afresh)));
}

#[test]
fn the_corrected_request_starts_the_period_afresh() {
    let mut desk = Desk::received("2026-02-12");
    desk.does(&clerk(), "2026-02-14", notice("2026-05-20")).does(&clerk(), "2026-04-30", supplemented());
    assert_eq!((desk.case.status, desk.due_on("2026-04-30")), (Status::Processing, Some(on("2026-06-01"))));
}

#[test]
fn under_the_old_regulation_the_wait_does_not_count_and_the_period_goes_on() {
    let mut desk = Desk::received("2018-03-05");
    desk.does(&clerk(), "2018-03-07", notice("2018-03-21")).does(&clerk(), "2018-03-14", supplemented());
    // Two days counted, five did not, thirteen are left.
    assert_eq!(desk.due_on("2018-03-14"), Some(nth_working_day_after(on("2018-03-05"), 20)));
    assert_eq!(desk.deadline(DeadlineKind::SupplementNotice, "2018-03-14"), None, "it set no limit for the notice");
}

#[test]
fn a_request_lapses_only_after_the_applicants_last_day() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", notice("2026-03-20"));
    assert_eq!(desk.refusal(&clerk(), "2026-03-20", Command::LapseSupplement), "supplement_period_running");
    desk.does(&clerk(), "2026-03-21", Command::LapseSupplement);
    let closed = desk.case.closed.as_ref().unwrap();
    assert_eq!((closed.outcome, closed.by_reply), (Outcome::OtherSupplementLapsed, false));
    assert_eq!(desk.refusal(&clerk(), "2026-03-23", supplemented()), "already_closed");
}

#[test]
fn a_supplement_that_comes_after_the_last_day_but_before_the_end_is_taken() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", notice("2026-03-20")).does(&clerk(), "2026-03-25", supplemented());
    assert_eq!(desk.case.status, Status::Processing);
}

#[test]
fn a_supplement_is_an_answer_to_a_notice() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", supplemented()), "supplement_not_requested");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::LapseSupplement), "supplement_not_requested");
    desk.does(&clerk(), "2026-03-04", notice("2026-03-20")).does(&clerk(), "2026-03-05", supplemented());
    assert_eq!(desk.refusal(&clerk(), "2026-03-06", supplemented()), "supplement_not_requested");
}

#[test]
fn the_notice_says_what_is_missing_and_leaves_time_to_answer() {
    let desk = Desk::received("2026-03-02");
    let silent = Command::RequestSupplement { respond_by: on("2026-03-20"), items: text(" ") };
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", silent), "reason_missing");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", notice("2026-03-03")), "respond_by_too_early");
}
