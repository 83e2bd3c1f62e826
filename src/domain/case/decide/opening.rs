//! 登记: how a case begins (arts 29, 31).

use super::{Context, Mode, ReceiptPolicy};
use crate::domain::case::{Case, Entry, Event, Opening, Refused};
use crate::domain::code::Channel;

impl Channel {
    /// Whether the day of receipt is the day on which both sides confirm it (art 31(三)): fax and the
    /// internet, e-mail included. A signed letter and the counter need no confirmation; an unsigned
    /// letter is entered without a day of receipt and confirmed.
    #[must_use]
    pub fn needs_confirmation(self) -> bool {
        matches!(self, Self::Online | Self::Fax | Self::Email)
    }
}

impl Case {
    /// The first entries of a case: 提交申请, and 收到 where the day is known.
    ///
    /// # Errors
    /// [`Refused::InFuture`], [`Refused::DatesRunBackwards`] for a request submitted after it was received, and
    /// [`Refused::NoRegime`] for one received before the regulation.
    pub fn open(opening: &Opening, context: &Context<'_>) -> Result<Vec<Entry>, Refused> {
        let received_on = opening.received_on.or_else(|| automatic_receipt(opening, context));
        for on in [Some(opening.submitted_on), received_on].into_iter().flatten() {
            if on > context.today {
                return Err(Refused::InFuture { on, today: context.today });
            }
        }
        let mut entries = vec![Entry {
            on: opening.submitted_on,
            event: Event::Submitted {
                channel: opening.channel,
                category: opening.category,
                applicant: opening.applicant,
                request: opening.request.clone(),
                source_ref: opening.source_ref.clone(),
            },
        }];
        if let Some(on) = received_on {
            check_receipt(opening, on, context)?;
            entries.push(Entry { on, event: Event::ReceiptConfirmed });
        }
        Ok(entries)
    }
}

/// R9: where the agency's rule says so, the system's acknowledgement of an online request confirms it.
fn automatic_receipt(opening: &Opening, context: &Context<'_>) -> Option<chrono::NaiveDate> {
    let automatic = context.mode == Mode::Live
        && opening.channel == Channel::Online
        && context.policy.receipt == ReceiptPolicy::Automatic;
    automatic.then_some(opening.submitted_on)
}

fn check_receipt(opening: &Opening, on: chrono::NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if on < opening.submitted_on {
        return Err(Refused::DatesRunBackwards { on, last_on: opening.submitted_on });
    }
    if context.regimes.on(on).is_none() {
        return Err(Refused::NoRegime { received_on: on });
    }
    Ok(())
}
