//! 人员与角色管理

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{field, named};
use crate::app::accounts::{self, Account, HeldRole, NewAccount};
use crate::app::administration::people;
use crate::app::administration::roles::{self, RoleChange};
use crate::app::{App, AppError};
use crate::domain::applicant::{Email, Name};
use crate::domain::ids::OfficerId;
use crate::domain::role::Role;
use crate::web::auth::{Administrator, In};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonBody {
    /// 用户名
    #[schema(example = "zhang.san")]
    login: String,
    /// 姓名
    name: String,
    /// What the person may be in the agency.
    #[schema(value_type = Vec<String>)]
    roles: Vec<Role>,
    /// Whether the roles hold for every agency below as well.
    #[serde(default)]
    subtree: bool,
    /// 工作邮箱; without one the person gets no mail.
    #[schema(example = "zhang.san@hz.example.cn")]
    email: Option<String>,
}

/// What is to change; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChangeBody {
    /// 姓名
    name: Option<String>,
    /// Whether signing in is allowed.
    active: Option<bool>,
    /// 工作邮箱; empty: none, and no mail.
    #[schema(example = "zhang.san@hz.example.cn")]
    email: Option<String>,
}

/// Where a role holds.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RoleQuery {
    /// Whether it holds for every agency below as well.
    #[serde(default)]
    subtree: bool,
}

/// A person with a role that reaches the agency.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    /// The person.
    #[schema(example = "officer_3")]
    id: String,
    /// 用户名
    login: String,
    /// 姓名
    name: String,
    /// Whether signing in is allowed.
    active: bool,
    /// 工作邮箱; `null`: the person gets no mail.
    email: Option<String>,
    /// The roles that reach the agency.
    roles: Vec<PersonRoleView>,
}

/// A role and where it is held.
#[derive(Serialize, ToSchema)]
pub struct PersonRoleView {
    /// The agency's code.
    agency: String,
    /// The role.
    #[schema(schema_with = codes::<Role>)]
    role: Role,
    /// Whether it holds for every agency below as well.
    subtree: bool,
}

/// Everybody with a role that reaches the agency.
#[derive(Serialize, ToSchema)]
pub struct PeopleView {
    /// In the order the accounts were made.
    people: Vec<PersonView>,
}

/// A password nobody chose.
#[derive(Serialize, ToSchema)]
pub struct OneTimePasswordView {
    /// The person.
    #[schema(example = "officer_3")]
    id: String,
    /// Shown once, to be changed at the next sign-in; `null` for what was made under the same key before.
    one_time_password: Option<String>,
}

impl From<Account> for PersonView {
    fn from(Account { id, login, name, active, email, roles }: Account) -> Self {
        let role = |HeldRole { agency, role, subtree }| PersonRoleView { agency, role, subtree };
        Self { id: id.to_string(), login, name, active, email, roles: roles.into_iter().map(role).collect() }
    }
}

/// Everybody with a role in the agency, also by way of an agency above it.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/people",
    operation_id = "list_people",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "All of them", body = PeopleView)),
)]
pub async fn list_people(app: Data<App>, officer: In<Administrator>) -> Result<Json<PeopleView>, WebError> {
    let found = read(&app, move |app| accounts::accounts(app, Some(&officer.agency))).await?;
    Ok(Json(PeopleView { people: found.into_iter().map(Into::into).collect() }))
}

/// Make an account with a password that is shown once.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/people",
    operation_id = "create_person",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key does it once"),
    ),
    request_body = PersonBody,
    responses((status = 201, description = "Made", body = OneTimePasswordView)),
)]
pub async fn create_person(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    body: Body<PersonBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: PersonBody { login, name, roles, subtree, email }, hash } = body;
    let email = email_field(email.as_deref().unwrap_or_default())?;
    let account = NewAccount { login: field("login", &login)?, name: field("name", &name)?, roles, subtree };
    let (id, password) = read(&app, move |app| {
        let what = format!("create_person {}", officer.agency.code);
        let key = once.key(app, &officer.officer().to_string(), &what, &hash)?;
        let (actor, agency) = (officer.actor(), &officer.agency);
        let made = people::invite(app, &actor, agency, &account, key)?;
        if let Some(email) = &email {
            people::set_email(app, &actor, agency, made.0, Some(email))?;
        }
        Ok(made)
    })
    .await?;
    Ok(secret(HttpResponse::Created(), id, password))
}

