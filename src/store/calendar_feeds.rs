//! 日历订阅: the secret addresses under which officers' calendars read their deadlines.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::cases::{CaseRow, all, rows};
use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{calendar_feeds, cases, officers};
use crate::domain::ids::{AgencyId, FeedId, OfficerId};

/// A feed as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = calendar_feeds, treat_none_as_default_value = false)]
pub struct FeedRow {
    /// Its id.
    pub id: FeedId,
    /// Whose deadlines.
    pub officer_id: OfficerId,
    /// What the officer calls it.
    pub label: String,
    /// SHA-256 of the secret in its address, in hexadecimal.
    pub token_hash: String,
    /// When it was made (UTC).
    pub created_at: NaiveDateTime,
}

/// A feed to be inserted.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = calendar_feeds, treat_none_as_default_value = false)]
pub struct NewFeed {
    /// Whose deadlines.
    pub officer_id: OfficerId,
    /// What the officer calls it.
    pub label: String,
    /// SHA-256 of the secret in its address, in hexadecimal.
    pub token_hash: String,
    /// When it is made (UTC).
    pub created_at: NaiveDateTime,
}

/// Inserts a feed.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewFeed) -> StoreResult<FeedRow> {
    Ok(diesel::insert_into(calendar_feeds::table)
        .values(new)
        .returning(calendar_feeds::all_columns)
        .get_result(conn)?)
}

/// One of an officer's feeds.
///
/// # Errors
/// [`StoreError::NotFound`], also for another officer's.
pub fn find(conn: &mut DbConn, officer: OfficerId, id: FeedId) -> StoreResult<FeedRow> {
    let own = calendar_feeds::table.find(id).filter(calendar_feeds::officer_id.eq(officer));
    let row = own.select(FeedRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("feed", id))
}

/// An officer's feeds, in the order they were made.
///
/// # Errors
/// If the database refuses the query.
pub fn of_officer(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Vec<FeedRow>> {
    let own = calendar_feeds::table.filter(calendar_feeds::officer_id.eq(officer)).order(calendar_feeds::id);
    Ok(own.select(FeedRow::as_select()).load(conn)?)
}

/// Whose feed this is the secret's hash of, if that person may log in.
///
/// # Errors
/// If the database refuses the query.
pub fn owner(conn: &mut DbConn, token_hash: &str) -> StoreResult<Option<OfficerId>> {
    Ok(calendar_feeds::table
        .inner_join(officers::table)
        .filter(calendar_feeds::token_hash.eq(token_hash))
        .filter(officers::active.eq(true))
        .select(calendar_feeds::officer_id)
        .first(conn)
        .optional()?)
}

/// Removes one of an officer's feeds: its address leads nowhere from then on.
///
/// # Errors
/// [`StoreError::NotFound`], also for another officer's.
pub fn delete(conn: &mut DbConn, officer: OfficerId, id: FeedId) -> StoreResult<()> {
    let own = calendar_feeds::table.find(id).filter(calendar_feeds::officer_id.eq(officer));
    match diesel::delete(own).execute(conn)? {
        1 => Ok(()),
        _ => Err(StoreError::not_found("feed", id)),
    }
}

/// The open cases of these agencies, of one officer or all of them, first due first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn open_cases(
    conn: &mut DbConn,
    agencies: &[AgencyId],
    assignee: Option<OfficerId>,
    size: u32,
) -> StoreResult<Vec<CaseRow>> {
    let mut query = all()
        .filter(cases::agency_id.eq_any(agencies))
        .filter(cases::is_open.eq(true))
        .order((cases::due_key, cases::id))
        .limit(i64::from(size));
    if let Some(officer) = assignee {
        query = query.filter(cases::assignee_id.eq(officer));
    }
    rows(conn, query)
}
