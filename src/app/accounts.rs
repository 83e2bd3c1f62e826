//! 账号: who may work here, and as what.

use std::collections::BTreeMap;

use super::administration::people;
use super::{Agency, App, AppError, calendars};
use crate::domain::applicant::Name;
use crate::domain::ids::{AgencyCode, AgencyId, CaseId, Login, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::passwords;
use crate::store::agencies::{self, AgencyRow};
use crate::store::officers::{self, NewOfficer, OfficerRoleRow, OfficerRow};
use crate::store::{DbConn, StoreError, cases};

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What is typed to log in.
    pub login: Login,
    /// 姓名
    pub name: Name,
    /// What the person may be in the agency.
    pub roles: Vec<Role>,
    /// Whether the roles hold for every agency below as well.
    pub subtree: bool,
}

/// A role and where it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// The agency's code.
    pub agency: String,
    /// The role.
    pub role: Role,
    /// Whether it holds for every agency below as well.
    pub subtree: bool,
}

/// An account with its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub id: OfficerId,
    /// What is typed to log in.
    pub login: String,
    /// 姓名
    pub name: String,
    /// Whether logging in is allowed.
    pub active: bool,
    /// 工作邮箱
    pub email: Option<String>,
    /// The roles, by agency.
    pub roles: Vec<HeldRole>,
}

/// Makes an account with roles in an agency, on behalf of whoever runs the program. Hashing takes about 25 ms and
/// is done before the write begins.
///
/// # Errors
/// [`AppError::Weak`] if the password may not be chosen; [`AppError::Store`] with
/// [`StoreError::Duplicate`] if the login is taken.
pub fn create_account(app: &App, agency: &Agency, account: &NewAccount, password: &str) -> Result<OfficerId, AppError> {
    people::create(app, &Actor::System, agency, account, password)
}

/// The account as it will be kept, if the password may be chosen.
pub(super) fn new_officer(app: &App, account: &NewAccount, password: &str) -> Result<NewOfficer, AppError> {
    passwords::check_policy(password, account.login.as_str())?;
    Ok(NewOfficer {
        login: account.login.as_str().to_owned(),
        name: account.name.as_str().to_owned(),
        password_hash: passwords::hash(password)?,
        active: true,
        created_at: app.clock.now(),
        must_change_password: false,
    })
}

/// Ends logging in for an account, on behalf of whoever runs the program. What the person did stays under the
/// name. `false` if it had ended before.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such login; [`AppError::Admin`] for the last
/// administrator of a root.
pub fn disable_account(app: &App, login: &Login) -> Result<bool, AppError> {
    people::disable_login(app, login.as_str())
}

/// The accounts with a role in an agency, also by way of an agency above it, in the order they were made;
/// without an agency, every account.
///
/// # Errors
/// [`AppError::Store`].
pub fn accounts(app: &App, agency: Option<&Agency>) -> Result<Vec<Account>, AppError> {
    app.store.snapshot(|conn| {
        let agencies: BTreeMap<AgencyId, AgencyRow> =
            agencies::list(conn)?.into_iter().map(|row| (row.id, row)).collect();
        let mut roles = roles_by_officer(conn, &agencies, agency.map(|agency| agency.id))?;
        let mut accounts = Vec::new();
        for officer in officers::list(conn)? {
            let roles = roles.remove(&officer.id).unwrap_or_default();
            if agency.is_none() || !roles.is_empty() {
                accounts.push(account_with(officer, roles));
            }
        }
        Ok(accounts)
    })
}

/// Those who hold a role in an agency and may log in, by name.
///
/// # Errors
/// [`AppError::Store`].
pub fn holders(app: &App, agency: &Agency, role: Role) -> Result<Vec<(OfficerId, String)>, AppError> {
    app.store.snapshot(|conn| {
        let path = agencies::find(conn, agency.id)?.path;
        let above = path.split('/').filter_map(|id| id.parse().ok()).map(AgencyId).collect::<Vec<_>>();
        Ok(officers::holders(conn, agency.id, &above, role)?)
    })
}

