//! 岗位所在: the agencies in which somebody works, and as what.

use crate::app::{Agency, App, AppError};
use crate::domain::ids::{AgencyCode, OfficerId};
use crate::domain::role::Role;
use crate::store::DbConn;
use crate::store::agencies::{self, AgencyRow};
use crate::store::officers::{self, RoleWithPath};

/// A place where somebody works.
pub(super) struct Seat {
    pub(super) agency: Agency,
    pub(super) row: AgencyRow,
    /// The roles held there, also by way of an agency above.
    pub(super) roles: Vec<Role>,
    /// Whether the cases of every agency below may be read as well.
    pub(super) reads_below: bool,
}

impl Seat {
    /// Whether all work of the agency is watched, and not only one's own; so who works on what is known by name.
    pub(super) fn watches_everybody(&self) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::OfficeHead | Role::Supervisor))
    }
}

/// Every agency in which somebody was given a role that reads cases. Agencies below that are reached by it are no
/// seats of their own.
pub(super) fn of(app: &App, conn: &mut DbConn, me: OfficerId) -> Result<Vec<Seat>, AppError> {
    let held = officers::roles_with_paths(conn, me)?;
    let mut seats = Vec::new();
    for row in agencies::list(conn)? {
        if held.iter().any(|it| it.path == row.path && it.role.reads_cases()) {
            seats.push(seat(app, row, &held)?);
        }
    }
    Ok(seats)
}

/// The place of somebody in this agency, whatever the roles.
pub(super) fn at(app: &App, conn: &mut DbConn, me: OfficerId, code: &AgencyCode) -> Result<Seat, AppError> {
    let held = officers::roles_with_paths(conn, me)?;
    seat(app, agencies::find_by_code(conn, code)?, &held)
}

fn seat(app: &App, row: AgencyRow, held: &[RoleWithPath]) -> Result<Seat, AppError> {
    let reaches = |it: &&RoleWithPath| it.path == row.path || (it.subtree && row.path.starts_with(&it.path));
    let mut roles: Vec<Role> = held.iter().filter(reaches).map(|it| it.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let reads_below = held.iter().filter(reaches).any(|it| it.subtree && it.role.reads_cases());
    Ok(Seat { agency: Agency::from_row(app, row.clone())?, row, roles, reads_below })
}
