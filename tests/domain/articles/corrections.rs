//! 更正 of what was entered wrongly: history keeps both, and the case is as if it had been entered right.

use gongkai::domain::case::{Amendment, Command, Event};
use gongkai::domain::code::{AppealGroup, Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::RegimeId;

use crate::calendar::on;
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, draft, text};

fn correct(amendment: Amendment) -> Command {
    Command::Correct { amendment, reason: text("录入有误") }
}

fn received(day: &str) -> Command {
    correct(Amendment::ReceivedOn { to: on(day) })
}

fn step(version: u32, day: &str) -> Command {
    correct(Amendment::StepDate { version, to: on(day) })
}

#[test]
fn a_correction_says_what_it_replaced_and_why() {
    let mut desk = Desk::received("2026-03-02");
    let amendment = Amendment::Category { to: Category::Enterprise };
    let silent = Command::Correct { amendment: amendment.clone(), reason: text("") };
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", silent), "reason_missing");
    let events = desk.asks(&clerk(), "2026-03-03", &correct(amendment.clone())).unwrap();
    let was = text("natural_person");
    assert_eq!(events, [Event::Corrected { amendment: amendment.clone(), was, reason: text("录入有误") }]);
    desk.does(&clerk(), "2026-03-03", correct(amendment.clone()));
    assert_eq!(desk.case.category, Category::Enterprise);
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", correct(amendment)), "nothing_to_correct");
}

#[test]
fn channel_and_subject_are_corrected_in_place() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-03", correct(Amendment::Channel { to: Channel::InPerson }));
    desk.does(&clerk(), "2026-03-03", correct(Amendment::Subject { to: text("2023年度采购合同") }));
    assert_eq!((desk.case.channel, desk.case.request.subject.as_str()), (Channel::InPerson, "2023年度采购合同"));
}

#[test]
fn a_corrected_day_of_receipt_moves_the_due_date() {
    let mut desk = Desk::received("2026-03-03");
    desk.does(&clerk(), "2026-03-04", received("2026-03-02"));
    assert_eq!(desk.due_on("2026-03-04"), Some(on("2026-03-30")));
    assert_eq!(desk.case.submitted_on, on("2026-03-02"));
}

#[test]
fn a_corrected_day_of_receipt_decides_the_regulation_however_it_is_named() {
    let desk = Desk::received("2019-05-20");
    let version = desk.case.received_on.unwrap().version;
    for correction in [received("2019-05-14"), step(version, "2019-05-14")] {
        let mut desk = desk.clone();
        desk.does(&clerk(), "2019-05-21", correction);
        assert_eq!(desk.case.regime.as_ref().map(|regime| regime.id), Some(RegimeId::Cn2008));
        assert_eq!(desk.due_on("2019-05-21"), Some(nth_working_day_after(on("2019-05-14"), 15)));
    }
    let before_any = step(version, "2008-04-30");
    assert_eq!(desk.refusal(&clerk(), "2019-05-21", before_any), "no_regime");
}

#[test]
fn an_answer_of_one_regulation_keeps_the_day_of_receipt_in_it() {
    let mut desk = Desk::received("2019-05-20");
    desk.replied("2019-05-24", Outcome::UnavailableNotHeld);
    assert_eq!(desk.refusal(&clerk(), "2019-05-27", received("2019-05-14")), "outcome_not_in_regime");
}

#[test]
fn after_a_correction_the_steps_are_still_in_order() {
    let mut desk = Desk::received("2026-03-02");
    let notice = Command::RequestSupplement { respond_by: on("2026-03-20"), items: text("文号") };
    desk.does(&clerk(), "2026-03-04", notice);
    desk.does(&clerk(), "2026-03-10", Command::ReceiveSupplement { text: None });
    let notice = desk.case.supplement.as_ref().unwrap().requested_on.version;
    for wrong in ["2026-03-01", "2026-03-11"] {
        assert_eq!(desk.refusal(&clerk(), "2026-03-12", step(notice, wrong)), "dates_run_backwards");
    }
    assert_eq!(desk.refusal(&clerk(), "2026-03-12", received("2026-03-05")), "dates_run_backwards");
    assert_eq!(desk.refusal(&clerk(), "2026-03-12", step(notice, "2026-03-13")), "in_future");
    desk.does(&clerk(), "2026-03-12", step(notice, "2026-03-06"));
    assert_eq!(desk.case.supplement.as_ref().unwrap().requested_on.on, on("2026-03-06"));
}

#[test]
fn after_the_last_step_is_corrected_the_next_may_follow_at_once() {
    let mut desk = Desk::received("2026-03-10");
    desk.does(&clerk(), "2026-03-11", received("2026-03-02"));
    assert!(desk.asks(&clerk(), "2026-03-04", &Command::RequestReasons).is_ok());
}

#[test]
fn no_step_comes_before_a_day_of_receipt_that_was_corrected_to_a_later_one() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-10", received("2026-03-06"));
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::RequestReasons), "before_receipt");
}

#[test]
fn a_correction_of_an_earlier_step_does_not_let_later_ones_run_backwards() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", Command::RequestReasons);
    desk.does(&clerk(), "2026-03-10", draft(Outcome::UnavailableNotHeld, "答复"));
    let asked = desk.case.reasons.unwrap().0.version;
    assert_eq!(desk.refusal(&clerk(), "2026-03-12", step(asked, "2026-03-11")), "dates_run_backwards");
    desk.does(&clerk(), "2026-03-12", step(asked, "2026-03-05"));
    assert_eq!(desk.refusal(&clerk(), "2026-03-06", Command::RecordReasons), "dates_run_backwards");
}

#[test]
fn the_outcome_of_a_reply_is_corrected_and_that_of_a_lapse_is_not() {
    let mut desk = Desk::received("2026-03-02");
    desk.replied("2026-03-10", Outcome::WithheldThirdParty);
    let to = |to| correct(Amendment::Outcome { to, sub_reason: None });
    assert_eq!(desk.refusal(&clerk(), "2026-03-11", to(Outcome::OtherRoute)), "outcome_not_in_regime");
    desk.does(&clerk(), "2026-03-11", to(Outcome::WithheldPublicSafety));
    assert_eq!(desk.case.closed.as_ref().unwrap().outcome, Outcome::WithheldPublicSafety);
    let mut withdrawn = Desk::received("2026-03-02");
    withdrawn.does(&clerk(), "2026-03-04", Command::Withdraw { reason: None });
    assert_eq!(withdrawn.refusal(&clerk(), "2026-03-05", to(Outcome::Disclosed)), "nothing_to_correct");
}

#[test]
fn notes_links_and_assignments_may_be_entered_for_an_earlier_day() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-10", Command::RequestReasons);
    let note = Command::Note { text: text("电话沟通") };
    assert!(desk.asks(&clerk(), "2026-03-05", &note).is_ok());
    assert!(desk.asks(&clerk(), "2026-03-05", &Command::Link { to: text("2026-0003") }).is_ok());
    let filed = Command::FileAppeal { group: AppealGroup::Reconsideration, simple_procedure: false };
    assert_eq!(desk.refusal(&clerk(), "2026-03-05", filed), "dates_run_backwards");
}
