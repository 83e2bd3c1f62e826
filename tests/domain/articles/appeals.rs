//! Art 51, R15, R16: reconsideration, litigation, complaints, and the re-decision they may order.

use chrono::Days;
use gongkai::domain::case::{Command, ConsultationKind};
use gongkai::domain::code::{AppealGroup, AppealResult};
use gongkai::domain::deadline::DeadlineKind;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::{DeadlineState, Status};
use gongkai::domain::tally::Measure;

use crate::calendar::{national, on};
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, dispatch, draft, pass, reviewer, submit, text};

const REVIEW: AppealGroup = AppealGroup::Reconsideration;
const DIRECT: AppealGroup = AppealGroup::LitigationDirect;
const AFTER: AppealGroup = AppealGroup::LitigationAfterReconsideration;

fn filed(group: AppealGroup) -> Command {
    Command::FileAppeal { group, simple_procedure: false }
}

fn concluded(group: AppealGroup, result: AppealResult, redecide_within: Option<u32>) -> Command {
    Command::ConcludeAppeal { group, result, redecide_within }
}

/// Refused on 2026-03-10, due on 2026-03-30.
fn refused() -> Desk {
    let mut desk = Desk::received("2026-03-02");
    desk.replied("2026-03-10", Outcome::WithheldThirdParty);
    desk
}

/// Refused, and ordered on 2026-05-06 to decide anew within twenty working days.
fn ordered(group: AppealGroup) -> Desk {
    let mut desk = refused();
    desk.does(&clerk(), "2026-04-01", filed(group));
    desk.does(&clerk(), "2026-05-06", concluded(group, AppealResult::Corrected, Some(20)));
    desk
}

#[test]
fn the_answer_to_a_reconsideration_is_due_in_ten_working_days_or_five() {
    for (simple_procedure, days) in [(false, 10), (true, 5)] {
        let mut desk = refused();
        desk.does(&clerk(), "2026-04-01", Command::FileAppeal { group: REVIEW, simple_procedure });
        let due_on = |desk: &Desk| desk.deadline(DeadlineKind::ReconsiderationAnswer, "2026-04-02").unwrap();
        assert_eq!(due_on(&desk).due_on, Some(nth_working_day_after(on("2026-04-01"), days)));
        desk.does(&clerk(), "2026-04-02", Command::AnswerAppeal { group: REVIEW });
        assert_eq!(due_on(&desk).state, DeadlineState::Met);
    }
}

#[test]
fn the_answer_to_a_court_is_due_in_fifteen_calendar_days() {
    let mut desk = refused();
    desk.does(&clerk(), "2026-04-01", filed(DIRECT));
    let due_on = desk.deadline(DeadlineKind::CourtAnswer, "2026-04-02").unwrap().due_on;
    assert_eq!(due_on, Some(on("2026-04-01") + Days::new(15)));
}

#[test]
fn an_appeal_lies_against_silence_too() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-04-10", filed(REVIEW));
    desk.does(&clerk(), "2026-05-06", concluded(REVIEW, AppealResult::Corrected, Some(10)));
    assert_eq!(desk.case.status, Status::Redeciding);
    desk.replied("2026-05-08", Outcome::Disclosed);
    assert_eq!(desk.case.closed.as_ref().map(|closed| closed.on.on), Some(on("2026-05-08")));
}

#[test]
fn one_appeal_of_a_kind_is_pending_at_a_time_and_only_a_pending_one_ends() {
    let mut desk = refused();
    let upheld = || concluded(REVIEW, AppealResult::Upheld, None);
    assert_eq!(desk.refusal(&clerk(), "2026-04-01", upheld()), "appeal_not_pending");
    assert_eq!(desk.refusal(&clerk(), "2026-04-01", Command::AnswerAppeal { group: REVIEW }), "appeal_not_pending");
    desk.does(&clerk(), "2026-04-01", filed(REVIEW));
    assert_eq!(desk.refusal(&clerk(), "2026-04-02", filed(REVIEW)), "appeal_pending");
    desk.does(&clerk(), "2026-05-06", upheld());
    assert_eq!(desk.refusal(&clerk(), "2026-05-07", upheld()), "appeal_not_pending");
}

#[test]
fn a_suit_after_reconsideration_follows_a_reconsideration() {
    let mut desk = refused();
    assert_eq!(desk.refusal(&clerk(), "2026-04-01", filed(AFTER)), "no_reconsideration");
    desk.does(&clerk(), "2026-04-01", filed(REVIEW));
    desk.does(&clerk(), "2026-05-06", concluded(REVIEW, AppealResult::Upheld, None));
    assert!(desk.asks(&clerk(), "2026-05-20", &filed(AFTER)).is_ok());
}

#[test]
fn an_appeal_that_is_upheld_leaves_the_reply_as_it_is() {
    let mut desk = refused();
    desk.does(&clerk(), "2026-04-01", filed(REVIEW));
    desk.does(&clerk(), "2026-05-06", concluded(REVIEW, AppealResult::Upheld, None));
    assert_eq!((desk.case.status, desk.case.may_reply_again()), (Status::Replied, false));
}

