//! 文书清单: the letters of a case, and an agency's letters by number.

use crate::app::case_file::open_case_of;
use crate::app::{Agency, App, AppError};
use crate::domain::ids::CaseId;
use crate::domain::letter::{LetterKind, LetterState};
use crate::store::letters::{self, LetterRow};

/// A letter that a step calls for and that has not been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// 种类
    pub kind: LetterKind,
    /// The entry of the history.
    pub version: u32,
    /// The day of the step.
    pub on: chrono::NaiveDate,
    /// Whether it should have been, and waits for what it lacks.
    pub is_due: bool,
}

/// The letters of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Those with a number, oldest first.
    pub letters: Vec<LetterRow>,
    /// Those that can be issued.
    pub open: Vec<Open>,
}

/// The letters of a case of this agency.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case.
pub fn letters_of(app: &App, agency: &Agency, case: CaseId) -> Result<Listed, AppError> {
    let file = open_case_of(app, agency, case)?;
    let letters = app.store.read(|conn| letters::of_case(conn, case))?;
    let is_there = |kind: LetterKind, version: i32| {
        letters.iter().any(|row| {
            let letter = &row.letter;
            letter.kind == kind && letter.version == version && letter.state != LetterState::Voided
        })
    };
    let mut open = Vec::new();
    for act in &file.history {
        for kind in LetterKind::answering(&act.event) {
            if !is_there(*kind, act.version) {
                let version = u32::try_from(act.version).unwrap_or_default();
                open.push(Open { kind: *kind, version, on: act.on, is_due: kind.follows_at_once() });
            }
        }
    }
    Ok(Listed { letters, open })
}

/// 发文登记: an agency's letters of a year, by kind and number; voided ones among them.
///
/// # Errors
/// [`AppError::Store`].
pub fn register_of(app: &App, agency: &Agency, year: i32) -> Result<Vec<LetterRow>, AppError> {
    Ok(app.store.read(|conn| letters::of_year(conn, agency.id, year))?)
}