/// Correct a name; end signing in, or allow it again. Ending it ends every session of the person.
#[utoipa::path(
    patch,
    path = "/api/v1/agencies/{code}/people/{officer_id}",
    operation_id = "change_person",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("officer_id" = String, Path, description = "The person"),
    ),
    request_body = PersonChangeBody,
    responses((status = 204, description = "Changed")),
)]
pub async fn change_person(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
    body: Body<PersonChangeBody>,
) -> Result<HttpResponse, WebError> {
    let id: OfficerId = named(&path.1)?;
    let PersonChangeBody { name, active, email } = body.value;
    let name: Option<Name> = name.map(|name| field("name", &name)).transpose()?;
    let email: Option<Option<Email>> = email.map(|email| email_field(&email)).transpose()?;
    read(&app, move |app| {
        let (actor, agency) = (officer.actor(), &officer.agency);
        if let Some(name) = &name {
            people::rename(app, &actor, agency, id, name)?;
        }
        if let Some(email) = &email {
            people::set_email(app, &actor, agency, id, email.as_ref())?;
        }
        active.map_or(Ok(()), |active| people::set_active(app, &actor, agency, id, active))
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Give a person a password that is shown once. Every session of the person ends.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/people/{officer_id}/reset-password",
    operation_id = "reset_password",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("officer_id" = String, Path, description = "The person"),
    ),
    responses((status = 200, description = "Shown once", body = OneTimePasswordView)),
)]
pub async fn reset_password(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: OfficerId = named(&path.1)?;
    let reset = move |app: &App| people::reset_password(app, &officer.actor(), &officer.agency, id);
    let password = read(&app, reset).await?;
    Ok(secret(HttpResponse::Ok(), id, Some(password)))
}

/// Let a person try to sign in again whose login is locked after too many failures. Nothing happens to a login that is
/// not locked.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/people/{officer_id}/unlock",
    operation_id = "unlock_person",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("officer_id" = String, Path, description = "The person"),
    ),
    responses((status = 204, description = "Not locked any more")),
)]
pub async fn unlock_person(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: OfficerId = named(&path.1)?;
    done(&app, move |app| people::unlock(app, &officer.actor(), &officer.agency, id).map(|_| ())).await
}

/// Give a person a role in the agency. Nobody gives roles to himself.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/people/{officer_id}/roles/{role}",
    operation_id = "grant_role",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("officer_id" = String, Path, description = "The person"),
        ("role" = String, Path, description = "The role"),
        RoleQuery,
    ),
    responses((status = 204, description = "Given")),
)]
pub async fn grant_role(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String, String)>,
    query: Query<RoleQuery>,
) -> Result<HttpResponse, WebError> {
    let given = role_change(&path, &query)?;
    done(&app, move |app| roles::grant(app, &officer.actor(), &officer.agency, given)).await
}

/// Take a role in the agency away from a person.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/people/{officer_id}/roles/{role}",
    operation_id = "revoke_role",
    tag = "administration",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("officer_id" = String, Path, description = "The person"),
        ("role" = String, Path, description = "The role"),
        RoleQuery,
    ),
    responses(
        (status = 204, description = "Taken away"),
        (status = 409, description = "The last administrator of a root"),
    ),
)]
pub async fn revoke_role(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String, String)>,
    query: Query<RoleQuery>,
) -> Result<HttpResponse, WebError> {
    let taken = role_change(&path, &query)?;
    done(&app, move |app| roles::revoke(app, &officer.actor(), &officer.agency, taken)).await
}

fn role_change(path: &(String, String, String), query: &RoleQuery) -> Result<RoleChange, WebError> {
    let (_, officer, role) = path;
    Ok(RoleChange { officer: named(officer)?, role: named(role)?, subtree: query.subtree })
}

async fn done(
    app: &Data<App>,
    work: impl FnOnce(&App) -> Result<(), AppError> + Send + 'static,
) -> Result<HttpResponse, WebError> {
    read(app, work).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An answer that nobody keeps.
fn secret(mut answer: actix_web::HttpResponseBuilder, id: OfficerId, password: Option<String>) -> HttpResponse {
    let view = OneTimePasswordView { id: id.to_string(), one_time_password: password };
    answer.insert_header((header::CACHE_CONTROL, "no-store")).json(view)
}

/// An address; empty means none.
fn email_field(text: &str) -> Result<Option<Email>, WebError> {
    if text.trim().is_empty() { Ok(None) } else { field("email", text).map(Some) }
}
