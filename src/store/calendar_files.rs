//! 工作日历 that administrators have uploaded, with the number of the revision: every server compares it with
//! the one its rules were read at.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::meta;
use super::schema::calendar_files;

/// Where the number of the revision is kept.
const REVISION: &str = "calendars_revision";

/// An uploaded file as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = calendar_files, treat_none_as_default_value = false)]
pub struct CalendarFileRow {
    /// What it is called: jurisdiction and year, `cn-2027.toml`.
    pub name: String,
    /// `CN`, `CN-GX` …
    pub jurisdiction: String,
    /// 年度
    pub year: i32,
    /// The file.
    pub text: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Who uploaded it, in one line.
    pub uploaded_by: String,
    /// When (UTC).
    pub uploaded_at: NaiveDateTime,
}

/// Every uploaded file, by name.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn) -> StoreResult<Vec<CalendarFileRow>> {
    Ok(calendar_files::table.order(calendar_files::name).select(CalendarFileRow::as_select()).load(conn)?)
}

/// Keeps a file, in place of the one of the same name.
///
/// # Errors
/// If the database refuses a statement.
pub fn put(conn: &mut DbConn, row: &CalendarFileRow) -> StoreResult<()> {
    diesel::delete(calendar_files::table.find(&row.name)).execute(conn)?;
    diesel::insert_into(calendar_files::table).values(row).execute(conn)?;
    Ok(())
}

/// Takes a file away.
///
/// # Errors
/// [`StoreError::NotFound`] if there is none of this name.
pub fn remove(conn: &mut DbConn, name: &str) -> StoreResult<()> {
    match diesel::delete(calendar_files::table.find(name)).execute(conn)? {
        0 => Err(StoreError::not_found("calendar_file", name)),
        _ => Ok(()),
    }
}

/// The number of the revision: how often a file was put or taken away.
///
/// # Errors
/// [`StoreError::Corrupt`] if it is no number.
pub fn revision(conn: &mut DbConn) -> StoreResult<i64> {
    let kept = meta::get(conn, REVISION)?;
    let corrupt = |_| StoreError::Corrupt { what: REVISION.to_owned() };
    kept.map_or(Ok(0), |text| text.parse().map_err(corrupt))
}

/// Keeps the number of a new revision.
///
/// # Errors
/// If the database refuses the statement.
pub fn set_revision(conn: &mut DbConn, revision: i64) -> StoreResult<()> {
    meta::set(conn, REVISION, &revision.to_string())
}
