//! 文书文件: letters and forms as answers, for pages and for programs alike.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::auth::{NameReader, On};
use super::download::{Format, document};
use super::{WebError, read};
use crate::app::App;
use crate::app::letters::{self, LetterFault, Paper, Wanted};
use crate::domain::letter::{LetterKind, PaperKind};
use crate::letters::form::Form;

/// A letter as an answer.
pub(super) fn letter_document(format: Format, paper: &Paper, is_draft: bool) -> Result<HttpResponse, WebError> {
    let bytes = match format {
        Format::Pdf => paper.pdf.clone(),
        Format::Docx => paper.letter.docx(is_draft)?,
    };
    Ok(document(&paper.name, format, bytes))
}

/// A form of a case as an answer, as whoever asks may see it. On paper 案卷 holds its letters and files themselves.
pub(super) async fn paper_document(
    app: &Data<App>,
    officer: &On<NameReader>,
    kind: PaperKind,
    format: Format,
) -> Result<HttpResponse, WebError> {
    let (agency, case, actor) = (officer.agency.clone(), officer.case, officer.actor());
    if (kind, format) == (PaperKind::Dossier, Format::Pdf) {
        let (form, pdf) = read(app, move |app| letters::dossier(app, &agency, &actor, case)).await?;
        return Ok(document(&name(&form), format, pdf));
    }
    let form = read(app, move |app| letters::paper(app, &agency, &actor, case, kind)).await?;
    form_document(app, format, form).await
}

/// A form as an answer.
pub(super) async fn form_document(app: &Data<App>, format: Format, form: Form) -> Result<HttpResponse, WebError> {
    let name = name(&form);
    let bytes = match format {
        Format::Pdf => read(app, move |app| Ok(form.pdf(&app.press).map_err(LetterFault::Press)?)).await?,
        Format::Docx => form.docx()?,
    };
    Ok(document(&name, format, bytes))
}

/// What to call the file of a form, without an ending.
fn name(form: &Form) -> String {
    let name = [form.subtitle.as_deref().unwrap_or_default(), &form.title].concat();
    name.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

/// A letter that somebody wants, from what was typed.
pub(super) fn wanted(kind: LetterKind, version: Option<u32>, third_party: &str, reason: &str) -> Wanted {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Wanted { kind, version, third_party: said(third_party), reason: said(reason) }
}
