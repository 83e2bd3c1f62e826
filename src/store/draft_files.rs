//! 待交材料: files of forms that are still being filled in.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::draft_files;
use crate::domain::attachment::FileKind;

/// A file of a form that is still being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = draft_files, treat_none_as_default_value = false)]
pub struct DraftFileRow {
    /// A keyed hash of the secret that only the form has.
    pub draft_hash: String,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// 文件名
    pub name: String,
    /// What the bytes are.
    pub kind: FileKind,
    /// How many bytes.
    pub bytes: i64,
    /// When it came (UTC).
    pub created_at: NaiveDateTime,
}

/// Adds a file to a draft; the same bytes a second time change nothing.
///
/// # Errors
/// If the database refuses the statement.
pub fn add(conn: &mut DbConn, row: &DraftFileRow) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(draft_files::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// The files of a draft, in the order in which they came.
///
/// # Errors
/// If the database refuses the query.
pub fn of_draft(conn: &mut DbConn, draft_hash: &str) -> StoreResult<Vec<DraftFileRow>> {
    let query = draft_files::table.filter(draft_files::draft_hash.eq(draft_hash));
    let ordered = query.order((draft_files::created_at, draft_files::sha256));
    Ok(ordered.select(DraftFileRow::as_select()).load(conn)?)
}

/// Takes a file out of a draft.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove(conn: &mut DbConn, draft_hash: &str, sha256: &str) -> StoreResult<()> {
    diesel::delete(draft_files::table.find((draft_hash, sha256))).execute(conn)?;
    Ok(())
}

/// Forgets files that came before a moment.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    Ok(diesel::delete(draft_files::table.filter(draft_files::created_at.lt(before))).execute(conn)?)
}

/// Those of the hashes that a draft refers to.
///
/// # Errors
/// If the database refuses the query.
pub fn in_use(conn: &mut DbConn, sha256: &[String]) -> StoreResult<HashSet<String>> {
    let query = draft_files::table.filter(draft_files::sha256.eq_any(sha256)).select(draft_files::sha256);
    Ok(query.load(conn)?.into_iter().collect())
}
