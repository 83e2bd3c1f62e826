//! What the writer is doing, counted.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// A look at the writer, for metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterStats {
    /// Writes accepted and not yet begun.
    pub waiting: usize,
    /// Transactions committed since the start.
    pub commits: u64,
    /// Writes answered since the start.
    pub writes: u64,
    /// Writes in the last transaction.
    pub last_batch: usize,
    /// How long the last COMMIT took until it was durable.
    pub last_commit: Duration,
}

/// The counters behind [`WriterStats`]. They are read apart from each other, so a snapshot may be
/// between two of them.
#[derive(Debug, Default)]
pub(super) struct Gauges {
    waiting: AtomicUsize,
    commits: AtomicU64,
    writes: AtomicU64,
    /// Writes done together with another, in transactions that are not committed yet.
    gathered: AtomicUsize,
    last_batch: AtomicUsize,
    last_commit_micros: AtomicU64,
}

impl Gauges {
    pub(super) fn accepted(&self) {
        self.waiting.fetch_add(1, Relaxed);
    }

    pub(super) fn taken(&self, jobs: usize) {
        self.waiting.fetch_sub(jobs, Relaxed);
    }

    /// Some that waited are done together with another one, which is counted by itself.
    pub(super) fn gathered(&self, others: usize) {
        self.taken(others);
        self.writes.fetch_add(others as u64, Relaxed);
        self.gathered.fetch_add(others, Relaxed);
    }

    pub(super) fn committed(&self, jobs: usize) {
        self.commits.fetch_add(1, Relaxed);
        self.last_batch.store(jobs + self.gathered.swap(0, Relaxed), Relaxed);
    }

    /// What was committed is on the disk, so long after COMMIT was sent.
    pub(super) fn durable(&self, took: Duration) {
        self.last_commit_micros.store(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    pub(super) fn answered(&self, jobs: usize) {
        self.writes.fetch_add(jobs as u64, Relaxed);
    }

    pub(super) fn snapshot(&self) -> WriterStats {
        WriterStats {
            waiting: self.waiting.load(Relaxed),
            commits: self.commits.load(Relaxed),
            writes: self.writes.load(Relaxed),
            last_batch: self.last_batch.load(Relaxed),
            last_commit: Duration::from_micros(self.last_commit_micros.load(Relaxed)),
        }
    }
}
