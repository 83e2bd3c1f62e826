//! A session as it goes on: recognised, refreshed, listed, ended.

use super::{SESSION_LASTS, SignInError, Tokens, proved, read_token, tokens};
use crate::app::{App, AppError};
use crate::domain::ids::{OfficerId, SessionId};
use crate::passwords;
use crate::store::sessions::{self, SessionRow};
use crate::store::{StoreError, officers};
use crate::tokens::TokenUse;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub officer: OfficerId,
    /// 用户名
    pub login: String,
    /// In which session.
    pub session: SessionId,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

/// Who shows this token. The session is looked up each time, so that one that was ended opens nothing.
///
/// # Errors
/// [`AppError::SignIn`] with [`SignInError::NotSignedIn`] or [`SignInError::SessionEnded`].
pub fn signed_in(app: &App, token: &str, token_use: TokenUse) -> Result<SignedIn, AppError> {
    let claims = read_token(app, token, token_use)?;
    let now = app.clock.now();
    let live = app.store.read(|conn| sessions::live(conn, claims.sid, now))?;
    match live {
        Some((session, login, must_change_password)) if session.officer_id == claims.sub => {
            Ok(SignedIn { officer: claims.sub, login, session: session.id, must_change_password })
        }
        Some(_) | None => Err(SignInError::SessionEnded.into()),
    }
}

/// The next two tokens for a refresh token that was not used yet.
///
/// # Errors
/// [`AppError::SignIn`]; with [`SignInError::TokenReused`] the session has been ended.
pub fn refresh(app: &App, token: &str) -> Result<Tokens, AppError> {
    let claims = read_token(app, token, TokenUse::Refresh)?;
    let now = app.clock.now();
    let (officer, id, generation) = (claims.sub, claims.sid, claims.generation);
    let refreshed = app.store.write_blocking(move |conn| {
        let Some((_, _, must_change)) = sessions::live(conn, id, now)? else {
            return Ok::<_, AppError>(Err(SignInError::SessionEnded));
        };
        if sessions::rotate(conn, id, generation, now, now + SESSION_LASTS)? {
            return Ok(Ok(must_change));
        }
        sessions::end(conn, officer, id, now)?;
        Ok(Err(SignInError::TokenReused))
    })?;
    if refreshed == Err(SignInError::TokenReused) {
        tracing::warn!(officer.id = %officer, session.id = %id, "a refresh token was used twice; its session has been ended");
    }
    tokens(app, (officer, id, generation + 1), refreshed?)
}

/// 退出: ends the session that is signed in.
///
/// # Errors
/// [`AppError::Store`].
pub fn sign_out(app: &App, who: &SignedIn) -> Result<(), AppError> {
    end_session(app, who.officer, who.session).map(|_| ())
}

/// The sessions of an officer that go on, the last one used first.
///
/// # Errors
/// [`AppError::Store`].
pub fn own_sessions(app: &App, officer: OfficerId) -> Result<Vec<SessionRow>, AppError> {
    let now = app.clock.now();
    Ok(app.store.read(|conn| sessions::of_officer(conn, officer, now))?)
}

/// Ends one session of an officer.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if no such session goes on.
pub fn end_session(app: &App, officer: OfficerId, id: SessionId) -> Result<(), AppError> {
    let now = app.clock.now();
    app.store.write_blocking(move |conn| match sessions::end(conn, officer, id, now)? {
        true => Ok(()),
        false => Err(StoreError::NotFound { what: "session", key: id.to_string() }.into()),
    })
}

/// Ends every session of an officer: the account was disabled, or its password reset.
///
/// # Errors
/// [`AppError::Store`].
pub fn end_all_sessions(app: &App, officer: OfficerId) -> Result<usize, AppError> {
    let now = app.clock.now();
    app.store.write_blocking(move |conn| Ok(sessions::end_others(conn, officer, None, now)?))
}

/// 修改口令; every other session of the officer ends.
///
/// # Errors
/// [`AppError::SignIn`] with [`SignInError::WrongPassword`] if the present one is another; [`AppError::Weak`].
pub fn change_password(app: &App, who: &SignedIn, present: &str, new: &str) -> Result<(), AppError> {
    let officer = proved(app, who.officer, present)?;
    passwords::check_policy(new, &officer.login)?;
    let hash = passwords::hash(new)?;
    let (now, session) = (app.clock.now(), who.session);
    app.store.write_blocking(move |conn| {
        officers::set_password_hash(conn, officer.id, &hash, false)?;
        sessions::end_others(conn, officer.id, Some(session), now)?;
        Ok(())
    })
}
