//! 登记簿导入 from what an office has: a spreadsheet or text in columns becomes cases, through the same door as a case
//! log.
//!
//! ```text
//! upload    the file is kept, its headings are found and guessed      uploaded
//! map       somebody puts the columns right; what would become of
//!           each line is found out and nothing is kept                checked
//! run       the lines are taken over                                  imported
//! ```
//!
//! A line that is taken over becomes a line of the case log, so history, clock and figures are those of a case that
//! was worked here; the same line again is recognised.

mod inspect;
mod mapping;
mod refused;
mod rows;
mod run;
mod vocabulary;

use chrono::TimeDelta;
use sha2::{Digest, Sha256};

pub use inspect::{InspectedRow, RowProblem, Shown, inspect};
pub use mapping::{Heading, Mapping, MappingFault};
pub use refused::refused_rows;
pub use run::{Fate, FatedRow, Totals, map, run};

use self::vocabulary::vocabulary;
use super::once::{self, OnceKey};
use super::{Agency, App, AppError};
use crate::domain::ids::RegisterImportId;
use crate::domain::register::ImportState;
use crate::domain::role::Actor;
use crate::files::sheet::{self, Sheet};
use crate::store::StoreError;
use crate::store::register_imports::{self, NewRegisterImport, Progress, RegisterImportRow};

/// How long a file is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);
/// Longest name of a file that is kept, in characters.
const NAME_MAX: usize = 200;
/// Files that are listed.
const LISTED: i64 = 20;

/// Why nothing was done with a register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportFault {
    /// The columns cannot be taken as they were given.
    #[error("the columns cannot be taken as they were given")]
    Mapping(Vec<MappingFault>),
    /// The file has no such table.
    #[error("the file has no such table")]
    NoSuchTable,
    /// It has been changed meanwhile, or is not so far.
    #[error("the register has been changed meanwhile, or is not so far")]
    NotNow,
}

/// A file with what is known of it.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What is kept of it.
    pub row: RegisterImportRow,
    /// Which column is what.
    pub mapping: Mapping,
    /// The table that is read.
    pub sheet: Sheet,
    /// Every table of the file with something in it: which one, from 0, and its name.
    pub tables: Vec<(usize, String)>,
}

impl Opened {
    /// What becomes of each line, once that was found out.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if it cannot be read.
    pub fn fates(&self) -> Result<Vec<FatedRow>, StoreError> {
        serde_json::from_str(&self.row.fates).map_err(|_| corrupt(self.row.id))
    }

    /// The headings as the file has them, each with the first words below it.
    #[must_use]
    pub fn headings(&self) -> Vec<Heading> {
        self.mapping.headings(&self.sheet)
    }
}

/// A file that somebody brings.
#[derive(Debug, Clone)]
pub struct Brought {
    /// What it is called.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Under which it is kept once.
    pub once: Option<OnceKey>,
}

/// Keeps a file, and guesses which of its columns is what.
///
/// # Errors
/// [`AppError::Sheet`] if it cannot be read as a table; [`AppError::Store`].
pub fn upload(app: &App, agency: &Agency, actor: &Actor, brought: Brought) -> Result<RegisterImportId, AppError> {
    let Brought { name, content, once } = brought;
    let Some(officer_id) = actor.officer() else { return Err(ImportFault::NotNow.into()) };
    let sheets = sheet::read(&content)?;
    let known = app.store.read(|conn| register_imports::headings(conn, agency.id))?;
    let mapping = mapping::guess(&sheets, &vocabulary()?, &known);
    let now = app.clock.now();
    let new = NewRegisterImport {
        agency_id: agency.id,
        officer_id,
        file_name: name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect(),
        sha256: Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect(),
        content,
        version: 1,
        state: ImportState::Uploaded,
        mapping: written(&mapping)?,
        fates: "[]".to_owned(),
        created_at: now,
        changed_at: now,
    };
    app.store
        .write_blocking(move |conn| once::run(conn, once.as_ref(), |conn| Ok(register_imports::insert(conn, &new)?)))
}

/// A file of this agency.
///
/// # Errors
/// [`AppError::Store`] if there is none; [`AppError::Sheet`].
pub fn open(app: &App, agency: &Agency, id: RegisterImportId) -> Result<Opened, AppError> {
    let (row, content) = app.store.snapshot(|conn| {
        let row = register_imports::find(conn, agency.id, id)?;
        Ok::<_, AppError>((row, register_imports::content(conn, id)?))
    })?;
    let mapping: Mapping = serde_json::from_str(&row.mapping).map_err(|_| corrupt(id))?;
    let mut sheets = sheet::read(&content)?;
    let filled = sheets.iter().enumerate().filter(|(_, sheet)| !sheet.rows.is_empty());
    let tables = filled.map(|(number, sheet)| (number, sheet.name.clone())).collect();
    let sheet =
        if mapping.sheet < sheets.len() { sheets.swap_remove(mapping.sheet) } else { return Err(corrupt(id).into()) };
    Ok(Opened { row, mapping, sheet, tables })
}

/// Takes another table of the file than was guessed, and guesses which of its columns is what.
///
/// # Errors
/// [`AppError::Import`] if the file has no such table, has been taken over, or somebody else was faster;
/// [`AppError::Sheet`]; [`AppError::Store`].
pub fn choose(app: &App, agency: &Agency, id: RegisterImportId, table: usize) -> Result<(), AppError> {
    let Opened { row, tables, .. } = open(app, agency, id)?;
    if !tables.iter().any(|(number, _)| *number == table) {
        return Err(ImportFault::NoSuchTable.into());
    }
    if row.state == ImportState::Imported {
        return Err(ImportFault::NotNow.into());
    }
    let (content, known) = app.store.snapshot(|conn| {
        let content = register_imports::content(conn, id)?;
        Ok::<_, StoreError>((content, register_imports::headings(conn, agency.id)?))
    })?;
    let mapping = mapping::guess_in(&sheet::read(&content)?, table, &vocabulary()?, &known);
    let progress = Progress {
        version: row.version + 1,
        state: ImportState::Uploaded,
        mapping: written(&mapping)?,
        fates: "[]".to_owned(),
        changed_at: app.clock.now(),
    };
    app.store.write_blocking(move |conn| match register_imports::advance(conn, id, &progress)? {
        true => Ok(()),
        false => Err(ImportFault::NotNow.into()),
    })
}

/// The files of an agency, the last one first.
///
/// # Errors
/// [`AppError::Store`].
pub fn list(app: &App, agency: &Agency) -> Result<Vec<RegisterImportRow>, AppError> {
    Ok(app.store.read(|conn| register_imports::list(conn, agency.id, LISTED))?)
}

/// Takes a file away; what was taken over from it stays.
///
/// # Errors
/// [`AppError::Store`] if there is none.
pub fn discard(app: &App, agency: &Agency, id: RegisterImportId) -> Result<(), AppError> {
    let agency = agency.id;
    app.store.write_blocking(move |conn| Ok(register_imports::remove(conn, agency, id)?))
}

/// Forgets files that came too long ago.
///
/// # Errors
/// [`AppError::Store`].
pub fn sweep(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - KEPT_FOR;
    app.store.write_blocking(move |conn| Ok(register_imports::forget(conn, before)?))
}

fn corrupt(id: RegisterImportId) -> StoreError {
    StoreError::Corrupt { what: format!("{id}") }
}

fn written(what: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(what).map_err(|error| StoreError::Corrupt { what: error.to_string() })
}
