//! 行政机关 and their 科室: a tree of agencies, each with sections.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{agencies, sections};
use crate::domain::ids::{AgencyCode, AgencyId, SectionId};

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

/// 科室 as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = sections, treat_none_as_default_value = false)]
pub struct SectionRow {
    /// Its id.
    pub id: SectionId,
    /// 机关
    pub agency_id: AgencyId,
    /// 科室名称
    pub name: String,
}

/// Inserts a section.
///
/// # Errors
/// [`StoreError::Duplicate`] if the agency has one of that name.
pub fn create_section(conn: &mut DbConn, agency: AgencyId, name: &str) -> StoreResult<SectionId> {
    diesel::insert_into(sections::table)
        .values((sections::agency_id.eq(agency), sections::name.eq(name)))
        .returning(sections::id)
        .get_result(conn)
        .map_err(|error| StoreError::from(error).or_duplicate("section", name))
}

/// An agency's sections, in the order they were made.
///
/// # Errors
/// If the database refuses the query.
pub fn sections(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<SectionRow>> {
    Ok(sections::table
        .filter(sections::agency_id.eq(agency))
        .order(sections::id)
        .select(SectionRow::as_select())
        .load(conn)?)
}
