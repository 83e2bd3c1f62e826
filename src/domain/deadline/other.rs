//! 其他期限: the periods beside the reply, each counted by the same walk.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::reply::{remaining, reply};
use super::trace::{Cause, TraceEntry};
use super::walk::{Count, walk};
use super::{Deadline, DeadlineKind};
use crate::domain::appeal::{Appeal, Redecision};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::case::{Case, ConsultationKind, Policy};
use crate::domain::regime::{Period, Regime};
use crate::domain::status::{DeadlineState, Status};

/// Every deadline that is of interest in a case as of a day, 答复期限 first.
///
/// # Errors
/// [`OutsideCalendar`] if a count leaves the years for which there is a calendar.
pub fn all(
    case: &Case,
    policy: &Policy,
    calendar: &Calendar,
    as_of: NaiveDate,
) -> Result<Vec<Deadline>, OutsideCalendar> {
    let mut deadlines: Vec<Deadline> = reply(case, calendar, as_of)?.into_iter().collect();
    let extendable = deadlines.first().and_then(|reply| extension(case, reply));
    if let Some(regime) = case.regime.as_deref() {
        let others = Others { case, regime, policy, calendar, as_of };
        deadlines.extend(extendable);
        others.collect(&mut deadlines)?;
    }
    Ok(deadlines)
}

/// R5: an extension is notified on or before the due date in force.
fn extension(case: &Case, reply: &Deadline) -> Option<Deadline> {
    let possible = case.is_open() && case.extension.is_none() && reply.state == DeadlineState::Running;
    possible.then(|| Deadline { kind: DeadlineKind::Extension, ..reply.clone() })
}

struct Others<'a> {
    case: &'a Case,
    regime: &'a Regime,
    policy: &'a Policy,
    calendar: &'a Calendar,
    as_of: NaiveDate,
}

