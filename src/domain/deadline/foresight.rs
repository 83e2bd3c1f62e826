//! 办理前预知: what an act would do to the deadlines of a case, found by doing it to a copy.

use chrono::NaiveDate;

use super::{Cause, Deadline, DeadlineKind, all, reply};
use crate::domain::calendar::OutsideCalendar;
use crate::domain::case::{Case, Command, Context, Mode};

/// What an act would change.
#[derive(Debug, Clone, PartialEq)]
pub struct Foresight {
    /// The deadlines as they are.
    pub before: Vec<Deadline>,
    /// The deadlines as they would be.
    pub after: Vec<Deadline>,
    /// The case as it would be.
    pub case: Case,
    /// 重新计算: the working days of the period that the act itself starts afresh.
    pub afresh: Option<u32>,
    /// If the clock would stop: how it would go on.
    pub resumption: Option<Resumption>,
}

/// 恢复计算: how the clock goes on if what an act waits for comes in on the day of the act itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Resumption {
    /// The deadline then.
    pub deadline: Deadline,
    /// 重新计算: the working days of the period that starts afresh; `None` if the period goes on where it stopped.
    pub afresh: Option<u32>,
}

impl Foresight {
    /// The deadline in force before the act.
    #[must_use]
    pub fn in_force_before(&self) -> Option<&Deadline> {
        in_force(&self.before)
    }

    /// The deadline in force after it.
    #[must_use]
    pub fn in_force_after(&self) -> Option<&Deadline> {
        in_force(&self.after)
    }

    /// Deadlines that the act brings with it, the one in force left out.
    pub fn new_deadlines(&self) -> impl Iterator<Item = &Deadline> {
        let was_there =
            |new: &&Deadline| self.before.iter().any(|old| (old.kind, old.due_on) == (new.kind, new.due_on));
        let is_in_force =
            |kind| matches!(kind, DeadlineKind::Reply | DeadlineKind::Redecision | DeadlineKind::Extension);
        self.after.iter().filter(move |new| !is_in_force(new.kind) && !was_there(new))
    }
}

/// A new decision that is owed has a deadline of its own (R15); before it there is the reply's.
fn in_force(deadlines: &[Deadline]) -> Option<&Deadline> {
    let of = |kind| deadlines.iter().find(|it| it.kind == kind);
    of(DeadlineKind::Redecision).or_else(|| of(DeadlineKind::Reply))
}

/// What becomes of the deadlines of a case by an act of this day that made `after` of it.
///
/// # Errors
/// [`OutsideCalendar`] if a count leaves the years for which there is a calendar.
pub fn foresee(before: &Case, after: Case, on: NaiveDate, context: &Context<'_>) -> Result<Foresight, OutsideCalendar> {
    let deadlines = |case: &Case| all(case, context.policy, context.calendar, context.today);
    let then = deadlines(&after)?;
    Ok(Foresight {
        before: deadlines(before)?,
        afresh: then
            .iter()
            .find(|it| it.kind == DeadlineKind::Reply)
            .and_then(|reply| starts_afresh(before, reply, on)),
        after: then,
        resumption: resumption(before, &after, on, context)?,
        case: after,
    })
}

fn resumption(
    before: &Case,
    after: &Case,
    on: NaiveDate,
    context: &Context<'_>,
) -> Result<Option<Resumption>, OutsideCalendar> {
    let Some(command) = newly_awaited(before, after) else { return Ok(None) };
    let anybody = Context { mode: Mode::Recorded, ..context.clone() };
    let mut resumed = after.clone();
    if resumed.apply(&command, on, &anybody).is_err() {
        return Ok(None);
    }
    let deadline = reply(&resumed, context.calendar, context.today)?;
    Ok(deadline.map(|deadline| Resumption { afresh: afresh(&deadline, on), deadline }))
}

/// What the act waits for, as the act that would bring it.
fn newly_awaited(before: &Case, after: &Case) -> Option<Command> {
    if after.open_supplement().is_some() && before.open_supplement().is_none() {
        return Some(Command::ReceiveSupplement { text: None });
    }
    if let (Some(notice), None) = (after.open_fee(), before.open_fee()) {
        return Some(Command::RecordPayment { amount_yuan: notice.amount_yuan, receipt_no: None });
    }
    let letter = after.consultations.get(before.consultations.len())?;
    Some(Command::RecordAnswer { kind: letter.kind, consultation: Some(letter.sent_on.version), consents: None })
}

/// The same, unless it had been started before.
fn starts_afresh(before: &Case, reply: &Deadline, on: NaiveDate) -> Option<u32> {
    let was_awaited = before.open_supplement().is_some() || before.open_fee().is_some();
    if was_awaited { afresh(reply, on) } else { None }
}

/// The period that a supplement or a payment of this day started.
fn afresh(deadline: &Deadline, on: NaiveDate) -> Option<u32> {
    let restarts = |cause: &Cause| matches!(cause, Cause::SupplementRestarts | Cause::PaymentRestarts);
    let mut entries = deadline.trace.iter().skip_while(|entry| entry.from != on || !restarts(&entry.cause));
    entries.find_map(|entry| if let Cause::Period { working_days } = entry.cause { Some(working_days) } else { None })
}
