//! # The store: the only folder that knows the database
//!
//! One address decides between SQLite and PostgreSQL; the code is the same. Reading goes through a pool
//! of connections that cannot write, writing through one queue ([`writer`]). A file per aggregate holds
//! its rows and its queries, as functions on a [`DbConn`]; what they are given they keep, and what a
//! case *means* is decided in `domain`.
//!
//! ```text
//! url      sqlite:PATH | postgres://…          conn     one type for both, transactions, dialect
//! migrate  migrations, compiled in             writer   the queue in front of every change
//! schema, types   tables and codes             export, backup   the whole store out and back
//! events, seals   the history and its hashes   cases, queue, tallies, counters   what is counted from it
//! overview  counts and the whole register   agencies, officers, applicants, attachments, report_entries, meta
//! admin_log  what administrators changed       calendar_files  uploaded calendars
//! sessions, sign_in_failures, totp   signing in   once_keys   a thing done once
//! reports  the annual reports' own history   audit    reading it all again
//! outbox, webhooks, calendar_feeds   what leaves the office   audit   reading it all again
//! duty_runs, duty_notices, duty_cases   what is done by itself   year_closings, bulletins   its figures
//! search   what can be found in the cases   audit    reading it all again
//! ```

pub mod admin_log;
pub mod agencies;
pub mod applicants;
pub mod attachments;
pub mod audit;
pub mod audit_trail;
mod backup;
pub mod bulletins;
pub mod calendar_feeds;
pub mod calendar_files;
pub mod cases;
mod conn;
pub mod correspondents;
pub mod counters;
pub mod draft_files;
pub mod duty_cases;
pub mod duty_notices;
pub mod duty_runs;
mod error;
pub mod events;
mod export;
pub mod fee_acknowledgements;
mod hex;
pub mod letter_templates;
pub mod letters;
pub mod mail_templates;
pub mod mails;
pub mod meta;
mod migrate;
pub mod offers;
pub mod officers;
pub mod once_keys;
pub mod outbox;
pub mod overview;
mod pool;
pub mod queue;
pub mod ratings;
pub mod register;
pub mod register_imports;
pub mod report_entries;
pub mod report_outsiders;
pub mod report_texts;
pub mod reports;
pub mod review_hands;
pub mod saved_views;
mod schema;
pub mod seals;
pub mod search;
pub mod sections;
pub mod sessions;
pub mod sign_in_failures;
pub mod tallies;
pub mod totp;
mod types;
pub mod unsealings;
pub mod urgings;
mod url;
pub mod webhooks;
pub mod writer;
pub mod year_closings;

use std::future::Future;

use diesel::r2d2::Pool;

use self::conn::Access;
use self::pool::Readers;
use self::writer::{TogetherFn, WriteError, Writer, WriterStats};
use crate::config::DatabaseSettings;

pub use self::conn::DbConn;
pub use self::error::{StoreError, StoreResult};
pub use self::export::{RowCounts, restore};
pub use self::url::{DatabaseUrl, PostgresUrl};
pub use self::writer::Gathering;

/// An open database: readers, and the writer's queue.
#[derive(Debug)]
pub struct Store {
    url: DatabaseUrl,
    readers: Pool<Readers>,
    writer: Writer,
}

impl Store {
    /// Opens an existing database whose schema is this program's.
    ///
    /// # Errors
    /// [`StoreError::NoDatabase`], [`StoreError::SchemaBehind`] or [`StoreError::SchemaAhead`] if it is
    /// not there or not this program's; otherwise why it cannot be reached.
    pub fn open(settings: &DatabaseSettings) -> StoreResult<Self> {
        let url: DatabaseUrl = settings.url.parse()?;
        let conn = url.connect(Access::Write)?;
        Self::with(url, conn, settings)
    }