impl Others<'_> {
    fn collect(&self, deadlines: &mut Vec<Deadline>) -> Result<(), OutsideCalendar> {
        deadlines.extend(self.supplement_notice()?);
        deadlines.extend(self.supplement_answer()?);
        self.consultations(deadlines)?;
        deadlines.extend(self.fee_payment()?);
        deadlines.extend(self.draft()?);
        deadlines.extend(self.review_step()?);
        for appeal in self.case.appeals.iter().filter(|appeal| appeal.concluded.is_none()) {
            deadlines.push(self.appeal_answer(appeal)?);
        }
        deadlines.extend(self.redecision()?);
        Ok(())
    }

    /// Art 30: the notice within 7 working days of receipt; of interest until they have passed, or for good
    /// if it was given.
    fn supplement_notice(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let (Some(period), Some(received)) = (&self.regime.supplement.notice_within, self.case.received_on) else {
            return Ok(None);
        };
        let given = self.case.supplement.as_ref().map(|supplement| supplement.requested_on.on);
        let deadline = self.count(DeadlineKind::SupplementNotice, received.on, period, given)?;
        let of_interest = given.is_some() || (self.case.is_open() && deadline.due_on >= Some(self.as_of));
        Ok(of_interest.then_some(deadline))
    }

    fn supplement_answer(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let Some(supplement) = &self.case.supplement else { return Ok(None) };
        let article = &self.regime.supplement.article;
        let done = supplement.received_on.map(|it| it.on);
        let (from, due_on) = (supplement.requested_on.on, supplement.respond_by);
        self.fixed(DeadlineKind::SupplementAnswer, from, due_on, article, done).map(Some)
    }

    fn consultations(&self, deadlines: &mut Vec<Deadline>) -> Result<(), OutsideCalendar> {
        for letter in &self.case.consultations {
            let (kind, period) = match letter.kind {
                ConsultationKind::ThirdParty => (DeadlineKind::ThirdParty, &self.regime.third_party),
                ConsultationKind::Agency => (DeadlineKind::Agency, &self.regime.agency),
            };
            deadlines.push(self.count(kind, letter.sent_on.on, period, letter.answered_on.map(|it| it.on))?);
        }
        Ok(())
    }

    fn fee_payment(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let (Some(notice), Some(period)) = (self.case.open_fee(), &self.regime.fee.payable_within) else {
            return Ok(None);
        };
        self.count(DeadlineKind::FeePayment, notice.notified_on.on, period, None).map(Some)
    }

    fn draft(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let (Some(received), true) = (self.case.received_on, self.case.status == Status::Processing) else {
            return Ok(None);
        };
        if self.case.draft.is_some() {
            return Ok(None);
        }
        let start = self.case.supplement.as_ref().and_then(|it| it.received_on).map_or(received.on, |it| it.on);
        self.internal(DeadlineKind::Draft, start, self.policy.internal.draft_by).map(Some)
    }

    fn review_step(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let Some(review) = self.case.review.as_ref().filter(|review| !review.is_finished()) else { return Ok(None) };
        let days = self.policy.internal.review_step;
        self.internal(DeadlineKind::ReviewStep, review.waiting_since(), days).map(Some)
    }

    fn appeal_answer(&self, appeal: &Appeal) -> Result<Deadline, OutsideCalendar> {
        let remedies = &self.regime.remedies;
        let filed_on = appeal.filed_on.on;
        if appeal.is_litigation() {
            let period = &remedies.court_answer;
            let due_on = filed_on.checked_add_days(Days::new(period.days.into())).unwrap_or(NaiveDate::MAX);
            return self.fixed(DeadlineKind::CourtAnswer, filed_on, due_on, &period.article, appeal.answered_on);
        }
        let simple = appeal.simple_procedure;
        let period = if simple { &remedies.reconsideration_answer_simple } else { &remedies.reconsideration_answer };
        self.count(DeadlineKind::ReconsiderationAnswer, filed_on, period, appeal.answered_on)
    }

    /// R15: what a decision on appeal, or a court, ordered.
    fn redecision(&self) -> Result<Option<Deadline>, OutsideCalendar> {
        let Redecision::Ordered { on, within_working_days, by_court } = self.case.redecision else { return Ok(None) };
        let article =
            if by_court { &self.regime.remedies.court_ordered_disclosure.article } else { &self.regime.reply.article };
        let period = Period { working_days: within_working_days, article: Arc::clone(article) };
        self.count(DeadlineKind::Redecision, on, &period, None).map(Some)
    }

    fn internal(&self, kind: DeadlineKind, start: NaiveDate, days: u32) -> Result<Deadline, OutsideCalendar> {
        let period = Period { working_days: days, article: Arc::clone(&self.regime.suspension.article) };
        self.count(kind, start, &period, None)
    }

    /// A period of working days from a day, without pauses.
    fn count(
        &self,
        kind: DeadlineKind,
        start: NaiveDate,
        period: &Period,
        done: Option<NaiveDate>,
    ) -> Result<Deadline, OutsideCalendar> {
        let mut trace = vec![self.started(start, &period.article)];
        let length = Cause::Period { working_days: period.working_days };
        trace.push(TraceEntry { cause: length, ..self.started(start, &period.article) });
        let count = Count { start, working_days: period.working_days, extension: None, pauses: &[], until: None };
        let walked = walk(&count, self.calendar, &mut trace)?;
        let due_on = walked.due_on.unwrap_or(start);
        self.finish(kind, due_on, walked.provisional, done, trace)
    }

    /// A period whose last day is given: named in a notice, or counted in calendar days.
    fn fixed(
        &self,
        kind: DeadlineKind,
        start: NaiveDate,
        due_on: NaiveDate,
        article: &Arc<str>,
        done: Option<NaiveDate>,
    ) -> Result<Deadline, OutsideCalendar> {
        self.finish(kind, due_on, false, done, vec![self.started(start, article)])
    }

    fn finish(
        &self,
        kind: DeadlineKind,
        due_on: NaiveDate,
        provisional: bool,
        done: Option<NaiveDate>,
        mut trace: Vec<TraceEntry>,
    ) -> Result<Deadline, OutsideCalendar> {
        trace.push(TraceEntry {
            from: due_on,
            to: due_on,
            cause: Cause::Due,
            ..self.started(due_on, &self.regime.reply.article)
        });
        if let Some(last) = trace.last_mut() {
            last.article = None;
        }
        let late = done.unwrap_or(self.as_of) > due_on;
        let state = match (done.is_some(), late) {
            (_, true) => DeadlineState::Late,
            (true, false) => DeadlineState::Met,
            (false, false) => DeadlineState::Running,
        };
        Ok(Deadline {
            kind,
            due_on: Some(due_on),
            provisional,
            due_if_restarted_today: None,
            remaining_working_days: Some(remaining(self.calendar, self.as_of, due_on)?),
            state,
            trace,
        })
    }

    fn started(&self, on: NaiveDate, article: &Arc<str>) -> TraceEntry {
        TraceEntry {
            from: on,
            to: on,
            working_days: 0,
            counted: 0,
            cause: Cause::Started,
            article: Some(Arc::clone(article)),
        }
    }
}
