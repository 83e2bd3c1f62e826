//! 记录: the events that follow from a command that was not refused.

use super::{Context, Mode, drafting};
use crate::domain::case::{Amendment, Case, Command, ConsultationKind, Event};
use crate::domain::ids::OfficerId;

pub(super) fn events(case: &Case, command: &Command, context: &Context<'_>) -> Vec<Event> {
    Vec::from_iter(event(case, command, context).into_iter().chain(purge(case, command)))
}

/// R18: where the answer is 属于国家秘密, the files that are marked as such are purged, whichever came first.
fn purge(case: &Case, command: &Command) -> Option<Event> {
    let sha256: Vec<String> = if let Command::MarkSecret { sha256 } = command {
        drafting::is_locked(case).then(|| sha256.clone()).into_iter().collect()
    } else if matches!(command, Command::DraftReply { draft } if draft.outcome.is_state_secret()) {
        let marked = case.files.iter().filter(|it| it.secret && !it.purged);
        marked.map(|it| it.file.sha256.clone()).collect()
    } else {
        Vec::new()
    };
    (!sha256.is_empty()).then_some(Event::AttachmentsPurged { sha256 })
}

fn event(case: &Case, command: &Command, context: &Context<'_>) -> Option<Event> {
    Some(match command.clone() {
        Command::DraftReply { draft } => Event::ReplyDrafted { draft },
        Command::ConfirmReceipt => Event::ReceiptConfirmed,
        Command::RejectBeforeReceipt { reason } => Event::RejectedBeforeReceipt { reason },
        Command::Assign { officer, section } => Event::Assigned { officer, section },
        Command::Note { text } => Event::Noted { text },
        Command::RequestSupplement { respond_by, items } => Event::SupplementRequested { respond_by, items },
        Command::ReceiveSupplement { text } => Event::Supplemented { text },
        Command::LapseSupplement => Event::SupplementLapsed,
        Command::Consult { kind, with } => Event::Consulted { kind, with },
        Command::RecordAnswer { kind, consultation, consents } => {
            let consultation = consultation.or_else(|| oldest_open(case, kind))?;
            Event::ConsultationAnswered { kind, consultation, consents }
        }
        Command::RequestReasons => Event::ReasonsRequested,
        Command::RecordReasons => Event::ReasonsGiven,
        Command::AgreeLaterDate { due_on, reason } => Event::LaterDateAgreed { due_on, reason },
        Command::Extend { working_days, reason } => Event::Extended { working_days, reason },
        Command::Suspend { reason } => Event::Suspended { reason },
        Command::Resume => Event::Resumed,
        Command::NotifyFee { quantity, amount_yuan, .. } => Event::FeeNotified { quantity, amount_yuan },
        Command::WithdrawFeeNotice { reason } => Event::FeeNoticeWithdrawn { reason },
        Command::RecordPayment { amount_yuan, receipt_no } => Event::FeePaid { amount_yuan, receipt_no },
        Command::LapseFee => Event::FeeLapsed,
        Command::WaiveFee { amount_yuan, reason } => Event::FeeWaived { amount_yuan, reason },
        Command::RefundFee { amount_yuan, reason } => Event::FeeRefunded { amount_yuan, reason },
        Command::RecordCostFee { charged_yuan, waived_yuan } => Event::CostFeeCharged { charged_yuan, waived_yuan },
        Command::AddAttachment { file, bytes } => Event::AttachmentAdded { file, bytes },
        Command::MarkSecret { sha256 } => Event::AttachmentMarkedSecret { sha256 },
        Command::SubmitForReview { digest } => Event::SubmittedForReview {
            digest,
            by: context.actor.officer(),
            steps: context.policy.review.steps.clone(),
        },
        Command::PassReview { step, opinion, .. } => Event::ReviewPassed { step, by: reviewer(context), opinion },
        Command::SendBack { step, reason } => Event::ReviewSentBack { step, by: reviewer(context), reason },
        Command::Refer { step, to, reason } => Event::ReviewReferred { step, by: reviewer(context), to, reason },
        Command::RecordReview { step, by, verdict } => Event::ReviewRecorded { step, by, verdict },
        Command::Dispatch { digest, document_no, method } => {
            let draft = case.draft.as_ref()?;
            Event::Replied {
                outcome: draft.outcome,
                sub_reason: draft.sub_reason.clone(),
                document_no,
                method,
                digest: Some(digest),
                reviewed: true,
            }
        }
        Command::RecordReply { outcome, sub_reason } => Event::Replied {
            outcome,
            sub_reason,
            document_no: None,
            method: None,
            digest: None,
            reviewed: is_evidenced(case, context),
        },
        Command::Deliver => Event::Delivered,
        Command::Withdraw { reason } => Event::Withdrawn { reason },
        Command::Split { into } => Event::SplitInto { into },
        Command::Merge { into } => Event::MergedInto { into },
        Command::Link { to } => Event::Linked { to },
        Command::FileAppeal { group, simple_procedure } => Event::AppealFiled { group, simple_procedure },
        Command::AnswerAppeal { group } => Event::AppealAnswered { group },
        Command::ConcludeAppeal { group, result, redecide_within } => {
            Event::AppealConcluded { group, result, redecide_within }
        }
        Command::FileComplaint => Event::ComplaintFiled,
        Command::ConcludeComplaint => Event::ComplaintConcluded,
        Command::Correct { amendment, reason } => Event::Corrected { was: was(case, &amendment), amendment, reason },
    })
}

fn oldest_open(case: &Case, kind: ConsultationKind) -> Option<u32> {
    case.open_consultations(kind).next().map(|letter| letter.sent_on.version)
}

/// `permitted` has made sure that an officer reviews; a review without one is kept as officer 0.
fn reviewer(context: &Context<'_>) -> OfficerId {
    context.actor.officer().unwrap_or(OfficerId(0))
}

/// Whether a register evidences every step of the agency's review, each by somebody else (R17).
fn is_evidenced(case: &Case, context: &Context<'_>) -> bool {
    use crate::domain::review::Verdict;
    if context.mode == Mode::Live {
        return false;
    }
    let passed = |step: usize| {
        case.recorded_reviews
            .iter()
            .rev()
            .find(|(recorded, _, _)| usize::from(*recorded) == step)
            .filter(|(_, _, verdict)| *verdict == Verdict::Passed)
            .map(|(_, by, _)| by.as_str())
    };
    let people: Vec<&str> = (1..=context.policy.review.steps.len()).map_while(passed).collect();
    let different: std::collections::BTreeSet<&str> = people.iter().copied().collect();
    people.len() == context.policy.review.steps.len() && different.len() == people.len()
}

/// The value that a correction replaces, for the reader of the history.
fn was(case: &Case, amendment: &Amendment) -> String {
    match amendment {
        Amendment::ReceivedOn { .. } => case.received_on.map(|it| it.on.to_string()).unwrap_or_default(),
        Amendment::Channel { .. } => case.channel.to_string(),
        Amendment::Category { .. } => case.category.to_string(),
        Amendment::Subject { .. } => case.request.subject.clone(),
        Amendment::Outcome { .. } => case.closed.as_ref().map(|it| it.outcome.to_string()).unwrap_or_default(),
        Amendment::StepDate { version, .. } => {
            let mut copy = case.clone();
            copy.dates_mut().iter().find(|it| it.version == *version).map(|it| it.on.to_string()).unwrap_or_default()
        }
    }
}