    /// Opens a database and brings its schema up to this program. On SQLite a missing file is made,
    /// and the folder it is in if only that is missing.
    ///
    /// # Errors
    /// [`StoreError::SchemaAhead`] if a newer program wrote it; otherwise why it cannot be reached or
    /// changed.
    pub fn open_migrated(settings: &DatabaseSettings) -> StoreResult<Self> {
        let url: DatabaseUrl = settings.url.parse()?;
        let mut conn = url.connect_or_create()?;
        migrate::up(&mut conn)?;
        Self::with(url, conn, settings)
    }

    fn with(url: DatabaseUrl, mut conn: DbConn, settings: &DatabaseSettings) -> StoreResult<Self> {
        migrate::require_current(&mut conn)?;
        let writer = Writer::start(&url, conn, settings)?;
        let readers = pool::readers(&url, settings.readers);
        Ok(Self { url, readers, writer })
    }

    /// Where the database is; printing it hides the password.
    #[must_use]
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Reads. Each query sees what was committed when it began; see [`snapshot`](Self::snapshot).
    ///
    /// # Errors
    /// What `work` returns, or [`StoreError::Unavailable`] if no connection is free.
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut DbConn) -> Result<T, E>) -> Result<T, E> {
        let mut conn = self.readers.get().map_err(StoreError::unavailable)?;
        work(&mut conn)
    }

    /// Reads with every query seeing the same state, for figures that must agree with each other.
    ///
    /// # Errors
    /// What `work` returns, or [`StoreError::Unavailable`] if no connection is free.
    pub fn snapshot<T, E: From<StoreError>>(&self, work: impl FnOnce(&mut DbConn) -> Result<T, E>) -> Result<T, E> {
        self.read(|conn| conn::snapshot(conn, work))
    }

    /// Writes, and answers when it is durable; see [`Writer::write`].
    ///
    /// # Errors
    /// What `work` returns; [`StoreError::Busy`] at once if the queue is full; otherwise why nothing
    /// was kept.
    pub fn write<T, E, F>(&self, work: F) -> impl Future<Output = Result<T, E>> + Send + use<T, E, F>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        self.writer.write(work)
    }

    /// Writes and blocks until it is durable; see [`Writer::write_blocking`].
    ///
    /// # Errors
    /// What `work` returns, or why nothing was kept.
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        self.writer.write_blocking(work)
    }

    /// Writes together with whatever else waits in this list; see [`Writer::write_together`].
    ///
    /// # Errors
    /// What `work` returns when it is done with `item` alone; [`StoreError::Busy`] at once if too much is
    /// waiting; otherwise why nothing was kept.
    pub fn write_together<'a, I, T, E>(
        &'a self,
        gathering: &Gathering<I, T, E>,
        item: I,
        work: TogetherFn<I, T, E>,
    ) -> impl Future<Output = Result<T, E>> + Send + use<'a, I, T, E>
    where
        I: Clone + Send + 'static,
        T: Send + 'static,
        E: WriteError,
    {
        self.writer.write_together(gathering, item, work)
    }

    /// What the writer is doing, for metrics.
    #[must_use]
    pub fn writer_stats(&self) -> WriterStats {
        self.writer.stats()
    }

    /// How many writes are done together at the moment, so that whoever is in no hurry can let a crowd go first.
    #[must_use]
    pub fn writes_at_once(&self) -> usize {
        let stats = self.writer_stats();
        stats.last_batch.max(stats.waiting)
    }

    /// Accepts no more writes and finishes those that were accepted.
    pub fn shutdown(&self) {
        self.writer.shutdown();
    }
}

/// Brings the schema of a database up to this program and names the migrations that were run.
///
/// # Errors
/// Why the database cannot be reached, or [`StoreError::SchemaAhead`].
pub fn migrate(url: &DatabaseUrl) -> StoreResult<Vec<String>> {
    migrate::up(&mut url.connect_or_create()?)
}

/// Takes every migration back, **with everything that is stored**.
///
/// # Errors
/// Why the database cannot be reached or changed.
pub fn revert_all(url: &DatabaseUrl) -> StoreResult<Vec<String>> {
    migrate::down(&mut url.connect(Access::Write)?)
}
