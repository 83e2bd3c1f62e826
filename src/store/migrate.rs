//! The schema's history: migrations compiled in, a folder per database with the same names.

use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::{DbConn, on_both, write_tx};
use super::error::{StoreError, StoreResult};

// A migration that is changed is compiled in anew; a folder that is added only when this file changes.
const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Two programs that start together must not both change the schema of one PostgreSQL server.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_xact_lock(6764786)";

/// Brings the schema up to this program, all or nothing, and names the migrations that were run.
pub(super) fn up(conn: &mut DbConn) -> StoreResult<Vec<String>> {
    refuse_newer(conn)?;
    write_tx(conn, |conn| {
        lock(conn)?;
        match conn {
            DbConn::Sqlite(conn) => names(conn.run_pending_migrations(SQLITE)),
            DbConn::Postgres(conn) => names(conn.run_pending_migrations(POSTGRES)),
        }
    })
}

/// Takes every migration back, with all that is stored.
pub(super) fn down(conn: &mut DbConn) -> StoreResult<Vec<String>> {
    write_tx(conn, |conn| {
        lock(conn)?;
        match conn {
            DbConn::Sqlite(conn) => names(conn.revert_all_migrations(SQLITE)),
            DbConn::Postgres(conn) => names(conn.revert_all_migrations(POSTGRES)),
        }
    })
}

/// The version of the schema that this program writes, as export files name it.
pub(super) fn newest() -> StoreResult<String> {
    Ok(known()?.pop().unwrap_or_default())
}

/// Makes sure that the schema is this program's.
pub(super) fn require_current(conn: &mut DbConn) -> StoreResult<()> {
    refuse_newer(conn)?;
    let applied = applied(conn)?;
    let pending = known()?.iter().filter(|version| !applied.contains(version)).count();
    if pending == 0 { Ok(()) } else { Err(StoreError::SchemaBehind { pending }) }
}

fn refuse_newer(conn: &mut DbConn) -> StoreResult<()> {
    let known = known()?;
    match applied(conn)?.into_iter().find(|version| !known.contains(version)) {
        None => Ok(()),
        Some(migration) => Err(StoreError::SchemaAhead { migration }),
    }
}

/// Versions that this program knows, oldest first. Both folders hold the same names.
fn known() -> StoreResult<Vec<String>> {
    let migrations: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = SQLITE.migrations().map_err(failed)?;
    let mut versions: Vec<String> = migrations.iter().map(|m| m.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}

/// Versions that the database has. It does not make diesel's table where it is missing, because a
/// reader may not write.
fn applied(conn: &mut DbConn) -> StoreResult<Vec<String>> {
    if !has_history(conn)? {
        return Ok(Vec::new());
    }
    let versions: Vec<MigrationVersion<'static>> = on_both!(conn, c => c.applied_migrations()).map_err(failed)?;
    Ok(versions.iter().map(MigrationVersion::to_string).collect())
}

fn has_history(conn: &mut DbConn) -> StoreResult<bool> {
    let tables = match conn {
        DbConn::Sqlite(_) => "(SELECT count(*) FROM sqlite_master WHERE name = '__diesel_schema_migrations')",
        DbConn::Postgres(_) => "(SELECT count(*) FROM pg_class WHERE relname = '__diesel_schema_migrations')",
    };
    let count: i64 = diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(tables)).get_result(conn)?;
    Ok(count > 0)
}

fn lock(conn: &mut DbConn) -> StoreResult<()> {
    match conn {
        DbConn::Sqlite(_) => Ok(()),
        DbConn::Postgres(conn) => Ok(diesel::connection::SimpleConnection::batch_execute(conn, POSTGRES_LOCK)?),
    }
}

type BoxedError = Box<dyn std::error::Error + Send + Sync>;

fn names(run: Result<Vec<MigrationVersion<'_>>, BoxedError>) -> StoreResult<Vec<String>> {
    Ok(run.map_err(failed)?.iter().map(MigrationVersion::to_string).collect())
}

fn failed(error: BoxedError) -> StoreError {
    match error.downcast::<diesel::result::Error>() {
        Ok(error) => (*error).into(),
        Err(error) => StoreError::unavailable(error),
    }
}
