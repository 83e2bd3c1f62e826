//! 待办: open cases in the order they are due, a page at a time.
//!
//! A page begins after the last row of the page before it, not at a row number: any page costs the same
//! and a case that is closed meanwhile does not push another one out of sight.

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date};

use super::cases::CaseRow;
use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::cases;
use crate::domain::ids::{AgencyId, CaseId};

/// Where a page ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The sort key of its last case.
    pub due_key: NaiveDate,
    /// Its last case.
    pub id: CaseId,
}

impl Position {
    /// The position of a case in the queue.
    #[must_use]
    pub fn of(case: &CaseRow) -> Self {
        Self { due_key: case.state.due_key, id: case.id }
    }
}

/// The open cases of an agency after `after`, first due first, at most `size` of them.
///
/// # Errors
/// If the database refuses the query.
pub fn page(conn: &mut DbConn, agency: AgencyId, after: Option<Position>, size: u32) -> StoreResult<Vec<CaseRow>> {
    let mut query = cases::table
        .filter(cases::agency_id.eq(agency))
        .filter(cases::is_open.eq(true))
        .order((cases::due_key, cases::id))
        .limit(i64::from(size))
        .select(CaseRow::as_select())
        .into_boxed();
    if let Some(Position { due_key, id }) = after {
        // As a pair the comparison is one range of the index; written out with OR it is not.
        let later =
            sql::<Bool>("(due_key, cases.id) > (").bind::<Date, _>(due_key).sql(", ").bind::<BigInt, _>(id).sql(")");
        query = query.filter(later);
    }
    Ok(query.load(conn)?)
}
