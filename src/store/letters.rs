//! 文书: what left the house on paper, and under which number (R20).

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{letters, seal_pictures};
use crate::domain::ids::{AgencyId, CaseId, LetterId};
use crate::domain::letter::{LetterKind, LetterState};

/// A letter to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = letters, treat_none_as_default_value = false)]
pub struct NewLetter {
    /// 机关
    pub agency_id: AgencyId,
    /// The case that it is about.
    pub case_id: CaseId,
    /// 种类
    pub kind: LetterKind,
    /// The entry of the history that it answers.
    pub version: i32,
    /// 年度
    pub year: i32,
    /// Its number in the year, among its kind.
    pub number: i64,
    /// 文号
    pub document_no: String,
    /// The letter itself, as JSON.
    pub content: String,
    /// Whether it has left.
    pub state: LetterState,
    /// 成文日期
    pub dated_on: NaiveDate,
    /// When it was entered (UTC).
    pub recorded_at: NaiveDateTime,
    /// Who entered it, as the history keeps it.
    pub actor: String,
    /// SHA-256 of its PDF, hexadecimal, once it was set.
    pub sha256: Option<String>,
    /// 作废原因
    pub void_reason: Option<String>,
    /// When it was voided (UTC).
    pub voided_at: Option<NaiveDateTime>,
}

/// A letter as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = letters, treat_none_as_default_value = false)]
pub struct LetterRow {
    /// Its id.
    pub id: LetterId,
    /// Everything else.
    #[diesel(embed)]
    #[serde(flatten)]
    pub letter: NewLetter,
}

/// Enters a letter.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewLetter) -> StoreResult<LetterRow> {
    let id = diesel::insert_into(letters::table).values(new).returning(letters::id).get_result(conn)?;
    Ok(LetterRow { id, letter: new.clone() })
}

/// A letter about a case.
///
/// # Errors
/// [`StoreError::NotFound`], also for another case's.
pub fn find(conn: &mut DbConn, case: CaseId, id: LetterId) -> StoreResult<LetterRow> {
    let row = letters::table.find(id).filter(letters::case_id.eq(case));
    let row = row.select(LetterRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("letter", id))
}

/// A letter by its id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn of_id(conn: &mut DbConn, id: LetterId) -> StoreResult<LetterRow> {
    let row = letters::table.find(id).select(LetterRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("letter", id))
}

/// The letters about a case, oldest first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_case(conn: &mut DbConn, case: CaseId) -> StoreResult<Vec<LetterRow>> {
    let rows = letters::table.filter(letters::case_id.eq(case)).order(letters::id);
    Ok(rows.select(LetterRow::as_select()).load(conn)?)
}

/// 发文登记: an agency's letters of a year, by kind and number.
///
/// # Errors
/// If the database refuses the query.
pub fn of_year(conn: &mut DbConn, agency: AgencyId, year: i32) -> StoreResult<Vec<LetterRow>> {
    let rows = letters::table.filter(letters::agency_id.eq(agency)).filter(letters::year.eq(year));
    Ok(rows.order((letters::kind, letters::number)).select(LetterRow::as_select()).load(conn)?)
}

/// Remembers what a letter says now, before it has left.
///
/// # Errors
/// If the database refuses the statement.
pub fn rewrite(conn: &mut DbConn, id: LetterId, content: &str, dated_on: NaiveDate, sha256: &str) -> StoreResult<bool> {
    let open = letters::table.find(id).filter(letters::state.eq(LetterState::Reserved));
    let said = (letters::content.eq(content), letters::dated_on.eq(dated_on), letters::sha256.eq(sha256));
    Ok(diesel::update(open).set(said).execute(conn)? == 1)
}

/// Remembers the PDF of a letter, once: what was set first is what counts. `false` if there is one already.
///
/// # Errors
/// If the database refuses the statement.
pub fn keep_pdf(conn: &mut DbConn, id: LetterId, sha256: &str) -> StoreResult<bool> {
    let unset = letters::table.find(id).filter(letters::sha256.is_null());
    Ok(diesel::update(unset).set(letters::sha256.eq(sha256)).execute(conn)? == 1)
}

/// Moves a letter on from a state; `false` if it is in another.
///
/// # Errors
/// If the database refuses the statement.
pub fn mark_issued(conn: &mut DbConn, id: LetterId) -> StoreResult<bool> {
    let reserved = letters::table.find(id).filter(letters::state.eq(LetterState::Reserved));
    Ok(diesel::update(reserved).set(letters::state.eq(LetterState::Issued)).execute(conn)? == 1)
}

/// Which of these hashes a letter or a seal refers to.
///
/// # Errors
/// If the database refuses a query.
pub fn in_use(conn: &mut DbConn, sha256: &[String]) -> StoreResult<HashSet<String>> {
    let letters = letters::table.filter(letters::sha256.eq_any(sha256)).select(letters::sha256);
    let seals = seal_pictures::table.filter(seal_pictures::sha256.eq_any(sha256)).select(seal_pictures::sha256);
    let of_letters = letters.load::<Option<String>>(conn)?.into_iter().flatten();
    let of_seals = seals.load::<String>(conn)?;
    Ok(of_letters.chain(of_seals).collect())
}

/// 作废: the number stays and says why. `false` if it was voided before.
///
/// # Errors
/// If the database refuses the statement.
pub fn void(conn: &mut DbConn, id: LetterId, reason: &str, now: NaiveDateTime) -> StoreResult<bool> {
    let valid = letters::table.find(id).filter(letters::state.ne(LetterState::Voided));
    let voided = (letters::state.eq(LetterState::Voided), letters::void_reason.eq(reason), letters::voided_at.eq(now));
    Ok(diesel::update(valid).set(voided).execute(conn)? == 1)
}
