//! 退订每日待办: a link in each digest ends it, without signing in.
//!
//! The token is derived from the officer with a key that is not in the database. It does one thing only, and
//! doing it twice changes nothing.

use crate::app::{App, AppError, sealing};
use crate::domain::ids::OfficerId;
use crate::keys::Purpose;
use crate::store::{StoreError, officers};

/// What proves that a link came with an officer's digest.
pub(in crate::app) fn token(app: &App, officer: OfficerId) -> Result<String, AppError> {
    Ok(sealing::keyring(app)?.keyed_hash(Purpose::Link, &format!("digest of {officer}")))
}

/// Ends the daily digest of an officer.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the token is not that officer's.
pub fn end_digest(app: &App, officer: OfficerId, shown: &str) -> Result<(), AppError> {
    // A keyed hash of 256 bits: how long the comparison takes is of no use to anybody.
    if token(app, officer)? != shown {
        return Err(StoreError::NotFound { what: "officer", key: officer.to_string() }.into());
    }
    Ok(app.store.write_blocking(move |conn| officers::set_wants_digest(conn, officer, false))?)
}
