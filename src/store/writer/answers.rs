//! 应答: when those whose work was done are told.
//!
//! A server's COMMIT is durable when it returns. SQLite's is durable when its log is on the disk, and waiting for a disk
//! is most of what a small transaction costs. So SQLite's writer does not wait for it: it hands over what it has
//! committed to a thread that flushes the log, for all of it at once, and answers; meanwhile the writer runs what has
//! come since. Nobody is told of anything before it is on the disk, and as the log is read back in its order, and only
//! as far as it is whole, nothing in it can outlive what was committed before it: a power cut takes only what nobody
//! was told of. Whoever reads may see it a moment before; what is done because of it (a mail sent, a message posted) is
//! claimed by a write first, and is answered after it.
//!
//! The writer's connection therefore has `synchronous = NORMAL`: it flushes the log before it is brought into the file
//! and begun anew, which is what keeps the file whole, and leaves the rest to this thread.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

use super::job::Job;
use super::stats::Gauges;
use crate::store::error::{StoreError, StoreResult};
use crate::store::url::DatabaseUrl;

/// Transactions that may wait for the disk before the writer waits too.
const AHEAD: usize = 4;

/// Pieces of work that were run in one transaction.
pub(super) type Batch = Vec<Box<dyn Job>>;

/// What was run, and what became of its transaction.
pub(super) struct Finished {
    pub(super) batch: Batch,
    /// Since when what was to be kept is committed, if there was anything; or why all of it is lost.
    pub(super) committed: StoreResult<Option<Instant>>,
}

/// Tells those whose transaction has ended: at once, where COMMIT is durable, or by the thread that flushes the log.
/// Dropping it waits until everybody has been told.
pub(super) struct Answers {
    flusher: Option<Flusher>,
    gauges: Arc<Gauges>,
}

/// The thread that flushes the log.
struct Flusher {
    finished: SyncSender<Finished>,
    thread: JoinHandle<()>,
}

impl Answers {
    /// The answers of one writer of a database.
    pub(super) fn of(url: &DatabaseUrl, gauges: &Arc<Gauges>) -> StoreResult<Self> {
        let flusher = match url {
            DatabaseUrl::Sqlite(file) => Some(Flusher::start(file, gauges)?),
            DatabaseUrl::Postgres(_) => None,
        };
        Ok(Self { flusher, gauges: Arc::clone(gauges) })
    }

    /// Tells, now or later, those whose work this is.
    pub(super) fn give(&self, finished: Finished) {
        let Some(flusher) = &self.flusher else { return finished.answer(&self.gauges) };
        if let Err(unsent) = flusher.finished.send(finished) {
            unsent.0.unflushed("the thread that flushes the log has ended").answer(&self.gauges);
        }
    }
}

impl Drop for Answers {
    fn drop(&mut self) {
        let Some(Flusher { finished, thread }) = self.flusher.take() else { return };
        drop(finished);
        if thread.join().is_err() {
            tracing::error!("the thread that flushes the log had panicked");
        }
    }
}

impl Flusher {
    fn start(file: &Path, gauges: &Arc<Gauges>) -> StoreResult<Self> {
        let log = log_of(file)?;
        let (finished, waiting) = sync_channel(AHEAD);
        let gauges = Arc::clone(gauges);
        let run = move || answer_once_flushed(&waiting, &log, &gauges);
        let thread = Builder::new().name("gongkai-flush".to_owned()).spawn(run)?;
        Ok(Self { finished, thread })
    }
}

impl Finished {
    /// Tells everybody.
    fn answer(self, gauges: &Gauges) {
        if let Ok(Some(since)) = &self.committed {
            gauges.durable(since.elapsed());
        }
        // Whoever has the answer finds it counted.
        gauges.answered(self.batch.len());
        let lost = self.committed.err();
        for job in self.batch {
            job.answer(lost.as_ref().map(in_words));
        }
    }

    fn is_committed(&self) -> bool {
        matches!(self.committed, Ok(Some(_)))
    }

    /// The same, if it is not known to be on the disk.
    fn unflushed(self, reason: &str) -> Self {
        if !self.is_committed() {
            return self;
        }
        Self { committed: Err(StoreError::NotCommitted { reason: reason.to_owned() }), ..self }
    }
}

/// The log that SQLite keeps beside a file: beside the file itself, where the path is a link to it.
fn log_of(file: &Path) -> StoreResult<PathBuf> {
    let mut log = std::fs::canonicalize(file)
        .map_err(|source| StoreError::File { path: file.to_owned(), source })?
        .into_os_string();
    log.push("-wal");
    Ok(log.into())
}

fn answer_once_flushed(waiting: &Receiver<Finished>, log: &Path, gauges: &Gauges) {
    while let Ok(first) = waiting.recv() {
        let all: Vec<Finished> = std::iter::once(first).chain(waiting.try_iter()).collect();
        let flushed = if all.iter().any(Finished::is_committed) { flush(log) } else { Ok(()) };
        if let Err(error) = &flushed {
            tracing::error!(%error, "the log was not flushed to the disk");
        }
        for finished in all {
            match &flushed {
                Ok(()) => finished.answer(gauges),
                Err(error) => finished.unflushed(&error.to_string()).answer(gauges),
            }
        }
    }
}

/// Opened each time: SQLite removes the log when the last connection is closed, and makes another one. While something
/// waits to be flushed the writer has its connection open.
fn flush(log: &Path) -> std::io::Result<()> {
    File::open(log)?.sync_data()
}

/// Errors of the database cannot be copied, so everybody is told in words.
fn in_words(error: &StoreError) -> StoreError {
    if let StoreError::NotCommitted { reason } = error {
        return StoreError::NotCommitted { reason: reason.clone() };
    }
    StoreError::unavailable(error)
}
