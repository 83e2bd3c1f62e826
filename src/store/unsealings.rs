//! 查阅留痕: who saw whose particulars, once for each day.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::unsealings;
use crate::domain::ids::{CaseId, OfficerId};

/// A day on which an officer saw the particulars of a case's applicant.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = unsealings, treat_none_as_default_value = false)]
pub struct UnsealingRow {
    /// The case.
    pub case_id: CaseId,
    /// Who.
    pub officer_id: OfficerId,
    /// The civil day.
    pub on_date: NaiveDate,
    /// When for the first time on that day (UTC).
    pub first_at: NaiveDateTime,
}

/// Whether it is known that the officer saw them on that day.
///
/// # Errors
/// If the database refuses the query.
pub fn is_known(conn: &mut DbConn, case: CaseId, officer: OfficerId, on: NaiveDate) -> StoreResult<bool> {
    Ok(diesel::select(dsl::exists(unsealings::table.find((case, officer, on)))).get_result(conn)?)
}

/// Remembers it; of several times in a day the first stays.
///
/// # Errors
/// If the database refuses the statement.
pub fn put(conn: &mut DbConn, row: &UnsealingRow) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(unsealings::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Those of some cases, by case, day and officer.
///
/// # Errors
/// If the database refuses the query.
pub fn of_cases(conn: &mut DbConn, cases: &[CaseId]) -> StoreResult<Vec<UnsealingRow>> {
    Ok(unsealings::table
        .filter(unsealings::case_id.eq_any(cases))
        .order((unsealings::case_id, unsealings::on_date, unsealings::officer_id))
        .select(UnsealingRow::as_select())
        .load(conn)?)
}
