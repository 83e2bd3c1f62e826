//! 登记簿导入: files that are being put right, and what an agency's headings stand for.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::{register_headings, register_imports};
use crate::domain::ids::{AgencyId, OfficerId, RegisterImportId};
use crate::domain::register::{Field, ImportState};

/// A file without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = register_imports)]
pub struct RegisterImportRow {
    /// Its id.
    pub id: RegisterImportId,
    /// Whose register it is to become.
    pub agency_id: AgencyId,
    /// Who brought it.
    pub officer_id: OfficerId,
    /// What it was called.
    pub file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// How often it was changed, from 1.
    pub version: i32,
    /// How far it is.
    pub state: ImportState,
    /// Which column is what, as JSON.
    pub mapping: String,
    /// What becomes of each line, as JSON.
    pub fates: String,
    /// When it came (UTC).
    pub created_at: NaiveDateTime,
    /// When it was last changed (UTC).
    pub changed_at: NaiveDateTime,
}

/// A file to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = register_imports, treat_none_as_default_value = false)]
pub struct NewRegisterImport {
    /// Whose register it is to become.
    pub agency_id: AgencyId,
    /// Who brought it.
    pub officer_id: OfficerId,
    /// What it was called.
    pub file_name: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// The bytes.
    pub content: Vec<u8>,
    /// 1
    pub version: i32,
    /// 刚上传
    pub state: ImportState,
    /// Which column is what, as JSON.
    pub mapping: String,
    /// What becomes of each line, as JSON.
    pub fates: String,
    /// When it came (UTC).
    pub created_at: NaiveDateTime,
    /// The same.
    pub changed_at: NaiveDateTime,
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = register_imports)]
pub struct Progress {
    /// One more than before.
    pub version: i32,
    /// How far it is.
    pub state: ImportState,
    /// Which column is what, as JSON.
    pub mapping: String,
    /// What becomes of each line, as JSON.
    pub fates: String,
    /// When (UTC).
    pub changed_at: NaiveDateTime,
}

/// A heading and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = register_headings, treat_none_as_default_value = false)]
pub struct HeadingRow {
    /// Whose.
    pub agency_id: AgencyId,
    /// 栏目, as it is compared.
    pub heading: String,
    /// What it stands for; nothing if it is not read.
    pub field: Option<Field>,
}

/// Keeps a file.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewRegisterImport) -> StoreResult<RegisterImportId> {
    Ok(on_both!(conn, c => diesel::insert_into(register_imports::table)
        .values(new)
        .returning(register_imports::id)
        .get_result(c))?)
}

/// A file of an agency; another agency's is not found.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, agency: AgencyId, id: RegisterImportId) -> StoreResult<RegisterImportRow> {
    let own = register_imports::table.find(id).filter(register_imports::agency_id.eq(agency));
    let row = own.select(RegisterImportRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("register import", id))
}

/// The bytes of a file.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn content(conn: &mut DbConn, id: RegisterImportId) -> StoreResult<Vec<u8>> {
    let row = register_imports::table.find(id).select(register_imports::content).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("register import", id))
}

/// An agency's files, the last one first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn, agency: AgencyId, size: i64) -> StoreResult<Vec<RegisterImportRow>> {
    Ok(register_imports::table
        .filter(register_imports::agency_id.eq(agency))
        .order(register_imports::id.desc())
        .limit(size)
        .select(RegisterImportRow::as_select())
        .load(conn)?)
}

/// Writes how far a file has come, if nobody else did meanwhile; `false` if somebody did.
///
/// # Errors
/// If the database refuses the statement.
pub fn advance(conn: &mut DbConn, id: RegisterImportId, progress: &Progress) -> StoreResult<bool> {
    let as_read = register_imports::table.find(id).filter(register_imports::version.eq(progress.version - 1));
    Ok(diesel::update(as_read).set(progress).execute(conn)? == 1)
}

/// Takes a file away.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn remove(conn: &mut DbConn, agency: AgencyId, id: RegisterImportId) -> StoreResult<()> {
    let own = register_imports::table.find(id).filter(register_imports::agency_id.eq(agency));
    match diesel::delete(own).execute(conn)? {
        0 => Err(StoreError::not_found("register import", id)),
        _ => Ok(()),
    }
}

/// Forgets files that came before a moment.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    Ok(diesel::delete(register_imports::table.filter(register_imports::created_at.lt(before))).execute(conn)?)
}

/// What an agency's headings stand for.
///
/// # Errors
/// If the database refuses the query.
pub fn headings(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<HeadingRow>> {
    Ok(register_headings::table
        .filter(register_headings::agency_id.eq(agency))
        .order(register_headings::heading)
        .select(HeadingRow::as_select())
        .load(conn)?)
}

/// Keeps what a heading stands for, in the place of what it stood for before.
///
/// # Errors
/// If the database refuses a statement.
pub fn keep_heading(conn: &mut DbConn, row: &HeadingRow) -> StoreResult<()> {
    let known = register_headings::table.find((row.agency_id, &row.heading));
    let changed = diesel::update(known).set(register_headings::field.eq(row.field)).execute(conn)?;
    if changed == 0 {
        on_both!(conn, c => diesel::insert_into(register_headings::table).values(row).execute(c))?;
    }
    Ok(())
}
