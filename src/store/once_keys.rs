//! 只办一次: what a request with an `Idempotency-Key` brought about.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::conn::{DbConn, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::once_keys;

/// Rows in one statement; each has four values.
const ROWS_AT_ONCE: usize = 500;

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = once_keys, treat_none_as_default_value = false)]
pub struct OnceRow {
    /// A hash of the key, of who sent it and of what was asked for.
    pub key_hash: String,
    /// A hash of the request, so that a key is not used for two.
    pub request_hash: String,
    /// What was made, as JSON.
    pub result: String,
    /// When (UTC).
    pub created_at: NaiveDateTime,
}

/// What became of the request with this key.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, key_hash: &str) -> StoreResult<Option<OnceRow>> {
    Ok(once_keys::table.find(key_hash).select(OnceRow::as_select()).first(conn).optional()?)
}

/// What became of the requests with these keys, of those that there were, in no order.
///
/// # Errors
/// If the database refuses the query.
pub fn find_many(conn: &mut DbConn, key_hashes: &[&str]) -> StoreResult<Vec<OnceRow>> {
    if let [key_hash] = key_hashes {
        // This one stays prepared.
        return Ok(find(conn, key_hash)?.into_iter().collect());
    }
    let mut found = Vec::new();
    for some in key_hashes.chunks(ROWS_AT_ONCE) {
        let same = once_keys::table.filter(once_keys::key_hash.eq_any(some));
        found.extend(same.select(OnceRow::as_select()).load::<OnceRow>(conn)?);
    }
    Ok(found)
}

/// Remembers what became of many requests.
///
/// # Errors
/// [`StoreError::Duplicate`] if one of the keys is there already, or twice among these; as [`insert`] if it is one.
pub fn insert_many(conn: &mut DbConn, rows: &[OnceRow]) -> StoreResult<()> {
    if let [row] = rows {
        return insert(conn, row);
    }
    for some in rows.chunks(ROWS_AT_ONCE) {
        on_both!(conn, c => diesel::insert_into(once_keys::table).values(some).execute(c))
            .map_err(|error| StoreError::from(error).or_duplicate("once_key", ""))?;
    }
    Ok(())
}

/// Remembers what became of a request. Of two at the same time the second is told to run again, and then
/// finds the first.
///
/// # Errors
/// [`StoreError::Unavailable`] if somebody else has just remembered the same key.
pub fn insert(conn: &mut DbConn, row: &OnceRow) -> StoreResult<()> {
    let inserted = diesel::insert_into(once_keys::table).values(row).execute(conn);
    match inserted.map_err(|error| StoreError::from(error).or_duplicate("once_key", "")) {
        Ok(_) => Ok(()),
        Err(StoreError::Duplicate { .. }) => Err(StoreError::unavailable("the same request is being carried out")),
        Err(other) => Err(other),
    }
}

/// Forgets the request with this key.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove(conn: &mut DbConn, key_hash: &str) -> StoreResult<()> {
    diesel::delete(once_keys::table.find(key_hash)).execute(conn)?;
    Ok(())
}

/// Forgets requests before a moment.
///
/// # Errors
/// If the database refuses the statement.
pub fn forget(conn: &mut DbConn, before: NaiveDateTime) -> StoreResult<usize> {
    Ok(diesel::delete(once_keys::table.filter(once_keys::created_at.lt(before))).execute(conn)?)
}
