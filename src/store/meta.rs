//! What the store knows about itself: a line of text per key.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::meta;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = meta, treat_none_as_default_value = false)]
pub struct MetaRow {
    /// Its name.
    pub key: String,
    /// Its text.
    pub value: String,
}

/// The text kept under `key`, if any.
///
/// # Errors
/// If the database refuses the query.
pub fn get(conn: &mut DbConn, key: &str) -> StoreResult<Option<String>> {
    Ok(meta::table.find(key).select(meta::value).first(conn).optional()?)
}

/// The text kept under `key`, if any, which nobody else changes until this transaction ends.
///
/// # Errors
/// If the database refuses the query.
pub fn held(conn: &mut DbConn, key: &str) -> StoreResult<Option<String>> {
    let line = meta::table.find(key).select(meta::value);
    Ok(match conn {
        // Whoever writes to SQLite is alone.
        DbConn::Sqlite(conn) => line.first(conn).optional()?,
        DbConn::Postgres(conn) => line.for_share().first(conn).optional()?,
    })
}

/// Keeps `value` under `key`, in place of what was there.
///
/// # Errors
/// If the database refuses the statement.
pub fn set(conn: &mut DbConn, key: &str, value: &str) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(meta::table)
        .values((meta::key.eq(key), meta::value.eq(value)))
        .on_conflict(meta::key)
        .do_update()
        .set(meta::value.eq(value))
        .execute(c))?;
    Ok(())
}
