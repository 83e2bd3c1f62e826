//! 人员管理: accounts.
//!
//! Whoever may change an account could sign in with it. So an account is changed only by an administrator of
//! every agency where the person holds a role: an administrator further down cannot take over one from further up.

use super::roles::{guard_roots, require_grantable};
use super::{Acting, Held, change, places, require, require_root};
use crate::app::accounts::NewAccount;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, Reach};
use crate::domain::applicant::Name;
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::role::Actor;
use crate::passwords;
use crate::store::officers::{self, NewOfficer, OfficerRoleRow, OfficerRow};
use crate::store::{DbConn, StoreError, agencies};

/// Makes an account with roles in an agency. Hashing takes about 25 ms and is done before the write begins.
///
/// # Errors
/// [`AppError::Weak`] if the password may not be chosen; [`AppError::Store`] with
/// [`StoreError::Duplicate`] if the login is taken; [`AppError::Admin`].
pub fn create(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    account: &NewAccount,
    password: &str,
) -> Result<OfficerId, AppError> {
    passwords::check_policy(password, account.login.as_str())?;
    let officer = NewOfficer {
        login: account.login.as_str().to_owned(),
        name: account.name.as_str().to_owned(),
        password_hash: passwords::hash(password)?,
        active: true,
        created_at: app.clock.now(),
    };
    let (agency_id, roles, subtree) = (agency.id, account.roles.clone(), account.subtree);
    change(app, actor, move |conn, acting, reach| {
        let agency = agencies::find(conn, agency_id)?;
        require(reach.covers(&agency.path))?;
        require_grantable(reach, &agency, subtree)?;
        let officer_id = officers::create(conn, &officer)?;
        let login = officer.login.clone();
        acting.note(conn, agency_id, &AdminEvent::AccountCreated { officer: officer_id, login })?;
        for role in &roles {
            officers::grant(conn, &OfficerRoleRow { officer_id, agency_id, role: *role, subtree })?;
            acting.note(conn, agency_id, &AdminEvent::RoleGranted { officer: officer_id, role: *role, subtree })?;
        }
        Ok(officer_id)
    })
}

/// Corrects a person's name.
///
/// # Errors
/// [`AppError::Admin`]; [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such person.
pub fn rename(app: &App, actor: &Actor, agency: &Agency, id: OfficerId, name: &Name) -> Result<(), AppError> {
    let name = name.as_str().to_owned();
    change_account(app, actor, agency, id, move |conn, acting, person| {
        if person.row.name == name {
            return Ok(());
        }
        officers::rename(conn, id, &name)?;
        Ok(acting.note(conn, person.agency, &AdminEvent::AccountRenamed { officer: id })?)
    })
}

/// Ends signing in for an account, or allows it again. What the person did stays under the name.
///
/// # Errors
/// As [`rename`], and [`AdminRefused::LastAdministrator`].
pub fn set_active(app: &App, actor: &Actor, agency: &Agency, id: OfficerId, active: bool) -> Result<(), AppError> {
    change_account(app, actor, agency, id, move |conn, acting, person| {
        switch(conn, acting, person.agency, &person.row, active)
    })
}

/// Gives an account a password nobody chose, to be told to the person once.
///
/// # Errors
/// As [`rename`].
pub fn reset_password(app: &App, actor: &Actor, agency: &Agency, id: OfficerId) -> Result<String, AppError> {
    let password = passwords::generate()?;
    let hash = passwords::hash(&password)?;
    change_account(app, actor, agency, id, move |conn, acting, person| {
        officers::set_password_hash(conn, id, &hash)?;
        Ok(acting.note(conn, person.agency, &AdminEvent::PasswordReset { officer: id })?)
    })?;
    Ok(password)
}

/// Ends signing in for an account, on behalf of whoever runs the program. `false` if it had ended before.
pub(in crate::app) fn disable_login(app: &App, login: &str) -> Result<bool, AppError> {
    let login = login.to_owned();
    change(app, &Actor::System, move |conn, acting, _| {
        let found = officers::find_by_login(conn, &login)?;
        let officer = found.ok_or_else(|| StoreError::NotFound { what: "officer", key: login.clone() })?;
        // An account without a role stands in the log of a root; there is one if there is an account.
        let first = places(conn, officer.id)?.first().map(|held| held.agency.id);
        match first.map_or_else(|| require_root(conn, &Actor::System), |id| Ok(Some(id)))? {
            Some(agency) => switch(conn, acting, agency, &officer, false)?,
            None => officers::set_active(conn, officer.id, false)?,
        }
        Ok(officer.active)
    })
}

fn switch(
    conn: &mut DbConn,
    acting: &Acting,
    agency: AgencyId,
    officer: &OfficerRow,
    active: bool,
) -> Result<(), AppError> {
    if officer.active == active {
        return Ok(());
    }
    guard_roots(conn, officer.id, |conn| Ok(officers::set_active(conn, officer.id, active)?))?;
    let officer = officer.id;
    let event = if active { AdminEvent::AccountEnabled { officer } } else { AdminEvent::AccountDisabled { officer } };
    Ok(acting.note(conn, agency, &event)?)
}

/// A person who is changed, and the agency in whose log it is written.
struct Person {
    row: OfficerRow,
    agency: AgencyId,
}

fn change_account(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    id: OfficerId,
    mut work: impl FnMut(&mut DbConn, &Acting, &Person) -> Result<(), AppError> + Send + 'static,
) -> Result<(), AppError> {
    let agency = agency.id;
    change(app, actor, move |conn, acting, reach| {
        let here = agencies::find(conn, agency)?;
        require(reach.covers(&here.path))?;
        let held = find_visible(conn, reach, &here.path, id)?;
        require(is_within(reach, &held))?;
        let person = Person { row: officers::find(conn, id)?, agency };
        work(conn, acting, &person)
    })
}

/// The roles of a person whom an administrator may see in an agency: one who has a role there, or elsewhere in
/// what is administered. Anybody else is not found.
pub(super) fn find_visible(conn: &mut DbConn, reach: &Reach, here: &str, id: OfficerId) -> Result<Vec<Held>, AppError> {
    officers::find(conn, id)?;
    let held = places(conn, id)?;
    let is_here = |held: &Held| held.agency.path == here || (held.subtree && here.starts_with(&held.agency.path));
    let seen = match held.as_slice() {
        [] => reach.has_a_whole_tree(),
        some => some.iter().any(|held| is_here(held) || reach.covers(&held.agency.path)),
    };
    if seen { Ok(held) } else { Err(StoreError::NotFound { what: "officer", key: id.to_string() }.into()) }
}

/// Whether every role of a person is held within what is administered.
fn is_within(reach: &Reach, held: &[Held]) -> bool {
    let covered = |held: &Held| {
        let path = &held.agency.path;
        if held.subtree { reach.covers_subtree(path) } else { reach.covers(path) }
    };
    if held.is_empty() { reach.has_a_whole_tree() } else { held.iter().all(covered) }
}

impl From<&Held> for AdminRefused {
    fn from(held: &Held) -> Self {
        Self::LastAdministrator { agency: held.agency.code.clone() }
    }
}
