//! 登录会话: who is signed in where, and which refresh token is the valid one.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{officers, sessions};
use crate::domain::ids::{OfficerId, SessionId};

/// A session as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    /// The id.
    pub id: SessionId,
    /// Whose.
    pub officer_id: OfficerId,
    /// The number of the refresh token that is valid.
    pub generation: i32,
    /// What the browser or program called itself.
    pub device: String,
    /// When it began (UTC).
    pub created_at: NaiveDateTime,
    /// When it was last refreshed (UTC).
    pub used_at: NaiveDateTime,
    /// When it ends by itself (UTC).
    pub expires_at: NaiveDateTime,
    /// When it was ended before that (UTC).
    pub ended_at: Option<NaiveDateTime>,
}

/// A session to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
pub struct NewSession {
    /// Whose.
    pub officer_id: OfficerId,
    /// The number of its first refresh token.
    pub generation: i32,
    /// What the browser or program called itself.
    pub device: String,
    /// When it begins (UTC).
    pub created_at: NaiveDateTime,
    /// As `created_at`.
    pub used_at: NaiveDateTime,
    /// When it ends by itself (UTC).
    pub expires_at: NaiveDateTime,
}

/// Begins a session.
///
/// # Errors
/// If the officer does not exist.
pub fn begin(conn: &mut DbConn, new: &NewSession) -> StoreResult<SessionId> {
    Ok(diesel::insert_into(sessions::table).values(new).returning(sessions::id).get_result(conn)?)
}

/// The session with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: SessionId) -> StoreResult<SessionRow> {
    let row = sessions::table.find(id).select(SessionRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("session", id))
}

/// A session that goes on at `now`, with the login of its officer and whether a password must be changed
/// first; `None` if it has ended or the account may not log in any more.
///
/// # Errors
/// If the database refuses the query.
pub fn live(conn: &mut DbConn, id: SessionId, now: NaiveDateTime) -> StoreResult<Option<(SessionRow, String, bool)>> {
    Ok(sessions::table
        .inner_join(officers::table)
        .filter(sessions::id.eq(id))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .filter(officers::active.eq(true))
        .select((SessionRow::as_select(), officers::login, officers::must_change_password))
        .first(conn)
        .optional()?)
}

/// Makes the refresh token `generation + 1` the valid one; `false` if `generation` is not valid any more.
///
/// # Errors
/// If the database refuses the statement.
pub fn rotate(
    conn: &mut DbConn,
    id: SessionId,
    generation: i32,
    now: NaiveDateTime,
    expires_at: NaiveDateTime,
) -> StoreResult<bool> {
    let valid = sessions::id
        .eq(id)
        .and(sessions::generation.eq(generation))
        .and(sessions::ended_at.is_null())
        .and(sessions::expires_at.gt(now));
    let next =
        (sessions::generation.eq(generation + 1), sessions::used_at.eq(now), sessions::expires_at.eq(expires_at));
    Ok(diesel::update(sessions::table.filter(valid)).set(next).execute(conn)? == 1)
}

/// The sessions of an officer that go on at `now`, the last one used first.
///
/// # Errors
/// If the database refuses the query.
pub fn of_officer(conn: &mut DbConn, officer: OfficerId, now: NaiveDateTime) -> StoreResult<Vec<SessionRow>> {
    Ok(sessions::table
        .filter(sessions::officer_id.eq(officer))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .order((sessions::used_at.desc(), sessions::id.desc()))
        .select(SessionRow::as_select())
        .load(conn)?)
}

/// Ends a session of an officer; `false` if there is none that goes on.
///
/// # Errors
/// If the database refuses the statement.
pub fn end(conn: &mut DbConn, officer: OfficerId, id: SessionId, now: NaiveDateTime) -> StoreResult<bool> {
    let own = sessions::id.eq(id).and(sessions::officer_id.eq(officer)).and(sessions::ended_at.is_null());
    Ok(diesel::update(sessions::table.filter(own)).set(sessions::ended_at.eq(now)).execute(conn)? == 1)
}

/// Ends every session of an officer but one, and says how many.
///
/// # Errors
/// If the database refuses the statement.
pub fn end_others(
    conn: &mut DbConn,
    officer: OfficerId,
    but: Option<SessionId>,
    now: NaiveDateTime,
) -> StoreResult<usize> {
    let but = but.unwrap_or(SessionId(0));
    let others = sessions::officer_id.eq(officer).and(sessions::id.ne(but)).and(sessions::ended_at.is_null());
    Ok(diesel::update(sessions::table.filter(others)).set(sessions::ended_at.eq(now)).execute(conn)?)
}

/// Forgets sessions that ended before a moment.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    Ok(diesel::delete(sessions::table.filter(sessions::expires_at.lt(before))).execute(conn)?)
}
