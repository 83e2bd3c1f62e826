//! 督办: cases that supervisors urged, and what was answered.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::urgings;
use crate::domain::ids::{CaseId, OfficerId, UrgingId};

/// An urging as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = urgings, treat_none_as_default_value = false)]
pub struct UrgingRow {
    /// Its id.
    pub id: UrgingId,
    /// The case.
    pub case_id: CaseId,
    /// 督办人
    pub urged_by: OfficerId,
    /// When (UTC).
    pub urged_at: NaiveDateTime,
    /// 督办要求
    pub words: String,
    /// By when an answer is asked for.
    pub answer_by: NaiveDate,
    /// 督办回复
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<OfficerId>,
    /// When (UTC).
    pub answered_at: Option<NaiveDateTime>,
}

/// An urging to be written.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = urgings, treat_none_as_default_value = false)]
pub struct NewUrging {
    /// The case.
    pub case_id: CaseId,
    /// 督办人
    pub urged_by: OfficerId,
    /// When (UTC).
    pub urged_at: NaiveDateTime,
    /// 督办要求
    pub words: String,
    /// By when an answer is asked for.
    pub answer_by: NaiveDate,
}

/// Writes an urging.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewUrging) -> StoreResult<UrgingId> {
    Ok(diesel::insert_into(urgings::table).values(new).returning(urgings::id).get_result(conn)?)
}

/// An urging of a case.
///
/// # Errors
/// [`StoreError::NotFound`], also for another case's.
pub fn find(conn: &mut DbConn, case: CaseId, id: UrgingId) -> StoreResult<UrgingRow> {
    let row = urgings::table.find(id).filter(urgings::case_id.eq(case));
    let row = row.select(UrgingRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("urging", id))
}

/// The urgings of a case, oldest first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_case(conn: &mut DbConn, case: CaseId) -> StoreResult<Vec<UrgingRow>> {
    let rows = urgings::table.filter(urgings::case_id.eq(case)).order(urgings::id);
    Ok(rows.select(UrgingRow::as_select()).load(conn)?)
}

/// 督办回复; `false` if it was answered before.
///
/// # Errors
/// If the database refuses the statement.
pub fn answer(conn: &mut DbConn, id: UrgingId, by: OfficerId, answer: &str, now: NaiveDateTime) -> StoreResult<bool> {
    let open = urgings::table.find(id).filter(urgings::answer.is_null());
    let answered = (urgings::answer.eq(answer), urgings::answered_by.eq(by), urgings::answered_at.eq(now));
    Ok(diesel::update(open).set(answered).execute(conn)? == 1)
}
