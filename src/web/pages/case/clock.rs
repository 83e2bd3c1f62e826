//! 期限: when a case is due, what that means today, and who has it.

use chrono::NaiveDate;

use super::load::Loaded;
use crate::app::case_file::CaseFile;
use crate::domain::deadline::{Cause, Deadline, DeadlineKind};
use crate::domain::status::{DeadlineState, Status};
use crate::messages::Lang;
use crate::web::pages::due::Bar;
use crate::web::pages::queue::word;

/// A particular at the head of the page.
pub(super) struct Fact {
    pub name: String,
    pub value: String,
}

/// The due date in large type.
pub(super) struct Verdict {
    pub heading: String,
    pub date: Option<NaiveDate>,
    /// In the place of a date.
    pub instead: String,
    pub note: String,
    pub tone: &'static str,
    pub is_provisional: bool,
    /// Working days counted and left.
    pub bar: Option<Bar>,
}

/// How the badge of a case's status looks.
pub(super) fn tone(file: &CaseFile) -> &'static str {
    match file.row.state.status {
        Status::AwaitingConfirmation | Status::Processing | Status::InReview | Status::Redeciding => "now",
        Status::AwaitingSupplement | Status::AwaitingPayment | Status::Cleared => "soon",
        Status::Replied => "good",
        Status::Closed | Status::Split | Status::NotReceived => "",
    }
}

/// Who has the case, and what there is to know of it at once.
pub(super) fn facts(lang: Lang, loaded: &Loaded) -> Vec<Fact> {
    let file = &loaded.desk.file;
    let (origin, state) = (&file.row.origin, &file.row.state);
    let date = |on: Option<NaiveDate>| on.map(|on| on.to_string());
    let facts = [
        ("case-fact-assignee", state.is_open.then(|| assignee(lang, loaded))),
        ("case-fact-section", loaded.section.clone()),
        ("case-fact-reviewer", state.review_role.map(|role| word(lang, "role", role.as_str()))),
        ("web-fact-outcome", state.outcome.map(|outcome| word(lang, "outcome", outcome.as_str()))),
        ("case-fact-submitted", (state.submitted_on != state.received_on).then(|| date(state.submitted_on)).flatten()),
        ("web-fact-received", date(state.received_on)),
        ("web-fact-closed", date(state.closed_on)),
        ("web-fact-channel", Some(word(lang, "channel", state.channel.as_str()))),
        ("web-fact-regime", state.regime.map(|regime| word(lang, "regime", regime.as_str()))),
        ("web-fact-source", origin.source_ref.clone().filter(|number| *number != origin.case_no)),
    ];
    facts.into_iter().filter_map(|(id, value)| Some(Fact { name: lang.text(id), value: value? })).collect()
}

fn assignee(lang: Lang, loaded: &Loaded) -> String {
    let assignee = loaded.desk.file.case.assignee.and_then(|officer| loaded.name(officer));
    assignee.unwrap_or_else(|| lang.text("assignee-nobody"))
}

/// The due date.
pub(super) fn verdict(lang: Lang, file: &CaseFile) -> Verdict {
    let Some(deadline) = &file.deadline else {
        return Verdict {
            heading: lang.text("web-verdict-reply"),
            date: None,
            instead: lang.text("web-verdict-not-begun"),
            note: lang.text("web-verdict-not-begun-note"),
            tone: "still",
            is_provisional: false,
            bar: None,
        };
    };
    let heading = match deadline.kind == DeadlineKind::Redecision {
        true => "web-verdict-redecision",
        false => "web-verdict-reply",
    };
    let (note, tone) = meaning(lang, file, deadline);
    Verdict {
        heading: lang.text(heading),
        date: deadline.due_on,
        instead: lang.text("web-verdict-stopped"),
        note,
        tone,
        is_provisional: deadline.provisional,
        bar: bar(lang, file, deadline),
    }
}

/// The working days of the period in force. While a supplement or a payment is awaited there is nothing to
/// draw: when it comes the period starts afresh.
fn bar(lang: Lang, file: &CaseFile, deadline: &Deadline) -> Option<Bar> {
    let is_shown = file.row.state.is_open && file.standing.days.is_some();
    let counted = deadline.trace.iter().rev().take_while(|entry| !matches!(entry.cause, Cause::Period { .. }));
    let counted = counted.map(|entry| entry.counted).max()?;
    let left = u32::try_from(deadline.remaining_working_days?).unwrap_or(0);
    let gone = match deadline.state {
        DeadlineState::Stopped => counted,
        DeadlineState::Running | DeadlineState::Met | DeadlineState::Late => counted.saturating_sub(left),
    };
    is_shown.then(|| Bar::counted(lang, gone, left))
}

/// What the date means today, and how it looks.
fn meaning(lang: Lang, file: &CaseFile, deadline: &Deadline) -> (String, &'static str) {
    let text = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let remaining = deadline.remaining_working_days.unwrap_or_default();
    let is_open = file.row.state.is_open;
    let (id, tone) = match deadline.state {
        DeadlineState::Running if remaining == 0 => ("web-due-today", "today"),
        DeadlineState::Running => ("web-due-running", "calm"),
        DeadlineState::Stopped => ("web-verdict-restarted", "still"),
        DeadlineState::Late if is_open => ("web-due-late", "late"),
        DeadlineState::Late => ("web-due-ended-late", "late"),
        DeadlineState::Met => ("web-verdict-met", "done"),
    };
    let particulars = [
        ("left", remaining.into()),
        ("late", (-remaining).into()),
        ("closed", text(file.row.state.closed_on).into()),
        ("restarted", text(deadline.due_if_restarted_today).into()),
    ];
    (lang.with(id, &particulars), tone)
}
