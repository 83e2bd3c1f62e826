//! 何事准许: what the law and the agency's own procedure allow now, of what is possible.

use chrono::NaiveDate;

use super::{Context, drafting, reviewing};
use crate::domain::case::{Case, Command, CommandKind, Refused};
use crate::domain::deadline;
use crate::domain::regime::FeeKind;
use crate::domain::status::Status;

/// Refuses what is not permitted now.
///
/// # Errors
/// [`Refused`], with the rule it breaks.
pub fn check(case: &Case, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    check_status(case, command.kind())?;
    check_reason(command)?;
    match command {
        Command::LapseSupplement => check_supplement_lapse(case, on),
        Command::AgreeLaterDate { due_on, .. } => check_later_date(case, *due_on, on, context),
        Command::Extend { .. } => check_extension(case, on, context),
        Command::NotifyFee { amount_yuan, expected_yuan, .. } => {
            check_fee_notice(case, on, context)?;
            check_tariff(*amount_yuan, *expected_yuan)
        }
        Command::RecordPayment { amount_yuan, .. } => check_payment(case, *amount_yuan),
        Command::RecordCostFee { .. } => check_cost_fee(case),
        Command::LapseFee => check_fee_lapse(case, on, context),
        Command::AddAttachment { file, .. } => drafting::check_new_file(case, &file.sha256),
        Command::MarkSecret { sha256 } => drafting::check_file(case, sha256),
        Command::DraftReply { draft } => drafting::check(case, draft),
        Command::SubmitForReview { .. } => reviewing::check_submission(case, on, context),
        Command::PassReview { step, digest, .. } => reviewing::check_pass(case, *step, digest, context),
        Command::SendBack { step, .. } | Command::Refer { step, .. } => reviewing::check_turn(case, *step, context),
        Command::Dispatch { digest, .. } => reviewing::check_dispatch(case, digest),
        Command::RecordReply { .. } => Err(Refused::NotReviewed),
        Command::RecordReview { .. } => Err(wrong_status(case, command.kind())),
        Command::ConfirmReceipt
        | Command::RejectBeforeReceipt { .. }
        | Command::Assign { .. }
        | Command::Note { .. }
        | Command::RequestSupplement { .. }
        | Command::ReceiveSupplement { .. }
        | Command::Consult { .. }
        | Command::RecordAnswer { .. }
        | Command::RequestReasons
        | Command::RecordReasons
        | Command::Suspend { .. }
        | Command::Resume
        | Command::WithdrawFeeNotice { .. }
        | Command::WaiveFee { .. }
        | Command::RefundFee { .. }
        | Command::Deliver
        | Command::Withdraw { .. }
        | Command::Split { .. }
        | Command::Merge { .. }
        | Command::Link { .. }
        | Command::FileAppeal { .. }
        | Command::AnswerAppeal { .. }
        | Command::ConcludeAppeal { .. }
        | Command::FileComplaint
        | Command::ConcludeComplaint
        | Command::Correct { .. } => Ok(()),
    }
}

fn wrong_status(case: &Case, command: CommandKind) -> Refused {
    Refused::WrongStatus { status: case.status, command }
}

/// Acts that belong to one stage of the work. A case under review is changed only by sending it back; a
/// re-decision has its own period, so nothing that moves the first one applies.
pub(super) fn check_status(case: &Case, kind: CommandKind) -> Result<(), Refused> {
    use CommandKind as K;
    let first_decision_only = matches!(
        kind,
        K::RequestSupplement
            | K::RequestReasons
            | K::RecordReasons
            | K::AgreeLaterDate
            | K::Suspend
            | K::Resume
            | K::NotifyFee
            | K::Split
            | K::Merge
    );
    let work = matches!(kind, K::Consult | K::DraftReply | K::SubmitForReview) || first_decision_only;
    let review = matches!(kind, K::PassReview | K::SendBack | K::Refer);
    match case.status {
        Status::InReview | Status::Cleared if work && kind != K::DraftReply => Err(Refused::UnderReview),
        Status::AwaitingSupplement | Status::AwaitingPayment if first_decision_only || kind == K::SubmitForReview => {
            Err(wrong_status(case, kind))
        }
        Status::Redeciding if first_decision_only || kind == K::Extend => Err(wrong_status(case, kind)),
        Status::Cleared if review => Err(wrong_status(case, kind)),
        Status::AwaitingConfirmation
        | Status::Processing
        | Status::AwaitingSupplement
        | Status::AwaitingPayment
        | Status::InReview
        | Status::Cleared
        | Status::Replied
        | Status::Closed
        | Status::Redeciding
        | Status::Split
        | Status::NotReceived => Ok(()),
    }
}

