//! 工作人员: accounts and what each may do where.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::{agencies, officer_roles, officers};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::mail::Language;
use crate::domain::role::Role;

/// An officer as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = officers, treat_none_as_default_value = false)]
pub struct OfficerRow {
    /// The id.
    pub id: OfficerId,
    /// What is typed to log in.
    pub login: String,
    /// 姓名
    pub name: String,
    /// Argon2id, in its usual text form.
    pub password_hash: String,
    /// Whether logging in is allowed.
    pub active: bool,
    /// When the account was made (UTC).
    pub created_at: NaiveDateTime,
    /// Whether the password was chosen by somebody else.
    pub must_change_password: bool,
    /// 工作邮箱: an address of the office's, kept like the login.
    pub email: Option<String>,
    /// In which language mail is written; none: in that of the installation.
    pub language: Option<Language>,
    /// 每日待办: whether the daily digest is wanted.
    pub wants_digest: bool,
}

/// An officer to be inserted.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = officers, treat_none_as_default_value = false)]
pub struct NewOfficer {
    /// What is typed to log in.
    pub login: String,
    /// 姓名
    pub name: String,
    /// Argon2id, in its usual text form.
    pub password_hash: String,
    /// Whether logging in is allowed.
    pub active: bool,
    /// When the account is made (UTC).
    pub created_at: NaiveDateTime,
    /// Whether the password was chosen by somebody else.
    pub must_change_password: bool,
}

/// What an officer may do, in one agency or in it and everything under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = officer_roles, treat_none_as_default_value = false)]
pub struct OfficerRoleRow {
    /// 工作人员
    pub officer_id: OfficerId,
    /// 机关
    pub agency_id: AgencyId,
    /// 角色
    pub role: Role,
    /// Whether it holds for every agency below as well.
    pub subtree: bool,
}

/// Inserts an officer.
///
/// # Errors
/// [`StoreError::Duplicate`] if the login is taken.
pub fn create(conn: &mut DbConn, new: &NewOfficer) -> StoreResult<OfficerId> {
    diesel::insert_into(officers::table)
        .values(new)
        .returning(officers::id)
        .get_result(conn)
        .map_err(|error| StoreError::from(error).or_duplicate("officer", &new.login))
}

/// The officer with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: OfficerId) -> StoreResult<OfficerRow> {
    let row = officers::table.find(id).select(OfficerRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("officer", id))
}

/// The officer with this login, if there is one.
///
/// # Errors
/// If the database refuses the query.
pub fn find_by_login(conn: &mut DbConn, login: &str) -> StoreResult<Option<OfficerRow>> {
    let same = officers::table.filter(officers::login.eq(login));
    Ok(same.select(OfficerRow::as_select()).first(conn).optional()?)
}

/// Every officer, in the order the accounts were made.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn) -> StoreResult<Vec<OfficerRow>> {
    Ok(officers::table.order(officers::id).select(OfficerRow::as_select()).load(conn)?)
}

/// Replaces the password hash; `must_change` if somebody else chose the password.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_password_hash(conn: &mut DbConn, id: OfficerId, hash: &str, must_change: bool) -> StoreResult<()> {
    let new = (officers::password_hash.eq(hash), officers::must_change_password.eq(must_change));
    let changed = diesel::update(officers::table.find(id)).set(new).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// 工作邮箱: replaces the address; `None` ends mail to this person.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_email(conn: &mut DbConn, id: OfficerId, email: Option<&str>) -> StoreResult<()> {
    let changed = diesel::update(officers::table.find(id)).set(officers::email.eq(email)).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// Replaces the language of mail.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_language(conn: &mut DbConn, id: OfficerId, language: Option<Language>) -> StoreResult<()> {
    let changed = diesel::update(officers::table.find(id)).set(officers::language.eq(language)).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// 每日待办: asks for the daily digest, or ends it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_wants_digest(conn: &mut DbConn, id: OfficerId, wants: bool) -> StoreResult<()> {
    let changed = diesel::update(officers::table.find(id)).set(officers::wants_digest.eq(wants)).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// Replaces the name.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn rename(conn: &mut DbConn, id: OfficerId, name: &str) -> StoreResult<()> {
    let changed = diesel::update(officers::table.find(id)).set(officers::name.eq(name)).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// Those who hold a role in an agency itself and may log in, each with whether it holds below as well.
///
/// # Errors
/// If the database refuses the query.
pub fn active_holders(conn: &mut DbConn, agency: AgencyId, role: Role) -> StoreResult<Vec<(OfficerId, bool)>> {
    Ok(officer_roles::table
        .inner_join(officers::table)
        .filter(officer_roles::agency_id.eq(agency))
        .filter(officer_roles::role.eq(role))
        .filter(officers::active.eq(true))
        .order((officer_roles::officer_id, officer_roles::subtree))
        .select((officer_roles::officer_id, officer_roles::subtree))
        .load(conn)?)
}

