//! Art 17, R17: three steps by three different people, on exactly what was submitted.

use gongkai::domain::case::{Command, Policy};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{ReviewPolicy, StepRule};
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::status::Status;

use crate::support::desk::{Desk, anybody, clerk, digest, dispatch, draft, file, pass, reply, reviewer, submit, text};

const DAY: &str = "2026-03-10";

/// Drafted and submitted by the case officer.
fn submitted() -> Desk {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "答复")).does(&clerk(), DAY, submit("答复"));
    desk
}

#[test]
fn a_reply_that_three_different_people_passed_is_sent() {
    let mut desk = submitted();
    for step in 1..=3 {
        assert_eq!(desk.case.status, Status::InReview);
        desk.does(&reviewer(step), DAY, pass(u8::try_from(step).unwrap(), "答复"));
    }
    assert_eq!(desk.case.status, Status::Cleared);
    desk.does(&clerk(), DAY, dispatch("答复"));
    assert!(desk.case.status == Status::Replied && desk.case.review_is_evidenced());
}

#[test]
fn nothing_leaves_before_the_last_step_is_passed() {
    let mut desk = submitted();
    for step in 1..=3 {
        assert_eq!(desk.refusal(&clerk(), DAY, dispatch("答复")), "not_reviewed");
        desk.does(&reviewer(step), DAY, pass(u8::try_from(step).unwrap(), "答复"));
    }
    assert!(desk.asks(&clerk(), DAY, &dispatch("答复")).is_ok());
    let unreviewed = Desk::received("2026-03-02");
    assert_eq!(unreviewed.refusal(&anybody(99), DAY, dispatch("答复")), "not_reviewed");
    let recorded = Command::RecordReply { outcome: Outcome::Disclosed, sub_reason: None };
    assert_eq!(unreviewed.refusal(&anybody(99), DAY, recorded), "not_reviewed");
}

#[test]
fn nobody_takes_two_steps() {
    let mut desk = submitted();
    desk.does(&anybody(50), DAY, pass(1, "答复"));
    assert_eq!(desk.refusal(&anybody(50), DAY, pass(2, "答复")), "same_reviewer");
    desk.does(&anybody(51), DAY, pass(2, "答复"));
    for taken in [50, 51] {
        assert_eq!(desk.refusal(&anybody(taken), DAY, pass(3, "答复")), "same_reviewer");
    }
}

#[test]
fn whoever_submitted_the_draft_does_not_review_it_unless_the_agency_says_so() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&anybody(50), DAY, draft(Outcome::Disclosed, "答复")).does(&anybody(50), DAY, submit("答复"));
    assert_eq!(desk.refusal(&anybody(50), DAY, pass(1, "答复")), "own_draft");
    desk.policy.review.drafter_may_review = true;
    assert!(desk.asks(&anybody(50), DAY, &pass(1, "答复")).is_ok());
}

#[test]
fn steps_are_taken_in_their_order_by_those_who_hold_them() {
    let mut desk = submitted();
    assert_eq!(desk.refusal(&reviewer(2), DAY, pass(2, "答复")), "wrong_step");
    assert_eq!(desk.refusal(&reviewer(2), DAY, pass(1, "答复")), "not_authorised");
    assert_eq!(desk.refusal(&Actor::System, DAY, pass(1, "答复")), "not_authorised");
    desk.does(&reviewer(1), DAY, pass(1, "答复"));
    assert_eq!(desk.refusal(&reviewer(1), DAY, pass(1, "答复")), "wrong_step");
}

#[test]
fn a_changed_text_voids_every_step() {
    let mut desk = submitted();
    desk.does(&reviewer(1), DAY, pass(1, "答复")).does(&reviewer(2), DAY, pass(2, "答复"));
    desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "另一答复"));
    assert_eq!((desk.case.status, desk.case.review.is_none()), (Status::Processing, true));
    desk.does(&clerk(), DAY, submit("另一答复"));
    assert_eq!(desk.refusal(&reviewer(3), DAY, pass(3, "另一答复")), "wrong_step");
}

#[test]
fn a_pass_and_a_dispatch_are_of_exactly_what_was_submitted() {
    let mut desk = submitted();
    assert_eq!(desk.refusal(&reviewer(1), DAY, pass(1, "另一答复")), "draft_changed");
    for step in 1..=3 {
        desk.does(&reviewer(step), DAY, pass(u8::try_from(step).unwrap(), "答复"));
    }
    assert_eq!(desk.refusal(&clerk(), DAY, dispatch("另一答复")), "draft_changed");
}

#[test]
fn a_draft_may_still_be_changed_after_it_was_cleared_and_is_reviewed_again() {
    let mut desk = Desk::received("2026-03-02");
    desk.reviewed(DAY, Outcome::Disclosed).does(&clerk(), DAY, draft(Outcome::PartlyDisclosed, "另一答复"));
    assert_eq!(desk.case.status, Status::Processing);
    assert_eq!(desk.refusal(&clerk(), DAY, dispatch("答复")), "not_reviewed");
}

