//! 文书格式管理: an agency's own words, numbers and seal, tried before they are kept.

use chrono::Datelike;

use super::facts::Facts;
use super::fault::LetterFault;
use super::numbers::{built_in, damaged};
use super::print::keep;
use crate::app::{Agency, App, AppError};
use crate::domain::ids::OfficerId;
use crate::domain::letter::LetterKind;
use crate::domain::numbering::NumberTemplate;
use crate::letters::letter::{Example, Letter, Wording};
use crate::store::letter_templates::{self, LetterTemplateRow, SealPictureRow};

/// Largest picture of a seal, in bytes.
const SEAL_MAX: usize = 1 << 20;

/// What is in force for a kind of letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatView {
    /// 种类
    pub kind: LetterKind,
    /// Its words.
    pub wording: String,
    /// Whether the agency wrote them.
    pub wording_is_own: bool,
    /// 文号格式
    pub numbering: String,
    /// Whether the agency chose it.
    pub numbering_is_own: bool,
    /// What the next number would look like.
    pub example: String,
}

/// The picture of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealForm {
    /// PNG or JPEG.
    pub picture: Vec<u8>,
}

/// What is in force for every kind of letter.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Letter`] if a format cannot be read.
pub fn formats(app: &App, agency: &Agency) -> Result<Vec<FormatView>, AppError> {
    let own = app.store.read(|conn| letter_templates::of_agency(conn, agency.id))?;
    let year = app.clock.today().year();
    let view = |kind: &LetterKind| {
        let row = own.iter().find(|row| row.kind == *kind);
        let wording = row.and_then(|row| row.wording.clone());
        let numbering = row.and_then(|row| row.numbering.clone());
        let (wording_is_own, numbering_is_own) = (wording.is_some(), numbering.is_some());
        let numbering = numbering.unwrap_or_else(|| built_in(*kind));
        let template: NumberTemplate = numbering.parse().map_err(LetterFault::Numbering)?;
        Ok(FormatView {
            kind: *kind,
            wording: wording.unwrap_or_else(|| Wording::built_in(*kind).0),
            wording_is_own,
            example: template.format(&agency.letter_prefix, year, 18),
            numbering,
            numbering_is_own,
        })
    };
    LetterKind::ALL.iter().map(view).collect()
}

/// What a wording makes of an example.
///
/// # Errors
/// [`AppError::Letter`] if it cannot be kept.
pub fn preview_wording(app: &App, agency: &Agency, kind: LetterKind, words: &str) -> Result<Letter, AppError> {
    let wording = Wording(words.replace("\r\n", "\n"));
    let (on, facts) = (app.clock.today(), Facts::examples(kind, &agency.name));
    let example = Example { issuer: &agency.name, on, facts };
    wording.check(kind, &example).map_err(LetterFault::Wording)?;
    let first = example.facts.first().ok_or_else(|| damaged("examples"))?;
    Ok(wording.letter(kind, &agency.name, first, on).map_err(LetterFault::Wording)?)
}

/// Keeps an agency's own words and numbers of a kind; what equals the built-in one is not its own.
///
/// # Errors
/// [`AppError::Letter`] if they cannot be used, or would give two kinds the same numbers; [`AppError::Store`].
pub fn save_format(
    app: &App,
    agency: &Agency,
    officer: OfficerId,
    kind: LetterKind,
    (wording, numbering): (&str, &str),
) -> Result<(), AppError> {
    preview_wording(app, agency, kind, wording)?;
    let numbering = numbering.trim();
    let template: NumberTemplate = numbering.parse().map_err(LetterFault::Numbering)?;
    let example = template.format(&agency.letter_prefix, app.clock.today().year(), 18);
    if let Some(other) = formats(app, agency)?.iter().find(|other| other.kind != kind && other.example == example) {
        return Err(LetterFault::SameNumbers(other.kind).into());
    }
    let wording = wording.replace("\r\n", "\n");
    let row = LetterTemplateRow {
        agency_id: agency.id,
        kind,
        wording: (wording.trim() != Wording::built_in(kind).0.trim()).then_some(wording),
        numbering: (numbering != built_in(kind)).then(|| numbering.to_owned()),
        updated_at: app.clock.now(),
        updated_by: officer,
    };
    Ok(app.store.write_blocking(move |conn| letter_templates::put(conn, &row))?)
}

/// Goes back to the built-in words and numbers of a kind.
///
/// # Errors
/// [`AppError::Store`].
pub fn remove_format(app: &App, agency: &Agency, kind: LetterKind) -> Result<(), AppError> {
    let agency = agency.id;
    Ok(app.store.write_blocking(move |conn| letter_templates::remove(conn, agency, kind))?)
}

/// 印章 of an agency, if it has given a picture.
///
/// # Errors
/// [`AppError::Store`].
pub fn seal(app: &App, agency: &Agency) -> Result<Option<SealPictureRow>, AppError> {
    Ok(app.store.read(|conn| letter_templates::seal(conn, agency.id))?)
}

/// Keeps the picture of an agency's seal.
///
/// # Errors
/// [`AppError::Letter`] if it is no PNG or JPEG, or too large; [`AppError::Files`], [`AppError::Store`].
pub fn save_seal(app: &App, agency: &Agency, officer: OfficerId, form: &SealForm) -> Result<(), AppError> {
    if form.picture.len() > SEAL_MAX {
        return Err(LetterFault::Seal.into());
    }
    // What it is is read from its bytes: a name that says something else is refused.
    let png = keep(app, "seal.png", &form.picture);
    let (kept, is_png) = match png {
        Ok(kept) => (kept, true),
        Err(AppError::File { .. }) => match keep(app, "seal.jpg", &form.picture) {
            Ok(kept) => (kept, false),
            Err(AppError::File { .. }) => return Err(LetterFault::Seal.into()),
            Err(other) => return Err(other),
        },
        Err(other) => return Err(other),
    };
    let row = SealPictureRow {
        agency_id: agency.id,
        sha256: kept.file.sha256,
        is_png,
        updated_at: app.clock.now(),
        updated_by: officer,
    };
    Ok(app.store.write_blocking(move |conn| letter_templates::put_seal(conn, &row))?)
}

/// Goes back to letters without a picture of the seal.
///
/// # Errors
/// [`AppError::Store`].
pub fn remove_seal(app: &App, agency: &Agency) -> Result<(), AppError> {
    let agency = agency.id;
    Ok(app.store.write_blocking(move |conn| letter_templates::remove_seal(conn, agency))?)
}
