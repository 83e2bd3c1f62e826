//! 计入统计: what a case adds to the figures of the years (R11–R16).

use chrono::{Datelike, NaiveDate};

use super::{Case, Closure};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::code::{AppealGroup, AppealResult};
use crate::domain::deadline;
use crate::domain::status::DeadlineState;
use crate::domain::tally::{Measure, TallyKey, Timeliness};

/// An appeal, as Table 4 sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppealFact {
    /// Its column group.
    pub group: AppealGroup,
    /// When it was filed.
    pub filed_on: NaiveDate,
    /// When and how it was concluded.
    pub concluded: Option<(NaiveDate, AppealResult)>,
}

/// What can be read off a closed case about time: 按时 or not, and how long the reply took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseFact {
    /// 办理时限 of the reply.
    pub timeliness: Timeliness,
    /// Working days from receipt to the first reply.
    pub reply_days: u32,
}

impl Case {
    /// 办理时限 of the first reply (R12); `None` without one.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the dates lie outside the years for which there is a calendar.
    pub fn reply_fact(&self, calendar: &Calendar) -> Result<Option<CaseFact>, OutsideCalendar> {
        let (Some(received), Some(closure)) = (self.received_on, self.closed.as_ref().filter(|it| it.by_reply)) else {
            return Ok(None);
        };
        let deadline = deadline::reply(self, calendar, closure.on.on)?;
        let late = deadline.is_some_and(|deadline| deadline.state == DeadlineState::Late);
        let timeliness = match (late, self.extension.is_some()) {
            (true, _) => Timeliness::Late,
            (false, true) => Timeliness::ExtendedOnTime,
            (false, false) => Timeliness::OnTime,
        };
        let reply_days = calendar.working_days_between(received.on, closure.on.on)?.working_days;
        Ok(Some(CaseFact { timeliness, reply_days }))
    }

    /// The lines this case adds to the ledger, each with its amount.
    ///
    /// # Errors
    /// As [`Case::reply_fact`].
    pub fn contribution(&self, calendar: &Calendar) -> Result<Vec<(TallyKey, i64)>, OutsideCalendar> {
        let mut ledger = Ledger { case: self, lines: Vec::new() };
        if let Some(received) = self.received_on.filter(|_| self.is_counted()) {
            ledger.add(received.on, Measure::Received(self.channel), 1);
            if let Some(closure) = &self.closed {
                ledger.add_closure(closure, self.reply_fact(calendar)?);
            }
            ledger.add_appeals();
            ledger.add_fees();
        }
        Ok(ledger.lines)
    }
}

struct Ledger<'a> {
    case: &'a Case,
    lines: Vec<(TallyKey, i64)>,
}

impl Ledger<'_> {
    fn add(&mut self, on: NaiveDate, measure: Measure, amount: i64) {
        let key = TallyKey { year: on.year(), measure, category: self.case.category };
        match self.lines.iter_mut().find(|(known, _)| *known == key) {
            Some((_, sum)) => *sum += amount,
            None => self.lines.push((key, amount)),
        }
    }

    fn add_closure(&mut self, closure: &Closure, fact: Option<CaseFact>) {
        let on = closure.on.on;
        self.add(on, Measure::Closed(closure.outcome), 1);
        if let Some(fact) = fact {
            self.add(on, Measure::Timeliness(fact.timeliness), 1);
            self.add(on, Measure::ReplyDays(u16::try_from(fact.reply_days).unwrap_or(u16::MAX)), 1);
        }
    }

    fn add_appeals(&mut self) {
        for appeal in self.case.appeal_facts() {
            self.add(appeal.filed_on, Measure::AppealFiled(appeal.group), 1);
            if let Some((on, result)) = appeal.concluded {
                self.add(on, Measure::AppealConcluded(appeal.group, result), 1);
            }
        }
        for complaint in &self.case.complaints {
            self.add(complaint.filed_on.on, Measure::ComplaintFiled, 1);
        }
    }

    /// A case counts once among the cases with a fee, in the year of the first charge.
    fn add_fees(&mut self) {
        for (at, charged, waived) in &self.case.charges {
            if *charged != 0 {
                self.add(at.on, Measure::FeeChargedYuan, *charged);
            }
            if *waived != 0 {
                self.add(at.on, Measure::FeeWaivedYuan, *waived);
            }
        }
        if let Some((first, _, _)) = self.case.charges.iter().find(|(_, charged, _)| *charged > 0) {
            self.add(first.on, Measure::FeeCases, 1);
        }
    }
}

impl Case {
    /// 复议、诉讼 as Table 4 sees them.
    pub fn appeal_facts(&self) -> impl Iterator<Item = AppealFact> {
        self.appeals.iter().map(|appeal| AppealFact {
            group: appeal.group,
            filed_on: appeal.filed_on.on,
            concluded: appeal.concluded.map(|(at, result)| (at.on, result)),
        })
    }
}
