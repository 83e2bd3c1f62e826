//! 登录、续期、退出

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::sign_in::{self, ACCESS_LASTS, Credentials, Tokens};
use crate::web::auth::SignedAtAll;
use crate::web::body::Body;
use crate::web::limits::Trying;
use crate::web::reader::Device;
use crate::web::{WebError, read};

/// What is typed to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    /// 用户名
    #[schema(example = "zhang.san", max_length = 64)]
    login: String,
    /// 口令
    #[schema(example = "a sentence that I remember", max_length = 1024)]
    password: String,
    /// 动态口令, if the account has one.
    #[schema(example = "123456")]
    code: Option<String>,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshBody {
    /// As it was given out with the tokens before.
    refresh_token: String,
}

/// Two tokens: one for each request, one for the next two.
#[derive(Serialize, ToSchema)]
pub struct TokensView {
    /// To be sent as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    expires_in: i64,
    /// Exchanged once for new tokens. A second use ends the session.
    refresh_token: String,
    /// The session.
    #[schema(example = "session_3")]
    session: String,
    /// Whether the password must be changed before anything else.
    must_change_password: bool,
}

impl From<Tokens> for TokensView {
    fn from(Tokens { access, refresh, session, must_change_password }: Tokens) -> Self {
        Self {
            access_token: access,
            token_type: "Bearer",
            expires_in: ACCESS_LASTS.num_seconds(),
            refresh_token: refresh,
            session: session.to_string(),
            must_change_password,
        }
    }
}

/// Sign in with login and password, and a one-time code where one was set up. After five failures nobody
/// signs in under this login for a quarter of an hour.
#[utoipa::path(
    post,
    path = "/api/v1/sign-in",
    operation_id = "sign_in",
    tag = "signing in",
    request_body = SignInBody,
    responses(
        (status = 200, description = "Signed in", body = TokensView),
        (status = 401, description = "Wrong login, password or code; or a code is needed (`code_needed`)"),
    ),
)]
pub async fn sign_in(
    app: Data<App>,
    _: Trying,
    device: Device,
    body: Body<SignInBody>,
) -> Result<HttpResponse, WebError> {
    let SignInBody { login, password, code } = body.value;
    let credentials = Credentials { login, password, code, device: device.0 };
    let tokens = read(&app, move |app| sign_in::sign_in(app, &credentials)).await?;
    Ok(secret(TokensView::from(tokens)))
}

/// Exchange a refresh token for new tokens. Each is good for one exchange; one that comes back ends the session.
#[utoipa::path(
    post,
    path = "/api/v1/refresh",
    operation_id = "refresh",
    tag = "signing in",
    request_body = RefreshBody,
    responses(
        (status = 200, description = "New tokens", body = TokensView),
        (status = 401, description = "The token is not valid, has expired or was used before"),
    ),
)]
pub async fn refresh(app: Data<App>, _: Trying, body: Body<RefreshBody>) -> Result<HttpResponse, WebError> {
    let token = body.value.refresh_token;
    let tokens = read(&app, move |app| sign_in::refresh(app, &token)).await?;
    Ok(secret(TokensView::from(tokens)))
}

/// End the session.
#[utoipa::path(
    post,
    path = "/api/v1/sign-out",
    operation_id = "sign_out",
    tag = "signing in",
    security(("bearer" = [])),
    responses((status = 204, description = "Signed out")),
)]
pub async fn sign_out(app: Data<App>, who: SignedAtAll) -> Result<HttpResponse, WebError> {
    read(&app, move |app| sign_in::sign_out(app, &who.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// An answer that nobody keeps.
fn secret(view: TokensView) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(Json(view).into_inner())
}
