//! 办理经过: what happened, who did it, when, and whether each entry is as it was written.

use askama::Template;
use chrono::NaiveDate;

use super::View;
use super::records::count;
use super::section::{Fold, Section};
use crate::app::case_file::Act;
use crate::domain::case::Event;
use crate::messages::Lang;
use crate::narrate;
use crate::web::WebError;
use crate::web::auth::NameReader;

/// Entries that are shown unfolded, the newest.
const LATELY: usize = 12;

#[derive(Template)]
#[template(path = "case/history.html", config = "src/web/askama.toml")]
struct History {
    lang: Lang,
    /// Folded away in a long history.
    before: Vec<Line>,
    before_heading: String,
    lately: Vec<Line>,
    is_sound: bool,
}

/// An entry of the history.
struct Line {
    on: NaiveDate,
    /// When it was recorded, where the agency is.
    recorded: String,
    what: String,
    /// What somebody wrote, for those who work on cases.
    words: Option<String>,
    actor: String,
    is_sound: bool,
}

/// 办理经过.
pub(super) fn section(view: &View<'_>) -> Result<Section, WebError> {
    let lang = view.lang();
    let acts = &view.loaded.desk.file.history;
    let mut lines: Vec<Line> = acts.iter().map(|act| line_of(view, act)).collect();
    let lately = lines.split_off(lines.len().saturating_sub(LATELY));
    let body = History {
        lang,
        before_heading: lang.with("case-history-before", &[("count", lines.len().into())]),
        before: lines,
        lately,
        is_sound: acts.iter().all(|act| act.is_sound),
    };
    Section::new(lang, ("history", "web-history"), (count(lang, acts.len()), Fold::Open), &body)
}

fn line_of(view: &View<'_>, act: &Act) -> Line {
    let lang = view.lang();
    Line {
        on: act.on,
        recorded: view.app.clock.local(act.recorded_at).format("%Y-%m-%d %H:%M").to_string(),
        what: narrate::event(lang, &act.event),
        words: written(&act.event).filter(|_| view.seat.may::<NameReader>()),
        actor: view.loaded.actor(lang, &act.actor),
        is_sound: act.is_sound,
    }
}

/// What somebody wrote with an entry. It may name people, so not everybody reads it.
fn written(event: &Event) -> Option<String> {
    match event {
        Event::Noted { text } => Some(text.clone()),
        Event::SupplementRequested { items, .. } => Some(items.clone()),
        Event::Supplemented { text } => text.clone(),
        Event::Consulted { with, .. } => with.clone(),
        Event::RejectedBeforeReceipt { reason }
        | Event::LaterDateAgreed { reason, .. }
        | Event::Suspended { reason }
        | Event::FeeNoticeWithdrawn { reason }
        | Event::FeeWaived { reason, .. }
        | Event::FeeRefunded { reason, .. }
        | Event::ReviewSentBack { reason, .. }
        | Event::ReviewReferred { reason, .. }
        | Event::Corrected { reason, .. } => Some(reason.clone()),
        Event::Extended { reason, .. } | Event::Withdrawn { reason } => reason.clone(),
        Event::ReviewPassed { opinion, .. } => opinion.clone(),
        Event::AttachmentAdded { file, .. } => Some(file.name.clone()),
        Event::FeePaid { receipt_no, .. } => receipt_no.clone(),
        Event::Submitted { .. }
        | Event::ReceiptConfirmed
        | Event::Assigned { .. }
        | Event::SupplementLapsed
        | Event::ConsultationAnswered { .. }
        | Event::ReasonsRequested
        | Event::ReasonsGiven
        | Event::Resumed
        | Event::FeeNotified { .. }
        | Event::FeeLapsed
        | Event::CostFeeCharged { .. }
        | Event::AttachmentMarkedSecret { .. }
        | Event::AttachmentsPurged { .. }
        | Event::ReplyDrafted { .. }
        | Event::SubmittedForReview { .. }
        | Event::ReviewRecorded { .. }
        | Event::Replied { .. }
        | Event::Delivered
        | Event::SplitInto { .. }
        | Event::MergedInto { .. }
        | Event::Linked { .. }
        | Event::AppealFiled { .. }
        | Event::AppealAnswered { .. }
        | Event::AppealConcluded { .. }
        | Event::ComplaintFiled
        | Event::ComplaintConcluded
        | Event::DueDateMoved { .. } => None,
    }
    .filter(|text| !text.trim().is_empty())
}
