//! 取号 (R20): the next number of a kind in a year, written as the agency writes it.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::Datelike;

use super::fault::LetterFault;
use crate::app::history::Register;
use crate::app::{Agency, AppError};
use crate::domain::ids::CaseId;
use crate::domain::letter::{LetterKind, LetterState};
use crate::domain::numbering::NumberTemplate;
use crate::letters::letter::Letter;
use crate::store::letters::{LetterRow, NewLetter};
use crate::store::{DbConn, StoreError, counters, letter_templates, letters};

/// The formats that come with the program.
static BUILT_IN: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../config/letters/numbers.toml")).unwrap_or_default());

/// The 文号格式 that comes with the program.
pub(super) fn built_in(kind: LetterKind) -> String {
    BUILT_IN.get(kind.as_str()).cloned().unwrap_or_default()
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
    let own = letter_templates::find(conn, agency.id, kind)?.and_then(|row| row.numbering);
    Ok(own.unwrap_or_else(|| built_in(kind)).parse().map_err(LetterFault::Numbering)?)
}

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Corrupt { what: what.to_owned() }
}
