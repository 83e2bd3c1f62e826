//! 从表单到办理行为: what was filled in, as the command that [`act_once`](crate::app::act_once) does.

use super::answers::Answers;
use super::correction::Corrected;
use crate::domain::case::{Amendment, Case, Command, CommandKind, FeeQuantity};
use crate::domain::code::coded_enum;

use CommandKind as K;

coded_enum! {
    /// 计费方式.
    Units {
        /// 按件
        Item = "item",
        /// 按量
        Page = "page",
    }
}

/// The command of a form, with the amount by the tariff for a fee notice; `None` if something of it cannot be read, of
/// which the answers then tell.
pub(super) fn command(kind: K, case: &Case, corrected: Corrected, answers: &mut Answers<'_>) -> Option<Command> {
    Some(match kind {
        K::ConfirmReceipt => Command::ConfirmReceipt,
        K::RejectBeforeReceipt => Command::RejectBeforeReceipt { reason: answers.text("reason")? },
        K::Assign => {
            let (officer, section) = (answers.choice("officer"), answers.optional_choice("section"));
            Command::Assign { officer: officer?, section: section? }
        }
        K::Note => Command::Note { text: answers.text("text")? },
        K::RequestSupplement => {
            let (items, respond_by) = (answers.text("items"), answers.date("respond_by"));
            Command::RequestSupplement { respond_by: respond_by?, items: items? }
        }
        K::ReceiveSupplement => Command::ReceiveSupplement { text: answers.optional_text("text")? },
        K::LapseSupplement => Command::LapseSupplement,
        K::Consult => {
            let (kind, with) = (answers.choice("kind"), answers.optional_text("with"));
            Command::Consult { kind: kind?, with: with? }
        }
        K::RecordAnswer => answer(case, answers)?,
        K::RequestReasons => Command::RequestReasons,
        K::RecordReasons => Command::RecordReasons,
        K::AgreeLaterDate => {
            let (due_on, reason) = (answers.date("due_on"), answers.text("reason"));
            Command::AgreeLaterDate { due_on: due_on?, reason: reason? }
        }
        K::Extend => {
            let (working_days, reason) = (answers.number("working_days"), answers.text("reason"));
            Command::Extend { working_days: working_days?, reason: Some(reason?) }
        }
        K::Suspend => Command::Suspend { reason: answers.text("reason")? },
        K::Resume => Command::Resume,
        K::NotifyFee => notify_fee(answers)?,
        K::WithdrawFeeNotice => Command::WithdrawFeeNotice { reason: answers.text("reason")? },
        K::RecordPayment => record_payment(answers)?,
        K::LapseFee => Command::LapseFee,
        K::WaiveFee => waive_fee(answers)?,
        K::RefundFee => refund_fee(answers)?,
        K::RecordCostFee => record_cost_fee(answers)?,
        K::Deliver => Command::Deliver,
        K::Withdraw => Command::Withdraw { reason: answers.optional_text("reason")? },
        K::Split => Command::Split { into: answers.lines("parts") },
        K::Merge => Command::Merge { into: answers.text("into")? },
        K::Link => Command::Link { to: answers.text("to")? },
        K::FileAppeal => {
            Command::FileAppeal { group: answers.choice("group")?, simple_procedure: answers.tick("simple_procedure") }
        }
        K::AnswerAppeal => Command::AnswerAppeal { group: answers.choice("group")? },
        K::ConcludeAppeal => {
            let (group, result) = (answers.choice("group"), answers.choice("result"));
            let redecide_within = answers.optional_number("redecide_within");
            Command::ConcludeAppeal { group: group?, result: result?, redecide_within: redecide_within? }
        }
        K::FileComplaint => Command::FileComplaint,
        K::ConcludeComplaint => Command::ConcludeComplaint,
        K::Correct => {
            let (amendment, reason) = (amendment(corrected, answers), answers.text("reason"));
            Command::Correct { amendment: amendment?, reason: reason? }
        }
        K::AddAttachment
        | K::MarkSecret
        | K::DraftReply
        | K::SubmitForReview
        | K::PassReview
        | K::SendBack
        | K::Refer
        | K::RecordReview
        | K::Dispatch
        | K::RecordReply => return None,
    })
}

/// The letter that is answered says of whom it was asked.
fn answer(case: &Case, answers: &mut Answers<'_>) -> Option<Command> {
    let (letter, consents) = (answers.choice::<u32>("consultation"), answers.consents("consents"));
    let letter = letter?;
    let found = case.consultations.iter().find(|it| it.sent_on.version == letter)?;
    Some(Command::RecordAnswer { kind: found.kind, consultation: Some(letter), consents: consents? })
}

/// 按件 or 按量, and how many.
pub(super) fn quantity(answers: &mut Answers<'_>) -> Option<FeeQuantity> {
    let (by, count) = (answers.choice::<Units>("by"), answers.number("count"));
    let count = count?;
    Some(match by? {
        Units::Item => FeeQuantity::Item { items: count },
        Units::Page => FeeQuantity::Page { pages: count },
    })
}

fn notify_fee(answers: &mut Answers<'_>) -> Option<Command> {
    let (quantity, amount_yuan) = (quantity(answers), answers.number("amount_yuan"));
    Some(Command::NotifyFee { quantity: quantity?, amount_yuan: amount_yuan?, expected_yuan: None })
}

fn record_payment(answers: &mut Answers<'_>) -> Option<Command> {
    let (amount_yuan, receipt_no) = (answers.number("amount_yuan"), answers.optional_text("receipt_no"));
    Some(Command::RecordPayment { amount_yuan: amount_yuan?, receipt_no: receipt_no? })
}

fn waive_fee(answers: &mut Answers<'_>) -> Option<Command> {
    let (amount_yuan, reason) = (answers.number("amount_yuan"), answers.text("reason"));
    Some(Command::WaiveFee { amount_yuan: amount_yuan?, reason: reason? })
}

fn refund_fee(answers: &mut Answers<'_>) -> Option<Command> {
    let (amount_yuan, reason) = (answers.number("amount_yuan"), answers.text("reason"));
    Some(Command::RefundFee { amount_yuan: amount_yuan?, reason: reason? })
}

fn record_cost_fee(answers: &mut Answers<'_>) -> Option<Command> {
    let (charged_yuan, waived_yuan) = (answers.number("charged_yuan"), answers.number("waived_yuan"));
    Some(Command::RecordCostFee { charged_yuan: charged_yuan?, waived_yuan: waived_yuan? })
}

fn amendment(corrected: Corrected, answers: &mut Answers<'_>) -> Option<Amendment> {
    Some(match corrected {
        Corrected::ReceivedOn => Amendment::ReceivedOn { to: answers.date("to")? },
        Corrected::Channel => Amendment::Channel { to: answers.choice("to")? },
        Corrected::Category => Amendment::Category { to: answers.choice("to")? },
        Corrected::Subject => Amendment::Subject { to: answers.text("to")? },
        Corrected::Outcome => {
            let (to, sub_reason) = (answers.choice("to"), answers.optional_text("sub_reason"));
            Amendment::Outcome { to: to?, sub_reason: sub_reason? }
        }
        Corrected::StepDate => {
            let (version, to) = (answers.choice("step"), answers.date("to"));
            Amendment::StepDate { version: version?, to: to? }
        }
    })
}
