//! 只办一次 (`Idempotency-Key`): whoever did not hear the answer asks again, and is told what became of the
//! first time.
//!
//! What was made is remembered in the transaction that made it, so it is never made twice and never
//! remembered without being made. Secrets are not remembered: what is shown only once is derived again from
//! something that is.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{App, AppError, sealing};
use crate::keys::Purpose;
use crate::store::once_keys::{self, OnceRow};
use crate::store::{DbConn, StoreError, StoreResult};

/// How long a key is remembered.
pub const REMEMBERED_FOR: TimeDelta = TimeDelta::hours(24);

/// A key under which something is done once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceKey {
    /// A hash of the key, of who sent it and of what is asked for.
    pub key_hash: String,
    /// A hash of the request itself.
    pub request_hash: String,
    /// When it came (UTC).
    pub now: NaiveDateTime,
}

impl OnceKey {
    /// The key `name`, which says who asks for what, for a request of this hash. What the database keeps of it
    /// tells nothing.
    ///
    /// # Errors
    /// [`AppError::Keys`].
    pub fn new(app: &App, name: &str, request_hash: &str) -> Result<Self, AppError> {
        let key_hash = sealing::keyring(app)?.keyed_hash(Purpose::Once, name);
        Ok(Self { key_hash, request_hash: request_hash.to_owned(), now: app.clock.now() })
    }

    /// What is remembered under it.
    fn row(&self, made: &impl Serialize) -> StoreResult<OnceRow> {
        let result = serde_json::to_string(made).map_err(damaged)?;
        let Self { key_hash, request_hash, now } = self.clone();
        Ok(OnceRow { key_hash, request_hash, result, created_at: now })
    }
}

/// Does something in this transaction, unless it was done under the same key before; then what was made that
/// time is given. Without a key it is simply done.
///
/// # Errors
/// What `work` returns; [`AppError::KeyReused`] if the key was used for another request.
pub fn run<T: Serialize + DeserializeOwned>(
    conn: &mut DbConn,
    key: Option<&OnceKey>,
    work: impl FnOnce(&mut DbConn) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let Some(key) = key else { return work(conn) };
    if let Some(row) = once_keys::find(conn, &key.key_hash)?
        && let Some(made) = remembered(conn, key, &row)?
    {
        return Ok(made);
    }
    let made = work(conn)?;
    once_keys::insert(conn, &key.row(&made)?)?;
    Ok(made)
}

/// The same for many at once: `work` is given the places of those that were not done before, and gives what
/// was made of each.
///
/// # Errors
/// What `work` returns; [`AppError::KeyReused`] if a key was used for another request; [`StoreError::Duplicate`]
/// if two of them have the same key.
pub fn run_all<T: Serialize + DeserializeOwned>(
    conn: &mut DbConn,
    keys: &[Option<&OnceKey>],
    work: impl FnOnce(&mut DbConn, &[usize]) -> Result<Vec<T>, AppError>,
) -> Result<Vec<T>, AppError> {
    let mut done = done_before(conn, keys)?;
    let fresh: Vec<usize> = (0..keys.len()).filter(|place| !done.contains_key(place)).collect();
    let made = work(conn, &fresh)?;
    let keys = fresh.iter().map(|place| keys.get(*place).copied().flatten());
    let rows = keys.zip(&made).filter_map(|(key, made)| Some(key?.row(made)));
    once_keys::insert_many(conn, &rows.collect::<Result<Vec<_>, _>>()?)?;
    done.extend(fresh.into_iter().zip(made));
    Ok(done.into_values().collect())
}

/// What was made before under these keys, by the place of the key.
fn done_before<T: DeserializeOwned>(
    conn: &mut DbConn,
    keys: &[Option<&OnceKey>],
) -> Result<BTreeMap<usize, T>, AppError> {
    let keyed: Vec<(usize, &OnceKey)> =
        keys.iter().enumerate().filter_map(|(place, key)| Some((place, (*key)?))).collect();
    let hashes: Vec<&str> = keyed.iter().map(|(_, key)| key.key_hash.as_str()).collect();
    let rows = once_keys::find_many(conn, &hashes)?;
    let mut done = BTreeMap::new();
    for (place, key) in keyed {
        let row = rows.iter().find(|row| row.key_hash == key.key_hash);
        if let Some(made) = row.map(|row| remembered(conn, key, row)).transpose()?.flatten() {
            done.insert(place, made);
        }
    }
    Ok(done)
}

/// What was made under a key, unless that is too long ago.
fn remembered<T: DeserializeOwned>(conn: &mut DbConn, key: &OnceKey, row: &OnceRow) -> Result<Option<T>, AppError> {
    if row.created_at + REMEMBERED_FOR <= key.now {
        once_keys::remove(conn, &key.key_hash)?;
        return Ok(None);
    }
    if row.request_hash != key.request_hash {
        return Err(AppError::KeyReused);
    }
    Ok(Some(serde_json::from_str(&row.result).map_err(damaged)?))
}

fn damaged(error: serde_json::Error) -> StoreError {
    StoreError::Corrupt { what: format!("idempotency key: {error}") }
}

/// Whether something was done under this key, so that whoever asks again need not be asked anything.
///
/// # Errors
/// [`AppError::Store`].
pub fn is_done(app: &App, key: &OnceKey) -> Result<bool, AppError> {
    let row = app.store.read(|conn| once_keys::find(conn, &key.key_hash))?;
    Ok(row.is_some_and(|row| row.created_at + REMEMBERED_FOR > key.now && row.request_hash == key.request_hash))
}

/// Forgets the keys that are too old to be of use.
///
/// # Errors
/// [`AppError::Store`].
pub fn forget_old_keys(app: &App) -> Result<usize, AppError> {
    let before = app.clock.now() - REMEMBERED_FOR;
    app.store.write_blocking(move |conn| Ok(once_keys::forget(conn, before)?))
}
