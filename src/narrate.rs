//! 办理经过的文字: what happened in a case, as a sentence.
//!
//! A sentence names dates, amounts, results and document numbers. It never repeats what somebody wrote
//! (reasons, notes, opinions) nor names a person, so it may be shown where the case file may not.

use chrono::NaiveDate;
use fluent_templates::fluent_bundle::FluentValue;

use crate::domain::case::{Amendment, ConsultationKind, Event, FeeQuantity};
use crate::messages::Lang;

/// The sentence for an entry of the history.
///
/// ```
/// use gongkai_core::{domain::case::Event, messages::Lang, narrate};
/// assert_eq!(narrate::event(Lang::Zh, &Event::FeeLapsed), "逾期不缴费，不再处理");
/// ```
#[must_use]
pub fn event(lang: Lang, event: &Event) -> String {
    let Sentence { id, particulars } = sentence(lang, event);
    lang.with(id, &particulars)
}

/// Who did it, from the history's own word (`officer_3`, `applicant`, `system`, `import`).
#[must_use]
pub fn actor(lang: Lang, actor: &str) -> String {
    match actor.split_once('_') {
        Some(("officer", number)) => lang.with("event-actor-officer", &[("number", number.to_owned().into())]),
        Some(_) | None => lang.find(&format!("event-actor-{actor}")).unwrap_or_else(|| actor.to_owned()),
    }
}

/// A message with what it needs.
struct Sentence {
    id: &'static str,
    particulars: Vec<(&'static str, FluentValue<'static>)>,
}

fn say(id: &'static str) -> Sentence {
    Sentence { id, particulars: Vec::new() }
}

impl Sentence {
    fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        self.particulars.push((name, value.into()));
        self
    }
}