#[test]
fn a_new_decision_is_owed_within_the_days_that_were_ordered() {
    for group in [REVIEW, DIRECT] {
        let desk = ordered(group);
        let owed = desk.deadline(DeadlineKind::Redecision, "2026-05-07").unwrap();
        let due_on = nth_working_day_after(on("2026-05-06"), 20);
        assert_eq!((desk.case.status, owed.due_on), (Status::Redeciding, Some(due_on)));
    }
}

#[test]
fn a_new_decision_is_the_same_case_and_is_not_counted_again() {
    let mut desk = ordered(REVIEW);
    desk.replied("2026-05-20", Outcome::Disclosed);
    assert_eq!((desk.case.status, desk.case.replies.len()), (Status::Replied, 2));
    let closings: Vec<_> = desk.case.contribution(&national()).unwrap();
    let closed = closings.iter().filter(|(key, _)| matches!(key.measure, Measure::Closed(_))).collect::<Vec<_>>();
    assert_eq!(closed.len(), 1);
    assert_eq!(closed[0].0.measure, Measure::Closed(Outcome::WithheldThirdParty));
    assert_eq!(desk.deadline(DeadlineKind::Redecision, "2026-05-21"), None);
    assert_eq!(desk.refusal(&clerk(), "2026-05-21", draft(Outcome::Disclosed, "第三次")), "already_replied");
}

#[test]
fn a_new_decision_is_reviewed_like_the_first() {
    let mut desk = ordered(REVIEW);
    assert_eq!(desk.refusal(&clerk(), "2026-05-20", dispatch("答复")), "not_reviewed");
    desk.reviewed("2026-05-20", Outcome::Disclosed);
    assert!(desk.asks(&clerk(), "2026-05-20", &dispatch("答复")).is_ok());
}

#[test]
fn what_moved_the_first_period_does_not_apply_to_a_new_decision() {
    let desk = ordered(REVIEW);
    let notice = Command::RequestSupplement { respond_by: on("2026-06-30"), items: text("文号") };
    let extend = Command::Extend { working_days: 10, reason: Some(text("档案调取")) };
    for command in [notice, extend, Command::RequestReasons] {
        assert_eq!(desk.refusal(&crate::support::desk::anybody(99), "2026-05-07", command), "wrong_status");
    }
}

#[test]
fn a_consultation_for_a_new_decision_leaves_the_first_due_date_alone() {
    let mut desk = ordered(REVIEW);
    let kind = ConsultationKind::ThirdParty;
    // Before, it moved the due date of a reply that had left early.
    let mut early = Desk::received("2026-03-02");
    early.replied("2026-03-03", Outcome::WithheldThirdParty).does(&clerk(), "2026-03-04", filed(REVIEW));
    early.does(&clerk(), "2026-03-05", concluded(REVIEW, AppealResult::Corrected, Some(20)));
    for (desk, day) in [(&mut desk, "2026-05-07"), (&mut early, "2026-03-06")] {
        desk.does(&clerk(), day, Command::Consult { kind, with: None });
        let answer = Command::RecordAnswer { kind, consultation: None, consents: Some(true) };
        desk.does(&clerk(), "2026-05-20", answer);
        assert_eq!(desk.due_on("2026-05-20"), Some(on("2026-03-30")));
    }
}

#[test]
fn a_review_under_way_goes_on_when_a_decision_is_ordered() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-04-10", filed(DIRECT)).reviewed("2026-05-05", Outcome::Disclosed);
    desk.does(&clerk(), "2026-05-06", concluded(DIRECT, AppealResult::Corrected, Some(20)));
    assert_eq!(desk.case.status, Status::Cleared);
    assert_eq!(desk.refusal(&reviewer(3), "2026-05-06", pass(0, "答复")), "wrong_status");
    let mut again = desk.clone();
    again.does(&clerk(), "2026-05-06", draft(Outcome::Disclosed, "另一答复"));
    assert_eq!(again.case.status, Status::Redeciding);
    again.does(&clerk(), "2026-05-06", submit("另一答复"));
    assert_eq!(again.case.status, Status::InReview);
    desk.does(&clerk(), "2026-05-06", dispatch("答复"));
    assert_eq!(desk.deadline(DeadlineKind::Redecision, "2026-05-07"), None);
}

#[test]
fn a_complaint_is_closed_once_it_was_made() {
    let mut desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", Command::ConcludeComplaint), "complaint_not_open");
    desk.does(&clerk(), "2026-03-03", Command::FileComplaint).does(&clerk(), "2026-03-20", Command::ConcludeComplaint);
    assert_eq!(desk.refusal(&clerk(), "2026-03-21", Command::ConcludeComplaint), "complaint_not_open");
    let counted = desk.case.contribution(&national()).unwrap();
    assert!(counted.iter().any(|(key, count)| key.measure == Measure::ComplaintFiled && *count == 1));
}
