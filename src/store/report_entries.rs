//! Figures of the annual report that an office enters by hand (Table 2 and the like).

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::report_entries;
use crate::domain::ids::AgencyId;

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = report_entries, treat_none_as_default_value = false)]
pub struct ReportEntryRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 年度
    pub year: i32,
    /// Which cell of the report.
    pub cell: String,
    /// What was entered.
    pub value: i64,
}

/// Keeps a figure, in place of what was there.
///
/// # Errors
/// If the database refuses the statement.
pub fn set(conn: &mut DbConn, entry: &ReportEntryRow) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(report_entries::table)
        .values(entry)
        .on_conflict((report_entries::agency_id, report_entries::year, report_entries::cell))
        .do_update()
        .set(report_entries::value.eq(entry.value))
        .execute(c))?;
    Ok(())
}

/// Every figure that these agencies entered for a year, by agency and cell.
///
/// # Errors
/// If the database refuses the query.
pub fn of_year(conn: &mut DbConn, agencies: &[AgencyId], year: i32) -> StoreResult<Vec<ReportEntryRow>> {
    Ok(report_entries::table
        .filter(report_entries::agency_id.eq_any(agencies))
        .filter(report_entries::year.eq(year))
        .order((report_entries::agency_id, report_entries::cell))
        .select(ReportEntryRow::as_select())
        .load(conn)?)
}

/// Forgets a figure, so that the cell is blank again.
///
/// # Errors
/// If the database refuses the statement.
pub fn clear(conn: &mut DbConn, agency: AgencyId, year: i32, cell: &str) -> StoreResult<()> {
    diesel::delete(report_entries::table.find((agency, year, cell))).execute(conn)?;
    Ok(())
}
