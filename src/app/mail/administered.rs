//! 邮件模板管理: an agency's own words, tried before they are kept.

use super::fault::MailFault;
use crate::app::{Agency, App, AppError};
use crate::domain::ids::OfficerId;
use crate::domain::mail::{Language, MailKind};
use crate::mail::{Particulars, Rendered, Words};
use crate::store::mail_templates::{self, MailTemplateRow};

/// A template in force in an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateView {
    /// 种类
    pub kind: MailKind,
    /// 语言
    pub language: Language,
    /// The words.
    pub words: Words,
    /// Whether the agency wrote it.
    pub is_own: bool,
}

/// Every template in force in an agency.
///
/// # Errors
/// [`AppError::Store`].
pub fn templates(app: &App, agency: &Agency) -> Result<Vec<TemplateView>, AppError> {
    let own = app.store.read(|conn| mail_templates::of_agency(conn, agency.id))?;
    let view = |kind: MailKind, language: Language| {
        let row = own.iter().find(|row| row.kind == kind && row.language == language);
        let words = row.map_or_else(
            || app.mail.templates.words(kind, language),
            |row| Words { text: row.text.clone(), html: row.html.clone() },
        );
        TemplateView { kind, language, words, is_own: row.is_some() }
    };
    let both = |kind: &MailKind| Language::ALL.iter().map(move |language| (*kind, *language)).collect::<Vec<_>>();
    Ok(MailKind::ALL.iter().flat_map(both).map(|(kind, language)| view(kind, language)).collect())
}

/// What a template makes of an example.
///
/// # Errors
/// [`AppError::Mail`] if it cannot be kept.
pub fn preview_template(
    app: &App,
    agency: &Agency,
    (kind, language): (MailKind, Language),
    words: &Words,
) -> Result<Rendered, AppError> {
    let particulars =
        Particulars { agency: agency.name.clone(), site: app.mail.site.clone(), ..Particulars::example() };
    Ok(app.mail.templates.check(words, language, kind, &particulars).map_err(MailFault::Template)?)
}

/// Keeps an agency's own template.
///
/// # Errors
/// [`AppError::Mail`] if it cannot be filled with an example; [`AppError::Store`].
pub fn save_template(
    app: &App,
    agency: &Agency,
    officer: OfficerId,
    (kind, language): (MailKind, Language),
    words: Words,
) -> Result<(), AppError> {
    let words =
        Words { text: words.text.replace("\r\n", "\n"), html: words.html.filter(|html| !html.trim().is_empty()) };
    preview_template(app, agency, (kind, language), &words)?;
    let row = MailTemplateRow {
        agency_id: agency.id,
        kind,
        language,
        text: words.text,
        html: words.html,
        updated_at: app.clock.now(),
        updated_by: officer,
    };
    Ok(app.store.write_blocking(move |conn| mail_templates::put(conn, &row))?)
}

/// Goes back to the built-in template; `false` if it was in force.
///
/// # Errors
/// [`AppError::Store`].
pub fn remove_template(app: &App, agency: &Agency, (kind, language): (MailKind, Language)) -> Result<bool, AppError> {
    let agency = agency.id;
    Ok(app.store.write_blocking(move |conn| mail_templates::remove(conn, agency, kind, language))?)
}
