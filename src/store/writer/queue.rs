//! The work that is waiting, and who takes it.

use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};

use super::job::Job;
use super::stats::Gauges;

/// The end of the queue that the writing threads take from.
pub(super) struct Queue {
    jobs: Mutex<Receiver<Box<dyn Job>>>,
    /// Pieces of work in one transaction.
    limit: usize,
    gauges: Arc<Gauges>,
}

impl Queue {
    pub(super) fn new(jobs: Receiver<Box<dyn Job>>, limit: usize, gauges: Arc<Gauges>) -> Self {
        Self { jobs: Mutex::new(jobs), limit: limit.max(1), gauges }
    }

    /// Waits for work and takes what there is; `None` once nobody can send any more.
    pub(super) fn next(&self) -> Option<Vec<Box<dyn Job>>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let mut batch = Vec::with_capacity(self.limit);
        batch.push(jobs.recv().ok()?);
        batch.extend(jobs.try_iter().take(self.limit - 1));
        self.gauges.taken(batch.len());
        Some(batch)
    }

    /// Adds what has arrived since to a batch. If another thread is waiting for work, there is none.
    pub(super) fn take_more(&self, batch: &mut Vec<Box<dyn Job>>) {
        let Ok(jobs) = self.jobs.try_lock() else { return };
        let before = batch.len();
        batch.extend(jobs.try_iter().take(self.limit - before));
        self.gauges.taken(batch.len() - before);
    }
}
