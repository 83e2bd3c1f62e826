//! 答复期限 (art 33; R1–R7): the clock that the law sets the agency.

use std::sync::Arc;

use chrono::NaiveDate;

use super::trace::{Cause, Pauses, TraceEntry};
use super::walk::{Addition, Count, Pause, Walk, walk};
use super::{Deadline, DeadlineKind};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::case::{Case, Consultation, ConsultationKind, Dated, FeeEnd};
use crate::domain::regime::{Effect, Regime};
use crate::domain::status::DeadlineState;

/// 答复期限 of a case as of a day; `None` until it has been received.
///
/// The case must be folded from the steps up to `as_of`.
///
/// # Errors
/// [`OutsideCalendar`] if the count leaves the years for which there is a calendar.
pub fn reply(case: &Case, calendar: &Calendar, as_of: NaiveDate) -> Result<Option<Deadline>, OutsideCalendar> {
    match ReplyClock::of(case, calendar, as_of)? {
        Some(clock) => clock.deadline().map(Some),
        None => Ok(None),
    }
}

/// 答复期限 as a case's history alone gives it, whatever day it is: what a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// The last day if open consultations run out unanswered; `None` while a supplement or a payment is
    /// awaited, which nobody can date.
    pub due_on: Option<NaiveDate>,
    /// 暂定 (R2).
    pub provisional: bool,
    /// The last day of the longest open consultation: until then the clock stands.
    pub stopped_until: Option<NaiveDate>,
}

/// The outlook of a case; `None` until it has been received.
///
/// # Errors
/// [`OutsideCalendar`] if the count leaves the years for which there is a calendar.
pub fn outlook(case: &Case, calendar: &Calendar) -> Result<Option<Outlook>, OutsideCalendar> {
    match ReplyClock::of(case, calendar, NaiveDate::MAX)? {
        Some(clock) => clock.outlook().map(Some),
        None => Ok(None),
    }
}

/// The facts that the reply clock runs on.
#[derive(Debug)]
pub struct ReplyClock<'a> {
    case: &'a Case,
    regime: &'a Regime,
    calendar: &'a Calendar,
    /// The day as of which the clock is read: today, or the day on which the case ended.
    as_of: NaiveDate,
    /// The day from which the period in force counts.
    start: Dated,
    /// Stretches that do not count and are over.
    pauses: Vec<Pause>,
    /// Stretches that are not over: since when, and what is awaited.
    stops: Vec<Pause>,
    /// Whether what is awaited will start the period afresh (补正, 缴费).
    restart_awaited: bool,
}

impl<'a> ReplyClock<'a> {
    /// Reads the clock's facts from a case.
    ///
    /// # Errors
    /// As [`reply`].
    pub fn of(case: &'a Case, calendar: &'a Calendar, as_of: NaiveDate) -> Result<Option<Self>, OutsideCalendar> {
        let (Some(received_on), Some(regime)) = (case.received_on, case.regime.as_deref()) else {
            return Ok(None);
        };
        let as_of = case.closed.as_ref().map_or(as_of, |closure| closure.on.on.min(as_of));
        let mut clock = Self {
            case,
            regime,
            calendar,
            as_of,
            start: received_on,
            pauses: Vec::new(),
            stops: Vec::new(),
            restart_awaited: false,
        };
        clock.read_supplement();
        clock.read_fees();
        clock.read_suspensions();
        // A letter of a re-decision does not touch the period of the first reply (R15).
        let first =
            |letter: &&Consultation| case.closed.as_ref().is_none_or(|it| letter.sent_on.version < it.on.version);
        for letter in case.consultations.iter().filter(first) {
            clock.read_consultation(letter)?;
        }
        if case.closed.is_some() {
            clock.end_stops();
        }
        Ok(Some(clock))
    }