/// Those who hold a role in an agency and may log in, by name: given there, or for a whole subtree in one of the
/// agencies above.
///
/// # Errors
/// If the database refuses the query.
pub fn holders(
    conn: &mut DbConn,
    agency: AgencyId,
    above: &[AgencyId],
    role: Role,
) -> StoreResult<Vec<(OfficerId, String)>> {
    let below = officer_roles::agency_id.eq_any(above).and(officer_roles::subtree.eq(true));
    Ok(officer_roles::table
        .inner_join(officers::table)
        .filter(officer_roles::role.eq(role))
        .filter(officer_roles::agency_id.eq(agency).or(below))
        .filter(officers::active.eq(true))
        .order((officers::name, officers::id))
        .select((officers::id, officers::name))
        .distinct()
        .load(conn)?)
}

/// Allows logging in, or ends it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn set_active(conn: &mut DbConn, id: OfficerId, active: bool) -> StoreResult<()> {
    let changed = diesel::update(officers::table.find(id)).set(officers::active.eq(active)).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("officer", id)) }
}

/// Gives a role; giving it twice changes nothing.
///
/// # Errors
/// If the officer or the agency does not exist.
pub fn grant(conn: &mut DbConn, role: &OfficerRoleRow) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(officer_roles::table).values(role).on_conflict_do_nothing().execute(c))?;
    Ok(())
}

/// Takes a role away; taking away one that is not held changes nothing.
///
/// # Errors
/// If the database refuses the statement.
pub fn revoke(conn: &mut DbConn, role: &OfficerRoleRow) -> StoreResult<()> {
    let OfficerRoleRow { officer_id, agency_id, role, subtree } = *role;
    diesel::delete(officer_roles::table.find((officer_id, agency_id, role, subtree))).execute(conn)?;
    Ok(())
}

/// Every role of an officer, wherever held.
///
/// # Errors
/// If the database refuses the query.
pub fn roles(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Vec<OfficerRoleRow>> {
    Ok(officer_roles::table
        .filter(officer_roles::officer_id.eq(officer))
        .order((officer_roles::agency_id, officer_roles::role, officer_roles::subtree))
        .select(OfficerRoleRow::as_select())
        .load(conn)?)
}

/// Every role given in these agencies, whoever holds it.
///
/// # Errors
/// If the database refuses the query.
pub fn roles_at(conn: &mut DbConn, agencies: &[AgencyId]) -> StoreResult<Vec<OfficerRoleRow>> {
    Ok(officer_roles::table
        .filter(officer_roles::agency_id.eq_any(agencies))
        .order((officer_roles::officer_id, officer_roles::agency_id, officer_roles::role, officer_roles::subtree))
        .select(OfficerRoleRow::as_select())
        .load(conn)?)
}

/// The roles that an officer has in one agency: those given there, and those given for a whole subtree
/// further up.
///
/// # Errors
/// If the database refuses the query.
pub fn roles_in(conn: &mut DbConn, officer: OfficerId, agency: AgencyId) -> StoreResult<Vec<Role>> {
    let here: String = agencies::table.find(agency).select(agencies::path).first(conn)?;
    let held: Vec<(AgencyId, String, Role, bool)> = officer_roles::table
        .inner_join(agencies::table)
        .filter(officer_roles::officer_id.eq(officer))
        .select((agencies::id, agencies::path, officer_roles::role, officer_roles::subtree))
        .load(conn)?;
    let mut roles: Vec<Role> = held
        .into_iter()
        .filter(|(id, path, _, subtree)| *id == agency || (*subtree && here.starts_with(path)))
        .map(|(_, _, role, _)| role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// A role with the place in the tree where it is held.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct RoleWithPath {
    /// The path of the agency.
    pub path: String,
    /// The role.
    pub role: Role,
    /// Whether it holds for every agency below as well.
    pub subtree: bool,
}

/// Every role of an officer with the place where it is held.
///
/// # Errors
/// If the database refuses the query.
pub fn roles_with_paths(conn: &mut DbConn, officer: OfficerId) -> StoreResult<Vec<RoleWithPath>> {
    Ok(officer_roles::table
        .inner_join(agencies::table)
        .filter(officer_roles::officer_id.eq(officer))
        .order((agencies::path, officer_roles::role, officer_roles::subtree))
        .select((agencies::path, officer_roles::role, officer_roles::subtree))
        .load(conn)?)
}

/// 姓名 of these officers.
///
/// # Errors
/// If the database refuses the query.
pub fn names(conn: &mut DbConn, ids: &[OfficerId]) -> StoreResult<HashMap<OfficerId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(OfficerId, String)> =
        officers::table.filter(officers::id.eq_any(ids)).select((officers::id, officers::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Every role of those who may log in, with the place where it is held, by person and place.
///
/// # Errors
/// If the database refuses the query.
pub fn active_roles(conn: &mut DbConn) -> StoreResult<Vec<(OfficerId, RoleWithPath)>> {
    Ok(officer_roles::table
        .inner_join(agencies::table)
        .inner_join(officers::table)
        .filter(officers::active.eq(true))
        .order((officer_roles::officer_id, agencies::path, officer_roles::role, officer_roles::subtree))
        .select((officer_roles::officer_id, (agencies::path, officer_roles::role, officer_roles::subtree)))
        .load(conn)?)
}
