//! One try to sign in. It counts as a failure before it is looked at, so that a hundred tries at the same
//! time are no more than five.

use chrono::{NaiveDateTime, TimeDelta};

use super::lock::login_hash;
use super::{Credentials, SignInError, totp};
use crate::app::{App, AppError};
use crate::passwords;
use crate::store::officers::{self, OfficerRow};
use crate::store::sign_in_failures as failures;

/// Failures after which nobody signs in under a name for a while.
const FAILURES: i32 = 5;
/// The while; failures longer ago do not count.
const LOCKED_FOR: TimeDelta = TimeDelta::minutes(15);
/// Failures are forgotten after this.
const REMEMBERED_FOR: TimeDelta = TimeDelta::days(1);

/// The officer whose credentials these are.
pub(super) fn check(app: &App, credentials: &Credentials) -> Result<OfficerRow, AppError> {
    let now = app.clock.now();
    let login_hash = login_hash(app, &credentials.login)?;
    let is_last = count(app, &login_hash, now)?;
    match prove(app, credentials)? {
        Ok(officer) => {
            let before = now - REMEMBERED_FOR;
            app.store.write_blocking(move |conn| failures::forget(conn, &login_hash, before))?;
            Ok(officer)
        }
        // Whoever has the password and was asked for a code has not failed.
        Err(SignInError::CodeNeeded) => {
            let before = now - REMEMBERED_FOR;
            app.store.write_blocking(move |conn| failures::forget(conn, &login_hash, before))?;
            Err(SignInError::CodeNeeded.into())
        }
        Err(_) if is_last => {
            let until = now + LOCKED_FOR;
            app.store.write_blocking(move |conn| failures::lock(conn, &login_hash, until))?;
            Err(locked(until, now).into())
        }
        Err(wrong) => Err(wrong.into()),
    }
}

/// Counts the try; whether it is the last one before the lock.
fn count(app: &App, login_hash: &str, now: NaiveDateTime) -> Result<bool, AppError> {
    let hash = login_hash.to_owned();
    let counted = app.store.write_blocking(move |conn| {
        if let Some(until) = failures::locked_until(conn, &hash, now)? {
            return Ok::<_, AppError>(Err(locked(until, now)));
        }
        let count = failures::count(conn, &hash, now - LOCKED_FOR, now)?;
        if count > FAILURES {
            failures::lock(conn, &hash, now + LOCKED_FOR)?;
            return Ok(Err(locked(now + LOCKED_FOR, now)));
        }
        Ok(Ok(count == FAILURES))
    })?;
    Ok(counted?)
}

fn locked(until: NaiveDateTime, now: NaiveDateTime) -> SignInError {
    SignInError::Locked { seconds: (until - now).num_seconds().max(1) }
}

/// Whether login, password and code belong together. Each way to the answer costs one verification.
fn prove(app: &App, credentials: &Credentials) -> Result<Result<OfficerRow, SignInError>, AppError> {
    let found = app.store.read(|conn| officers::find_by_login(conn, credentials.login.trim()))?;
    let Some(officer) = found.filter(|officer| officer.active) else {
        let _ = passwords::verify_nobody(&credentials.password);
        return Ok(Err(SignInError::WrongCredentials));
    };
    if !passwords::verify(&credentials.password, &officer.password_hash)? {
        return Ok(Err(SignInError::WrongCredentials));
    }
    Ok(totp::check(app, officer.id, credentials.code.as_deref())?.map(|()| officer))
}
