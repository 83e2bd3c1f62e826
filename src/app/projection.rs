//! The row of a case: what lists and searches read, computed from the case alone.
//!
//! A row does not depend on the day it is written. A consultation runs out by itself, so the row holds
//! the date as it will be if nobody answers, and until when the clock stands; nothing needs to be
//! touched at midnight, and `check` can compute every row again.

use chrono::NaiveDateTime;

use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::case::Case;
use crate::domain::deadline;
use crate::domain::ids::ApplicantId;
use crate::domain::status::{ClockState, Status};
use crate::store::cases::{CaseState, NO_DUE_DATE};
use crate::store::review_hands;

/// The row of a case.
///
/// # Errors
/// [`OutsideCalendar`] if its dates lie outside the years for which there is a calendar.
pub fn project(
    case: &Case,
    calendar: &Calendar,
    applicant: ApplicantId,
    source_digest: Option<&str>,
    updated_at: NaiveDateTime,
) -> Result<CaseState, OutsideCalendar> {
    let outlook = deadline::outlook(case, calendar)?;
    let due_on = outlook.and_then(|outlook| outlook.due_on);
    let clock = match (case.is_open(), due_on) {
        (false, _) => ClockState::Closed,
        (true, Some(_)) => ClockState::Running,
        (true, None) => ClockState::Stopped,
    };
    let round = case.review.as_ref().filter(|_| case.status == Status::InReview);
    Ok(CaseState {
        applicant_id: applicant,
        version: i32::try_from(case.version).unwrap_or(i32::MAX),
        status: case.status,
        channel: case.channel,
        category: case.category,
        subject: case.request.subject.clone(),
        regime: case.regime.as_ref().map(|regime| regime.id),
        submitted_on: Some(case.submitted_on),
        received_on: case.received_on.map(|received| received.on),
        due_on,
        stopped_until: outlook.and_then(|outlook| outlook.stopped_until),
        due_provisional: outlook.is_some_and(|outlook| outlook.provisional),
        clock,
        due_key: due_on.unwrap_or(NO_DUE_DATE),
        is_open: case.is_open(),
        closed_on: case.closed.as_ref().map(|closure| closure.on.on),
        outcome: case.closed.as_ref().map(|closure| closure.outcome),
        assignee_id: case.assignee,
        section_id: case.section,
        source_digest: source_digest.map(str::to_owned),
        updated_at,
        review_role: round.and_then(|round| round.next_rule()).map(|rule| rule.role),
        review_hands: round.map(review_hands::of),
        next_on: deadline::awaited(case, calendar)?.iter().map(|awaited| awaited.last_on).min(),
    })
}
