//! 计入统计: what a case adds to the figures of the years (R11–R16).

use super::Case;
use crate::domain::annual_report::{Appeal, CaseFacts, Closing, Fee, ReplyTiming};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::deadline;
use crate::domain::status::DeadlineState;
use crate::domain::tally::{TallyKey, Timeliness};

impl Case {
    /// 一件的事实 as the annual report sees them.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the dates lie outside the years for which there is a calendar.
    pub fn facts(&self, calendar: &Calendar) -> Result<CaseFacts, OutsideCalendar> {
        let appeals = self.appeals.iter().map(|appeal| Appeal {
            group: appeal.group,
            filed_on: appeal.filed_on.on,
            concluded: appeal.concluded.map(|(at, result)| (at.on, result)),
        });
        let fees = self.charges.iter().map(|(at, charged_yuan, waived_yuan)| Fee {
            on: at.on,
            charged_yuan: *charged_yuan,
            waived_yuan: *waived_yuan,
        });
        Ok(CaseFacts {
            category: self.category,
            channel: self.channel,
            received_on: self.received_on.filter(|_| self.is_counted()).map(|received| received.on),
            closed: self.closing(calendar)?,
            appeals: appeals.collect(),
            complaints: self.complaints.iter().map(|complaint| complaint.filed_on.on).collect(),
            fees: fees.collect(),
        })
    }

    /// The lines this case adds to the ledger, each with its amount; several may have the same key.
    ///
    /// # Errors
    /// As [`Case::facts`].
    pub fn contribution(&self, calendar: &Calendar) -> Result<Vec<(TallyKey, i64)>, OutsideCalendar> {
        Ok(self.facts(calendar)?.ledger_lines())
    }

    fn closing(&self, calendar: &Calendar) -> Result<Option<Closing>, OutsideCalendar> {
        let Some(closure) = &self.closed else { return Ok(None) };
        let reply = if closure.by_reply { self.reply_timing(calendar)? } else { None };
        Ok(Some(Closing { on: closure.on.on, outcome: closure.outcome, reply }))
    }

    /// 办理时限 of the first reply (R12); `None` without one.
    fn reply_timing(&self, calendar: &Calendar) -> Result<Option<ReplyTiming>, OutsideCalendar> {
        let (Some(received), Some(closure)) = (self.received_on, &self.closed) else { return Ok(None) };
        let deadline = deadline::reply(self, calendar, closure.on.on)?;
        let late = deadline.is_some_and(|deadline| deadline.state == DeadlineState::Late);
        let timeliness = match (late, self.extension.is_some()) {
            (true, _) => Timeliness::Late,
            (false, true) => Timeliness::ExtendedOnTime,
            (false, false) => Timeliness::OnTime,
        };
        let days = calendar.working_days_between(received.on, closure.on.on)?.working_days;
        Ok(Some(ReplyTiming { timeliness, working_days: u16::try_from(days).unwrap_or(u16::MAX) }))
    }
}
