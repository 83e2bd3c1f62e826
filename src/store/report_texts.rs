//! 报告的文字: every version of what was written for a report, so that it is known who changed what.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::reports::ReportKey;
use super::schema::report_texts;
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::narrative::Part;
use crate::domain::ids::AgencyId;

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = report_texts, treat_none_as_default_value = false)]
pub struct ReportTextRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Whose cases the report counts.
    pub scope: Scope,
    /// Which text.
    pub part: Part,
    /// From 1.
    pub version: i32,
    /// The text with the names of figures in braces; none if what was written was given up for the draft.
    pub text: Option<String>,
    /// When it was written (UTC).
    pub recorded_at: NaiveDateTime,
    /// Who wrote it, in one line.
    pub actor: String,
}

/// Adds a version after the one it follows.
///
/// # Errors
/// [`StoreError::StaleReport`] if somebody else wrote that version, or if the one before is missing.
pub fn append(conn: &mut DbConn, row: &ReportTextRow) -> StoreResult<()> {
    let stale = || StoreError::StaleReport { year: row.year, expected: row.version - 1 };
    let key = ReportKey { agency_id: row.agency_id, year: row.year, scope: row.scope };
    let written = load(conn, key, row.part)?.last().map_or(0, |last| last.version);
    if written != row.version - 1 {
        return Err(stale());
    }
    match diesel::insert_into(report_texts::table).values(row).execute(conn).map_err(StoreError::from) {
        Err(error) if error.violates_unique_key() => Err(stale()),
        inserted => inserted.map(|_| ()),
    }
}

/// Every version of one text, in order.
///
/// # Errors
/// If the database refuses the query.
pub fn load(conn: &mut DbConn, key: ReportKey, part: Part) -> StoreResult<Vec<ReportTextRow>> {
    Ok(report_texts::table
        .filter(report_texts::agency_id.eq(key.agency_id))
        .filter(report_texts::year.eq(key.year))
        .filter(report_texts::scope.eq(key.scope))
        .filter(report_texts::part.eq(part))
        .order(report_texts::version)
        .select(ReportTextRow::as_select())
        .load(conn)?)
}

/// Every version of every text of a report, by text and version.
///
/// # Errors
/// If the database refuses the query.
pub fn of_report(conn: &mut DbConn, key: ReportKey) -> StoreResult<Vec<ReportTextRow>> {
    Ok(report_texts::table
        .filter(report_texts::agency_id.eq(key.agency_id))
        .filter(report_texts::year.eq(key.year))
        .filter(report_texts::scope.eq(key.scope))
        .order((report_texts::part, report_texts::version))
        .select(ReportTextRow::as_select())
        .load(conn)?)
}