    /// R3: a corrected request starts the period afresh (2019), or the wait for it does not count (2008).
    fn read_supplement(&mut self) {
        let Some(supplement) = &self.case.supplement else { return };
        let rule = &self.regime.supplement;
        let holds = Pauses { supplement: true, ..Pauses::default() };
        match (supplement.received_on, rule.effect) {
            (Some(received), Effect::Restarts) => self.restart(received),
            (Some(received), Effect::Pauses) => {
                self.pause(supplement.requested_on.on, received.on, holds, &rule.article);
            }
            (None, Effect::Restarts | Effect::Pauses) if !supplement.lapsed => {
                self.restart_awaited |= rule.effect == Effect::Restarts;
                self.stop(supplement.requested_on.on, holds, &rule.article);
            }
            (None, Effect::Restarts | Effect::Pauses) => {
                self.pause(supplement.requested_on.on, self.as_of, holds, &rule.article);
            }
            (_, Effect::None) => {}
        }
    }

    /// R6: between notice and payment the clock stands, and payment starts the period afresh. A notice that
    /// is withdrawn or waived leaves a pause: what was stopped was stopped, and nothing was paid.
    fn read_fees(&mut self) {
        let rule = &self.regime.fee;
        let holds = Pauses { fee: true, ..Pauses::default() };
        for notice in &self.case.fees {
            match (&notice.end, rule.effect) {
                (Some(FeeEnd::Paid { on, .. }), Effect::Restarts) => self.restart(*on),
                (Some(FeeEnd::Paid { on, .. } | FeeEnd::Dropped { on }), Effect::Restarts | Effect::Pauses) => {
                    self.pause(notice.notified_on.on, on.on, holds, &rule.article);
                }
                (Some(FeeEnd::Lapsed), Effect::Restarts | Effect::Pauses) => {
                    self.pause(notice.notified_on.on, self.as_of, holds, &rule.article);
                }
                (None, Effect::Restarts | Effect::Pauses) => {
                    self.restart_awaited |= rule.effect == Effect::Restarts;
                    self.stop(notice.notified_on.on, holds, &rule.article);
                }
                (_, Effect::None) => {}
            }
        }
    }

    /// R8: nothing, unless the agency's regime says that a suspension stops the clock.
    fn read_suspensions(&mut self) {
        let rule = &self.regime.suspension;
        if rule.effect != Effect::Pauses {
            return;
        }
        let holds = Pauses { suspension: true, ..Pauses::default() };
        for (suspended, resumed) in &self.case.suspensions {
            match resumed {
                Some(resumed) => self.pause(suspended.on, resumed.on, holds, &rule.article),
                None => self.stop(suspended.on, holds, &rule.article),
            }
        }
    }

    /// R4: until the answer, or until the 15 working days have run out, whichever is first.
    fn read_consultation(&mut self, letter: &Consultation) -> Result<(), OutsideCalendar> {
        let (period, holds) = match letter.kind {
            ConsultationKind::ThirdParty => {
                (&self.regime.third_party, Pauses { third_party: true, ..Pauses::default() })
            }
            ConsultationKind::Agency => (&self.regime.agency, Pauses { agency: true, ..Pauses::default() }),
        };
        let sent_on = letter.sent_on.on;
        let limit = self.limit(letter)?;
        match letter.answered_on {
            Some(answered) => self.pause(sent_on, answered.on.min(limit), holds, &period.article),
            None if self.as_of > limit => self.pause(sent_on, limit, holds, &period.article),
            None => self.stop(sent_on, holds, &period.article),
        }
        Ok(())
    }

    fn restart(&mut self, at: Dated) {
        if at.version > self.start.version {
            self.start = at;
        }
    }

    fn pause(&mut self, from: NaiveDate, to: NaiveDate, holds: Pauses, article: &Arc<str>) {
        self.pauses.push(Pause { from, to, holds, article: Arc::clone(article) });
    }

    fn stop(&mut self, from: NaiveDate, holds: Pauses, article: &Arc<str>) {
        self.stops.push(Pause { from, to: NaiveDate::MAX, holds, article: Arc::clone(article) });
    }

    /// What was still awaited when the case ended held the clock until that day and no longer.
    fn end_stops(&mut self) {
        let until = self.as_of;
        self.pauses.extend(self.stops.drain(..).map(|stop| Pause { to: until, ..stop }));
        self.restart_awaited = false;
    }

