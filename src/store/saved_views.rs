//! 常用查询: lists that an officer keeps under a name, alone or for everybody of an agency.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{officers, saved_views};
use crate::domain::ids::{AgencyId, OfficerId, ViewId};

/// A saved view as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = saved_views, treat_none_as_default_value = false)]
pub struct SavedViewRow {
    /// Its id.
    pub id: ViewId,
    /// Whose.
    pub officer_id: OfficerId,
    /// Its name, unique for the officer.
    pub name: String,
    /// The parameters of the list, as JSON.
    pub query: String,
    /// When it was made (UTC).
    pub created_at: NaiveDateTime,
    /// When it was last changed (UTC).
    pub updated_at: NaiveDateTime,
    /// The agency in which everybody has it.
    #[serde(default)]
    pub shared_in: Option<AgencyId>,
}

/// A view to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewView {
    /// Its name, unique for the officer.
    pub name: String,
    /// The parameters of the list, as JSON.
    pub query: String,
    /// The agency in which everybody has it.
    pub shared_in: Option<AgencyId>,
}

/// The views of an officer, in the order they were made.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Vec<SavedViewRow>> {
    Ok(saved_views::table
        .filter(saved_views::officer_id.eq(officer))
        .order(saved_views::id)
        .select(SavedViewRow::as_select())
        .load(conn)?)
}

/// The views that somebody shares in an agency, by name.
///
/// # Errors
/// If the database refuses the query.
pub fn shared(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<SavedViewRow>> {
    Ok(saved_views::table
        .filter(saved_views::shared_in.eq(agency))
        .order((saved_views::name, saved_views::id))
        .select(SavedViewRow::as_select())
        .load(conn)?)
}

/// How many views an officer has. Until the transaction ends nobody else counts or adds to them.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such officer.
pub fn hold_and_count(conn: &mut DbConn, officer: OfficerId) -> StoreResult<i64> {
    // A row that is written is locked on both databases; what is in it stays.
    let held =
        diesel::update(officers::table.find(officer)).set(officers::active.eq(officers::active)).execute(conn)?;
    if held == 0 {
        return Err(StoreError::not_found("officer", officer));
    }
    Ok(saved_views::table.filter(saved_views::officer_id.eq(officer)).count().get_result(conn)?)
}

/// Adds a view.
///
/// # Errors
/// [`StoreError::Duplicate`] if the officer has one of that name.
pub fn insert(conn: &mut DbConn, officer: OfficerId, new: &NewView, now: NaiveDateTime) -> StoreResult<SavedViewRow> {
    let NewView { name, query, shared_in } = new;
    diesel::insert_into(saved_views::table)
        .values((
            saved_views::officer_id.eq(officer),
            saved_views::name.eq(name),
            saved_views::query.eq(query),
            saved_views::created_at.eq(now),
            saved_views::updated_at.eq(now),
            saved_views::shared_in.eq(shared_in),
        ))
        .returning(saved_views::all_columns)
        .get_result(conn)
        .map_err(|error| StoreError::from(error).or_duplicate("view", name))
}

/// Replaces the name and the parameters of a view of this officer.
///
/// # Errors
/// [`StoreError::NotFound`] if the officer has no such view, [`StoreError::Duplicate`] if another has the name.
pub fn replace(
    conn: &mut DbConn,
    officer: OfficerId,
    id: ViewId,
    new: &NewView,
    now: NaiveDateTime,
) -> StoreResult<SavedViewRow> {
    let NewView { name, query, shared_in } = new;
    let mine = saved_views::table.find(id).filter(saved_views::officer_id.eq(officer));
    let row = diesel::update(mine)
        .set((
            saved_views::name.eq(name),
            saved_views::query.eq(query),
            saved_views::updated_at.eq(now),
            saved_views::shared_in.eq(shared_in),
        ))
        .returning(saved_views::all_columns)
        .get_result(conn)
        .optional()
        .map_err(|error| StoreError::from(error).or_duplicate("view", name))?;
    row.ok_or_else(|| StoreError::not_found("view", id))
}

/// Removes a view that somebody shares in an agency.
///
/// # Errors
/// [`StoreError::NotFound`] if nobody shares such a view there.
pub fn delete_shared(conn: &mut DbConn, agency: AgencyId, id: ViewId) -> StoreResult<()> {
    let theirs = saved_views::table.find(id).filter(saved_views::shared_in.eq(agency));
    match diesel::delete(theirs).execute(conn)? {
        0 => Err(StoreError::not_found("view", id)),
        _ => Ok(()),
    }
}

/// Removes a view of this officer.
///
/// # Errors
/// [`StoreError::NotFound`] if the officer has no such view.
pub fn delete(conn: &mut DbConn, officer: OfficerId, id: ViewId) -> StoreResult<()> {
    let mine = saved_views::table.find(id).filter(saved_views::officer_id.eq(officer));
    match diesel::delete(mine).execute(conn)? {
        0 => Err(StoreError::not_found("view", id)),
        _ => Ok(()),
    }
}
