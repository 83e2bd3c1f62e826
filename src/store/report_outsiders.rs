//! 系统外机关: the figures of agencies that are not on this system.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::report_outsiders;
use crate::domain::annual_report::OutsiderSource;
use crate::domain::ids::AgencyId;

/// The figures of one agency.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = report_outsiders, treat_none_as_default_value = false)]
pub struct ReportOutsiderRow {
    /// The agency on this system in whose summary they are.
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// 机关名称
    pub name: String,
    /// How they came.
    pub source: OutsiderSource,
    /// The figures, as the contract writes them.
    pub figures: String,
    /// When they were taken in (UTC).
    pub recorded_at: NaiveDateTime,
    /// Who took them in, in one line.
    pub actor: String,
}

/// Keeps the figures of an agency, in the place of those that were there.
///
/// # Errors
/// If the database refuses a statement.
pub fn put(conn: &mut DbConn, row: &ReportOutsiderRow) -> StoreResult<()> {
    let place = report_outsiders::table.find((row.agency_id, row.year, &row.name));
    if diesel::update(place).set(row).execute(conn)? == 0 {
        diesel::insert_into(report_outsiders::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Forgets the figures of an agency; `false` if there were none.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove(conn: &mut DbConn, agency: AgencyId, year: i32, name: &str) -> StoreResult<bool> {
    Ok(diesel::delete(report_outsiders::table.find((agency, year, name))).execute(conn)? == 1)
}

/// The figures that the summaries of these agencies add for a year, by agency and name.
///
/// # Errors
/// If the database refuses the query.
pub fn of_year(conn: &mut DbConn, agencies: &[AgencyId], year: i32) -> StoreResult<Vec<ReportOutsiderRow>> {
    Ok(report_outsiders::table
        .filter(report_outsiders::agency_id.eq_any(agencies))
        .filter(report_outsiders::year.eq(year))
        .order((report_outsiders::agency_id, report_outsiders::name))
        .select(ReportOutsiderRow::as_select())
        .load(conn)?)
}
