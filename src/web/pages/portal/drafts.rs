//! 随附材料: files are sent as soon as they are picked, or with the form; either way they wait for the form to be
//! right.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use askama::filters::HtmlSafe;

use crate::app::attachments::{self, Incoming};
use crate::app::{App, draft_files};
use crate::domain::attachment::FileKind;
use crate::files::Limits;
use crate::messages::Lang;
use crate::web::limits::Public;
use crate::web::pages::layout::send_with;
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;
use crate::web::reader::Reader;
use crate::web::{WebError, read};

/// The files that wait, as a piece of a page.
#[derive(Template)]
#[template(path = "portal/picked.html", config = "src/web/askama.toml")]
pub(super) struct PickedFiles {
    lang: Lang,
    files: Vec<Picked>,
    error: Option<String>,
    /// Whether files can be taken away again.
    is_open: bool,
}

struct Picked {
    name: String,
    size: String,
    sha256: String,
}

impl HtmlSafe for PickedFiles {}

impl PickedFiles {
    /// The same without its buttons.
    pub(super) fn for_reading(self) -> Self {
        Self { is_open: false, ..self }
    }

    /// Whether none waits.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Takes files in for a draft.
pub(super) async fn take(app: &Data<App>, draft: &str, files: Vec<Incoming>) -> Result<(), WebError> {
    if files.is_empty() {
        return Ok(());
    }
    let kept = attachments::receive(&app.files, &files).await?;
    let draft = draft.to_owned();
    read(app, move |app| draft_files::add(app, &draft, kept)).await
}

/// The files that wait in a draft.
pub(super) async fn picked(app: &Data<App>, reader: &Reader, draft: &str) -> Result<PickedFiles, WebError> {
    let (lang, draft) = (reader.lang, draft.to_owned());
    let kept = read(app, move |app| draft_files::files(app, &draft)).await?;
    let files = kept.into_iter().map(|kept| Picked {
        size: size(lang, kept.bytes),
        name: kept.file.name,
        sha256: kept.file.sha256,
    });
    Ok(PickedFiles { lang, files: files.collect(), error: None, is_open: true })
}

/// Takes files that a script sends as soon as they are picked, or takes one away, and shows what waits.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Public,
    reader: Reader,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let draft = posted.value("draft").to_owned();
    let mut faults = Faults::default();
    if let Err(error) = take(&app, &draft, posted.files()).await {
        faults = Faults::of(reader.lang, error)?.about("file");
    }
    if let Some(sha256) = posted.act().strip_prefix("remove-") {
        let (draft, sha256) = (draft.clone(), sha256.to_owned());
        read(&app, move |app| draft_files::remove(app, &draft, &sha256)).await?;
    }
    let picked = PickedFiles { error: faults.with_field("file"), ..picked(&app, &reader, &draft).await? };
    send_with(faults.status(), reader.lang, &picked)
}

/// What a file field takes, as HTML says it.
pub(in crate::web::pages) fn accept() -> String {
    let endings = FileKind::ALL.iter().flat_map(|kind| kind.endings());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}

/// What may be sent, in words.
pub(in crate::web::pages) fn hint(lang: Lang, limits: Limits) -> String {
    let most = [("size", size(lang, limits.max_bytes).into()), ("count", limits.max_files.into())];
    lang.with("portal-files-hint", &most)
}

/// A size in words.
pub(in crate::web::pages) fn size(lang: Lang, bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    match bytes {
        0..MEGABYTE => lang.with("portal-kilobytes", &[("size", bytes.div_ceil(1 << 10).into())]),
        _ => lang.with("portal-megabytes", &[("size", bytes.div_ceil(MEGABYTE).into())]),
    }
}
