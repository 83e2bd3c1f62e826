//! 附件: the files of the case; they are fetched, added, and marked as secret here.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use super::records::count;
use super::section::{Fold, Section};
use super::{Seat, Typed, View, shown};
use crate::app::attachments::{self, Addition, receive};
use crate::app::{App, act};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Command, CommandKind};
use crate::domain::ids::AttachmentId;
use crate::messages::Lang;
use crate::store::attachments::AttachmentRow;
use crate::web::auth::{CaseReader, CaseWorker, On};
use crate::web::pages::layout::{Token, see_other};
use crate::web::pages::parts::{Choice, Faults, Field, Fields};
use crate::web::pages::portal::drafts::{accept, hint, size};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, download, read};

/// What was chosen when files were not taken.
#[derive(Default)]
pub(in crate::web::pages) struct Picking {
    purpose: String,
}

#[derive(Template)]
#[template(path = "case/files.html", config = "src/web/askama.toml")]
struct Files {
    lang: Lang,
    files: Vec<Row>,
    empty: String,
    /// For whoever may add files to this case now.
    form: Option<Form>,
    token: Token,
}

struct Form {
    address: String,
    /// Whether it is shown again.
    is_open: bool,
    fields: [Field; 2],
}

struct Row {
    name: String,
    /// Where it is fetched; a file that was marked secret is not handed out.
    address: Option<String>,
    size: String,
    purpose: String,
    added: String,
    by: String,
    is_secret: bool,
    /// Where it is marked as a secret, for whoever may.
    mark: Option<String>,
}

/// The files.
pub(super) fn section(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, rows) = (view.lang(), &view.loaded.files);
    let may = |kind| view.loaded.acts.iter().any(|(it, refused)| *it == kind && refused.is_none());
    let is_being_added = !view.typed.files.purpose.is_empty();
    let body = Files {
        lang,
        files: rows.iter().map(|row| self::row(view, row)).collect(),
        empty: lang.text("case-nothing"),
        form: may(CommandKind::AddAttachment).then(|| form(view)),
        token: view.page.token(),
    };
    let fold = Fold::of(rows.len(), !rows.is_empty() || is_being_added);
    Section::new(lang, ("files", "case-files"), (count(lang, rows.len()), fold), &body)
}

fn row(view: &View<'_>, AttachmentRow { id, file }: &AttachmentRow) -> Row {
    let (lang, address) = (view.lang(), view.to(&format!("/files/{id}")));
    let is_kept_back = file.secret || file.purged_at.is_some();
    let marks = view.seat.may::<CaseWorker>() && !is_kept_back;
    Row {
        name: file.name.clone(),
        address: (!is_kept_back).then(|| address.clone()),
        size: size(lang, u64::try_from(file.bytes).unwrap_or_default()),
        purpose: purpose_name(lang, file.purpose),
        added: view.app.clock.local(file.recorded_at).format("%Y-%m-%d").to_string(),
        by: view.loaded.actor(lang, &file.actor),
        is_secret: file.secret,
        mark: marks.then(|| view.to(&format!("/files/{id}/secret"))),
    }
}

fn form(view: &View<'_>) -> Form {
    let (lang, typed) = (view.lang(), view.typed);
    let fields = Fields::new(lang, &typed.faults);
    let choice = |purpose: &FilePurpose| Choice::new(purpose.as_str(), purpose_name(lang, *purpose));
    let choices = FilePurpose::ALL.iter().map(choice).collect();
    let chosen = if typed.files.purpose.is_empty() { FilePurpose::Reply.as_str() } else { &typed.files.purpose };
    let files = fields.files("file", "case-files-pick", &accept()).hint(hint(lang, view.limits)).required();
    Form {
        address: view.to("/files"),
        is_open: !typed.files.purpose.is_empty(),
        fields: [fields.select("purpose", "case-files-purpose", chosen, choices).required(), files],
    }
}

fn purpose_name(lang: Lang, purpose: FilePurpose) -> String {
    word(lang, "purpose", purpose.as_str())
}

/// Fetches a file.
pub(in crate::web) async fn fetch(
    app: Data<App>,
    officer: On<CaseReader>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = attachment_id(&path.1)?;
    let row = read(&app, move |app| attachments::open_attachment(app, &officer.actor(), officer.case, id)).await?;
    download::send(&app, &row).await
}

/// Adds files, all of them or none.
pub(in crate::web) async fn add(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, seat) = (visit.reader.lang, Seat::of(&officer));
    match keep(&app, officer, &posted).await {
        Ok(()) => {
            visit.say("case-files-added");
            Ok(see_other(&visit.reader.href(&format!("/cases/{}#files", seat.case))))
        }
        Err(error) => {
            let files = Picking { purpose: posted.value("purpose").to_owned() };
            let faults = Faults::of(lang, error)?.about("file");
            shown(&app, seat, visit, Typed { files, faults, ..Typed::default() }).await
        }
    }
}

async fn keep(app: &Data<App>, officer: On<CaseWorker>, posted: &Posted) -> Result<(), WebError> {
    let purpose: FilePurpose =
        posted.value("purpose").parse().map_err(|_| WebError::BadParameter { name: "purpose" })?;
    let incoming = posted.files();
    if incoming.is_empty() {
        return Err(WebError::missing("file"));
    }
    let files = receive(&app.files, &incoming).await?;
    let (case, actor) = (officer.case, officer.actor());
    let once = posted.once(app, &officer.officer().to_string(), &format!("add_attachments {case}"), &files)?;
    read(app, move |app| attachments::add(app, &officer.agency, Addition { case, actor, purpose, files, once }))
        .await?;
    Ok(())
}

/// 标明涉密 (R18).
pub(in crate::web) async fn mark_secret(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    path: Path<(String, String)>,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    let id = attachment_id(&path.1)?;
    let case = officer.case;
    read(&app, move |app| {
        let sha256 = attachments::attachment(app, case, id)?.file.sha256;
        let today = app.clock.today();
        act(app, &officer.agency, case, None, &officer.actor(), Command::MarkSecret { sha256 }, today)
    })
    .await?;
    visit.say("case-file-marked");
    Ok(see_other(&visit.reader.href(&format!("/cases/{case}#files"))))
}

fn attachment_id(text: &str) -> Result<AttachmentId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