/// An act that affects somebody says why.
fn check_reason(command: &Command) -> Result<(), Refused> {
    let reason = match command {
        Command::RejectBeforeReceipt { reason }
        | Command::AgreeLaterDate { reason, .. }
        | Command::Suspend { reason }
        | Command::WithdrawFeeNotice { reason }
        | Command::WaiveFee { reason, .. }
        | Command::RefundFee { reason, .. }
        | Command::SendBack { reason, .. }
        | Command::Refer { reason, .. }
        | Command::Correct { reason, .. } => reason,
        Command::RequestSupplement { items, .. } => items,
        Command::Note { text } => text,
        Command::Extend { reason, .. } => return non_empty(reason.as_deref().unwrap_or_default()),
        Command::ConfirmReceipt
        | Command::Assign { .. }
        | Command::ReceiveSupplement { .. }
        | Command::LapseSupplement
        | Command::Consult { .. }
        | Command::RecordAnswer { .. }
        | Command::RequestReasons
        | Command::RecordReasons
        | Command::Resume
        | Command::NotifyFee { .. }
        | Command::RecordPayment { .. }
        | Command::LapseFee
        | Command::RecordCostFee { .. }
        | Command::AddAttachment { .. }
        | Command::MarkSecret { .. }
        | Command::DraftReply { .. }
        | Command::SubmitForReview { .. }
        | Command::PassReview { .. }
        | Command::RecordReview { .. }
        | Command::Dispatch { .. }
        | Command::RecordReply { .. }
        | Command::Deliver
        | Command::Withdraw { .. }
        | Command::Split { .. }
        | Command::Merge { .. }
        | Command::Link { .. }
        | Command::FileAppeal { .. }
        | Command::AnswerAppeal { .. }
        | Command::ConcludeAppeal { .. }
        | Command::FileComplaint
        | Command::ConcludeComplaint => return Ok(()),
    };
    non_empty(reason)
}

fn non_empty(text: &str) -> Result<(), Refused> {
    if text.trim().is_empty() { Err(Refused::ReasonMissing) } else { Ok(()) }
}

/// Art 30: the applicant has until the end of the last day.
fn check_supplement_lapse(case: &Case, on: NaiveDate) -> Result<(), Refused> {
    match case.open_supplement() {
        Some(supplement) if on <= supplement.respond_by => {
            Err(Refused::SupplementPeriodRunning { respond_by: supplement.respond_by })
        }
        Some(_) | None => Ok(()),
    }
}

/// The due date in force on a day, if there is one and it can be counted.
pub(super) fn due_on(case: &Case, on: NaiveDate, context: &Context<'_>) -> Option<NaiveDate> {
    let reply = deadline::reply(case, context.calendar, on).ok().flatten()?;
    reply.due_on.or(reply.due_if_restarted_today)
}

/// Art 35, R7: an agreed later date is one that is later than the date in force.
fn check_later_date(case: &Case, due_on: NaiveDate, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    let in_force = self::due_on(case, on, context);
    if in_force.is_some_and(|in_force| due_on <= in_force) {
        return Err(Refused::LaterDateNotLater { due_on });
    }
    Ok(())
}

/// Art 33, R5: on or before the due date in force.
fn check_extension(case: &Case, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if case.open_supplement().is_some() || case.open_fee().is_some() {
        return Err(Refused::ClockStopped);
    }
    match due_on(case, on, context) {
        Some(due_on) if on > due_on => Err(Refused::ExtensionTooLate { due_on }),
        Some(_) | None => Ok(()),
    }
}

/// FEE art 6: within the reply period.
fn check_fee_notice(case: &Case, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if let Some(regime) = case.regime.as_deref().filter(|it| it.fee.in_force_from.is_some_and(|from| on < from)) {
        return Err(Refused::FeeNotInForce { regime: regime.id });
    }
    match due_on(case, on, context) {
        Some(due_on) if on > due_on => Err(Refused::FeeNoticeTooLate { due_on }),
        Some(_) | None => Ok(()),
    }
}

/// 检索、复制、邮寄的成本费用 ended with the 2008 regulation (art 42: 不收取费用).
fn check_cost_fee(case: &Case) -> Result<(), Refused> {
    match case.regime.as_deref().filter(|regime| regime.fee.kind != FeeKind::Cost) {
        Some(regime) => Err(Refused::FeeNotInForce { regime: regime.id }),
        None => Ok(()),
    }
}

fn check_tariff(amount_yuan: i64, expected_yuan: Option<i64>) -> Result<(), Refused> {
    match expected_yuan {
        Some(expected_yuan) if expected_yuan != amount_yuan => {
            Err(Refused::FeeAmountWrong { amount_yuan, expected_yuan })
        }
        Some(_) | None => Ok(()),
    }
}

fn check_payment(case: &Case, amount_yuan: i64) -> Result<(), Refused> {
    match case.open_fee() {
        Some(notice) if amount_yuan < notice.amount_yuan => {
            Err(Refused::FeeUnderpaid { amount_yuan, expected_yuan: notice.amount_yuan })
        }
        Some(_) | None => Ok(()),
    }
}

/// FEE art 6: 20 working days, counted from the day after the notice.
fn check_fee_lapse(case: &Case, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    let (Some(notice), Some(regime)) = (case.open_fee(), case.regime.as_deref()) else { return Ok(()) };
    let Some(period) = &regime.fee.payable_within else { return Ok(()) };
    match context.calendar.add_working_days(notice.notified_on.on, period.working_days) {
        Ok(last) if on <= last.on => Err(Refused::FeePeriodRunning { payable_by: last.on }),
        Ok(_) | Err(_) => Ok(()),
    }
}
