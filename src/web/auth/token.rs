//! Who is signed in: a program by `Authorization: Bearer`, a browser by a cookie that only pages take.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use super::asking;
use crate::app::sign_in::{self, SESSION_LASTS, SignInError, SignedIn};
use crate::app::{App, AppError};
use crate::domain::ids::OfficerId;
use crate::tokens::TokenUse;
use crate::web::{WebError, read};

/// The name of the cookie.
const COOKIE: &str = "gongkai_session";

/// Somebody who is signed in and may go on.
#[derive(Debug, Clone)]
pub struct Signed(pub SignedIn);

/// Somebody who is signed in, also if the password must be changed first.
#[derive(Debug, Clone)]
pub struct SignedAtAll(pub SignedIn);

impl Deref for Signed {
    type Target = SignedIn;

    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequest for SignedAtAll {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            who(&request).await.map(Self)
        })
    }
}

impl FromRequest for Signed {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            who_may(&request, |_, _| Ok(())).await.map(|(who, ())| Self(who))
        })
    }
}

/// Whoever was given a password by somebody else changes it before anything else.
fn may_go_on(who: SignedIn) -> Result<SignedIn, AppError> {
    if who.must_change_password { Err(SignInError::MustChangePassword.into()) } else { Ok(who) }
}

/// Who asks.
async fn who(request: &HttpRequest) -> Result<SignedIn, WebError> {
    let (token, token_use) = token(request)?;
    read(app(request)?, move |app| sign_in::signed_in(app, &token, token_use)).await
}

/// Who asks, and what is looked up for whoever may go on; both at once, as each wait for a thread costs more than either.
pub(super) async fn who_may<T: Send + 'static>(
    request: &HttpRequest,
    look_up: impl FnOnce(&App, OfficerId) -> Result<T, AppError> + Send + 'static,
) -> Result<(SignedIn, T), WebError> {
    let (token, token_use) = token(request)?;
    let found = move |app: &App| {
        let who = may_go_on(sign_in::signed_in(app, &token, token_use)?)?;
        let found = look_up(app, who.officer)?;
        Ok((who, found))
    };
    read(app(request)?, found).await
}

fn app(request: &HttpRequest) -> Result<&Data<App>, WebError> {
    request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)
}

fn token(request: &HttpRequest) -> Result<(String, TokenUse), WebError> {
    let not_signed_in = || WebError::from(SignInError::NotSignedIn);
    if request.path().starts_with("/api/") {
        let value = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = value.and_then(|value| value.split_once(' ')).ok_or_else(not_signed_in)?;
        let is_bearer = scheme.eq_ignore_ascii_case("bearer");
        return if is_bearer { Ok((token.trim().to_owned(), TokenUse::Access)) } else { Err(not_signed_in()) };
    }
    let cookie = request.cookie(COOKIE).ok_or_else(not_signed_in)?;
    if !request.method().is_safe() && !is_own_page(request) {
        return Err(WebError::ForeignPage);
    }
    Ok((cookie.value().to_owned(), TokenUse::Page))
}

/// What the browser shows of a session, whether it goes on or not.
pub(in crate::web) fn session_cookie(request: &HttpRequest) -> Option<String> {
    request.cookie(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Whether a form was sent from a page of this program. The cookie is `SameSite=Lax` besides.
pub(in crate::web) fn is_own_page(request: &HttpRequest) -> bool {
    let of = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match of("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (of("origin"), of("host")) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, name)| name == host),
            (None, _) => *request.method() == Method::POST && of("referer").is_none(),
            (Some(_), None) => false,
        },
    }
}

/// The cookie of a session that begins.
pub(in crate::web) fn cookie(token: String, https: bool) -> Cookie<'static> {
    Cookie::build(COOKIE, token)
        .path("/")
        .http_only(true)
        .secure(https)
        .same_site(SameSite::Lax)
        .max_age(Duration::seconds(SESSION_LASTS.num_seconds()))
        .finish()
}

/// The cookie that takes it away.
pub(in crate::web) fn no_cookie(https: bool) -> Cookie<'static> {
    let mut gone = cookie(String::new(), https);
    gone.make_removal();
    gone
}
