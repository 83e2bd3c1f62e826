//! 加密: which key seals, and how running programs hear of a new one.
//!
//! The database remembers the number of the newest key that sealed anything in it. Every transaction
//! that seals compares it with its own key and keeps it from being changed until it ends. So when
//! [`rekey`](super::rekey) has written a new number, nothing sealed with an older key can follow, however
//! many servers are running: they are refused, read the key file again, and go on with the new key.

use std::sync::Arc;

use super::{App, AppError};
use crate::domain::ids::ApplicantId;
use crate::keys::{KeyError, KeyId, Keyring};
use crate::store::{DbConn, StoreError, StoreResult, applicants, meta};

/// Where the database remembers the newest key.
const SEALING_KEY: &str = "sealing_key";

/// The keys. The file is made only for a database in which nothing is sealed yet: new keys would never
/// open what is there.
pub(super) fn keyring(app: &App) -> Result<Arc<Keyring>, AppError> {
    if let Some(keyring) = app.keys.current() {
        return Ok(keyring);
    }
    let anything_sealed = app.store.read(|conn| {
        let sealed = meta::get(conn, SEALING_KEY)?.is_some() || !any_sealed(conn)?.is_empty();
        Ok::<_, StoreError>(sealed)
    })?;
    Ok(if anything_sealed { app.keys.reload()? } else { app.keys.open_or_create()? })
}

fn any_sealed(conn: &mut DbConn) -> StoreResult<Vec<applicants::ApplicantRow>> {
    applicants::sealed_under_another_key(conn, "", ApplicantId(0), 1)
}

/// Does something with the keys, and once more with the file read again if another process has changed
/// them meanwhile.
pub(super) fn with_keyring<T>(app: &App, work: impl Fn(&Arc<Keyring>) -> Result<T, AppError>) -> Result<T, AppError> {
    match work(&keyring(app)?) {
        Err(error) if tells_of_other_keys(&error) => work(&app.keys.reload()?),
        done => done,
    }
}

/// Whether another process has changed the keys.
pub(super) fn tells_of_other_keys(error: &AppError) -> bool {
    matches!(error, AppError::KeyReplaced | AppError::Keys(KeyError::UnknownKey(_)))
}

/// Makes sure that nobody has begun to seal with a newer key, until the transaction ends.
pub(super) fn hold(conn: &mut DbConn, key: KeyId) -> Result<(), AppError> {
    let newest = meta::held(conn, SEALING_KEY)?.map(|text| parse(&text)).transpose()?;
    match newest {
        Some(newest) if newest > key => Err(AppError::KeyReplaced),
        Some(newest) if newest == key => Ok(()),
        Some(_) | None => Ok(meta::set(conn, SEALING_KEY, &key.to_string())?),
    }
}

/// The number of a key as the database has it.
pub(super) fn parse(text: &str) -> StoreResult<KeyId> {
    text.parse().map(KeyId).map_err(|_| StoreError::Corrupt { what: format!("key {text}") })
}
