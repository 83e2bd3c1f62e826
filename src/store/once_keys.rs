//! 只办一次: what a request with an `Idempotency-Key` brought about.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::conn::{DbConn, Moment, insert_rows};
use super::error::{StoreError, StoreResult};
use super::schema::once_keys;

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
    Ok(match conn {
        // What stays prepared finds many keys sooner than one statement that is read anew for each number of them.
        DbConn::Sqlite(conn) => {
            let row = |key_hash| once_keys::table.find(key_hash).select(OnceRow::as_select()).first(conn).optional();
            key_hashes.iter().map(row).filter_map(Result::transpose).collect::<QueryResult<_>>()?
        }
        DbConn::Postgres(conn) => {
            let same = once_keys::table.filter(once_keys::key_hash.eq_any(key_hashes));
            same.select(OnceRow::as_select()).load(conn)?
        }
    })
}

/// Remembers what became of many requests.
///
/// # Errors
/// [`StoreError::Duplicate`] if one of the keys is there already, or twice among these; as [`insert`] if it is one.
pub fn insert_many(conn: &mut DbConn, rows: &[OnceRow]) -> StoreResult<()> {
    if let [row] = rows {
        return insert(conn, row);
    }
    insert_rows!(conn, once_keys::table, rows, |row| {
        let OnceRow { key_hash, request_hash, result, created_at } = row;
        (
            once_keys::key_hash.eq(key_hash.as_str()),
            once_keys::request_hash.eq(request_hash.as_str()),
            once_keys::result.eq(result.as_str()),
            once_keys::created_at.eq(Moment(*created_at)),
        )
    })
    .map_err(|error| StoreError::from(error).or_duplicate("once_key", ""))
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
