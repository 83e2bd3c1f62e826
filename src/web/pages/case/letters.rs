//! 文书: the letters of a case, those that can be issued, and what makes or voids one.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use chrono::NaiveDate;

use super::records::count;
use super::section::{Fold, Section};
use super::{Seat, Typed, View, shown};
use crate::app::App;
use crate::app::letters::{self, Open};
use crate::domain::ids::LetterId;
use crate::domain::letter::{LetterKind, LetterState, PaperKind};
use crate::messages::letters::kind as named;
use crate::store::letters::LetterRow;
use crate::web::auth::{CaseWorker, NameReader, On};
use crate::web::download::Format;
use crate::web::letter_files::{letter_document, paper_document, wanted};
use crate::web::pages::layout::{Token, see_other};
use crate::web::pages::parts::{Faults, Field, Fields};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Characters of a name or a reason.
const TEXT_MAX: usize = 500;

/// What was typed and not taken.
#[derive(Default)]
pub(in crate::web::pages) struct LetterTyped {
    /// Which letter was to be issued: its kind and its step.
    wanted: Option<(LetterKind, u32)>,
    third_party: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "case/letters.html", config = "src/web/askama.toml")]
struct Letters {
    lang: crate::messages::Lang,
    letters: Vec<Numbered>,
    open: Vec<Waiting>,
    /// The reply that is being written.
    reply: Option<ReplyLetter>,
    /// Forms, each with its PDF and its Word document, for those who see applicants by name.
    papers: Vec<(String, String, String)>,
    empty: String,
    token: Token,
}

/// A letter with its number.
struct Numbered {
    name: String,
    number: String,
    on: NaiveDate,
    state: String,
    look: &'static str,
    reason: Option<String>,
    /// PDF and Word, for those who see applicants by name.
    papers: Option<(String, String)>,
    /// For those who work on the case, while it is valid.
    void: Option<(String, Field)>,
}

/// A letter that can be issued.
struct Waiting {
    name: String,
    on: NaiveDate,
    is_due: bool,
    is_open: bool,
    preview: String,
    form: Option<Form>,
}

struct Form {
    address: String,
    kind: LetterKind,
    version: u32,
    fields: Vec<Field>,
}

struct ReplyLetter {
    preview: String,
    /// For whoever may draft.
    make: Option<String>,
}

/// The letters of the case.
pub(super) fn section(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, listed) = (view.lang(), &view.loaded.letters);
    let may_work = view.seat.may::<CaseWorker>();
    let is_waiting = listed.open.iter().any(|open| open.is_due) || view.typed.letter.wanted.is_some();
    let body = Letters {
        lang,
        letters: listed.letters.iter().map(|row| numbered(view, row, may_work)).collect(),
        open: listed.open.iter().map(|open| waiting(view, *open, may_work)).collect(),
        reply: view.loaded.desk.file.case.draft.as_ref().filter(|_| view.seat.may::<NameReader>()).map(|_| {
            ReplyLetter { preview: view.to("/letters/preview/reply"), make: may_work.then(|| view.to("/letters")) }
        }),
        papers: papers(view),
        empty: lang.text("case-nothing"),
        token: view.page.token(),
    };
    let size = listed.letters.len();
    let fold = Fold::of(1, is_waiting);
    Section::new(lang, ("letters", "case-letters"), (count(lang, size), fold), &body)
}

fn papers(view: &View<'_>) -> Vec<(String, String, String)> {
    if !view.seat.may::<NameReader>() {
        return Vec::new();
    }
    let paper = |kind: &PaperKind| {
        let base = view.to(&format!("/papers/{kind}"));
        let name = view.lang().text(&format!("sheet-{}", kind.as_str().replace('_', "-")));
        (name, format!("{base}/pdf"), format!("{base}/docx"))
    };
    PaperKind::ALL.iter().map(paper).collect()
}

fn numbered(view: &View<'_>, row: &LetterRow, may_work: bool) -> Numbered {
    let (lang, letter) = (view.lang(), &row.letter);
    let base = view.to(&format!("/letters/{}", row.id));
    let look = match letter.state {
        LetterState::Reserved => "soon",
        LetterState::Issued => "good",
        LetterState::Voided => "bad",
    };
    let is_valid = letter.state != LetterState::Voided;
    let no_faults = Faults::default();
    let reason = Fields::new(lang, &no_faults).text(&void_name(row.id), "case-letter-void-reason", "");
    Numbered {
        name: named(lang, letter.kind),
        number: letter.document_no.clone(),
        on: letter.dated_on,
        state: lang.text(&format!("letter-state-{}", letter.state)),
        look,
        reason: letter.void_reason.clone(),
        papers: view.seat.may::<NameReader>().then(|| (format!("{base}/pdf"), format!("{base}/docx"))),
        void: (is_valid && may_work).then(|| (base, reason.most(TEXT_MAX).required())),
    }
}

fn waiting(view: &View<'_>, open: Open, may_work: bool) -> Waiting {
    let (lang, typed) = (view.lang(), &view.typed.letter);
    let is_typed = typed.wanted == Some((open.kind, open.version));
    let none = Faults::default();
    let fields = Fields::new(lang, if is_typed { &view.typed.faults } else { &none });
    let value = |text: &String| if is_typed { text.clone() } else { String::new() };
    let mut wanted = Vec::new();
    if is_for_another(open.kind) {
        let name = field_name("third_party", open.kind, open.version);
        let field = fields.text(&name, "case-letter-third-party", &value(&typed.third_party));
        wanted.push(field.most(TEXT_MAX).hint(lang.text("case-letter-known")));
    }
    if open.kind == LetterKind::ExtensionNotice || open.kind == LetterKind::ThirdPartyNotice {
        let name = field_name("reason", open.kind, open.version);
        wanted.push(fields.text(&name, "case-letter-reason", &value(&typed.reason)).most(TEXT_MAX));
    }
    let form = Form { address: view.to("/letters"), kind: open.kind, version: open.version, fields: wanted };
    Waiting {
        name: named(lang, open.kind),
        on: open.on,
        is_due: open.is_due,
        is_open: is_typed,
        preview: view.to(&format!("/letters/preview/{}?version={}", open.kind, open.version)),
        form: may_work.then_some(form),
    }
}

