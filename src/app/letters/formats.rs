//! 文书格式管理: an agency's own words, numbers and facts, tried before they are kept.

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::compose::own_wording;
use super::facts::Facts;
use super::fault::LetterFault;
use super::numbers::{built_in, damaged};
use crate::app::administration::Acting;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::ids::OfficerId;
use crate::domain::letter::{LetterKind, LetterText};
use crate::domain::numbering::NumberTemplate;
use crate::letters::letter::{Example, Letter, Wording};
use crate::store::letter_templates::{self, LetterTemplateRow};
use crate::store::{StoreError, admin_log};

/// Characters of a fact at most: it stands in the middle of a sentence.
const FACT_MAX: usize = 300;

/// What is in force for something that an agency may word itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatView {
    /// Of what.
    pub of: LetterText,
    /// Its words.
    pub wording: String,
    /// Whether the agency wrote them.
    pub wording_is_own: bool,
    /// 文号格式; only a kind of letter has one.
    pub numbering: Option<Numbering>,
}

/// 文号格式 in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// The format.
    pub format: String,
    /// Whether the agency chose it.
    pub is_own: bool,
    /// What a number looks like.
    pub example: String,
}

/// What is in force: every kind of letter, 答复书 of every result, every fact.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Letter`] if a format cannot be read.
pub fn formats(app: &App, agency: &Agency) -> Result<Vec<FormatView>, AppError> {
    let own = app.store.read(|conn| letter_templates::of_agency(conn, agency.id))?;
    let year = app.clock.today().year();
    let view = |of: LetterText| {
        let numbering = of_a_kind(of).map(|kind| numbering(&own, agency, year, kind)).transpose()?;
        let wording_is_own = own_wording(&own, of).is_some();
        Ok(FormatView { of, wording: in_force(&own, of), wording_is_own, numbering })
    };
    LetterText::all().map(view).collect()
}

/// What is in force for one of them.
///
/// # Errors
/// As [`formats`].
pub fn format_of(app: &App, agency: &Agency, of: LetterText) -> Result<FormatView, AppError> {
    let known = formats(app, agency)?.into_iter().find(|view| view.of == of);
    known.ok_or_else(|| StoreError::NotFound { what: "letter format", key: of.to_string() }.into())
}

/// The words in force: the agency's own, those it falls back to, those that come with the program.
fn in_force(own: &[LetterTemplateRow], of: LetterText) -> String {
    own_wording(own, of).unwrap_or_else(|| fallback(own, of))
}

/// The words that count where the agency has none for it.
fn fallback(own: &[LetterTemplateRow], of: LetterText) -> String {
    match of {
        LetterText::Kind(kind) => Wording::built_in(kind).0,
        LetterText::Reply(_) => of.falls_back_to().map(|common| in_force(own, common)).unwrap_or_default(),
        LetterText::Fact(_) => String::new(),
    }
}

fn numbering(own: &[LetterTemplateRow], agency: &Agency, year: i32, kind: LetterKind) -> Result<Numbering, AppError> {
    let row = own.iter().find(|row| row.kind == LetterText::Kind(kind));
    let chosen = row.and_then(|row| row.numbering.clone());
    let is_own = chosen.is_some();
    let format = match chosen {
        Some(chosen) => chosen,
        None => built_in(kind)?.to_owned(),
    };
    let template: NumberTemplate = format.parse().map_err(LetterFault::Numbering)?;
    Ok(Numbering { example: template.format(&agency.letter_prefix, year, 18), format, is_own })
}

/// The kind whose numbers are kept with it.
fn of_a_kind(of: LetterText) -> Option<LetterKind> {
    match of {
        LetterText::Kind(kind) => Some(kind),
        LetterText::Reply(_) | LetterText::Fact(_) => None,
    }
}

/// What a wording makes of an example; of a fact there is nothing to be seen.
///
/// # Errors
/// [`AppError::Letter`] if it cannot be kept.
pub fn preview_wording(app: &App, agency: &Agency, of: LetterText, words: &str) -> Result<Option<Letter>, AppError> {
    let Some(kind) = of.kind() else {
        let is_too_long = words.chars().count() > FACT_MAX || words.trim().contains('\n');
        return if is_too_long { Err(LetterFault::Fact { max: FACT_MAX }.into()) } else { Ok(None) };
    };
    let wording = Wording(words.replace("\r\n", "\n"));
    let (on, facts) = (app.clock.today(), Facts::examples(of, &agency.name));
    let example = Example { issuer: &agency.name, on, facts };
    wording.check(kind, &example).map_err(LetterFault::Wording)?;
    let first = example.facts.first().ok_or_else(|| damaged("examples"))?;
    Ok(Some(wording.letter(kind, &agency.name, first, on).map_err(LetterFault::Wording)?))
}

