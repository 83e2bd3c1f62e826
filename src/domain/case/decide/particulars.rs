//! 细节: what must be true of the particulars of an act for it to have happened.

use chrono::NaiveDate;

use super::Context;
use crate::domain::case::{Amendment, Case, Command, ConsultationKind, FeeEnd, Refused};
use crate::domain::code::AppealGroup;
use crate::domain::outcome::Outcome;
use crate::domain::regime::FeeKind;

pub(super) fn check(case: &Case, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    match command {
        Command::ConfirmReceipt => check_regime(on, context),
        Command::RequestSupplement { respond_by, .. } => check_supplement_notice(case, *respond_by, on),
        Command::ReceiveSupplement { .. } | Command::LapseSupplement => check_supplement_open(case),
        Command::RecordAnswer { kind, consultation, .. } => check_answer(case, *kind, *consultation),
        Command::RecordReasons => check_reasons_open(case),
        Command::AgreeLaterDate { .. } => case.reasons.map(|_| ()).ok_or(Refused::ReasonsNotRequested),
        Command::Extend { working_days, .. } => check_extension(case, *working_days),
        Command::Suspend { .. } => refuse_if(is_suspended(case), Refused::AlreadySuspended),
        Command::Resume => refuse_if(!is_suspended(case), Refused::NotSuspended),
        Command::NotifyFee { amount_yuan, .. } => check_fee_notice(case, *amount_yuan),
        Command::RecordPayment { amount_yuan, .. } => check_positive(*amount_yuan).and_then(|()| check_fee_open(case)),
        Command::WithdrawFeeNotice { .. } | Command::LapseFee => check_fee_open(case),
        Command::WaiveFee { amount_yuan, .. } => {
            check_amount(*amount_yuan, case.open_fee().map_or(0, |notice| notice.amount_yuan))
        }
        Command::RefundFee { amount_yuan, .. } => {
            check_amount(*amount_yuan, case.charges.iter().map(|(_, charged, _)| charged).sum())
        }
        Command::RecordCostFee { charged_yuan, waived_yuan } => {
            refuse_if(*charged_yuan < 0 || *waived_yuan < 0, Refused::AmountNotPositive)
        }
        Command::RecordReply { outcome, .. } => check_outcome(case, *outcome),
        Command::Deliver => check_delivery(case),
        Command::FileAppeal { group, .. } => check_appeal(case, *group),
        Command::AnswerAppeal { group } | Command::ConcludeAppeal { group, .. } => {
            case.pending_appeal(*group).map(|_| ()).ok_or(Refused::AppealNotPending { group: *group })
        }
        Command::ConcludeComplaint => {
            refuse_if(case.complaints.iter().all(|it| it.concluded_on.is_some()), Refused::ComplaintNotOpen)
        }
        Command::Split { into } => refuse_if(into.len() < 2, Refused::SplitTooFew),
        Command::Correct { amendment, .. } => check_correction(case, amendment, context),
        Command::RejectBeforeReceipt { .. }
        | Command::Assign { .. }
        | Command::Note { .. }
        | Command::Consult { .. }
        | Command::RequestReasons
        | Command::AddAttachment { .. }
        | Command::MarkSecret { .. }
        | Command::DraftReply { .. }
        | Command::SubmitForReview { .. }
        | Command::PassReview { .. }
        | Command::SendBack { .. }
        | Command::Refer { .. }
        | Command::RecordReview { .. }
        | Command::Dispatch { .. }
        | Command::Withdraw { .. }
        | Command::Merge { .. }
        | Command::Link { .. }
        | Command::FileComplaint => Ok(()),
    }
}

fn refuse_if(condition: bool, refused: Refused) -> Result<(), Refused> {
    if condition { Err(refused) } else { Ok(()) }
}

fn check_regime(received_on: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    context.regimes.on(received_on).map(|_| ()).ok_or(Refused::NoRegime { received_on })
}

fn check_supplement_open(case: &Case) -> Result<(), Refused> {
    case.open_supplement().map(|_| ()).ok_or(Refused::SupplementNotRequested)
}

fn check_reasons_open(case: &Case) -> Result<(), Refused> {
    refuse_if(!matches!(case.reasons, Some((_, None))), Refused::ReasonsNotRequested)
}

fn check_supplement_notice(case: &Case, respond_by: NaiveDate, on: NaiveDate) -> Result<(), Refused> {
    if case.supplement.is_some() {
        return Err(Refused::SecondSupplementNotice);
    }
    if respond_by < on {
        return Err(Refused::RespondByTooEarly { respond_by, on });
    }
    Ok(())
}

fn check_answer(case: &Case, kind: ConsultationKind, named: Option<u32>) -> Result<(), Refused> {
    let mut open = case.open_consultations(kind);
    let found = open.any(|letter| named.is_none_or(|version| letter.sent_on.version == version));
    if found { Ok(()) } else { Err(Refused::ConsultationNotOpen { kind }) }
}

fn check_extension(case: &Case, working_days: u32) -> Result<(), Refused> {
    if case.extension.is_some() {
        return Err(Refused::SecondExtension);
    }
    let at_most = case.regime.as_ref().map_or(0, |regime| regime.extension.working_days);
    if working_days == 0 || working_days > at_most {
        return Err(Refused::ExtensionTooLong { working_days, at_most });
    }
    Ok(())
}

fn is_suspended(case: &Case) -> bool {
    matches!(case.suspensions.last(), Some((_, None)))
}

