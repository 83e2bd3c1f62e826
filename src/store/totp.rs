//! 动态口令: from what an officer's one-time codes are derived, and which was used last.

use diesel::prelude::*;

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::totp;
use crate::domain::ids::OfficerId;

/// The second factor of an officer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = totp, treat_none_as_default_value = false)]
pub struct TotpRow {
    /// Whose.
    pub officer_id: OfficerId,
    /// From what the secret is derived.
    pub nonce: String,
    /// Whether the officer has shown a code of it: from then on it is asked for.
    pub confirmed: bool,
    /// The period of the last code that was used.
    pub last_step: i64,
}

/// The second factor of an officer, if one was set up.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Option<TotpRow>> {
    Ok(totp::table.find(officer).select(TotpRow::as_select()).first(conn).optional()?)
}

/// Puts a new, unconfirmed factor in the place of whatever was there.
///
/// # Errors
/// If the database refuses the statement.
pub fn replace(conn: &mut DbConn, row: &TotpRow) -> StoreResult<()> {
    remove(conn, row.officer_id)?;
    diesel::insert_into(totp::table).values(row).execute(conn)?;
    Ok(())
}

/// Uses the code of a period, once; the factor is confirmed by it. `false` if that or a later one was used.
///
/// # Errors
/// If the database refuses the statement.
pub fn spend(conn: &mut DbConn, officer: OfficerId, step: i64) -> StoreResult<bool> {
    let unused = totp::officer_id.eq(officer).and(totp::last_step.lt(step));
    let used = (totp::last_step.eq(step), totp::confirmed.eq(true));
    Ok(diesel::update(totp::table.filter(unused)).set(used).execute(conn)? == 1)
}

/// Takes the factor away; `false` if there was none.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove(conn: &mut DbConn, officer: OfficerId) -> StoreResult<bool> {
    Ok(on_both!(conn, c => diesel::delete(totp::table.find(officer)).execute(c))? == 1)
}
