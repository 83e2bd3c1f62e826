//! 科室: the sections of an agency.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{cases, sections};
use crate::domain::ids::{AgencyId, SectionId};

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

/// A section of an agency; another agency's is not found.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, agency: AgencyId, id: SectionId) -> StoreResult<SectionRow> {
    let own = sections::table.find(id).filter(sections::agency_id.eq(agency));
    let row = own.select(SectionRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("section", id))
}

/// Renames a section.
///
/// # Errors
/// [`StoreError::Duplicate`] if the agency has another one of that name; [`StoreError::NotFound`].
pub fn rename(conn: &mut DbConn, id: SectionId, name: &str) -> StoreResult<()> {
    let renamed = diesel::update(sections::table.find(id)).set(sections::name.eq(name)).execute(conn);
    match renamed.map_err(|error| StoreError::from(error).or_duplicate("section", name))? {
        0 => Err(StoreError::not_found("section", id)),
        _ => Ok(()),
    }
}

/// How many cases were ever given to a section and still name it.
///
/// # Errors
/// If the database refuses the query.
pub fn cases_of(conn: &mut DbConn, agency: AgencyId, id: SectionId) -> StoreResult<i64> {
    let of_section = cases::table.filter(cases::agency_id.eq(agency)).filter(cases::section_id.eq(id));
    Ok(of_section.count().get_result(conn)?)
}

/// Takes a section away. The database refuses if a case names it.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Query`].
pub fn remove(conn: &mut DbConn, id: SectionId) -> StoreResult<()> {
    match diesel::delete(sections::table.find(id)).execute(conn)? {
        0 => Err(StoreError::not_found("section", id)),
        _ => Ok(()),
    }
}
