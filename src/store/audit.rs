//! 核对: everything that is stored, in order of the case, for counting it all again.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date};

use super::cases::{CaseRow, all, rows};
use super::conn::DbConn;
use super::error::StoreResult;
use super::events::EventRow;
use super::schema::{cases, events};
use super::tallies::TallyRow;
use crate::domain::ids::{AgencyId, CaseId};

/// Cases after one of them (or from the first), by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_after(conn: &mut DbConn, after: CaseId, size: i64) -> StoreResult<Vec<CaseRow>> {
    rows(conn, all().filter(cases::id.gt(after)).order(cases::id).limit(size))
}

/// An agency's cases after one of them (or from the first), by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_of_agency(conn: &mut DbConn, agency: AgencyId, after: CaseId, size: i64) -> StoreResult<Vec<CaseRow>> {
    rows(conn, all().filter(cases::agency_id.eq(agency)).filter(cases::id.gt(after)).order(cases::id).limit(size))
}

/// The cases of several agencies after one of them (or from the first), by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_in(conn: &mut DbConn, agencies: &[AgencyId], after: CaseId, size: i64) -> StoreResult<Vec<CaseRow>> {
    rows(conn, all().filter(cases::agency_id.eq_any(agencies)).filter(cases::id.gt(after)).order(cases::id).limit(size))
}

/// The open cases of an agency that are due after a date and an id, first due first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn open_due_after(
    conn: &mut DbConn,
    agency: AgencyId,
    (due_key, case): (NaiveDate, CaseId),
    size: i64,
) -> StoreResult<Vec<CaseRow>> {
    let later =
        sql::<Bool>("(due_key, cases.id) > (").bind::<Date, _>(due_key).sql(", ").bind::<BigInt, _>(case).sql(")");
    rows(
        conn,
        all()
            .filter(cases::agency_id.eq(agency))
            .filter(cases::is_open.eq(true))
            .filter(later)
            .order((cases::due_key, cases::id))
            .limit(size),
    )
}

/// Which cases a year's figure may count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Received by the end of the year and not ended before it.
    OfYear(i32),
    /// Received by the end of the year.
    UpTo(i32),
}

/// An agency's cases that a year's figure may count, after one of them, by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_of(
    conn: &mut DbConn,
    agency: AgencyId,
    span: Span,
    after: CaseId,
    size: i64,
) -> StoreResult<Vec<CaseRow>> {
    let (Span::OfYear(year) | Span::UpTo(year)) = span;
    let (Some(first), Some(last)) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31)) else {
        return Ok(Vec::new());
    };
    let mut query = all()
        .filter(cases::agency_id.eq(agency))
        .filter(cases::received_on.le(last))
        .filter(cases::id.gt(after))
        .order(cases::id)
        .limit(size);
    if matches!(span, Span::OfYear(_)) {
        query = query.filter(cases::closed_on.is_null().or(cases::closed_on.ge(first)));
    }
    rows(conn, query)
}

/// Cases of these agencies that were changed after an instant and that a year's figures may have counted then
/// or may count now, after one of them, by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn changed_since(
    conn: &mut DbConn,
    agencies: &[AgencyId],
    year: i32,
    since: NaiveDateTime,
    after: CaseId,
    size: i64,
) -> StoreResult<Vec<CaseRow>> {
    let last = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX);
    rows(
        conn,
        all()
            .filter(cases::agency_id.eq_any(agencies))
            .filter(cases::updated_at.gt(since))
            .filter(cases::created_at.le(since).or(cases::received_on.is_not_null().and(cases::received_on.le(last))))
            .filter(cases::id.gt(after))
            .order(cases::id)
            .limit(size),
    )
}

/// The events of all cases from `first` to `last`, by case and version.
///
/// # Errors
/// If the database refuses the query.
pub fn events_of(conn: &mut DbConn, first: CaseId, last: CaseId) -> StoreResult<Vec<EventRow>> {
    Ok(events::table
        .filter(events::case_id.between(first, last))
        .order((events::case_id, events::version))
        .select(EventRow::as_select())
        .load(conn)?)
}

/// How many events there are in all.
///
/// # Errors
/// If the database refuses the query.
pub fn event_count(conn: &mut DbConn) -> StoreResult<i64> {
    Ok(events::table.count().get_result(conn)?)
}

/// Every sum in the ledger that is not zero.
///
/// # Errors
/// If the database refuses the query.
pub fn tallies(conn: &mut DbConn) -> StoreResult<Vec<TallyRow>> {
    use super::schema::tallies;
    Ok(tallies::table.filter(tallies::value.ne(0)).select(TallyRow::as_select()).load(conn)?)
}
