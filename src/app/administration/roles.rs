//! 角色授予与收回.

use super::people::find_visible;
use super::{Held, change, places, require};
use crate::app::{Agency, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, Reach};
use crate::domain::ids::OfficerId;
use crate::domain::role::{Actor, Role};
use crate::store::agencies::{self, AgencyRow};
use crate::store::officers::{self, OfficerRoleRow};
use crate::store::{DbConn, StoreResult};

/// A role in an agency, given or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleChange {
    /// The person.
    pub officer: OfficerId,
    /// The role.
    pub role: Role,
    /// Whether it holds for every agency below as well.
    pub subtree: bool,
}

/// Gives a person a role in an agency; giving it twice changes nothing. For every agency below it may be given
/// only by an administrator of all of them, and nobody gives roles to himself.
///
/// # Errors
/// [`AppError::Admin`]; [`AppError::Store`] with [`NotFound`](crate::store::StoreError::NotFound) if the
/// administrator sees no such person.
pub fn grant(app: &App, actor: &Actor, agency: &Agency, given: RoleChange) -> Result<(), AppError> {
    let (agency_id, own) = (agency.id, actor.officer() == Some(given.officer));
    let RoleChange { officer, role, subtree } = given;
    change(app, actor, move |conn, acting, reach| {
        let here = agencies::find(conn, agency_id)?;
        require(reach.covers(&here.path))?;
        require_grantable(reach, &here, subtree)?;
        if own {
            return Err(AdminRefused::OwnRoles.into());
        }
        let held = find_visible(conn, reach, &here.path, officer)?;
        if holds(&held, &here, role, subtree) {
            return Ok(());
        }
        officers::grant(conn, &OfficerRoleRow { officer_id: officer, agency_id, role, subtree })?;
        Ok(acting.note(conn, agency_id, &AdminEvent::RoleGranted { officer, role, subtree })?)
    })
}

/// Takes a role in an agency away from a person; one that is not held changes nothing.
///
/// # Errors
/// As [`grant`], and [`AdminRefused::LastAdministrator`].
pub fn revoke(app: &App, actor: &Actor, agency: &Agency, taken: RoleChange) -> Result<(), AppError> {
    let agency_id = agency.id;
    let RoleChange { officer, role, subtree } = taken;
    change(app, actor, move |conn, acting, reach| {
        let here = agencies::find(conn, agency_id)?;
        require(reach.covers(&here.path))?;
        require_grantable(reach, &here, subtree)?;
        let held = find_visible(conn, reach, &here.path, officer)?;
        if !holds(&held, &here, role, subtree) {
            return Ok(());
        }
        let row = OfficerRoleRow { officer_id: officer, agency_id, role, subtree };
        guard_roots(conn, officer, |conn| Ok(officers::revoke(conn, &row)?))?;
        Ok(acting.note(conn, agency_id, &AdminEvent::RoleRevoked { officer, role, subtree })?)
    })
}

/// A role for every agency below is given and taken only by an administrator of every agency below.
pub(super) fn require_grantable(reach: &Reach, agency: &AgencyRow, subtree: bool) -> Result<(), AdminRefused> {
    require(!subtree || reach.covers_subtree(&agency.path))
}

fn holds(held: &[Held], here: &AgencyRow, role: Role, subtree: bool) -> bool {
    held.iter().any(|held| held.agency.id == here.id && held.role == role && held.subtree == subtree)
}

/// Changes what a person may do, unless a root would be left without an administrator, or without one for
/// everything below it where it had one.
pub(super) fn guard_roots(
    conn: &mut DbConn,
    officer: OfficerId,
    work: impl FnOnce(&mut DbConn) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut roots = places(conn, officer)?;
    roots.retain(|held| held.role == Role::Administrator && held.agency.parent_id.is_none());
    let before = roots.iter().map(|held| strength(conn, held)).collect::<StoreResult<Vec<_>>>()?;
    work(conn)?;
    for (held, before) in roots.iter().zip(before) {
        if strength(conn, held)? < before {
            return Err(AdminRefused::from(held).into());
        }
    }
    Ok(())
}

/// 0 without an administrator who may sign in, 1 with one, 2 with one for everything below.
fn strength(conn: &mut DbConn, root: &Held) -> StoreResult<u8> {
    let holders = officers::active_holders(conn, root.agency.id, Role::Administrator)?;
    Ok(match holders.as_slice() {
        [] => 0,
        some if some.iter().any(|(_, subtree)| *subtree) => 2,
        _ => 1,
    })
}
