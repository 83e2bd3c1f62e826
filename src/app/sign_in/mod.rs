//! 登录: who works here, and since when.
//!
//! A person signs in with login, password and, once set up, a one-time code, and gets a session. A program
//! holds two tokens of it: one that opens everything for a quarter of an hour, and one that is exchanged
//! for the next two, once. A refresh token that comes back a second time was copied: the session ends, for
//! the thief and for the owner. A browser holds one token in a cookie.
//!
//! After five failures under a name nobody signs in under it for a quarter of an hour, whether there is such
//! an account or not: neither the answer nor its time tells.

mod attempt;
mod error;
mod lock;
mod session;
mod totp;

use chrono::{NaiveDateTime, TimeDelta};

use super::{App, AppError, sealing};
use crate::domain::ids::{OfficerId, SessionId};
use crate::keys::Keyring;
use crate::passwords;
use crate::store::officers::{self, OfficerRow};
use crate::store::sessions::{self, NewSession};
use crate::tokens::{self, Claims, TokenUse};

pub use error::SignInError;
pub(in crate::app) use lock::{locked_until, login_hash};
pub use session::{
    SignedIn, change_password, end_all_sessions, end_session, own_sessions, refresh, sign_out, signed_in,
};
pub use totp::{TotpSetup, confirm_totp, has_totp, remove_totp, set_up_totp};

/// How long a token opens everything.
pub const ACCESS_LASTS: TimeDelta = TimeDelta::minutes(15);
/// How long a session lasts that nobody refreshes: a working day with its evening.
pub const SESSION_LASTS: TimeDelta = TimeDelta::hours(12);

/// What is typed to sign in.
#[derive(Clone)]
pub struct Credentials {
    /// 用户名
    pub login: String,
    /// 口令
    pub password: String,
    /// 动态口令, if the account has one.
    pub code: Option<String>,
    /// What the browser or program calls itself, for the list of sessions.
    pub device: String,
}

/// A program's two tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// For each request.
    pub access: String,
    /// For the next two, once.
    pub refresh: String,
    /// The session.
    pub session: SessionId,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

/// Signs a program in.
///
/// # Errors
/// [`AppError::SignIn`]; it does not tell whether there is such an account.
pub fn sign_in(app: &App, credentials: &Credentials) -> Result<Tokens, AppError> {
    let officer = attempt::check(app, credentials)?;
    let session = begin(app, officer.id, &credentials.device)?;
    tokens(app, (officer.id, session, 1), officer.must_change_password)
}

/// Signs a browser in, and gives the text of its cookie.
///
/// # Errors
/// As [`sign_in`].
pub fn sign_in_page(app: &App, credentials: &Credentials) -> Result<String, AppError> {
    let officer = attempt::check(app, credentials)?;
    let session = begin(app, officer.id, &credentials.device)?;
    page_token(app, (officer.id, session, 1))
}

fn page_token(app: &App, session: (OfficerId, SessionId, i32)) -> Result<String, AppError> {
    let claims = Claims::new(session, TokenUse::Page, app.clock.now(), SESSION_LASTS);
    Ok(tokens::sign(&*sealing::keyring(app)?, &claims)?)
}

fn begin(app: &App, officer_id: OfficerId, device: &str) -> Result<SessionId, AppError> {
    let now = app.clock.now();
    let device = device.chars().filter(|c| !c.is_control()).take(160).collect();
    let new = NewSession {
        officer_id,
        generation: 1,
        device,
        created_at: now,
        used_at: now,
        expires_at: now + SESSION_LASTS,
    };
    app.store.write_blocking(move |conn| {
        // Sessions that nobody can use any more are of no use to anybody.
        sessions::forget(conn, now - TimeDelta::days(30))?;
        Ok(sessions::begin(conn, &new)?)
    })
}

fn tokens(
    app: &App,
    (officer, session, generation): (OfficerId, SessionId, i32),
    must_change_password: bool,
) -> Result<Tokens, AppError> {
    let keyring = sealing::keyring(app)?;
    let now = app.clock.now();
    let sign = |token_use, lasts| {
        let claims = Claims::new((officer, session, generation), token_use, now, lasts);
        tokens::sign(&keyring, &claims)
    };
    Ok(Tokens {
        access: sign(TokenUse::Access, ACCESS_LASTS)?,
        refresh: sign(TokenUse::Refresh, SESSION_LASTS)?,
        session,
        must_change_password,
    })
}

/// Reads a token; keys may have been added by another process since they were read here.
fn read_token(app: &App, token: &str, token_use: TokenUse) -> Result<Claims, AppError> {
    let read = |keyring: &Keyring, now: NaiveDateTime| tokens::read(keyring, token, token_use, now);
    let now = app.clock.now();
    match read(&*sealing::keyring(app)?, now) {
        Ok(claims) => Ok(claims),
        Err(tokens::TokenError::Expired) => Err(SignInError::SessionEnded.into()),
        Err(tokens::TokenError::Invalid) => Err(SignInError::NotSignedIn.into()),
    }
}

/// The account, with its password proved.
fn proved(app: &App, officer: OfficerId, password: &str) -> Result<OfficerRow, AppError> {
    let row = app.store.read(|conn| officers::find(conn, officer))?;
    if passwords::verify(password, &row.password_hash)? { Ok(row) } else { Err(SignInError::WrongPassword.into()) }
}
