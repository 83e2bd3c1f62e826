//! Arts 32–34, R4: consulting a third party or another agency.

use gongkai::domain::case::{Command, ConsultationKind};
use gongkai::domain::deadline::{Cause, DeadlineKind};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::{DeadlineState, Status};

use crate::calendar::on;
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, draft, submit, text};

const THIRD_PARTY: ConsultationKind = ConsultationKind::ThirdParty;
const AGENCY: ConsultationKind = ConsultationKind::Agency;

fn consult(kind: ConsultationKind) -> Command {
    Command::Consult { kind, with: None }
}

fn answer(kind: ConsultationKind, consents: Option<bool>) -> Command {
    Command::RecordAnswer { kind, consultation: None, consents }
}

#[test]
fn the_days_after_the_letter_up_to_the_answer_do_not_count() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.due_on("2026-03-08"), Some(on("2026-03-30")));
    desk.does(&clerk(), "2026-03-09", consult(THIRD_PARTY));
    desk.does(&clerk(), "2026-03-25", answer(THIRD_PARTY, Some(true)));
    assert_eq!(desk.due_on("2026-03-25"), Some(on("2026-04-16")));
}

#[test]
fn while_the_answer_is_awaited_the_clock_stands() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", consult(AGENCY));
    let shown = desk.reply("2026-03-25");
    assert_eq!((shown.state, shown.due_on), (DeadlineState::Stopped, None));
    assert_eq!(shown.due_if_restarted_today, Some(on("2026-04-16")));
    assert_eq!(desk.case.status, Status::Processing, "the office works on");
}

#[test]
fn without_an_answer_the_clock_runs_again_after_fifteen_working_days() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", consult(THIRD_PARTY));
    let last = nth_working_day_after(on("2026-03-09"), 15);
    assert_eq!(desk.reply(&last.to_string()).state, DeadlineState::Stopped, "the fifteenth day is theirs");
    let next = last.succ_opt().unwrap().to_string();
    let due_on = Some(nth_working_day_after(last, 15));
    assert_eq!((desk.reply(&next).state, desk.due_on(&next)), (DeadlineState::Running, due_on));
    desk.does(&clerk(), "2026-04-20", answer(THIRD_PARTY, Some(false)));
    assert_eq!(desk.due_on("2026-04-20"), due_on, "an answer after the fifteenth day stops nothing more");
}

#[test]
fn silence_is_neither_consent_nor_refusal() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", consult(THIRD_PARTY));
    assert_eq!(desk.case.consultations[0].consents, None);
    for outcome in [Outcome::Disclosed, Outcome::WithheldThirdParty] {
        assert!(desk.asks(&clerk(), "2026-04-01", &draft(outcome, "答复")).is_ok());
    }
}

#[test]
fn nothing_goes_to_review_while_the_third_party_has_time_to_answer() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", consult(THIRD_PARTY));
    desk.does(&clerk(), "2026-03-10", draft(Outcome::Disclosed, "答复"));
    let last = nth_working_day_after(on("2026-03-09"), 15);
    assert_eq!(desk.refusal(&clerk(), &last.to_string(), submit("答复")), "consultation_open");
    assert!(desk.asks(&clerk(), &last.succ_opt().unwrap().to_string(), &submit("答复")).is_ok());
    desk.does(&clerk(), "2026-03-12", answer(THIRD_PARTY, None));
    assert!(desk.asks(&clerk(), "2026-03-12", &submit("答复")).is_ok());
}

#[test]
fn overlapping_consultations_exclude_their_union() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", consult(THIRD_PARTY)).does(&clerk(), "2026-03-11", consult(AGENCY));
    desk.does(&clerk(), "2026-03-13", answer(THIRD_PARTY, Some(true)));
    desk.does(&clerk(), "2026-03-25", answer(AGENCY, None));
    assert_eq!(desk.due_on("2026-03-25"), Some(on("2026-04-16")), "as one letter from 03-09 to 03-25");
}

#[test]
fn a_consultation_before_a_fresh_start_excludes_only_days_after_it() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-03", consult(THIRD_PARTY));
    let notice = Command::RequestSupplement { respond_by: on("2026-05-20"), items: text("文号") };
    desk.does(&clerk(), "2026-03-04", notice);
    desk.does(&clerk(), "2026-04-30", Command::ReceiveSupplement { text: None });
    assert_eq!(desk.due_on("2026-04-30"), Some(on("2026-06-01")));
    let excluded = desk.reply("2026-04-30").trace.iter().any(|entry| matches!(entry.cause, Cause::Excluded(_)));
    assert!(!excluded);
}

#[test]
fn an_answer_is_to_a_question_that_was_asked_and_not_yet_answered() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-04", answer(THIRD_PARTY, Some(true))), "consultation_not_open");
    desk.does(&clerk(), "2026-03-04", consult(THIRD_PARTY));
    assert_eq!(desk.refusal(&clerk(), "2026-03-05", answer(AGENCY, None)), "consultation_not_open");
    desk.does(&clerk(), "2026-03-05", answer(THIRD_PARTY, Some(true)));
    assert_eq!(desk.refusal(&clerk(), "2026-03-06", answer(THIRD_PARTY, Some(true))), "consultation_not_open");
}

#[test]
fn an_answer_is_to_the_oldest_open_letter_unless_it_says_which() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-04", consult(THIRD_PARTY)).does(&clerk(), "2026-03-05", consult(THIRD_PARTY));
    let second = desk.case.consultations[1].sent_on.version;
    let named = Command::RecordAnswer { kind: THIRD_PARTY, consultation: Some(second), consents: Some(false) };
    desk.does(&clerk(), "2026-03-06", named).does(&clerk(), "2026-03-09", answer(THIRD_PARTY, Some(true)));
    let consents: Vec<_> = desk.case.consultations.iter().map(|letter| letter.consents).collect();
    assert_eq!(consents, [Some(true), Some(false)]);
}

#[test]
fn each_letter_has_fifteen_working_days() {
    let mut desk = Desk::received("2026-04-01");
    desk.does(&clerk(), "2026-04-30", consult(AGENCY)).does(&clerk(), "2026-04-30", consult(THIRD_PARTY));
    for kind in [DeadlineKind::Agency, DeadlineKind::ThirdParty] {
        assert_eq!(desk.deadline(kind, "2026-05-06").unwrap().due_on, Some(on("2026-05-25")));
    }
}
