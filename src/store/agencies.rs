//! 行政机关: a tree of agencies.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::agencies;
use crate::domain::ids::{AgencyCode, AgencyId};

pub use super::sections::{SectionRow, create_section, sections};

/// An agency as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = agencies, treat_none_as_default_value = false)]
pub struct AgencyRow {
    /// Its id.
    pub id: AgencyId,
    /// 机关代码
    pub code: String,
    /// 机关名称
    pub name: String,
    /// 上级机关
    pub parent_id: Option<AgencyId>,
    /// The ids from the root to itself, `/1/4/`.
    pub path: String,
    /// The regional calendar it follows.
    pub region: Option<String>,
    /// 代字 of its document numbers.
    pub letter_prefix: String,
    /// Its settings, as JSON.
    pub settings: String,
    /// When it was entered (UTC).
    pub created_at: NaiveDateTime,
    /// Whether it takes requests.
    pub active: bool,
}

/// An agency to be inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAgency {
    /// 机关代码
    pub code: AgencyCode,
    /// 机关名称
    pub name: String,
    /// 上级机关
    pub parent: Option<AgencyId>,
    /// The regional calendar it follows.
    pub region: Option<String>,
    /// 代字 of its document numbers.
    pub letter_prefix: String,
    /// Its settings, as JSON.
    pub settings: String,
    /// When it is entered (UTC).
    pub created_at: NaiveDateTime,
}

/// Inserts an agency under its parent.
///
/// # Errors
/// [`StoreError::Duplicate`] if the code is taken, [`StoreError::NotFound`] if there is no such parent.
pub fn create(conn: &mut DbConn, new: &NewAgency) -> StoreResult<AgencyRow> {
    let above = match new.parent {
        Some(parent) => find(conn, parent)?.path,
        None => "/".to_owned(),
    };
    let id: AgencyId = diesel::insert_into(agencies::table)
        .values((
            agencies::code.eq(new.code.as_str()),
            agencies::name.eq(&new.name),
            agencies::parent_id.eq(new.parent),
            // The path holds the id, which is not known yet; the code keeps it unique until then.
            agencies::path.eq(new.code.as_str()),
            agencies::region.eq(&new.region),
            agencies::letter_prefix.eq(&new.letter_prefix),
            agencies::settings.eq(&new.settings),
            agencies::created_at.eq(new.created_at),
            agencies::active.eq(true),
        ))
        .returning(agencies::id)
        .get_result(conn)
        .map_err(|error| StoreError::from(error).or_duplicate("agency", &new.code))?;
    diesel::update(agencies::table.find(id)).set(agencies::path.eq(format!("{above}{}/", id.0))).execute(conn)?;
    find(conn, id)
}

/// The agency with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: AgencyId) -> StoreResult<AgencyRow> {
    let row = agencies::table.find(id).select(AgencyRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("agency", id))
}

/// The agency with this code.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find_by_code(conn: &mut DbConn, code: &AgencyCode) -> StoreResult<AgencyRow> {
    let same = agencies::table.filter(agencies::code.eq(code.as_str()));
    let row = same.select(AgencyRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("agency", code))
}

/// Every agency, each after the one above it.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn) -> StoreResult<Vec<AgencyRow>> {
    Ok(agencies::table.order(agencies::path).select(AgencyRow::as_select()).load(conn)?)
}

/// An agency and everything under it, each after the one above it.
///
/// # Errors
/// If the database refuses the query.
pub fn subtree(conn: &mut DbConn, agency: &AgencyRow) -> StoreResult<Vec<AgencyRow>> {
    // Paths end in a slash, and `0` comes right after it: the subtree is one range of the index.
    let end = format!("{}0", agency.path.trim_end_matches('/'));
    Ok(agencies::table
        .filter(agencies::path.ge(&agency.path))
        .filter(agencies::path.lt(end))
        .order(agencies::path)
        .select(AgencyRow::as_select())
        .load(conn)?)
}

/// The ids of an agency and of everything under it.
///
/// # Errors
/// If the database refuses the query.
pub fn subtree_ids(conn: &mut DbConn, agency: &AgencyRow) -> StoreResult<Vec<AgencyId>> {
    Ok(subtree(conn, agency)?.iter().map(|agency| agency.id).collect())
}

/// Replaces an agency's settings (JSON).
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_settings(conn: &mut DbConn, id: AgencyId, settings: &str) -> StoreResult<()> {
    match diesel::update(agencies::table.find(id)).set(agencies::settings.eq(settings)).execute(conn)? {
        0 => Err(StoreError::not_found("agency", id)),
        _ => Ok(()),
    }
}

/// Replaces an agency's settings (JSON) if they are still what they were. `false` if somebody else has
/// replaced them.
///
/// # Errors
/// If the database refuses the statement.
pub fn replace_settings(conn: &mut DbConn, id: AgencyId, before: &str, settings: &str) -> StoreResult<bool> {
    let same = agencies::table.find(id).filter(agencies::settings.eq(before));
    Ok(diesel::update(same).set(agencies::settings.eq(settings)).execute(conn)? == 1)
}

/// Replaces name, region, 代字 and whether the agency takes requests.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn update(conn: &mut DbConn, row: &AgencyRow) -> StoreResult<()> {
    let changed = diesel::update(agencies::table.find(row.id))
        .set((
            agencies::name.eq(&row.name),
            agencies::region.eq(&row.region),
            agencies::letter_prefix.eq(&row.letter_prefix),
            agencies::active.eq(row.active),
        ))
        .execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("agency", row.id)) }
}

/// Puts an agency, and with it everything under it, under another one or at the top. The caller has made
/// sure that the new place is not below the agency itself.
///
/// # Errors
/// If the database refuses a statement.
pub fn move_under(conn: &mut DbConn, agency: &AgencyRow, parent: Option<&AgencyRow>) -> StoreResult<()> {
    let above = parent.map_or("/", |parent| &parent.path);
    let path = format!("{above}{}/", agency.id.0);
    for row in subtree(conn, agency)? {
        let below = row.path.strip_prefix(&agency.path).unwrap_or_default();
        let moved = agencies::path.eq(format!("{path}{below}"));
        diesel::update(agencies::table.find(row.id)).set(moved).execute(conn)?;
    }
    let parent = agencies::parent_id.eq(parent.map(|parent| parent.id));
    diesel::update(agencies::table.find(agency.id)).set(parent).execute(conn)?;
    Ok(())
}
