//! 何时告知: on which day a case is pointed out, from its history and the calendar alone.

use chrono::{Days, NaiveDate};

use super::{DutyPolicy, NoticeKind};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::case::Case;
use crate::domain::code::coded_enum;
use crate::domain::deadline::{Awaited, DeadlineKind, awaited};

/// 将届满的期限.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending {
    /// As what it is told.
    pub notice: NoticeKind,
    /// What runs out, and when.
    pub awaited: Awaited,
}

/// What runs out in a case within the working days that the agency wants to be told before, today included.
///
/// # Errors
/// [`OutsideCalendar`] if a count leaves the years for which there is a calendar.
pub fn endings(
    case: &Case,
    policy: &DutyPolicy,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Ending>, OutsideCalendar> {
    let mut endings = Vec::new();
    for awaited in awaited(case, calendar)? {
        let Some(notice) = notice_of(awaited.kind) else { continue };
        let begun = awaited.from < today && today <= awaited.last_on;
        if begun && calendar.working_days_between(today, awaited.last_on)?.working_days <= policy.remind_before {
            endings.push(Ending { notice, awaited });
        }
    }
    Ok(endings)
}

/// As what the end of a period is told; `None` for what an office tells itself.
fn notice_of(kind: DeadlineKind) -> Option<NoticeKind> {
    match kind {
        DeadlineKind::SupplementAnswer => Some(NoticeKind::SupplementEnding),
        DeadlineKind::FeePayment => Some(NoticeKind::FeeEnding),
        DeadlineKind::ThirdParty => Some(NoticeKind::ThirdPartyEnding),
        DeadlineKind::ReconsiderationAnswer => Some(NoticeKind::ReconsiderationAnswerEnding),
        DeadlineKind::CourtAnswer => Some(NoticeKind::CourtAnswerEnding),
        DeadlineKind::Reply
        | DeadlineKind::SupplementNotice
        | DeadlineKind::Agency
        | DeadlineKind::Extension
        | DeadlineKind::Draft
        | DeadlineKind::ReviewStep
        | DeadlineKind::Redecision => None,
    }
}

/// 复议期限将届满 (FYF 20): the last day for asking for a review of the last reply, if it is as near as the agency
/// wants to be told before, and nobody has asked yet. It counts from the day the reply was delivered; without that
/// day nobody can say.
///
/// # Errors
/// As [`endings`].
pub fn remedy_ending(
    case: &Case,
    policy: &DutyPolicy,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Option<Awaited>, OutsideCalendar> {
    let (Some(regime), Some(reply)) = (case.regime.as_deref(), case.replies.last()) else { return Ok(None) };
    let Some(delivered) = reply.delivered_on.filter(|_| case.appeals.is_empty()) else { return Ok(None) };
    let days = Days::new(regime.remedies.reconsideration_within_days.into());
    let last_on = delivered.on.checked_add_days(days).unwrap_or(NaiveDate::MAX);
    let is_near = delivered.on < today
        && today <= last_on
        && calendar.working_days_between(today, last_on)?.working_days <= policy.remind_before;
    let kind = DeadlineKind::ReconsiderationAnswer;
    Ok(is_near.then_some(Awaited { kind, about: delivered.version, from: delivered.on, last_on }))
}

coded_enum! {
    /// 逾期不再处理的原因.
    LapseKind {
        /// 逾期不补正 (art 30)
        Supplement = "supplement",
        /// 逾期不缴费 (FEE art 6)
        Fee = "fee",
    }
}

/// 逾期: the applicant's last day has passed, and the days of grace after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    /// What was not done.
    pub kind: LapseKind,
    /// The notice, by its number in the case's history.
    pub about: u32,
    /// The last day.
    pub last_on: NaiveDate,
}

/// What lets a case end on a day, if something does.
///
/// # Errors
/// As [`endings`].
pub fn lapse(
    case: &Case,
    policy: &DutyPolicy,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Option<Lapse>, OutsideCalendar> {
    for Awaited { kind, about, last_on, .. } in awaited(case, calendar)? {
        let kind = match kind {
            DeadlineKind::SupplementAnswer => LapseKind::Supplement,
            DeadlineKind::FeePayment => LapseKind::Fee,
            DeadlineKind::Reply
            | DeadlineKind::SupplementNotice
            | DeadlineKind::ThirdParty
            | DeadlineKind::Agency
            | DeadlineKind::Extension
            | DeadlineKind::Draft
            | DeadlineKind::ReviewStep
            | DeadlineKind::ReconsiderationAnswer
            | DeadlineKind::CourtAnswer
            | DeadlineKind::Redecision => continue,
        };
        if today > calendar.add_working_days(last_on, policy.lapse_grace)?.on {
            return Ok(Some(Lapse { kind, about, last_on }));
        }
    }
    Ok(None)
}

/// R9: whether receipt should have been confirmed by now: a whole working day lies between.
///
/// # Errors
/// As [`endings`].
pub fn is_unconfirmed_too_long(
    submitted_on: NaiveDate,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<bool, OutsideCalendar> {
    Ok(calendar.working_days_between(submitted_on, today)?.working_days > 1)
}
