//! 整行的读取: statements that give whole cases, run in one place.
//!
//! That a row of 29 columns can be read is proved for every statement by itself, and each proof takes the compiler a
//! second; so statements over whole rows have one type, and this file runs them. The case with an id, which is read
//! with every act, has its own, [`find`](super::find), and so has the list that everybody begins with.

use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;

use super::CaseRow;
use crate::domain::ids::AgencyId;
use crate::store::conn::{DbConn, on_both};
use crate::store::error::StoreResult;
use crate::store::schema::cases;

/// A statement over cases.
pub(in crate::store) type CaseQuery<'a> = IntoBoxed<'a, cases::table, <DbConn as Connection>::Backend>;

/// Every case, to be filtered.
pub(in crate::store) fn all<'a>() -> CaseQuery<'a> {
    cases::table.into_boxed()
}

/// The cases that a statement gives.
///
/// # Errors
/// If the database refuses the query.
pub(in crate::store) fn rows(conn: &mut DbConn, query: CaseQuery<'_>) -> StoreResult<Vec<CaseRow>> {
    Ok(query.select(CaseRow::as_select()).load(conn)?)
}

/// The first case that a statement gives, if it gives any.
///
/// # Errors
/// If the database refuses the query.
pub(in crate::store) fn first(conn: &mut DbConn, query: CaseQuery<'_>) -> StoreResult<Option<CaseRow>> {
    Ok(rows(conn, query.limit(1))?.pop())
}

/// 未办结: the first open cases of an agency, first due first.
///
/// # Errors
/// If the database refuses the query.
pub(in crate::store) fn first_due(conn: &mut DbConn, agency: AgencyId, size: u32) -> StoreResult<Vec<CaseRow>> {
    let open = cases::table
        .filter(cases::agency_id.eq(agency))
        .filter(cases::is_open.eq(true))
        .order((cases::due_key, cases::id))
        .limit(i64::from(size));
    Ok(on_both!(conn, c => open.select(CaseRow::as_select()).load(c))?)
}
