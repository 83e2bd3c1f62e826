//! 管理范围: what somebody administers and audits, and whom an administrator sees, as pages show it.

use chrono::NaiveDateTime;

use super::people::{find_visible, is_within};
use super::{reach_of, require};
use crate::app::accounts::{self, Account};
use crate::app::{Agency, App, AppError, sign_in};
use crate::domain::administration::Reach;
use crate::domain::ids::{Login, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::store::agencies::{self, AgencyRow};
use crate::store::{DbConn, StoreError, officers};

/// What somebody may do in the administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administered {
    /// The agencies that are administered, each after the one above it.
    pub agencies: Vec<AdministeredAgency>,
    /// The agencies that are audited, each after the one above it.
    pub audited: Vec<AgencyRow>,
    /// Whether a root is administered: calendars are in force in the whole tree.
    pub has_root: bool,
    /// Whether a root is administered with everything below it, so that another root may be entered.
    pub has_whole_tree: bool,
}

/// An agency that somebody administers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministeredAgency {
    /// The agency.
    pub agency: AgencyRow,
    /// How many agencies are above it in the whole tree.
    pub depth: usize,
    /// Whether everything that is or will be below it is administered too.
    pub with_all_below: bool,
}

/// A person as an administrator sees one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPerson {
    /// The account with every role.
    pub account: Account,
    /// Whether every role is held within what is administered: only then may the account be changed.
    pub may_be_changed: bool,
    /// Until when nobody signs in under this login (UTC), after too many failures.
    pub locked_until: Option<NaiveDateTime>,
}

/// What an officer administers and audits.
///
/// # Errors
/// [`AppError::Store`].
pub fn administered(app: &App, officer: OfficerId) -> Result<Administered, AppError> {
    let actor = Actor::Officer { id: officer, roles: Vec::new() };
    app.store.snapshot(|conn| {
        let reach = reach_of(conn, &actor, Role::Administrator)?;
        let audited = reach_of(conn, &actor, Role::Auditor)?;
        let rows = agencies::list(conn)?;
        Ok(Administered {
            audited: rows.iter().filter(|row| audited.covers(&row.path)).cloned().collect(),
            agencies: rows.into_iter().filter(|row| reach.covers(&row.path)).map(|row| one(&reach, row)).collect(),
            has_root: reach.has_a_root(),
            has_whole_tree: reach.has_a_whole_tree(),
        })
    })
}

fn one(reach: &Reach, agency: AgencyRow) -> AdministeredAgency {
    // `/1/4/` has one agency above it.
    let depth = agency.path.matches('/').count().saturating_sub(2);
    AdministeredAgency { depth, with_all_below: reach.covers_subtree(&agency.path), agency }
}

/// A person whom an administrator sees in an agency.
///
/// # Errors
/// [`AppError::Admin`]; [`AppError::Store`] with [`StoreError::NotFound`] if the administrator sees no such person.
pub fn person(app: &App, actor: &Actor, agency: &Agency, id: OfficerId) -> Result<SeenPerson, AppError> {
    let may_be_changed = app.store.snapshot(|conn| {
        let (reach, here) = place(conn, actor, agency)?;
        let held = find_visible(conn, &reach, &here.path, id)?;
        Ok::<_, AppError>(is_within(&reach, &held))
    })?;
    let account = accounts::account(app, id)?;
    Ok(SeenPerson { may_be_changed, locked_until: sign_in::locked_until(app, &account.login)?, account })
}

/// The person with this login, if the administrator of an agency sees one.
///
/// # Errors
/// As [`person`].
pub fn find_person(app: &App, actor: &Actor, agency: &Agency, login: &Login) -> Result<OfficerId, AppError> {
    app.store.snapshot(|conn| {
        let (reach, here) = place(conn, actor, agency)?;
        let found = officers::find_by_login(conn, login.as_str())?;
        let found = found.ok_or_else(|| StoreError::NotFound { what: "officer", key: login.to_string() })?;
        find_visible(conn, &reach, &here.path, found.id)?;
        Ok(found.id)
    })
}

fn place(conn: &mut DbConn, actor: &Actor, agency: &Agency) -> Result<(Reach, AgencyRow), AppError> {
    let reach = reach_of(conn, actor, Role::Administrator)?;
    let here = agencies::find(conn, agency.id)?;
    require(reach.covers(&here.path))?;
    Ok((reach, here))
}