#[test]
fn a_draft_is_sent_back_with_reasons_and_starts_again_at_the_first_step() {
    let mut desk = submitted();
    desk.does(&reviewer(1), DAY, pass(1, "答复"));
    let back = |step, reason: &str| Command::SendBack { step, reason: text(reason) };
    assert_eq!(desk.refusal(&reviewer(2), DAY, back(2, "")), "reason_missing");
    assert_eq!(desk.refusal(&reviewer(1), DAY, back(2, "依据不全")), "not_authorised");
    desk.does(&reviewer(2), DAY, back(2, "依据不全"));
    assert_eq!(desk.case.status, Status::Processing);
    desk.does(&clerk(), DAY, submit("答复"));
    assert_eq!(desk.case.review.as_ref().and_then(gongkai::domain::review::Review::next_step), Some(1));
}

#[test]
fn a_doubt_is_referred_upward_and_the_clock_runs_on() {
    let mut desk = submitted();
    let refer = Command::Refer { step: 1, to: text("市保密局"), reason: text("密级不明") };
    let due_on = desk.due_on(DAY);
    desk.does(&reviewer(1), DAY, refer);
    assert!(desk.case.review.as_ref().unwrap().referred_on.is_some());
    assert_eq!((desk.case.status, desk.due_on("2026-03-20")), (Status::InReview, due_on));
    desk.does(&reviewer(1), "2026-03-20", pass(1, "答复"));
    assert_eq!(desk.case.review.as_ref().unwrap().referred_on, None);
}

#[test]
fn a_case_under_review_is_changed_only_by_sending_it_back() {
    let desk = submitted();
    let notice = Command::RequestSupplement { respond_by: "2026-03-30".parse().unwrap(), items: text("文号") };
    let split = Command::Split { into: vec![text("a"), text("b")] };
    for command in [notice, split, submit("答复"), Command::Suspend { reason: text("中止") }] {
        assert_eq!(desk.refusal(&clerk(), DAY, command), "under_review");
    }
}

#[test]
fn an_agency_may_have_one_to_five_steps() {
    let step = |name: &str| StepRule { name: text(name), role: Role::Examiner };
    for count in 1..=5 {
        let steps = vec![step("审查"); count];
        let review = ReviewPolicy { steps, drafter_may_review: false };
        assert!(review.is_valid());
        let mut desk = Desk::received("2026-03-02");
        desk.policy = Policy { review, ..Policy::default() };
        desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "答复")).does(&clerk(), DAY, submit("答复"));
        for number in 1..=count {
            assert_eq!(desk.case.status, Status::InReview);
            let by = anybody(100 + i64::try_from(number).unwrap());
            desk.does(&by, DAY, pass(u8::try_from(number).unwrap(), "答复"));
        }
        assert_eq!(desk.case.status, Status::Cleared);
    }
    for steps in [Vec::new(), vec![step("审查"); 6]] {
        assert!(!ReviewPolicy { steps, drafter_may_review: false }.is_valid());
    }
}

#[test]
fn steps_added_during_a_review_belong_to_the_next_one() {
    let mut desk = submitted();
    desk.policy.review.steps.push(StepRule { name: text("复核"), role: Role::Supervisor });
    for step in 1..=3 {
        desk.does(&reviewer(step), DAY, pass(u8::try_from(step).unwrap(), "答复"));
    }
    assert_eq!(desk.case.status, Status::Cleared);
}

#[test]
fn what_is_withheld_is_listed_item_by_item_with_article_and_reason() {
    let desk = Desk::received("2026-03-02");
    let with = |change: fn(&mut gongkai::domain::review::Draft)| {
        let mut draft = reply(Outcome::PartlyDisclosed, "答复");
        change(&mut draft);
        Command::DraftReply { draft: Box::new(draft) }
    };
    let refusals = [
        (with(|draft| draft.grounds.clear()), "grounds_missing"),
        (with(|draft| draft.grounds[0].reason = text(" ")), "ground_incomplete"),
        (with(|draft| draft.grounds[0].article.clear()), "ground_incomplete"),
        (with(|draft| draft.grounds[0].outcome = Outcome::Disclosed), "ground_incomplete"),
        (with(|draft| draft.outcome = Outcome::Disclosed), "grounds_unexpected"),
        (with(|draft| draft.text.clear()), "text_missing"),
        (with(|draft| draft.outcome = Outcome::OtherFeeLapsed), "outcome_set_by_system"),
        (with(|draft| draft.attachments.push(file("合同"))), "attachment_unknown"),
    ];
    for (command, code) in refusals {
        assert_eq!(desk.refusal(&clerk(), DAY, command), code);
    }
}

#[test]
fn there_is_nothing_to_submit_without_a_draft() {
    let desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), DAY, submit("答复")), "no_draft");
    assert_eq!(desk.refusal(&reviewer(1), DAY, pass(1, "答复")), "no_draft");
}

#[test]
fn the_history_names_whoever_passed_each_step() {
    let mut desk = submitted();
    desk.does(&reviewer(1), DAY, pass(1, "答复"));
    let review = desk.case.review.as_ref().unwrap();
    assert_eq!(review.digest, digest("答复"));
    assert_eq!(Some(review.passes[0].by), reviewer(1).officer());
}