    /// The extension, unless the period it belonged to was started afresh (R5).
    fn extension(&self) -> Option<Addition<'_>> {
        let extension = self.case.extension.filter(|extension| extension.on.version > self.start.version)?;
        Some(Addition {
            on: extension.on.on,
            working_days: extension.working_days,
            later_date: extension.later_date,
            article: &self.regime.extension.article,
        })
    }

    /// The last day if everything awaited came in today.
    fn due_if_restarted_today(&self) -> Result<(NaiveDate, bool), OutsideCalendar> {
        let mut pauses = self.pauses.clone();
        pauses.extend(self.stops.iter().map(|stop| Pause { to: self.as_of, ..stop.clone() }));
        let (start, extension) =
            if self.restart_awaited { (self.as_of, None) } else { (self.start.on, self.extension()) };
        let count =
            Count { start, working_days: self.regime.reply.working_days, extension, pauses: &pauses, until: None };
        let walked = walk(&count, self.calendar, &mut Vec::new())?;
        Ok(self.last_day(&walked).unwrap_or((self.as_of, false)))
    }

    /// The last day and whether it is 暂定. R7: a later date that was set with reasons wins, if it is later; it
    /// is not counted, so no calendar can move it.
    fn last_day(&self, walked: &Walk) -> Option<(NaiveDate, bool)> {
        let counted = walked.due_on?;
        let later = self.case.later_date.filter(|later| *later > counted);
        Some(later.map_or((counted, walked.provisional), |later| (later, false)))
    }

    /// Read as of a day on which every consultation has run out.
    fn outlook(&self) -> Result<Outlook, OutsideCalendar> {
        if !self.stops.is_empty() {
            return Ok(Outlook { due_on: None, provisional: false, stopped_until: None });
        }
        let count = Count {
            start: self.start.on,
            working_days: self.regime.reply.working_days,
            extension: self.extension(),
            pauses: &self.pauses,
            until: None,
        };
        let walked = walk(&count, self.calendar, &mut Vec::new())?;
        let (due_on, provisional) = self.last_day(&walked).unzip();
        Ok(Outlook { due_on, provisional: provisional.unwrap_or(false), stopped_until: self.stopped_until()? })
    }

    fn stopped_until(&self) -> Result<Option<NaiveDate>, OutsideCalendar> {
        let open = self.case.consultations.iter().filter(|letter| letter.answered_on.is_none());
        let mut last = None;
        for letter in open.filter(|_| self.case.is_open()) {
            last = last.max(Some(self.limit(letter)?));
        }
        Ok(last)
    }

    /// The last day of a consultation's 15 working days.
    fn limit(&self, letter: &Consultation) -> Result<NaiveDate, OutsideCalendar> {
        let period = match letter.kind {
            ConsultationKind::ThirdParty => &self.regime.third_party,
            ConsultationKind::Agency => &self.regime.agency,
        };
        Ok(self.calendar.add_working_days(letter.sent_on.on, period.working_days)?.on)
    }

    fn deadline(&self) -> Result<Deadline, OutsideCalendar> {
        let mut trace = self.opening_entries();
        let stopped_since = self.stops.iter().map(|stop| stop.from.max(self.start.on)).min();
        let count = Count {
            start: self.start.on,
            working_days: self.regime.reply.working_days,
            extension: self.extension(),
            pauses: &self.pauses,
            until: stopped_since,
        };
        let walked = walk(&count, self.calendar, &mut trace)?;
        if let Some(since) = stopped_since {
            return self.stopped(since, trace);
        }
        let (due_on, provisional) = self.last_day(&walked).unzip();
        if let Some(due_on) = due_on {
            let counted = trace.last().map_or(0, |entry| entry.counted);
            if walked.due_on != Some(due_on) {
                trace.push(TraceEntry { counted, ..self.entry(due_on, Cause::LaterDate, None) });
            }
            trace.push(TraceEntry { counted, ..self.entry(due_on, Cause::Due, None) });
        }
        Ok(Deadline {
            kind: DeadlineKind::Reply,
            due_on,
            provisional: provisional.unwrap_or(false),
            due_if_restarted_today: None,
            remaining_working_days: due_on.map(|due_on| self.remaining(due_on)).transpose()?,
            state: self.state(due_on),
            trace,
        })
    }

    fn stopped(&self, since: NaiveDate, mut trace: Vec<TraceEntry>) -> Result<Deadline, OutsideCalendar> {
        let holds = self.stops.iter().fold(Pauses::default(), |all, stop| all.and(stop.holds));
        let article = self.stops.first().map(|stop| Arc::clone(&stop.article));
        let counted = trace.last().map_or(0, |entry| entry.counted);
        let to = self.as_of.max(since);
        trace.push(TraceEntry { from: since, to, working_days: 0, counted, cause: Cause::Stopped(holds), article });
        let (restarted, provisional) = self.due_if_restarted_today()?;
        Ok(Deadline {
            kind: DeadlineKind::Reply,
            due_on: None,
            provisional,
            due_if_restarted_today: Some(restarted),
            remaining_working_days: Some(self.remaining(restarted)?),
            state: DeadlineState::Stopped,
            trace,
        })
    }

    fn state(&self, due_on: Option<NaiveDate>) -> DeadlineState {
        let late = due_on.is_some_and(|due_on| self.as_of > due_on);
        match &self.case.closed {
            Some(closure) if !closure.by_reply || !late => DeadlineState::Met,
            Some(_) => DeadlineState::Late,
            None if late => DeadlineState::Late,
            None => DeadlineState::Running,
        }
    }

    fn remaining(&self, due_on: NaiveDate) -> Result<i64, OutsideCalendar> {
        remaining(self.calendar, self.as_of, due_on)
    }

    fn entry(&self, on: NaiveDate, cause: Cause, article: Option<&Arc<str>>) -> TraceEntry {
        TraceEntry { from: on, to: on, working_days: 0, counted: 0, cause, article: article.cloned() }
    }

    /// What happened before the period in force began, and its length.
    fn opening_entries(&self) -> Vec<TraceEntry> {
        let regime = self.regime;
        let mut entries = Vec::with_capacity(16);
        entries
            .extend(self.case.received_on.map(|it| self.entry(it.on, Cause::Received, Some(&regime.receipt.article))));
        let mut before: Vec<_> = self.restarts().into_iter().filter(|it| it.0.version <= self.start.version).collect();
        before.sort_by_key(|(at, ..)| at.version);
        entries.extend(before.into_iter().map(|(at, cause, article)| self.entry(at.on, cause, Some(article))));
        let period = Cause::Period { working_days: regime.reply.working_days };
        entries.push(self.entry(self.start.on, period, Some(&regime.reply.article)));
        entries
    }

    /// Notices, what came in after them where that starts the period afresh, and what lapses with it. A notice
    /// of the period in force is told by the stretch that does not count.
    fn restarts(&self) -> Vec<(Dated, Cause, &Arc<str>)> {
        let mut found = Vec::new();
        if let Some(supplement) =
            self.case.supplement.as_ref().filter(|_| self.regime.supplement.effect == Effect::Restarts)
        {
            let article = &self.regime.supplement.article;
            found.push((supplement.requested_on, Cause::SupplementRequested, article));
            found.extend(supplement.received_on.map(|at| (at, Cause::SupplementRestarts, article)));
        }
        for notice in self.case.fees.iter().filter(|_| self.regime.fee.effect == Effect::Restarts) {
            let article = &self.regime.fee.article;
            found.push((notice.notified_on, Cause::FeeNotified, article));
            if let Some(FeeEnd::Paid { on, .. }) = &notice.end {
                found.push((*on, Cause::PaymentRestarts, article));
            }
        }
        found.extend(self.case.extension.map(|gone| {
            let cause = Cause::ExtensionLapsed { working_days: gone.working_days };
            (gone.on, cause, &self.regime.extension.article)
        }));
        found
    }
}

/// Working days from `as_of` to `due_on`, negative when it is past.
pub(super) fn remaining(calendar: &Calendar, as_of: NaiveDate, due_on: NaiveDate) -> Result<i64, OutsideCalendar> {
    if due_on >= as_of {
        Ok(i64::from(calendar.working_days_between(as_of, due_on)?.working_days))
    } else {
        Ok(-i64::from(calendar.working_days_between(due_on, as_of)?.working_days))
    }
}
