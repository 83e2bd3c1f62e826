//! 审查 (art 17, R17): different people, each step in turn, on exactly what was submitted.

use chrono::NaiveDate;

use super::gates::Passage;
use super::{Context, drafting};
use crate::domain::case::{Case, Refused};
use crate::domain::review::{ReplyDigest, Review};
use crate::domain::role::Role;
use crate::domain::status::Status;

/// What must be settled before a reply goes to review: every gate.
pub(super) fn check_submission(case: &Case, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    let shut = case.gates(on, context).into_iter().find_map(|(_, passage)| match passage {
        Passage::Shut(refused) => Some(refused),
        Passage::Open | Passage::NotNeeded => None,
    });
    shut.map_or(Ok(()), Err)
}

/// There is a draft, and none of its files has been marked 涉密 since it was written (R18).
fn check_draft(case: &Case) -> Result<(), Refused> {
    case.draft.as_ref().ok_or(Refused::NoDraft).and_then(|draft| drafting::check_files(case, draft))
}

fn under_review(case: &Case) -> Result<&Review, Refused> {
    case.review.as_ref().ok_or(Refused::NoDraft)
}

/// Whose turn it is: the step is the next one, and the actor holds its role.
pub(super) fn check_turn(case: &Case, step: u8, context: &Context<'_>) -> Result<(), Refused> {
    let review = under_review(case)?;
    let expected = review.next_step().unwrap_or_default();
    if step != expected {
        return Err(Refused::WrongStep { step, expected });
    }
    review.next_rule().map_or(Ok(()), |rule| require(context, rule.role))
}

fn require(context: &Context<'_>, role: Role) -> Result<(), Refused> {
    if context.actor.holds(role) { Ok(()) } else { Err(Refused::NotAuthorised { role }) }
}

pub(super) fn check_pass(case: &Case, step: u8, digest: &ReplyDigest, context: &Context<'_>) -> Result<(), Refused> {
    let review = under_review(case)?;
    if review.digest != *digest {
        return Err(Refused::DraftChanged);
    }
    check_draft(case)?;
    check_turn(case, step, context)?;
    let Some(officer) = context.actor.officer() else {
        return review.next_rule().map_or(Ok(()), |rule| Err(Refused::NotAuthorised { role: rule.role }));
    };
    if review.has_been_taken_by(officer) {
        return Err(Refused::SameReviewer);
    }
    if review.submitted_by == Some(officer) && !context.policy.review.drafter_may_review {
        return Err(Refused::OwnDraft);
    }
    Ok(())
}

/// Nothing leaves without a finished review of exactly these bytes.
pub(super) fn check_dispatch(case: &Case, digest: &ReplyDigest) -> Result<(), Refused> {
    match &case.review {
        Some(review) if case.status == Status::Cleared && review.is_finished() => {
            if review.digest == *digest {
                check_draft(case)
            } else {
                Err(Refused::DraftChanged)
            }
        }
        Some(_) | None => Err(Refused::NotReviewed),
    }
}
