//! 更正: what a correction of a data-entry error does to the case. The history keeps both values.

use chrono::NaiveDate;

use super::Case;
use super::command::Amendment;
use super::parts::{Dated, FeeEnd};
use crate::domain::regime::Regimes;

impl Case {
    pub(super) fn correct(&mut self, amendment: &Amendment, regimes: &Regimes) {
        match amendment {
            Amendment::ReceivedOn { to } => {
                if let Some(received) = self.received_on {
                    self.correct_date(received.version, *to, regimes);
                }
            }
            Amendment::Channel { to } => self.channel = *to,
            Amendment::Category { to } => self.category = *to,
            Amendment::Subject { to } => self.request.subject.clone_from(to),
            Amendment::Outcome { to, sub_reason } => {
                if let Some(closure) = &mut self.closed {
                    closure.outcome = *to;
                    closure.sub_reason.clone_from(sub_reason);
                }
                if let Some(reply) = self.replies.first_mut() {
                    reply.outcome = *to;
                    reply.sub_reason.clone_from(sub_reason);
                }
            }
            Amendment::StepDate { version, to } => self.correct_date(*version, *to, regimes),
        }
    }

    /// The day of receipt also decides the regime (R10).
    fn correct_date(&mut self, version: u32, to: NaiveDate, regimes: &Regimes) {
        self.dates_mut().into_iter().filter(|it| it.version == version).for_each(|it| it.on = to);
        if version == self.last_step {
            self.last_on = to;
        }
        if self.received_on.is_some_and(|received| received.version == version) {
            self.submitted_on = self.submitted_on.min(to);
            self.regime = regimes.on(to).cloned();
        }
    }

    /// Every date that a step gave, in no order. One step may have given two (a lapse closes).
    pub(super) fn dates_mut(&mut self) -> Vec<&mut Dated> {
        let mut dates: Vec<&mut Dated> = self.received_on.iter_mut().collect();
        if let Some(supplement) = &mut self.supplement {
            dates.push(&mut supplement.requested_on);
            dates.extend(&mut supplement.received_on);
        }
        for letter in &mut self.consultations {
            dates.push(&mut letter.sent_on);
            dates.extend(&mut letter.answered_on);
        }
        if let Some((asked, given)) = &mut self.reasons {
            dates.push(asked);
            dates.extend(given);
        }
        dates.extend(self.extension.as_mut().map(|extension| &mut extension.on));
        for (suspended, resumed) in &mut self.suspensions {
            dates.push(suspended);
            dates.extend(resumed);
        }
        for notice in &mut self.fees {
            dates.push(&mut notice.notified_on);
            match &mut notice.end {
                Some(FeeEnd::Paid { on, .. } | FeeEnd::Dropped { on }) => dates.push(on),
                Some(FeeEnd::Lapsed) | None => {}
            }
        }
        dates.extend(self.charges.iter_mut().map(|(on, _, _)| on));
        for reply in &mut self.replies {
            dates.push(&mut reply.dispatched_on);
            dates.extend(&mut reply.delivered_on);
        }
        dates.extend(self.closed.as_mut().map(|closure| &mut closure.on));
        for appeal in &mut self.appeals {
            dates.push(&mut appeal.filed_on);
            dates.extend(appeal.concluded.as_mut().map(|(on, _)| on));
        }
        for complaint in &mut self.complaints {
            dates.push(&mut complaint.filed_on);
            dates.extend(&mut complaint.concluded_on);
        }
        dates
    }
}
