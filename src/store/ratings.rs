//! 评价: how applicants found the handling.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::ratings;
use crate::domain::ids::CaseId;

/// What an applicant said.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = ratings, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct RatingRow {
    /// The case.
    pub case_id: CaseId,
    /// 1 to 5.
    pub stars: i32,
    /// In words.
    pub words: Option<String>,
    /// When (UTC).
    pub rated_at: NaiveDateTime,
}

/// Keeps what an applicant said, in place of what was said before.
///
/// # Errors
/// If the database refuses the statement.
pub fn put(conn: &mut DbConn, row: &RatingRow) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(ratings::table)
        .values(row)
        .on_conflict(ratings::case_id)
        .do_update()
        .set(row)
        .execute(c))?;
    Ok(())
}

/// What the applicant of a case said, if anything.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, case: CaseId) -> StoreResult<Option<RatingRow>> {
    Ok(ratings::table.find(case).select(RatingRow::as_select()).first(conn).optional()?)
}
