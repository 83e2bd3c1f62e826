//! 件页: when a case is due and why, and what has happened in it.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::due::Bar;
use super::layout::{Page, agency_address, send};
use super::months::Months;
use super::queue::word;
use crate::app::App;
use crate::app::case_file::{self, Act, CaseFile};
use crate::domain::deadline::{Cause, Deadline, DeadlineKind};
use crate::domain::status::DeadlineState;
use crate::explain::{self, Parts};
use crate::messages::Lang;
use crate::narrate;
use crate::web::auth::{CaseReader, On};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "case.html", config = "src/web/askama.toml")]
struct CasePage {
    page: Page,
    agency: String,
    agency_address: String,
    case_no: String,
    subject: String,
    facts: Vec<Fact>,
    verdict: Verdict,
    explanation: Vec<Parts>,
    calendar: Months,
    history: Vec<Line>,
    /// Whether every entry of the history is as it was written.
    is_sound: bool,
}

struct Fact {
    name: String,
    value: String,
}

/// The due date in large type.
struct Verdict {
    heading: String,
    date: Option<NaiveDate>,
    /// In the place of a date.
    instead: String,
    note: String,
    tone: &'static str,
    is_provisional: bool,
    /// Working days counted and left.
    bar: Option<Bar>,
}

struct Line {
    on: NaiveDate,
    what: String,
    actor: String,
    is_sound: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let id = officer.case;
    let file = read(&app, move |app| case_file::open_case(app, id)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let trace = file.deadline.as_ref().map(|deadline| deadline.trace.as_slice()).unwrap_or_default();
    let template = CasePage {
        agency_address: page.href(&agency_address(&file.agency.code)),
        facts: facts(lang, &file),
        verdict: verdict(lang, &file),
        explanation: explain::parts(trace, lang),
        calendar: Months::of(lang, trace, &file.agency.calendar),
        history: file.history.iter().map(|act| line(lang, act)).collect(),
        is_sound: file.history.iter().all(|act| act.is_sound),
        case_no: file.row.origin.case_no,
        subject: file.row.state.subject,
        agency: file.agency.name,
        page,
    };
    send(lang, &template)
}

fn facts(lang: Lang, file: &CaseFile) -> Vec<Fact> {
    let (origin, state) = (&file.row.origin, &file.row.state);
    let date = |on: Option<NaiveDate>| on.map(|on| on.to_string());
    let facts = [
        ("web-fact-status", Some(word(lang, "status", state.status.as_str()))),
        ("web-fact-outcome", state.outcome.map(|outcome| word(lang, "outcome", outcome.as_str()))),
        ("web-fact-received", date(state.received_on)),
        ("web-fact-closed", date(state.closed_on)),
        ("web-fact-channel", Some(word(lang, "channel", state.channel.as_str()))),
        ("web-fact-regime", state.regime.map(|regime| word(lang, "regime", regime.as_str()))),
        ("web-fact-source", origin.source_ref.clone().filter(|number| *number != origin.case_no)),
    ];
    facts.into_iter().filter_map(|(id, value)| Some(Fact { name: lang.text(id), value: value? })).collect()
}

fn verdict(lang: Lang, file: &CaseFile) -> Verdict {
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

fn line(lang: Lang, act: &Act) -> Line {
    Line {
        on: act.on,
        what: narrate::event(lang, &act.event),
        actor: narrate::actor(lang, &act.actor),
        is_sound: act.is_sound,
    }
}
