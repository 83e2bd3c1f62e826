//! 收费通知已阅: which fee notices applicants have seen.

use chrono::NaiveDateTime;
use diesel::dsl;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::fee_acknowledgements;
use crate::domain::ids::CaseId;

/// A notice that was seen.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = fee_acknowledgements, treat_none_as_default_value = false)]
pub struct FeeAcknowledgementRow {
    /// The case.
    pub case_id: CaseId,
    /// The notice, by its place in the history.
    pub version: i32,
    /// When (UTC).
    pub acknowledged_at: NaiveDateTime,
}

/// Remembers that a notice was seen; saying so twice changes nothing.
///
/// # Errors
/// If the database refuses the statement.
pub fn put(conn: &mut DbConn, case_id: CaseId, version: i32, acknowledged_at: NaiveDateTime) -> StoreResult<()> {
    let row = FeeAcknowledgementRow { case_id, version, acknowledged_at };
    on_both!(conn, c => diesel::insert_into(fee_acknowledgements::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Whether a notice was seen.
///
/// # Errors
/// If the database refuses the query.
pub fn exists(conn: &mut DbConn, case: CaseId, version: i32) -> StoreResult<bool> {
    Ok(diesel::select(dsl::exists(fee_acknowledgements::table.find((case, version)))).get_result(conn)?)
}
