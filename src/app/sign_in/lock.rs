//! 锁定: the lock that too many failures put on a login, as an administrator sees it.

use chrono::NaiveDateTime;

use crate::app::{App, AppError, sealing};
use crate::keys::Purpose;
use crate::store::sign_in_failures as failures;

/// What failures under a login are kept by: whoever reads the database learns no login from it.
pub(in crate::app) fn login_hash(app: &App, login: &str) -> Result<String, AppError> {
    Ok(sealing::keyring(app)?.keyed_hash(Purpose::Login, &login.trim().to_lowercase()))
}

/// Until when nobody signs in under a login (UTC), if it is locked now.
pub(in crate::app) fn locked_until(app: &App, login: &str) -> Result<Option<NaiveDateTime>, AppError> {
    let hash = login_hash(app, login)?;
    Ok(app.store.read(|conn| failures::locked_until(conn, &hash, app.clock.now()))?)
}