fn sentence(lang: Lang, event: &Event) -> Sentence {
    match event {
        Event::Submitted { channel, .. } => {
            say("event-submitted").with("channel", word(lang, "channel", channel.as_str()))
        }
        Event::ReceiptConfirmed => say("event-receipt-confirmed"),
        Event::RejectedBeforeReceipt { .. } => say("event-rejected-before-receipt"),
        Event::Assigned { .. } => say("event-assigned"),
        Event::Noted { .. } => say("event-noted"),
        Event::SupplementRequested { respond_by, .. } => {
            say("event-supplement-requested").with("respond_by", date(*respond_by))
        }
        Event::Supplemented { .. } => say("event-supplemented"),
        Event::SupplementLapsed => say("event-supplement-lapsed"),
        Event::Consulted { kind, .. } => say("event-consulted").with("kind", consulted(lang, *kind)),
        Event::ConsultationAnswered { kind, consents, .. } => say("event-consultation-answered")
            .with("kind", consulted(lang, *kind))
            .with("consents", consents.map_or("unsaid", yes_or_no)),
        Event::ReasonsRequested => say("event-reasons-requested"),
        Event::ReasonsGiven => say("event-reasons-given"),
        Event::LaterDateAgreed { due_on, .. } => say("event-later-date-agreed").with("due_on", date(*due_on)),
        Event::Extended { working_days, .. } => say("event-extended").with("days", *working_days),
        Event::Suspended { .. } => say("event-suspended"),
        Event::Resumed => say("event-resumed"),
        Event::FeeNotified { quantity, amount_yuan } => fee_notified(*quantity).with("amount", *amount_yuan),
        Event::FeeNoticeWithdrawn { .. } => say("event-fee-notice-withdrawn"),
        Event::FeePaid { amount_yuan, .. } => say("event-fee-paid").with("amount", *amount_yuan),
        Event::FeeLapsed => say("event-fee-lapsed"),
        Event::FeeWaived { amount_yuan, .. } => say("event-fee-waived").with("amount", *amount_yuan),
        Event::FeeRefunded { amount_yuan, .. } => say("event-fee-refunded").with("amount", *amount_yuan),
        Event::CostFeeCharged { charged_yuan, waived_yuan } => {
            say("event-cost-fee-charged").with("charged", *charged_yuan).with("waived", *waived_yuan)
        }
        Event::AttachmentAdded { .. } => say("event-attachment-added"),
        Event::AttachmentMarkedSecret { .. } => say("event-attachment-marked-secret"),
        Event::AttachmentsPurged { sha256 } => say("event-attachments-purged").with("count", sha256.len()),
        Event::ReplyDrafted { .. } => say("event-reply-drafted"),
        Event::SubmittedForReview { steps, .. } => say("event-submitted-for-review").with("steps", steps.len()),
        Event::ReviewPassed { step, .. } => say("event-review-passed").with("step", *step),
        Event::ReviewSentBack { step, .. } => say("event-review-sent-back").with("step", *step),
        Event::ReviewReferred { step, .. } => say("event-review-referred").with("step", *step),
        Event::ReviewRecorded { step, verdict, .. } => {
            say("event-review-recorded").with("step", *step).with("verdict", verdict.as_str())
        }
        Event::Replied { outcome, document_no, reviewed, .. } => say("event-replied")
            .with("outcome", word(lang, "outcome", outcome.as_str()))
            .with("numbered", yes_or_no(document_no.is_some()))
            .with("number", document_no.clone().unwrap_or_default())
            .with("reviewed", yes_or_no(*reviewed)),
        Event::Delivered => say("event-delivered"),
        Event::Withdrawn { .. } => say("event-withdrawn"),
        Event::SplitInto { into } => say("event-split-into").with("numbers", into.join(&lang.text("list-separator"))),
        Event::MergedInto { into } => say("event-merged-into").with("number", into.clone()),
        Event::Linked { to } => say("event-linked").with("number", to.clone()),
        Event::AppealFiled { group, .. } => {
            say("event-appeal-filed").with("group", word(lang, "group", group.as_str()))
        }
        Event::AppealAnswered { group } => {
            say("event-appeal-answered").with("group", word(lang, "group", group.as_str()))
        }
        Event::AppealConcluded { group, result, redecide_within } => say("event-appeal-concluded")
            .with("group", word(lang, "group", group.as_str()))
            .with("result", result.as_str())
            .with("within", redecide_within.unwrap_or(0)),
        Event::ComplaintFiled => say("event-complaint-filed"),
        Event::ComplaintConcluded => say("event-complaint-concluded"),
        Event::Corrected { amendment, .. } => say("event-corrected").with("field", corrected(amendment)),
        Event::DueDateMoved { from, to, provisional } => say("event-due-date-moved")
            .with("from", from.map_or_else(|| lang.text("event-no-date"), date))
            .with("to", to.map_or_else(|| lang.text("event-no-date"), date))
            .with("provisional", yes_or_no(*provisional)),
    }
}

fn fee_notified(quantity: FeeQuantity) -> Sentence {
    match quantity {
        FeeQuantity::Item { items } => say("event-fee-notified").with("by", "item").with("count", items),
        FeeQuantity::Page { pages } => say("event-fee-notified").with("by", "page").with("count", pages),
    }
}

fn consulted(lang: Lang, kind: ConsultationKind) -> String {
    word(lang, "kind", kind.as_str())
}

/// The field that was corrected; which text or date it was before stays in the file.
fn corrected(amendment: &Amendment) -> &'static str {
    match amendment {
        Amendment::ReceivedOn { .. } => "received_on",
        Amendment::Channel { .. } => "channel",
        Amendment::Category { .. } => "category",
        Amendment::Subject { .. } => "subject",
        Amendment::Outcome { .. } => "outcome",
        Amendment::StepDate { .. } => "step_date",
    }
}

/// The name of a code: message `KIND-CODE`.
fn word(lang: Lang, kind: &str, code: &str) -> String {
    lang.text(&format!("{kind}-{}", code.replace(['_', '.'], "-")))
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// As written in files: a number would be formatted as one.
fn date(on: NaiveDate) -> String {
    on.to_string()
}
