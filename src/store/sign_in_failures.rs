//! 登录失败: how often somebody failed to sign in under a name, whether the account exists or not.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::sign_in_failures as failures;

/// Until when a login is locked, if it is.
///
/// # Errors
/// If the database refuses the query.
pub fn locked_until(conn: &mut DbConn, login_hash: &str, now: NaiveDateTime) -> StoreResult<Option<NaiveDateTime>> {
    let until: Option<Option<NaiveDateTime>> =
        failures::table.find(login_hash).select(failures::locked_until).first(conn).optional()?;
    Ok(until.flatten().filter(|until| *until > now))
}

/// Counts a failure and gives how many there have been since `since`.
///
/// # Errors
/// If the database refuses the statement.
pub fn count(conn: &mut DbConn, login_hash: &str, since: NaiveDateTime, now: NaiveDateTime) -> StoreResult<i32> {
    // One statement, so that tries at the same time are all counted.
    on_both!(conn, c => diesel::insert_into(failures::table)
        .values((failures::login_hash.eq(login_hash), failures::failures.eq(0), failures::last_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(c))?;
    let old = failures::table.filter(failures::login_hash.eq(login_hash).and(failures::last_at.lt(since)));
    diesel::update(old).set(failures::failures.eq(0)).execute(conn)?;
    let more = (failures::failures.eq(failures::failures + 1), failures::last_at.eq(now));
    let row = diesel::update(failures::table.find(login_hash)).set(more);
    Ok(row.returning(failures::failures).get_result(conn)?)
}

/// Locks a login until a moment and begins to count anew.
///
/// # Errors
/// If the database refuses the statement.
pub fn lock(conn: &mut DbConn, login_hash: &str, until: NaiveDateTime) -> StoreResult<()> {
    let locked = (failures::failures.eq(0), failures::locked_until.eq(Some(until)));
    diesel::update(failures::table.find(login_hash)).set(locked).execute(conn)?;
    Ok(())
}

/// 解除锁定: forgets the failures of a login that is locked; `false` if it is not.
///
/// # Errors
/// If the database refuses the statement.
pub fn unlock(conn: &mut DbConn, login_hash: &str, now: NaiveDateTime) -> StoreResult<bool> {
    let locked = failures::table.filter(failures::login_hash.eq(login_hash).and(failures::locked_until.gt(now)));
    Ok(diesel::delete(locked).execute(conn)? == 1)
}

/// Forgets the failures of a login, and every one before a moment.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, login_hash: &str, before: NaiveDateTime) -> StoreResult<()> {
    let gone = failures::login_hash.eq(login_hash).or(failures::last_at.lt(before));
    diesel::delete(failures::table.filter(gone)).execute(conn)?;
    Ok(())
}
