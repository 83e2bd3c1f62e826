//! One type for both databases, and every difference between them.

use std::num::NonZeroU32;
use std::path::Path;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::dsl::sql;
use diesel::pg::PgConnection;
use diesel::sql_types::{BigInt, Integer};
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, QueryResult, QueryableByName, RunQueryDsl, sql_query};

use super::error::{StoreError, StoreResult};
use super::url::{DatabaseUrl, make_folder_for};

mod civil;

pub(super) use self::civil::{Day, MaybeDay, Moment};

/// A connection to either database. Queries are written once against it; [`on_both!`] is for the few
/// that diesel cannot express for both at once.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// A file.
    Sqlite(SqliteConnection),
    /// A server.
    Postgres(PgConnection),
}

/// Runs the same diesel expression on whichever database it is: batches, upserts.
macro_rules! on_both {
    ($conn:expr, $inner:ident => $body:expr) => {
        match $conn {
            $crate::store::conn::DbConn::Sqlite($inner) => $body,
            $crate::store::conn::DbConn::Postgres($inner) => $body,
        }
    };
}
pub(super) use on_both;

/// Inserts rows, many of them fast. On SQLite one statement that stays prepared takes row after row: putting a long
/// statement together and reading it costs more than the rows. A server takes one row as a statement and many as a
/// stream (`COPY`). `$columns` is a row column by column: a stream has no room for rows within rows.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr, |$row:ident| $columns:expr) => {
        match $conn {
            $crate::store::conn::DbConn::Sqlite(conn) => {
                $rows.iter().try_for_each(|$row| diesel::insert_into($table).values($columns).execute(conn).map(drop))
            }
            $crate::store::conn::DbConn::Postgres(conn) => match &$rows[..] {
                [] => Ok(()),
                [$row] => diesel::insert_into($table).values($columns).execute(conn).map(drop),
                rows => {
                    let columns: Vec<_> = rows.iter().map(|$row| $columns).collect();
                    diesel::copy_from($table).from_insertable(columns).execute(conn).map(drop)
                }
            },
        }
    };
}
pub(super) use insert_rows;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Writing is refused by the database.
    Read,
    /// Reading and writing.
    Write,
}

const SQLITE_ALWAYS: &str = "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; \
    PRAGMA temp_store = MEMORY;";
/// What was written is brought from the log into the file by a thread of its own ([`checkpoint`](super::writer)); the
/// writer does what is left of it when the log has 400 MB, as after some seconds of a crowd that no office sees, and
/// then begins it anew. The cache is small, because it is gone through whenever a transaction ends.
const SQLITE_WRITE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192; \
    PRAGMA wal_autocheckpoint = 96000;";
const SQLITE_READ: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -16384;";
const POSTGRES_ALWAYS: &str = "SET TIME ZONE 'UTC'; SET lock_timeout = '10s';";
const POSTGRES_READ: &str = "SET default_transaction_read_only = on;";

impl DatabaseUrl {
    /// Opens an existing database.
    pub(super) fn connect(&self, access: Access) -> StoreResult<DbConn> {
        match self {
            Self::Sqlite(path) if !path.exists() => Err(StoreError::NoDatabase { path: path.clone() }),
            Self::Sqlite(path) => connect_sqlite(path, access),
            Self::Postgres(url) => connect_postgres(url.reveal(), access),
        }
    }

    /// Opens a database for writing; on SQLite a missing file is made. A PostgreSQL database must exist.
    pub(super) fn connect_or_create(&self) -> StoreResult<DbConn> {
        match self {
            Self::Sqlite(path) => {
                make_folder_for(path)?;
                connect_sqlite(path, Access::Write)
            }
            Self::Postgres(url) => connect_postgres(url.reveal(), Access::Write),
        }
    }
}

fn connect_sqlite(path: &Path, access: Access) -> StoreResult<DbConn> {
    let text = path.to_str().ok_or(StoreError::UnusableUrl { reason: "the path is not UTF-8" })?;
    let open = |error| StoreError::unavailable(format!("{}: {error}", path.display()));
    let mut conn = SqliteConnection::establish(text).map_err(|error| open(error.to_string()))?;
    conn.batch_execute(SQLITE_ALWAYS)?;
    conn.batch_execute(match access {
        Access::Read => SQLITE_READ,
        Access::Write => SQLITE_WRITE,
    })
    .map_err(|error| open(error.to_string()))?;
    Ok(DbConn::Sqlite(conn))
}

fn connect_postgres(url: &str, access: Access) -> StoreResult<DbConn> {
    let mut conn =
        PgConnection::establish(url).map_err(|error| StoreError::unavailable(error.to_string().trim_end()))?;
    conn.batch_execute(POSTGRES_ALWAYS)?;
    match access {
        Access::Read => conn.batch_execute(POSTGRES_READ)?,
        Access::Write => {}
    }
    Ok(DbConn::Postgres(conn))
}

/// Pages in the log that are worth being brought into the file.
const PAGES_AT_ONCE: i32 = 1000;

/// The log of a SQLite file.
#[derive(QueryableByName)]
struct LogState {
    /// Pages in it.
    #[diesel(sql_type = Integer)]
    log: i32,
    /// Those of them that are in the file.
    #[diesel(sql_type = Integer)]
    checkpointed: i32,
}

type Transactions = <DbConn as Connection>::TransactionManager;

