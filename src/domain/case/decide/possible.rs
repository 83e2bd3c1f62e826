//! 何事可能发生: what cannot have happened, whoever writes it down.
//!
//! An older register is taken over as it was kept: a late reply, a late notice, a missing review all
//! happened. Dates that run backwards, an answer to a question never asked, or a second extension did not.

use chrono::NaiveDate;

use super::{Context, particulars};
use crate::domain::case::{Case, Command, CommandKind, Refused};
use crate::domain::status::Status;

/// What the acts of the procedure have in common: in which part of a case's life they can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Before receipt is confirmed.
    BeforeReceipt,
    /// While work is owed after receipt.
    WhileOpen,
    /// Before receipt or while work is owed.
    UntilEnded,
    /// After a reply.
    AfterReply,
    /// Once received, open or ended.
    OnceReceived,
    /// At any time.
    Always,
}

fn when(kind: CommandKind) -> When {
    use CommandKind as K;
    match kind {
        K::ConfirmReceipt | K::RejectBeforeReceipt => When::BeforeReceipt,
        K::RequestSupplement
        | K::ReceiveSupplement
        | K::LapseSupplement
        | K::Consult
        | K::RecordAnswer
        | K::RequestReasons
        | K::RecordReasons
        | K::AgreeLaterDate
        | K::Extend
        | K::Suspend
        | K::Resume
        | K::NotifyFee
        | K::WithdrawFeeNotice
        | K::RecordPayment
        | K::LapseFee
        | K::DraftReply
        | K::SubmitForReview
        | K::PassReview
        | K::SendBack
        | K::Refer
        | K::RecordReview
        | K::Dispatch
        | K::RecordReply
        | K::Split
        | K::Merge => When::WhileOpen,
        K::Withdraw | K::Assign | K::AddAttachment | K::MarkSecret => When::UntilEnded,
        K::Deliver => When::AfterReply,
        K::WaiveFee
        | K::RefundFee
        | K::RecordCostFee
        | K::FileAppeal
        | K::AnswerAppeal
        | K::ConcludeAppeal
        | K::FileComplaint
        | K::ConcludeComplaint
        | K::Correct => When::OnceReceived,
        K::Note | K::Link => When::Always,
    }
}

/// Refuses what cannot have happened.
///
/// # Errors
/// [`Refused`], with what contradicts it.
pub fn check(case: &Case, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    check_date(case, command, on, context)?;
    check_phase(case, command)?;
    particulars::check(case, command, on, context)
}

fn check_date(case: &Case, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if on > context.today {
        return Err(Refused::InFuture { on, today: context.today });
    }
    let free =
        matches!(command.kind(), CommandKind::Assign | CommandKind::Note | CommandKind::Link | CommandKind::Correct);
    if free || on >= case.last_on {
        return Ok(());
    }
    Err(match case.received_on {
        Some(received) if on < received.on => Refused::BeforeReceipt { on, received_on: received.on },
        Some(_) | None => Refused::DatesRunBackwards { on, last_on: case.last_on },
    })
}

fn check_phase(case: &Case, command: &Command) -> Result<(), Refused> {
    let kind = command.kind();
    let waiting = case.status == Status::AwaitingConfirmation;
    let gone = matches!(case.status, Status::Split | Status::NotReceived);
    let when = when(kind);
    if when == When::Always || (waiting && matches!(when, When::BeforeReceipt | When::UntilEnded)) {
        return Ok(());
    }
    if gone || when == When::BeforeReceipt {
        return Err(Refused::WrongStatus { status: case.status, command: kind });
    }
    if waiting {
        return Err(Refused::NotReceived);
    }
    match when {
        When::WhileOpen | When::UntilEnded => check_open(case, kind),
        When::AfterReply if case.replies.is_empty() => Err(Refused::NotReplied),
        When::AfterReply | When::OnceReceived | When::BeforeReceipt | When::Always => Ok(()),
    }
}

/// Work on an ended case: a further reply may follow a correction by an appeal (R15), nothing else.
fn check_open(case: &Case, kind: CommandKind) -> Result<(), Refused> {
    if case.is_open() {
        return Ok(());
    }
    let Some(closure) = &case.closed else {
        return Err(Refused::WrongStatus { status: case.status, command: kind });
    };
    let further_reply = matches!(kind, CommandKind::RecordReply | CommandKind::RecordReview);
    if further_reply && case.may_reply_again() {
        return Ok(());
    }
    Err(match (closure.by_reply, kind == CommandKind::RecordReply) {
        (true, true) => Refused::SecondReply,
        (true, false) => Refused::AlreadyReplied { on: closure.on.on },
        (false, _) => Refused::AlreadyClosed { on: closure.on.on },
    })
}