fn is_for_another(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::ThirdPartyConsultation
            | LetterKind::ThirdPartyNotice
            | LetterKind::CoMakerConsultation
            | LetterKind::AssistanceRequest
    )
}

/// The fields of a letter that can be issued: there may be several on the page.
fn field_name(what: &str, kind: LetterKind, version: u32) -> String {
    format!("{what}_{kind}_{version}")
}

fn void_name(id: LetterId) -> String {
    format!("void_{id}")
}

/// Issues a letter, or makes the reply of the draft.
pub(in crate::web) async fn issue(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let seat = Seat::of(&officer);
    let (agency, case, actor) = (officer.agency.clone(), officer.case, officer.actor());
    if posted.act() == "reply" {
        let made = read(&app, move |app| letters::make_reply(app, &agency, case, &actor)).await;
        return match made {
            Ok(made) => {
                visit.say(if made.is_some() { "case-letter-reply-made" } else { "case-letter-reply-same" });
                Ok(back(&visit, &seat))
            }
            Err(error) => refused(&app, seat, visit, LetterTyped::default(), error).await,
        };
    }
    let kind: LetterKind = posted.value("kind").parse().map_err(|_| WebError::NoSuchPage)?;
    let version: u32 = posted.value("version").parse().map_err(|_| WebError::NoSuchPage)?;
    let typed = LetterTyped {
        wanted: Some((kind, version)),
        third_party: posted.value(&field_name("third_party", kind, version)).to_owned(),
        reason: posted.value(&field_name("reason", kind, version)).to_owned(),
    };
    let wanted = wanted(kind, Some(version), &typed.third_party, &typed.reason);
    let once = posted.once(&app, &officer.officer().to_string(), &format!("issue_letter {case}"), &[])?;
    match read(&app, move |app| letters::issue(app, &agency, case, &actor, wanted, once)).await {
        Ok(_) => {
            visit.say("case-letter-issued");
            Ok(back(&visit, &seat))
        }
        Err(error) => refused(&app, seat, visit, typed, error).await,
    }
}

/// Voids a letter.
pub(in crate::web) async fn void(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let id: LetterId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let (seat, case, actor) = (Seat::of(&officer), officer.case, officer.actor());
    let reason = posted.value(&void_name(id)).to_owned();
    if reason.is_empty() || reason.chars().count() > TEXT_MAX {
        let faults = Faults::default().and(&void_name(id), visit.reader.lang.text("act-missing"));
        return shown(&app, seat, visit, Typed { faults, ..Typed::default() }).await;
    }
    match read(&app, move |app| letters::void(app, &actor, case, id, &reason)).await {
        Ok(()) => {
            visit.say("case-letter-voided");
            Ok(back(&visit, &seat))
        }
        Err(error) => refused(&app, seat, visit, LetterTyped::default(), error).await,
    }
}

/// Fetches a letter.
pub(in crate::web) async fn fetch(
    app: Data<App>,
    officer: On<NameReader>,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: LetterId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let format: Format = path.2.parse().map_err(|()| WebError::NoSuchPage)?;
    let paper = read(&app, move |app| letters::print(app, &officer.agency, officer.case, id)).await?;
    letter_document(format, &paper, false)
}

/// Fetches a form of the case.
pub(in crate::web) async fn paper(
    app: Data<App>,
    officer: On<NameReader>,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let kind: PaperKind = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let format: Format = path.2.parse().map_err(|()| WebError::NoSuchPage)?;
    paper_document(&app, &officer, kind, format).await
}

/// What a preview is asked for.
#[derive(serde::Deserialize)]
pub(in crate::web) struct Step {
    version: Option<u32>,
}

/// What a letter would look like, with its watermark.
pub(in crate::web) async fn preview(
    app: Data<App>,
    officer: On<NameReader>,
    path: Path<(String, String)>,
    step: Query<Step>,
) -> Result<HttpResponse, WebError> {
    let kind: LetterKind = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let version = step.version;
    let paper = read(&app, move |app| {
        let letter = if kind == LetterKind::Reply {
            letters::reply_letter(app, &officer.agency, officer.case)?
        } else {
            letters::draft_letter(app, &officer.agency, officer.case, &wanted(kind, version, "", ""))?
        };
        letters::print_draft(app, letter)
    });
    letter_document(Format::Pdf, &paper.await?, true)
}

async fn refused(
    app: &Data<App>,
    seat: Seat,
    visit: Visit,
    letter: LetterTyped,
    error: WebError,
) -> Result<HttpResponse, WebError> {
    let field = letter.wanted.map_or("letters".to_owned(), |(kind, version)| field_name("third_party", kind, version));
    let faults = Faults::of(visit.reader.lang, error)?.about(&field);
    shown(app, seat, visit, Typed { letter, faults, ..Typed::default() }).await
}

fn back(visit: &Visit, seat: &Seat) -> HttpResponse {
    see_other(&visit.reader.href(&format!("/cases/{}#letters", seat.case)))
}
