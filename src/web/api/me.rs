//! 本人: who I am here, my sessions, my password, my one-time codes.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::accounts::{self, Account, HeldRole};
use crate::app::sign_in;
use crate::domain::ids::SessionId;
use crate::domain::role::Role;
use crate::web::auth::{Signed, SignedAtAll};
use crate::web::body::Body;
use crate::web::limits::Trying;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// Somebody's account.
#[derive(Serialize, ToSchema)]
pub struct MeView {
    /// The person.
    #[schema(example = "officer_3")]
    id: String,
    /// 用户名
    login: String,
    /// 姓名
    name: String,
    /// Whether the password must be changed before anything else.
    must_change_password: bool,
    /// What the person may be, and where.
    roles: Vec<HeldRoleView>,
}

/// A role and where it is held.
#[derive(Serialize, ToSchema)]
pub struct HeldRoleView {
    /// The agency's code.
    agency: String,
    /// The role.
    #[schema(schema_with = codes::<Role>)]
    role: Role,
    /// Whether it holds for every agency below as well.
    subtree: bool,
}

impl From<HeldRole> for HeldRoleView {
    fn from(HeldRole { agency, role, subtree }: HeldRole) -> Self {
        Self { agency, role, subtree }
    }
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    /// The session.
    #[schema(example = "session_3")]
    id: String,
    /// What the browser or program called itself.
    device: String,
    /// When it began (UTC).
    created_at: DateTime<Utc>,
    /// When it was last refreshed (UTC).
    used_at: DateTime<Utc>,
    /// When it ends by itself (UTC).
    expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    is_this_one: bool,
}

/// Every session that goes on.
#[derive(Serialize, ToSchema)]
pub struct SessionsView {
    /// The last one used first.
    sessions: Vec<SessionView>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordBody {
    /// The one in use.
    present: String,
    /// At least ten characters.
    #[schema(min_length = 10)]
    new: String,
}

/// The password, to prove who is asking.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProofBody {
    /// The one in use.
    password: String,
}

/// A one-time code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// Six digits.
    #[schema(example = "123456")]
    code: String,
}

/// What an authenticator is set up with.
#[derive(Serialize, ToSchema)]
pub struct TotpView {
    /// The secret, in base 32.
    secret: String,
    /// The same as a link that authenticators read.
    url: String,
}

/// Who is signed in, and with which roles where.
#[utoipa::path(
    get,
    path = "/api/v1/me",
    operation_id = "get_me",
    tag = "signing in",
    security(("bearer" = [])),
    responses((status = 200, description = "The account", body = MeView)),
)]
pub async fn get_me(app: Data<App>, who: SignedAtAll) -> Result<Json<MeView>, WebError> {
    let must_change_password = who.0.must_change_password;
    let account = read(&app, move |app| accounts::account(app, who.0.officer)).await?;
    let Account { id, login, name, active: _, email: _, roles } = account;
    let roles = roles.into_iter().map(Into::into).collect();
    Ok(Json(MeView { id: id.to_string(), login, name, must_change_password, roles }))
}

/// Change the password. Every other session of the account ends.
#[utoipa::path(
    put,
    path = "/api/v1/me/password",
    operation_id = "change_password",
    tag = "signing in",
    security(("bearer" = [])),
    request_body = PasswordBody,
    responses((status = 204, description = "Changed")),
)]
pub async fn change_password(
    app: Data<App>,
    _: Trying,
    who: SignedAtAll,
    body: Body<PasswordBody>,
) -> Result<HttpResponse, WebError> {
    let PasswordBody { present, new } = body.value;
    read(&app, move |app| sign_in::change_password(app, &who.0, &present, &new)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The sessions of the account.
#[utoipa::path(
    get,
    path = "/api/v1/me/sessions",
    operation_id = "list_sessions",
    tag = "signing in",
    security(("bearer" = [])),
    responses((status = 200, description = "The sessions", body = SessionsView)),
)]
pub async fn list_sessions(app: Data<App>, who: Signed) -> Result<Json<SessionsView>, WebError> {
    let (officer, own) = (who.officer, who.session);
    let rows = read(&app, move |app| sign_in::own_sessions(app, officer)).await?;
    let view = |row: crate::store::sessions::SessionRow| SessionView {
        id: row.id.to_string(),
        device: row.device,
        created_at: row.created_at.and_utc(),
        used_at: row.used_at.and_utc(),
        expires_at: row.expires_at.and_utc(),
        is_this_one: row.id == own,
    };
    Ok(Json(SessionsView { sessions: rows.into_iter().map(view).collect() }))
}

/// End a session of the account.
#[utoipa::path(
    delete,
    path = "/api/v1/me/sessions/{session_id}",
    operation_id = "end_session",
    tag = "signing in",
    security(("bearer" = [])),
    params(("session_id" = String, Path, description = "The session", example = "session_3")),
    responses((status = 204, description = "Ended")),
)]
pub async fn end_session(app: Data<App>, who: Signed, id: Path<String>) -> Result<HttpResponse, WebError> {
    let id: SessionId = id.parse().map_err(|_| WebError::NoSuchPage)?;
    read(&app, move |app| sign_in::end_session(app, who.officer, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Begin to set up one-time codes: what is given is entered into an authenticator and confirmed with its first code.
#[utoipa::path(
    post,
    path = "/api/v1/me/totp",
    operation_id = "set_up_totp",
    tag = "signing in",
    security(("bearer" = [])),
    request_body = ProofBody,
    responses((status = 200, description = "Shown once", body = TotpView)),
)]
pub async fn set_up_totp(
    app: Data<App>,
    _: Trying,
    who: Signed,
    body: Body<ProofBody>,
) -> Result<Json<TotpView>, WebError> {
    let password = body.value.password;
    let setup = read(&app, move |app| sign_in::set_up_totp(app, &who, &password)).await?;
    Ok(Json(TotpView { secret: setup.secret, url: setup.url }))
}

/// Confirm one-time codes with the first of them; from then on they are asked for.
#[utoipa::path(
    post,
    path = "/api/v1/me/totp/confirm",
    operation_id = "confirm_totp",
    tag = "signing in",
    security(("bearer" = [])),
    request_body = CodeBody,
    responses(
        (status = 204, description = "Confirmed"),
        (status = 401, description = "Nobody is signed in, or the code is wrong (`wrong_code`)"),
    ),
)]
pub async fn confirm_totp(
    app: Data<App>,
    _: Trying,
    who: Signed,
    body: Body<CodeBody>,
) -> Result<HttpResponse, WebError> {
    let code = body.value.code;
    read(&app, move |app| sign_in::confirm_totp(app, &who, &code)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Take one-time codes away.
#[utoipa::path(
    post,
    path = "/api/v1/me/totp/remove",
    operation_id = "remove_totp",
    tag = "signing in",
    security(("bearer" = [])),
    request_body = ProofBody,
    responses((status = 204, description = "Taken away")),
)]
pub async fn remove_totp(
    app: Data<App>,
    _: Trying,
    who: Signed,
    body: Body<ProofBody>,
) -> Result<HttpResponse, WebError> {
    let password = body.value.password;
    read(&app, move |app| sign_in::remove_totp(app, &who, &password)).await?;
    Ok(HttpResponse::NoContent().finish())
}
