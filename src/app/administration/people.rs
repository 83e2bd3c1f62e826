//! 人员管理: accounts.
//!
//! Whoever may change an account could sign in with it. So an account is changed only by an administrator of
//! every agency where the person holds a role: an administrator further down cannot take over one from further up.

use super::roles::{guard_roots, require_grantable};
use super::{Acting, Held, change, change_once, places, require, require_root};
use crate::app::accounts::{NewAccount, new_officer};
use crate::app::once::OnceKey;
use crate::app::sign_in::login_hash;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, Reach};
use crate::domain::applicant::{Email, Name};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::passwords;
use crate::store::officers::{self, NewOfficer, OfficerRoleRow, OfficerRow};
use crate::store::{DbConn, StoreError, agencies, sessions, sign_in_failures as failures};

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
    let officer = new_officer(app, account, password)?;
    insert_once(app, actor, agency, account, officer, None)
}

/// Makes an account with a password nobody chose, to be told to the person once and changed at the first
/// sign-in. Under a key that was used before, the account made then is given; the password of that time is not
/// the one given now and [`reset_password`] makes another.
///
/// # Errors
/// As [`create`]; [`AppError::KeyReused`].
pub fn invite(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    account: &NewAccount,
    once: Option<OnceKey>,
) -> Result<(OfficerId, Option<String>), AppError> {
    let password = passwords::generate()?;
    let mut officer = new_officer(app, account, &password)?;
    officer.must_change_password = true;
    let hash = officer.password_hash.clone();
    let id = insert_once(app, actor, agency, account, officer, once)?;
    let is_new = app.store.read(|conn| officers::find(conn, id))?.password_hash == hash;
    Ok((id, is_new.then_some(password)))
}

fn insert_once(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    account: &NewAccount,
    officer: NewOfficer,
    once: Option<OnceKey>,
) -> Result<OfficerId, AppError> {
    let (agency, roles, subtree) = (agency.id, account.roles.clone(), account.subtree);
    change_once(app, actor, once, move |conn, acting, reach| {
        let here = agencies::find(conn, agency)?;
        require(reach.covers(&here.path))?;
        require_grantable(reach, &here, subtree)?;
        insert(conn, acting, agency, &officer, &roles, subtree)
    })
}

/// Keeps an account with its roles, in the transaction of the caller.
pub(in crate::app) fn insert(
    conn: &mut DbConn,
    acting: &Acting,
    agency: AgencyId,
    officer: &NewOfficer,
    roles: &[Role],
    subtree: bool,
) -> Result<OfficerId, AppError> {
    let id = officers::create(conn, officer)?;
    let login = officer.login.clone();
    acting.note(conn, agency, &AdminEvent::AccountCreated { officer: id, login })?;
    for role in roles {
        officers::grant(conn, &OfficerRoleRow { officer_id: id, agency_id: agency, role: *role, subtree })?;
        acting.note(conn, agency, &AdminEvent::RoleGranted { officer: id, role: *role, subtree })?;
    }
    Ok(id)
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

/// 工作邮箱: where a person is written to; without one there is no mail.
///
/// # Errors
/// As [`rename`].
pub fn set_email(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    id: OfficerId,
    email: Option<&Email>,
) -> Result<(), AppError> {
    let email = email.map(|email| email.as_str().to_owned());
    change_account(app, actor, agency, id, move |conn, acting, person| {
        if person.row.email == email {
            return Ok(());
        }
        officers::set_email(conn, id, email.as_deref())?;
        Ok(acting.note(conn, person.agency, &AdminEvent::AccountEmailChanged { officer: id })?)
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

/// Gives an account a password nobody chose, to be told to the person once and changed at the next sign-in. Every
/// session of the person ends.
///
/// # Errors
/// As [`rename`].
pub fn reset_password(app: &App, actor: &Actor, agency: &Agency, id: OfficerId) -> Result<String, AppError> {
    let password = passwords::generate()?;
    let hash = passwords::hash(&password)?;
    change_account(app, actor, agency, id, move |conn, acting, person| {
        officers::set_password_hash(conn, id, &hash, true)?;
        sessions::end_others(conn, id, None, acting.now)?;
        Ok(acting.note(conn, person.agency, &AdminEvent::PasswordReset { officer: id })?)
    })?;
    Ok(password)
}

/// 解除锁定: lets a person try to sign in again who failed too often. `false` if the login was not locked.
///
/// # Errors
/// As [`rename`].
pub fn unlock(app: &App, actor: &Actor, agency: &Agency, id: OfficerId) -> Result<bool, AppError> {
    let login = app.store.read(|conn| officers::find(conn, id))?.login;
    let hash = login_hash(app, &login)?;
    change_account(app, actor, agency, id, move |conn, acting, person| {
        let was_locked = failures::unlock(conn, &hash, acting.now)?;
        if was_locked {
            acting.note(conn, person.agency, &AdminEvent::LoginUnlocked { officer: id })?;
        }
        Ok(was_locked)
    })
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
    if !active {
        sessions::end_others(conn, officer, None, acting.now)?;
    }
    let event = if active { AdminEvent::AccountEnabled { officer } } else { AdminEvent::AccountDisabled { officer } };
    Ok(acting.note(conn, agency, &event)?)
}

/// A person who is changed, and the agency in whose log it is written.
struct Person {
    row: OfficerRow,
    agency: AgencyId,
}

fn change_account<T: Send + 'static>(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    id: OfficerId,
    mut work: impl FnMut(&mut DbConn, &Acting, &Person) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
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
pub(super) fn is_within(reach: &Reach, held: &[Held]) -> bool {
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
