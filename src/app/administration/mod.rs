//! 系统管理: agencies, sections, people, roles and settings, each change with its line in the administrative log.
//!
//! Every change is one transaction that first makes other administrative changes wait. So the tree, the
//! roles and the log are read as they are, and two changes never undo each other's reason: the last
//! administrator is not removed by two at once, an agency is not put below itself by two moves.

pub mod administered;
pub mod agencies;
pub mod log;
pub mod people;
pub mod roles;
pub mod sections;
pub mod settings;

use chrono::NaiveDateTime;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::once::{self, OnceKey};
use super::{App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, Grant, Reach};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::store::admin_log::NewAdminEvent;
use crate::store::agencies::AgencyRow;
use crate::store::{self, DbConn, StoreError, admin_log, officers};

/// Who makes an administrative change, and when.
#[derive(Debug, Clone)]
pub(super) struct Acting {
    actor: Actor,
    now: NaiveDateTime,
}

impl Acting {
    pub(super) fn now(app: &App, actor: &Actor) -> Self {
        Self { actor: actor.clone(), now: app.clock.now() }
    }

    /// An officer whose rights were looked at before.
    pub(super) fn by(app: &App, officer: OfficerId) -> Self {
        Self::now(app, &Actor::Officer { id: officer, roles: Vec::new() })
    }

    pub(super) fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Adds a line to an agency's log.
    pub(super) fn note(&self, conn: &mut DbConn, agency: AgencyId, event: &AdminEvent) -> Result<(), StoreError> {
        let (what, particulars) = log::written(event)?;
        let new = NewAdminEvent { recorded_at: self.now, actor: self.actor.to_string(), what, particulars };
        admin_log::append(conn, agency, &new)?;
        Ok(())
    }
}

/// Makes an administrative change in one transaction, after every other one.
fn change<T: Send + 'static>(
    app: &App,
    actor: &Actor,
    mut work: impl FnMut(&mut DbConn, &Acting, &Reach) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let acting = Acting::now(app, actor);
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        let reach = reach_of(conn, acting.actor(), Role::Administrator)?;
        work(conn, &acting, &reach)
    })
}

/// Makes an administrative change, unless it was made under the same key before.
fn change_once<T: Serialize + DeserializeOwned + Send + 'static>(
    app: &App,
    actor: &Actor,
    key: Option<OnceKey>,
    mut work: impl FnMut(&mut DbConn, &Acting, &Reach) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    change(app, actor, move |conn, acting, reach| once::run(conn, key.as_ref(), |conn| work(conn, acting, reach)))
}

/// Where somebody holds a role now: what an administrator administers, what an auditor may see.
pub(super) fn reach_of(conn: &mut DbConn, actor: &Actor, role: Role) -> Result<Reach, AppError> {
    match actor {
        Actor::System => Ok(Reach::everything()),
        Actor::Officer { id, .. } => {
            let active = officers::find(conn, *id)?.active;
            let places = if active { places(conn, *id)? } else { Vec::new() };
            let held = places.into_iter().filter(|place| place.role == role);
            Ok(Reach::of(held.map(|place| Grant { path: place.agency.path, subtree: place.subtree })))
        }
        Actor::Applicant | Actor::Import => Ok(Reach::of([])),
    }
}

/// Makes sure that somebody administers a root, and gives it: calendars are in force in the whole tree.
pub(super) fn require_root(conn: &mut DbConn, actor: &Actor) -> Result<Option<AgencyId>, AppError> {
    let reach = reach_of(conn, actor, Role::Administrator)?;
    if !reach.has_a_root() {
        return Err(AdminRefused::OutsideReach.into());
    }
    let rows = store::agencies::list(conn)?;
    let roots = rows.into_iter().filter(|row| row.parent_id.is_none() && reach.covers(&row.path));
    Ok(roots.map(|row| row.id).min())
}

fn require(allowed: bool) -> Result<(), AdminRefused> {
    if allowed { Ok(()) } else { Err(AdminRefused::OutsideReach) }
}

/// A role and the agency it is held in.
#[derive(Debug, Clone)]
struct Held {
    agency: AgencyRow,
    role: Role,
    subtree: bool,
}

/// Every role of a person.
fn places(conn: &mut DbConn, officer: OfficerId) -> Result<Vec<Held>, StoreError> {
    let roles = officers::roles(conn, officer)?;
    let held = roles.into_iter().map(|held| {
        let agency = store::agencies::find(conn, held.agency_id)?;
        Ok(Held { agency, role: held.role, subtree: held.subtree })
    });
    held.collect()
}
