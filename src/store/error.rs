//! Why the store could not do what was asked.

use std::path::PathBuf;

use diesel::result::{DatabaseErrorKind, Error};
use thiserror::Error as ThisError;

use crate::domain::ids::CaseId;

/// What every function of the store returns.
pub type StoreResult<T> = Result<T, StoreError>;

/// Why the store could not do what was asked. [`code`](StoreError::code) is stable; the sentence for
/// people is `error-store-<code>` in the message files.
#[derive(Debug, ThisError)]
pub enum StoreError {
    /// There is no such row.
    #[error("there is no {what} {key}")]
    NotFound {
        /// What was looked for, for example `case`.
        what: &'static str,
        /// How it was named.
        key: String,
    },
    /// A row with this name or number exists already.
    #[error("{what} {key} exists already")]
    Duplicate {
        /// What was to be added, for example `agency`.
        what: &'static str,
        /// How it was named.
        key: String,
    },
    /// Somebody else changed the case since it was read: read it again and decide again.
    #[error("{case} has moved on from version {expected}")]
    StaleVersion {
        /// The case.
        case: CaseId,
        /// The version that the caller had read.
        expected: i32,
    },
    /// Somebody else changed the report since it was read: read it again and decide again.
    #[error("the report on {year} has moved on from version {expected}")]
    StaleReport {
        /// 年度
        year: i32,
        /// The version that the caller had read.
        expected: i32,
    },
    /// The event falls on a UTC day that has been sealed.
    #[error("events cannot be added to a day that is sealed")]
    SealedDay,
    /// More writes are waiting than the queue holds: come back later.
    #[error("too many writes are waiting")]
    Busy,
    /// The database cannot be reached, or not now.
    #[error("the database is not available: {reason}")]
    Unavailable {
        /// What the database or the system said.
        reason: String,
    },
    /// The work was done but its transaction was not confirmed; it is to be read again before it is repeated.
    #[error("the transaction was not confirmed: {reason}")]
    NotCommitted {
        /// What the database said.
        reason: String,
    },
    /// The work panicked; nothing of it was kept.
    #[error("a write panicked and was undone")]
    Panicked,
    /// The database refused a statement.
    #[error("the database refused a statement: {0}")]
    Query(#[source] Error),
    /// What is stored cannot be what was written.
    #[error("stored data is damaged: {what}")]
    Corrupt {
        /// What is wrong and where.
        what: String,
    },
    /// The address names neither SQLite nor PostgreSQL.
    #[error("unknown database address `{scheme}`: use sqlite:PATH or postgres://HOST/DATABASE")]
    UnknownScheme {
        /// The part before the colon; the rest may hold a password.
        scheme: String,
    },
    /// The address is of a known kind but cannot be used.
    #[error("unusable database address: {reason}")]
    UnusableUrl {
        /// Why.
        reason: &'static str,
    },
    /// There is no database file there, and the act does not make one.
    #[error("there is no database at {}", path.display())]
    NoDatabase {
        /// The file.
        path: PathBuf,
    },
    /// The schema is older than the program.
    #[error("the database needs {pending} migrations")]
    SchemaBehind {
        /// How many migrations have not been run.
        pending: usize,
    },
    /// The schema is newer than the program.
    #[error("the database was written by a newer program: unknown migration {migration}")]
    SchemaAhead {
        /// The first migration that this program does not know.
        migration: String,
    },
    /// A file that must not exist exists.
    #[error("{} exists already", path.display())]
    FileExists {
        /// The file.
        path: PathBuf,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Reading or writing a stream failed.
    #[error("reading or writing failed: {0}")]
    Stream(#[from] std::io::Error),
    /// The act exists on the other database only.
    #[error("{act} needs SQLite; on PostgreSQL use {instead}")]
    SqliteOnly {
        /// What was asked.
        act: &'static str,
        /// What to use there.
        instead: &'static str,
    },
    /// A restore needs an empty database.
    #[error("the database is not empty: {table} has rows")]
    NotEmpty {
        /// The first table with rows.
        table: &'static str,
    },
    /// An export file cannot be restored.
    #[error("line {line} of the export: {reason}")]
    BadExport {
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}

impl StoreError {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Duplicate { .. } => "duplicate",
            Self::StaleVersion { .. } | Self::StaleReport { .. } => "stale_version",
            Self::SealedDay => "sealed_day",
            Self::Busy => "busy",
            Self::Unavailable { .. } => "unavailable",
            Self::NotCommitted { .. } => "not_committed",
            Self::Panicked => "panicked",
            Self::Query(_) => "query",
            Self::Corrupt { .. } => "corrupt",
            Self::UnknownScheme { .. } => "unknown_scheme",
            Self::UnusableUrl { .. } => "unusable_url",
            Self::NoDatabase { .. } => "no_database",
            Self::SchemaBehind { .. } => "schema_behind",
            Self::SchemaAhead { .. } => "schema_ahead",
            Self::FileExists { .. } => "file_exists",
            Self::File { .. } => "file",
            Self::Stream(_) => "stream",
            Self::SqliteOnly { .. } => "sqlite_only",
            Self::NotEmpty { .. } => "not_empty",
            Self::BadExport { .. } => "bad_export",
        }
    }

    /// [`StoreError::NotFound`] with the key as text.
    pub(super) fn not_found(what: &'static str, key: impl ToString) -> Self {
        Self::NotFound { what, key: key.to_string() }
    }

    /// [`StoreError::Unavailable`] with the reason as text, on one line: PostgreSQL's library puts advice on
    /// further lines.
    pub(super) fn unavailable(reason: impl ToString) -> Self {
        let reason = reason.to_string();
        Self::Unavailable { reason: reason.lines().map(str::trim).collect::<Vec<_>>().join(" ") }
    }

    /// Turns a violated unique key into [`StoreError::Duplicate`]. SQLite does not name the
    /// constraint, so the caller says what was being added.
    pub(super) fn or_duplicate(self, what: &'static str, key: impl ToString) -> Self {
        if self.violates_unique_key() { Self::Duplicate { what, key: key.to_string() } } else { self }
    }

    /// Whether a row with the same key exists already.
    pub(super) fn violates_unique_key(&self) -> bool {
        matches!(self, Self::Query(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
    }

    /// Whether the same work may succeed if it is simply run again: it met somebody else's, or the
    /// connection was lost before it was committed.
    ///
    /// PostgreSQL reports a deadlock in the server's language and diesel gives it no kind of its own,
    /// so everything without a kind is tried again: a statement that is wrong fails again at once.
    pub(super) fn is_worth_running_again(&self) -> bool {
        let unnamed = matches!(self, Self::Query(Error::DatabaseError(DatabaseErrorKind::Unknown, _)));
        unnamed || self.is_conflict() || matches!(self, Self::Unavailable { .. })
    }

    /// Whether the database undid the work because of somebody else's.
    pub(super) fn is_conflict(&self) -> bool {
        matches!(self, Self::Query(Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _)))
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        if let Error::DeserializationError(inner) = error {
            return Self::Corrupt { what: inner.to_string() };
        }
        if matches!(error, Error::BrokenTransactionManager) {
            return Self::unavailable("the connection was lost in the middle of a transaction");
        }
        let Error::DatabaseError(kind, info) = &error else { return Self::Query(error) };
        let message = info.message();
        // SQLite's words for another program holding the write lock for longer than we wait.
        if message == "database is locked" || matches!(kind, DatabaseErrorKind::ClosedConnection) {
            return Self::unavailable(message);
        }
        // The words of our own trigger, see migrations.
        if message == "the day is sealed" { Self::SealedDay } else { Self::Query(error) }
    }
}