impl DbConn {
    /// Begins a transaction that may write. SQLite takes the write lock at once: a transaction that
    /// first reads and then wants to write fails "database is locked" however long it waits.
    pub(super) fn begin_write(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
        }
    }

    /// Begins a transaction in which every query sees the same state.
    pub(super) fn begin_snapshot(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN DEFERRED"),
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            ),
        }
    }

    /// Begins a savepoint inside the transaction.
    pub(super) fn begin_savepoint(&mut self) -> QueryResult<()> {
        Transactions::begin_transaction(self)
    }

    /// Ends the innermost savepoint or the transaction and keeps what was done.
    pub(super) fn commit(&mut self) -> QueryResult<()> {
        Transactions::commit_transaction(self)
    }

    /// Undoes the innermost savepoint or the transaction.
    pub(super) fn rollback(&mut self) -> QueryResult<()> {
        Transactions::rollback_transaction(self)
    }

    /// Undoes every savepoint above `depth`, however many a panic left open; 0 ends the transaction.
    pub(super) fn rollback_to(&mut self, depth: u32) -> QueryResult<()> {
        while self.depth()? > depth {
            self.rollback()?;
        }
        Ok(())
    }

    fn depth(&mut self) -> QueryResult<u32> {
        let depth = Transactions::transaction_manager_status_mut(self).transaction_depth()?;
        Ok(depth.map_or(0, NonZeroU32::get))
    }

    /// Whether the connection is of no more use: it lost the server or has a transaction left open.
    pub(super) fn is_broken(&mut self) -> bool {
        diesel::r2d2::R2D2Connection::is_broken(self)
    }

    /// Whether the transaction can still be committed. A server gives up the whole of it at the first
    /// statement it refuses, and answers COMMIT as if nothing had been.
    pub(super) fn is_sound(&mut self) -> bool {
        match self {
            Self::Sqlite(_) => true,
            Self::Postgres(conn) => conn.batch_execute("SELECT 1").is_ok(),
        }
    }

    /// Looks at references between agencies only when the transaction ends: an agency may have been put
    /// under one that was entered after it.
    pub(super) fn defer_references(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute("PRAGMA defer_foreign_keys = ON"),
            Self::Postgres(conn) => conn.batch_execute("SET CONSTRAINTS ALL DEFERRED"),
        }
    }

    /// Takes ids of `table` for rows that are inserted many at once, so that nothing has to be read back. On SQLite
    /// they are taken by inserting the rows.
    pub(super) fn take_ids(&mut self, table: &str, count: usize) -> QueryResult<Vec<i64>> {
        let size = i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Sqlite(conn) => {
                let last = format!("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{table}'");
                let last: i64 = sql::<BigInt>(&last).get_result(conn)?;
                Ok((last + 1..=last + size).collect())
            }
            Self::Postgres(conn) => {
                let next =
                    format!("SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, {size})");
                sql::<BigInt>(&next).load(conn)
            }
        }
    }

    /// Brings what is in the log of a SQLite file into the file itself if that is worth the while, beside whoever
    /// reads and writes. Keeps nobody waiting: what somebody still reads, or has just written, is left for later.
    pub(super) fn checkpoint(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => {
                let LogState { log, checkpointed } = sql_query("PRAGMA wal_checkpoint(NOOP)").get_result(conn)?;
                match log - checkpointed {
                    0..PAGES_AT_ONCE => Ok(()),
                    _ => conn.batch_execute("PRAGMA wal_checkpoint(PASSIVE)"),
                }
            }
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Leaves it to somebody else to flush the log of a SQLite file before anybody is told of what is in it. A server
    /// has flushed its own when COMMIT returns.
    pub(super) fn leave_flushing(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(conn) => conn.batch_execute("PRAGMA synchronous = NORMAL"),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Makes the ids given from now on follow those that were put into `table`. SQLite does so by itself.
    pub(super) fn continue_ids_of(&mut self, table: &str) -> QueryResult<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => conn.batch_execute(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING count(*) > 0"
            )),
        }
    }

    /// Keeps every other transaction from adding to the administrative log until this one ends. SQLite has
    /// one writer anyway.
    pub(super) fn lock_admin_events(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => conn.batch_execute("LOCK TABLE admin_events IN SHARE ROW EXCLUSIVE MODE"),
        }
    }

    /// Keeps every other transaction from adding to the history until this one ends. SQLite has one
    /// writer anyway.
    pub(super) fn lock_events(&mut self) -> QueryResult<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => conn.batch_execute("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE"),
        }
    }
}

/// Runs `work` in a transaction that may write: kept if it returns `Ok`, undone otherwise.
///
/// # Errors
/// What `work` returns, or why the transaction could not be begun or committed.
pub(super) fn write_tx<T, E: From<StoreError>>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E> {
    conn.begin_write().map_err(StoreError::from)?;
    finish(conn, work)
}

/// Runs `work` in a transaction in which every query sees the same state.
///
/// # Errors
/// What `work` returns, or why the transaction could not be begun or ended.
pub(super) fn snapshot<T, E: From<StoreError>>(
    conn: &mut DbConn,
    work: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E> {
    conn.begin_snapshot().map_err(StoreError::from)?;
    finish(conn, work)
}

fn finish<T, E: From<StoreError>>(conn: &mut DbConn, work: impl FnOnce(&mut DbConn) -> Result<T, E>) -> Result<T, E> {
    match work(conn) {
        Ok(value) => {
            conn.commit().map_err(StoreError::from)?;
            Ok(value)
        }
        Err(error) => {
            // What went wrong first matters more than a rollback that failed after it; a connection
            // left in such a state is thrown away by whoever owns it.
            let _ = conn.rollback_to(0);
            Err(error)
        }
    }
}
