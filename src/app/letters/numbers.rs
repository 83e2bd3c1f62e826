//! 取号 (R20): the next number of a kind in a year, written as the agency writes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use chrono::Datelike;

use super::fault::LetterFault;
use crate::app::history::Register;
use crate::app::{Agency, AppError};
use crate::domain::ids::CaseId;
use crate::domain::letter::{LetterKind, LetterState, LetterText};
use crate::domain::numbering::NumberTemplate;
use crate::letters::letter::Letter;
use crate::store::letters::{LetterRow, NewLetter};
use crate::store::{DbConn, StoreError, counters, letter_templates, letters};

/// The file with the formats that come with the program.
const FILE: &str = "config/letters/numbers.toml";

/// The formats that come with the program.
static BUILT_IN: LazyLock<Result<Formats, NumbersFault>> =
    LazyLock::new(|| read(include_str!("../../../config/letters/numbers.toml")));

type Formats = HashMap<LetterKind, String>;

/// The formats that come with the program cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{FILE}: {reason}")]
pub struct NumbersFault {
    /// Why not.
    pub reason: String,
}

/// Looks at the formats that come with the program, before any letter needs one.
///
/// # Errors
/// [`NumbersFault`].
pub fn check_numbers() -> Result<(), NumbersFault> {
    BUILT_IN.as_ref().map(drop).map_err(Clone::clone)
}

/// The 文号格式 that comes with the program.
pub(super) fn built_in(kind: LetterKind) -> Result<&'static str, LetterFault> {
    let formats = BUILT_IN.as_ref().map_err(|fault| LetterFault::Numbers(fault.clone()))?;
    Ok(formats.get(&kind).map_or("", String::as_str))
}

/// Every kind with a format that can be used, and nothing else.
fn read(text: &str) -> Result<Formats, NumbersFault> {
    let fault = |reason: String| NumbersFault { reason };
    let mut named: BTreeMap<String, String> =
        toml::from_str(text).map_err(|error| fault(error.to_string().trim_end().to_owned()))?;
    let mut formats = HashMap::new();
    for kind in LetterKind::ALL.iter().copied() {
        let format = named.remove(kind.as_str()).ok_or_else(|| fault(format!("no format for `{kind}`")))?;
        format.parse::<NumberTemplate>().map_err(|error| fault(format!("`{kind}`: {error}")))?;
        formats.insert(kind, format);
    }
    match named.into_keys().next() {
        Some(unknown) => Err(fault(format!("`{unknown}` is no kind of letter"))),
        None => Ok(formats),
    }
}

/// A letter about to be entered.
pub(super) struct Entering<'a> {
    pub register: &'a Register<'a>,
    pub case: CaseId,
    /// The entry of the history that it answers.
    pub version: u32,
    pub letter: Letter,
    pub state: LetterState,
    pub actor: String,
}

impl Entering<'_> {
    /// Takes the number, and enters the letter under it. To be done last: the row of the number stays locked until
    /// the transaction ends.
    pub(super) fn enter(self, conn: &mut DbConn) -> Result<LetterRow, AppError> {
        let Self { register, case, version, mut letter, state, actor } = self;
        let (agency, kind, year) = (register.agency, letter.kind, letter.dated_on.year());
        let template = template(conn, agency, kind)?;
        let number = counters::next(conn, agency.id, &format!("letter:{kind}"), year)?;
        let counted = u32::try_from(number).map_err(|_| damaged("letter number"))?;
        let document_no = template.format(&agency.letter_prefix, year, counted);
        letter.number = Some(document_no.clone());
        let content = serde_json::to_string(&letter).map_err(|_| damaged("letter"))?;
        let new = NewLetter {
            agency_id: agency.id,
            case_id: case,
            kind,
            version: i32::try_from(version).map_err(|_| damaged("version"))?,
            year,
            number,
            document_no,
            content,
            state,
            dated_on: letter.dated_on,
            recorded_at: register.now,
            actor,
            sha256: None,
            void_reason: None,
            voided_at: None,
        };
        Ok(letters::insert(conn, &new)?)
    }
}

/// The 文号格式 in force in an agency.
pub(super) fn template(conn: &mut DbConn, agency: &Agency, kind: LetterKind) -> Result<NumberTemplate, AppError> {
    let own = letter_templates::find(conn, agency.id, LetterText::Kind(kind))?.and_then(|row| row.numbering);
    let format = own.as_deref().map_or_else(|| built_in(kind), Ok)?;
    Ok(format.parse().map_err(LetterFault::Numbering)?)
}

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Corrupt { what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{built_in, check_numbers, read};
    use crate::domain::letter::LetterKind;

    #[test]
    fn the_formats_that_come_with_the_program_can_be_used() {
        assert_eq!(check_numbers(), Ok(()));
        assert!(built_in(LetterKind::Reply).is_ok_and(|format| format.contains("{year}")));
    }

    #[test]
    fn a_file_that_cannot_be_used_says_its_name_and_why() {
        let said = |text: &str| read(text).err().map(|fault| fault.to_string()).unwrap_or_default();
        let broken = said("receipt = {");
        assert!(broken.starts_with("config/letters/numbers.toml: TOML parse error at line 1"), "{broken}");
        assert_eq!(said(""), "config/letters/numbers.toml: no format for `receipt`");
        let whole = include_str!("../../../config/letters/numbers.toml");
        assert_eq!(
            said(&format!("{whole}letter = \"x\"")),
            "config/letters/numbers.toml: `letter` is no kind of letter"
        );
        let without = said(&whole.replace("{year}", ""));
        assert!(without.starts_with("config/letters/numbers.toml: `receipt`: {year} must"), "{without}");
    }
}