/// Keeps an agency's own words, and numbers of a kind if any are given. What equals that which counts without them is
/// not its own.
///
/// # Errors
/// [`AppError::Letter`] if they cannot be used, or would give two kinds the same numbers; [`AppError::Store`].
pub fn save_format(
    app: &App,
    agency: &Agency,
    officer: OfficerId,
    of: LetterText,
    (words, numbers): (&str, Option<&str>),
) -> Result<(), AppError> {
    preview_wording(app, agency, of, words)?;
    let own = app.store.read(|conn| letter_templates::of_agency(conn, agency.id))?;
    let words = words.replace("\r\n", "\n").trim().to_owned();
    let numbering = match (of_a_kind(of), numbers) {
        (Some(kind), Some(numbers)) => chosen_numbers(app, agency, kind, numbers.trim())?,
        (Some(_), None) => own.iter().find(|row| row.kind == of).and_then(|row| row.numbering.clone()),
        (None, _) => None,
    };
    let wording = (words != fallback(&own, of).trim()).then_some(words);
    put(app, officer, row(app, agency, officer, of, (wording, numbering)))
}

/// The numbers that an agency chose for a kind; none if they are the built-in ones.
fn chosen_numbers(app: &App, agency: &Agency, kind: LetterKind, format: &str) -> Result<Option<String>, AppError> {
    let template: NumberTemplate = format.parse().map_err(LetterFault::Numbering)?;
    let example = template.format(&agency.letter_prefix, app.clock.today().year(), 18);
    for other in formats(app, agency)? {
        let is_same = other.numbering.is_some_and(|numbering| numbering.example == example);
        if let Some(taken) = of_a_kind(other.of).filter(|taken| is_same && *taken != kind) {
            return Err(LetterFault::SameNumbers(taken).into());
        }
    }
    Ok((format != built_in(kind)?).then(|| format.to_owned()))
}

/// Goes back to what counts without an agency's own words and numbers.
///
/// # Errors
/// [`AppError::Store`].
pub fn remove_format(app: &App, agency: &Agency, officer: OfficerId, of: LetterText) -> Result<(), AppError> {
    put(app, officer, row(app, agency, officer, of, (None, None)))
}

fn row(
    app: &App,
    agency: &Agency,
    officer: OfficerId,
    kind: LetterText,
    (wording, numbering): (Option<String>, Option<String>),
) -> LetterTemplateRow {
    let (agency_id, updated_at) = (agency.id, app.clock.now());
    LetterTemplateRow { agency_id, kind, wording, numbering, updated_at, updated_by: officer }
}

/// Keeps a row in the place of the one before, with its line in the administrative log.
fn put(app: &App, officer: OfficerId, row: LetterTemplateRow) -> Result<(), AppError> {
    let acting = Acting::by(app, officer);
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        let before = letter_templates::find(conn, row.agency_id, row.kind)?;
        letter_templates::put(conn, &row)?;
        for event in changes(before, &row)? {
            acting.note(conn, row.agency_id, &event)?;
        }
        Ok(())
    })
}

/// What differs between what was kept and what is.
fn changes(before: Option<LetterTemplateRow>, after: &LetterTemplateRow) -> Result<Vec<AdminEvent>, AppError> {
    let (words, numbers) = before.map(|row| (row.wording, row.numbering)).unwrap_or_default();
    let mut changes = Vec::new();
    if words != after.wording {
        let hash = |words: &String| Sha256::digest(words).iter().map(|byte| format!("{byte:02x}")).collect();
        changes.push(AdminEvent::LetterWordingChanged { of: after.kind, sha256: after.wording.as_ref().map(hash) });
    }
    if let Some(of) = of_a_kind(after.kind).filter(|_| numbers != after.numbering) {
        let built_in = built_in(of)?;
        let named = |numbers: Option<&String>| numbers.map_or(built_in, String::as_str).to_owned();
        let (from, to) = (named(numbers.as_ref()), named(after.numbering.as_ref()));
        changes.push(AdminEvent::LetterNumberingChanged { of, from, to });
    }
    Ok(changes)
}
