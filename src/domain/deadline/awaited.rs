//! 等待中的期限: what runs out beside the reply, as a case's history alone gives it, whatever day it is.

use chrono::{Days, NaiveDate};

use super::DeadlineKind;
use crate::domain::appeal::{Appeal, Redecision};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::case::{Case, ConsultationKind};
use crate::domain::regime::Regime;

/// 等待中的期限: something that somebody owes, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Awaited {
    /// What is owed.
    pub kind: DeadlineKind,
    /// The event it began with, by its number in the case's history; 0 for a new decision.
    pub about: u32,
    /// The day it began.
    pub from: NaiveDate,
    /// Its last day.
    pub last_on: NaiveDate,
}

/// Everything that is awaited in a case beside the reply: 补正、缴费、征求意见、复议答复、应诉答辩、重新办理.
///
/// # Errors
/// [`OutsideCalendar`] if a count leaves the years for which there is a calendar.
pub fn awaited(case: &Case, calendar: &Calendar) -> Result<Vec<Awaited>, OutsideCalendar> {
    let Some(regime) = case.regime.as_deref() else { return Ok(Vec::new()) };
    let mut found: Vec<Awaited> = supplement(case).into_iter().collect();
    found.extend(payment(case, regime, calendar)?);
    for kind in ConsultationKind::ALL.iter().filter(|_| case.is_open()) {
        let (deadline, period) = match kind {
            ConsultationKind::ThirdParty => (DeadlineKind::ThirdParty, &regime.third_party),
            ConsultationKind::Agency => (DeadlineKind::Agency, &regime.agency),
        };
        for letter in case.open_consultations(*kind) {
            let (from, about) = (letter.sent_on.on, letter.sent_on.version);
            let last_on = calendar.add_working_days(from, period.working_days)?.on;
            found.push(Awaited { kind: deadline, about, from, last_on });
        }
    }
    for appeal in case.appeals.iter().filter(|it| it.concluded.is_none() && it.answered_on.is_none()) {
        found.push(answer(appeal, regime, calendar)?);
    }
    if let Redecision::Ordered { on, within_working_days, by_court: _ } = case.redecision {
        let last_on = calendar.add_working_days(on, within_working_days)?.on;
        found.push(Awaited { kind: DeadlineKind::Redecision, about: 0, from: on, last_on });
    }
    Ok(found)
}

fn supplement(case: &Case) -> Option<Awaited> {
    let supplement = case.open_supplement()?;
    Some(Awaited {
        kind: DeadlineKind::SupplementAnswer,
        about: supplement.requested_on.version,
        from: supplement.requested_on.on,
        last_on: supplement.respond_by,
    })
}

fn payment(case: &Case, regime: &Regime, calendar: &Calendar) -> Result<Option<Awaited>, OutsideCalendar> {
    let (Some(notice), Some(period)) = (case.open_fee(), &regime.fee.payable_within) else { return Ok(None) };
    let (from, about) = (notice.notified_on.on, notice.notified_on.version);
    let last_on = calendar.add_working_days(from, period.working_days)?.on;
    Ok(Some(Awaited { kind: DeadlineKind::FeePayment, about, from, last_on }))
}

/// FYF 48, 54 in working days; SSF 67 in calendar days.
fn answer(appeal: &Appeal, regime: &Regime, calendar: &Calendar) -> Result<Awaited, OutsideCalendar> {
    let (remedies, from, about) = (&regime.remedies, appeal.filed_on.on, appeal.filed_on.version);
    if appeal.is_litigation() {
        let days = Days::new(remedies.court_answer.days.into());
        let last_on = from.checked_add_days(days).unwrap_or(NaiveDate::MAX);
        return Ok(Awaited { kind: DeadlineKind::CourtAnswer, about, from, last_on });
    }
    let simple = appeal.simple_procedure;
    let period = if simple { &remedies.reconsideration_answer_simple } else { &remedies.reconsideration_answer };
    let last_on = calendar.add_working_days(from, period.working_days)?.on;
    Ok(Awaited { kind: DeadlineKind::ReconsiderationAnswer, about, from, last_on })
}
