//! 经手人: who has had a hand in a round of review, as text in the row of the case: `/submitted-5/passed-3/`.
//!
//! Nobody takes two steps of one round, nor, in most agencies, a step over a draft of their own (R17). A
//! list of what waits for a person leaves those cases out, whatever has happened in the round so far.

use crate::domain::ids::OfficerId;
use crate::domain::review::Review;

/// The text of a round.
///
/// ```
/// use chrono::NaiveDate;
/// use gongkai_core::domain::{ids::OfficerId, review::{Pass, ReplyDigest, Review}};
/// use gongkai_core::store::review_hands;
/// let on = NaiveDate::default();
/// let round = Review {
///     digest: ReplyDigest(String::new()), submitted_by: Some(OfficerId(5)), submitted_on: on, steps: vec![],
///     passes: vec![Pass { step: 1, by: OfficerId(3), on }], referred_on: None,
/// };
/// assert_eq!(review_hands::of(&round), "/submitted-5/passed-3/");
/// ```
#[must_use]
pub fn of(round: &Review) -> String {
    let submitted = round.submitted_by.map(|officer| format!("submitted-{}/", officer.0));
    let passed = round.passes.iter().map(|pass| format!("passed-{}/", pass.by.0));
    std::iter::once("/".to_owned()).chain(submitted).chain(passed).collect()
}

/// What the text of a round is like that this person submitted.
pub(super) fn submitted_by(officer: OfficerId) -> String {
    format!("%/submitted-{}/%", officer.0)
}

/// What the text of a round is like of which this person has passed a step.
pub(super) fn passed_by(officer: OfficerId) -> String {
    format!("%/passed-{}/%", officer.0)
}

/// Whether the text of a round says that this person submitted it.
pub(super) fn has_submitted(hands: &str, officer: OfficerId) -> bool {
    hands.contains(&format!("/submitted-{}/", officer.0))
}

/// Whether the text of a round says that this person has passed a step of it.
pub(super) fn has_passed(hands: &str, officer: OfficerId) -> bool {
    hands.contains(&format!("/passed-{}/", officer.0))
}
