//! 核对: everything that is stored, in order of the case, for counting it all again.

use diesel::prelude::*;

use super::cases::CaseRow;
use super::conn::DbConn;
use super::error::StoreResult;
use super::events::EventRow;
use super::schema::{cases, events};
use super::tallies::TallyRow;
use crate::domain::ids::CaseId;

/// Cases after one of them (or from the first), by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_after(conn: &mut DbConn, after: CaseId, size: i64) -> StoreResult<Vec<CaseRow>> {
    Ok(cases::table.filter(cases::id.gt(after)).order(cases::id).limit(size).select(CaseRow::as_select()).load(conn)?)
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
