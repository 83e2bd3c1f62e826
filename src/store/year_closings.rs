//! 年度截止: the figures of a year as they were when it was closed for the statistics.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::reports::ReportKey;
use super::schema::year_closings;
use crate::domain::annual_report::Scope;
use crate::domain::ids::AgencyId;

/// A year that was closed.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = year_closings, treat_none_as_default_value = false)]
pub struct YearClosingRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Whose cases are counted.
    pub scope: Scope,
    /// When it was closed (UTC).
    pub closed_at: NaiveDateTime,
    /// The figures, as JSON.
    pub figures: String,
}

/// Closes a year; `false` if it was closed before, and then nothing is changed.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, row: &YearClosingRow) -> StoreResult<bool> {
    let inserted = on_both!(conn, c => diesel::insert_into(year_closings::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// How a year was closed, if it was.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, key: ReportKey) -> StoreResult<Option<YearClosingRow>> {
    let ReportKey { agency_id, year, scope } = key;
    let row = year_closings::table.find((agency_id, year, scope)).select(YearClosingRow::as_select());
    Ok(row.first(conn).optional()?)
}
