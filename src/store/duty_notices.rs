//! 已告知: what nobody is told twice, kept in the transaction that tells it.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::duty_notices;
use crate::domain::duty::NoticeKind;

/// Rows in one statement.
const ROWS_AT_ONCE: usize = 500;

/// A notice as stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = duty_notices, treat_none_as_default_value = false)]
pub struct NoticeRow {
    /// As what it was told.
    pub kind: NoticeKind,
    /// The number of the case, officer or agency that it is about.
    pub subject: i64,
    /// What in it: a step of its history, a day, a period.
    pub about: String,
    /// The day, where the agency is.
    pub told_on: NaiveDate,
}

/// Writes down that something is told; `false` if it was told before. Of two programs that tell the same at the same
/// time one waits for the other and is told so.
///
/// # Errors
/// If the database refuses the statement.
pub fn tell(conn: &mut DbConn, row: &NoticeRow) -> StoreResult<bool> {
    Ok(tell_all(conn, std::slice::from_ref(row))? == 1)
}

/// Writes down that several things are told and gives how many of them had not been told before.
///
/// # Errors
/// If the database refuses the statement.
pub fn tell_all(conn: &mut DbConn, rows: &[NoticeRow]) -> StoreResult<usize> {
    let mut told = 0;
    for some in rows.chunks(ROWS_AT_ONCE) {
        told += on_both!(conn, c => diesel::insert_into(duty_notices::table)
            .values(some)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(told)
}

/// What was told of these subjects, as pairs of subject and what in it.
///
/// # Errors
/// If the database refuses the query.
pub fn told(conn: &mut DbConn, kind: NoticeKind, subjects: &[i64]) -> StoreResult<HashSet<(i64, String)>> {
    let mut found = HashSet::new();
    for some in subjects.chunks(ROWS_AT_ONCE) {
        let rows: Vec<(i64, String)> = duty_notices::table
            .filter(duty_notices::kind.eq(kind))
            .filter(duty_notices::subject.eq_any(some))
            .select((duty_notices::subject, duty_notices::about))
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Everything that was told from one day to another, both included, by kind, subject and what in it.
///
/// # Errors
/// If the database refuses the query.
pub fn between(conn: &mut DbConn, from: NaiveDate, to: NaiveDate) -> StoreResult<Vec<NoticeRow>> {
    Ok(duty_notices::table
        .filter(duty_notices::told_on.between(from, to))
        .order((duty_notices::kind, duty_notices::subject, duty_notices::about))
        .select(NoticeRow::as_select())
        .load(conn)?)
}

/// Forgets what was told before a day under some kinds: a daily notice of last year tells nobody anything.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, kinds: &[NoticeKind], before: NaiveDate) -> StoreResult<usize> {
    let old = duty_notices::table.filter(duty_notices::kind.eq_any(kinds)).filter(duty_notices::told_on.lt(before));
    Ok(diesel::delete(old).execute(conn)?)
}