fn account_with(officer: OfficerRow, roles: Vec<HeldRole>) -> Account {
    let OfficerRow { id, login, name, active, email, .. } = officer;
    Account { id, login, name, active, email, roles }
}

fn roles_by_officer(
    conn: &mut DbConn,
    agencies: &BTreeMap<AgencyId, AgencyRow>,
    only: Option<AgencyId>,
) -> Result<BTreeMap<OfficerId, Vec<HeldRole>>, StoreError> {
    let here = only.and_then(|id| agencies.get(&id));
    let reaches = |above: &AgencyRow| here.is_none_or(|here| here.path.starts_with(&above.path));
    let ids: Vec<AgencyId> = agencies.values().filter(|row| reaches(row)).map(|row| row.id).collect();
    let mut held: BTreeMap<OfficerId, Vec<HeldRole>> = BTreeMap::new();
    for OfficerRoleRow { officer_id, agency_id, role, subtree } in officers::roles_at(conn, &ids)? {
        let holds_here = subtree || only.is_none_or(|only| only == agency_id);
        if let Some(agency) = agencies.get(&agency_id).filter(|_| holds_here) {
            held.entry(officer_id).or_default().push(HeldRole { agency: agency.code.clone(), role, subtree });
        }
    }
    Ok(held)
}

/// One account with every role it has.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`].
pub fn account(app: &App, id: OfficerId) -> Result<Account, AppError> {
    app.store.snapshot(|conn| {
        let officer = officers::find(conn, id)?;
        let codes: BTreeMap<AgencyId, String> =
            agencies::list(conn)?.into_iter().map(|row| (row.id, row.code)).collect();
        let roles = officers::roles(conn, id)?.into_iter().filter_map(|row| {
            let agency = codes.get(&row.agency_id)?.clone();
            Some(HeldRole { agency, role: row.role, subtree: row.subtree })
        });
        Ok(account_with(officer, roles.collect()))
    })
}

/// Somebody's place in an agency.
#[derive(Debug, Clone)]
pub struct Post {
    /// The agency.
    pub agency: Agency,
    /// The roles held there, at least one.
    pub roles: Vec<Role>,
}

/// The place of an officer in an agency. Where nobody has given him a role there is no agency for him.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`].
pub fn post_in(app: &App, officer: OfficerId, code: &AgencyCode) -> Result<Post, AppError> {
    let not_found = || StoreError::NotFound { what: "agency", key: code.to_string() };
    let (row, roles) = app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let row = agencies::find_by_code(conn, code)?;
        let roles = officers::roles_in(conn, officer, row.id)?;
        Ok::<_, AppError>((row, roles))
    })?;
    if roles.is_empty() {
        return Err(not_found().into());
    }
    Ok(Post { agency: Agency::from_row(app, row)?, roles })
}

/// The place of an officer in the agency of a case.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`], also if the case is another agency's.
pub fn post_on(app: &App, officer: OfficerId, case: CaseId) -> Result<Post, AppError> {
    let not_found = || StoreError::NotFound { what: "case", key: case.to_string() };
    let (row, roles) = app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let agency = cases::agency_of(conn, case)?;
        let row = agencies::find(conn, agency)?;
        let roles = officers::roles_in(conn, officer, row.id)?;
        Ok::<_, AppError>((row, roles))
    })?;
    if roles.is_empty() {
        return Err(not_found().into());
    }
    Ok(Post { agency: Agency::from_row(app, row)?, roles })
}

/// The person as one who acts in an agency, with the roles held there now.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such account or it may not log in.
pub fn actor(app: &App, agency: &Agency, id: OfficerId) -> Result<Actor, AppError> {
    app.store.read(|conn| {
        if !officers::find(conn, id)?.active {
            return Err(StoreError::NotFound { what: "officer", key: id.to_string() }.into());
        }
        Ok(Actor::Officer { id, roles: officers::roles_in(conn, id, agency.id)? })
    })
}