fn check_fee_notice(case: &Case, amount_yuan: i64) -> Result<(), Refused> {
    check_positive(amount_yuan)?;
    if let Some(regime) = case.regime.as_ref().filter(|regime| regime.fee.kind != FeeKind::Processing) {
        return Err(Refused::FeeNotInForce { regime: regime.id });
    }
    let dropped = |end: &Option<FeeEnd>| matches!(end, Some(FeeEnd::Dropped { .. }));
    if case.fees.iter().all(|notice| dropped(&notice.end)) { Ok(()) } else { Err(Refused::SecondFeeNotice) }
}

fn check_fee_open(case: &Case) -> Result<(), Refused> {
    if case.open_fee().is_some() { Ok(()) } else { Err(Refused::FeeNotNotified) }
}

fn check_positive(amount_yuan: i64) -> Result<(), Refused> {
    if amount_yuan > 0 { Ok(()) } else { Err(Refused::AmountNotPositive) }
}

fn check_amount(amount_yuan: i64, at_most_yuan: i64) -> Result<(), Refused> {
    check_positive(amount_yuan)?;
    if amount_yuan <= at_most_yuan { Ok(()) } else { Err(Refused::AmountTooLarge { amount_yuan, at_most_yuan }) }
}

fn check_outcome(case: &Case, outcome: Outcome) -> Result<(), Refused> {
    match &case.regime {
        Some(regime) if !regime.admits(outcome) => Err(Refused::OutcomeNotInRegime { outcome, regime: regime.id }),
        Some(_) => Ok(()),
        None => Err(Refused::NotReceived),
    }
}

fn check_delivery(case: &Case) -> Result<(), Refused> {
    match case.replies.last() {
        None => Err(Refused::NotReplied),
        Some(reply) if reply.delivered_on.is_some() => Err(Refused::AlreadyDelivered),
        Some(_) => Ok(()),
    }
}

fn check_appeal(case: &Case, group: AppealGroup) -> Result<(), Refused> {
    if case.pending_appeal(group).is_some() {
        return Err(Refused::AppealPending { group });
    }
    let reconsidered = case.appeals.iter().any(|appeal| appeal.group == AppealGroup::Reconsideration);
    if group == AppealGroup::LitigationAfterReconsideration && !reconsidered {
        return Err(Refused::NoReconsideration);
    }
    Ok(())
}

fn check_correction(case: &Case, amendment: &Amendment, context: &Context<'_>) -> Result<(), Refused> {
    if is_unchanged(case, amendment) {
        return Err(Refused::NothingToCorrect);
    }
    match amendment {
        Amendment::ReceivedOn { to } => check_corrected_receipt(case, *to, context),
        Amendment::StepDate { version, to } if case.received_on.is_some_and(|it| it.version == *version) => {
            check_corrected_receipt(case, *to, context)
        }
        Amendment::Outcome { to, .. } => check_corrected_outcome(case, *to),
        Amendment::StepDate { version, to } => check_corrected_date(case, *version, *to, context),
        Amendment::Channel { .. } | Amendment::Category { .. } | Amendment::Subject { .. } => Ok(()),
    }
}

fn is_unchanged(case: &Case, amendment: &Amendment) -> bool {
    match amendment {
        Amendment::ReceivedOn { to } => case.received_on.is_none_or(|received| received.on == *to),
        Amendment::Channel { to } => case.channel == *to,
        Amendment::Category { to } => case.category == *to,
        Amendment::Subject { to } => case.request.subject == *to,
        Amendment::Outcome { to, sub_reason } => {
            case.closed.as_ref().is_none_or(|closure| closure.outcome == *to && closure.sub_reason == *sub_reason)
        }
        Amendment::StepDate { version, to } => {
            case.clone().dates_mut().iter().all(|it| it.version != *version || it.on == *to)
        }
    }
}

fn check_corrected_outcome(case: &Case, outcome: Outcome) -> Result<(), Refused> {
    if case.closed.as_ref().is_none_or(|closure| !closure.by_reply) {
        return Err(Refused::NothingToCorrect);
    }
    check_outcome(case, outcome)
}

/// The day of receipt may not move past the first step, nor into another regime that does not know the result.
fn check_corrected_receipt(case: &Case, to: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if to > context.today {
        return Err(Refused::InFuture { on: to, today: context.today });
    }
    let Some(regime) = context.regimes.on(to) else { return Err(Refused::NoRegime { received_on: to }) };
    if let Some(outcome) = case.closed.as_ref().filter(|closure| closure.by_reply).map(|closure| closure.outcome)
        && !regime.admits(outcome)
    {
        return Err(Refused::OutcomeNotInRegime { outcome, regime: regime.id });
    }
    case.received_on.map_or(Ok(()), |received| check_order(case, received.version, to))
}

fn check_corrected_date(case: &Case, version: u32, to: NaiveDate, context: &Context<'_>) -> Result<(), Refused> {
    if to > context.today {
        return Err(Refused::InFuture { on: to, today: context.today });
    }
    check_order(case, version, to)
}

/// After a correction the steps must still be in the order in which they happened.
fn check_order(case: &Case, version: u32, to: NaiveDate) -> Result<(), Refused> {
    let mut corrected = case.clone();
    let dates = corrected.dates_mut().into_iter();
    let mut steps: Vec<_> = dates.map(|it| (it.version, if it.version == version { to } else { it.on })).collect();
    if version != case.last_step {
        steps.push((case.last_step, case.last_on));
    }
    steps.sort_unstable();
    let mut last_on = case.submitted_on.min(to);
    for (_, on) in steps {
        if on < last_on {
            return Err(Refused::DatesRunBackwards { on, last_on });
        }
        last_on = on;
    }
    Ok(())
}
