//! 写队列: every change goes through one queue.
//!
//! A durable commit costs the same for one change as for a hundred. So a thread with a writing connection
//! takes whatever is waiting, runs it in one transaction, commits ([`batch`]), and only when that is on the disk
//! everybody is answered ([`answers`]). SQLite takes one writer at a time, PostgreSQL several. Whoever writes sees no
//! difference.
//!
//! SQLite's log is brought into its file by a thread of its own ([`checkpoint`]).
//!
//! Requests that come in crowds are kept together by one piece of work ([`gathering`]).
//!
//! ## What a piece of work must be
//! A closure `FnMut(&mut DbConn) -> Result<T, E>`. It may be run **again** from the start, because a
//! neighbour in its transaction failed or after a deadlock or a lost connection; so it must not move out
//! of what it captured and must have no effect outside the transaction. If it returns an error or panics,
//! only its own changes are undone.

mod answers;
mod batch;
mod checkpoint;
mod gathering;
mod job;
mod queue;
mod stats;

use std::future::Future;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use self::answers::Answers;
use self::checkpoint::Checkpoints;
use self::job::{Job, Task};
use self::queue::Queue;
use self::stats::Gauges;
use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::url::DatabaseUrl;
use crate::config::DatabaseSettings;

pub use self::gathering::{Gathering, TogetherFn};
pub use self::stats::WriterStats;

/// The error type of a piece of work: the store's own, or one that contains it.
pub trait WriteError: From<StoreError> + Send + 'static {
    /// The store's error inside, so that the writer can tell what is worth running again.
    fn store_error(&self) -> Option<&StoreError>;
}

impl WriteError for StoreError {
    fn store_error(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// The queue and the threads behind it. Dropping it finishes what was accepted.
#[derive(Debug)]
pub struct Writer {
    queue: RwLock<Option<SyncSender<Box<dyn Job>>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    checkpoints: Mutex<Option<Checkpoints>>,
    gauges: Arc<Gauges>,
}

impl Writer {
    /// Starts the threads, each with a connection that has just been opened and checked.
    pub(super) fn start(url: &DatabaseUrl, first: DbConn, settings: &DatabaseSettings) -> StoreResult<Self> {
        let (queue, jobs) = sync_channel(settings.write_queue.max(1));
        let gauges = Arc::new(Gauges::default());
        let jobs = Arc::new(Queue::new(jobs, settings.write_batch, Arc::clone(&gauges)));
        let writers = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Postgres(_) => settings.postgres_writers.max(1),
        };
        let mut first = Some(first);
        let threads = (0..writers).map(|_| {
            let source = Source { url: url.clone(), conn: first.take(), is_ready: false };
            let answers = Answers::of(url, &gauges)?;
            let (jobs, gauges) = (Arc::clone(&jobs), Arc::clone(&gauges));
            spawn(move || batch::run(source, &jobs, answers, &gauges))
        });
        let threads = threads.collect::<StoreResult<_>>()?;
        let checkpoints = match url {
            DatabaseUrl::Sqlite(_) => Some(Checkpoints::start(url, &gauges)?),
            DatabaseUrl::Postgres(_) => None,
        };
        let (queue, threads) = (RwLock::new(Some(queue)), Mutex::new(threads));
        Ok(Self { queue, threads, checkpoints: Mutex::new(checkpoints), gauges })
    }

    /// Hands over `work` and waits for it to be durable.
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
        let (reply, answer) = oneshot::channel();
        let task = Task::new(work, move |result| drop(reply.send(result)));
        let accepted = self.offer(Box::new(task));
        async move {
            accepted?;
            answer.await.unwrap_or_else(|_| Err(stopped().into()))
        }
    }

    /// Hands over `work` and blocks this thread until it is durable. Where [`write`](Self::write)
    /// answers `Busy`, this waits for room: for imports and commands, not for requests.
    ///
    /// # Errors
    /// What `work` returns, or why nothing was kept.
    pub fn write_blocking<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: WriteError,
        F: FnMut(&mut DbConn) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = sync_channel(1);
        let task = Task::new(work, move |result| drop(reply.send(result)));
        self.wait_for_room(Box::new(task))?;
        answer.recv().unwrap_or_else(|_| Err(stopped().into()))
    }

    /// What the queue is doing, for metrics.
    #[must_use]
    pub fn stats(&self) -> WriterStats {
        self.gauges.snapshot()
    }

    /// Accepts nothing more, finishes what was accepted and ends the threads.
    pub fn shutdown(&self) {
        drop(self.queue.write().unwrap_or_else(PoisonError::into_inner).take());
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a writer thread had panicked");
            }
        }
        drop(self.checkpoints.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn offer(&self, job: Box<dyn Job>) -> StoreResult<()> {
        self.door()?.offer(job)
    }

    fn door(&self) -> StoreResult<Door> {
        Ok(Door { queue: self.queue()?, gauges: Arc::clone(&self.gauges) })
    }

    fn wait_for_room(&self, job: Box<dyn Job>) -> StoreResult<()> {
        let queue = self.queue()?;
        self.gauges.accepted();
        queue.send(job).map_err(|_| {
            self.gauges.taken(1);
            stopped()
        })
    }

    fn queue(&self) -> StoreResult<SyncSender<Box<dyn Job>>> {
        self.queue.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(stopped)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// The end of the queue where work is left.
#[derive(Clone)]
struct Door {
    queue: SyncSender<Box<dyn Job>>,
    gauges: Arc<Gauges>,
}

impl Door {
    /// Leaves work if there is room.
    fn offer(&self, job: Box<dyn Job>) -> StoreResult<()> {
        self.gauges.accepted();
        self.queue.try_send(job).map_err(|error| {
            self.gauges.taken(1);
            match error {
                TrySendError::Full(_) => StoreError::Busy,
                TrySendError::Disconnected(_) => stopped(),
            }
        })
    }
}

fn stopped() -> StoreError {
    StoreError::unavailable("the writer has stopped")
}

fn spawn(run: impl FnOnce() + Send + 'static) -> StoreResult<JoinHandle<()>> {
    Ok(std::thread::Builder::new().name("gongkai-writer".to_owned()).spawn(run)?)
}

/// A writing connection that is opened again when it breaks.
struct Source {
    url: DatabaseUrl,
    conn: Option<DbConn>,
    /// Whether the connection leaves flushing the log to whoever [answers](answers).
    is_ready: bool,
}

impl Source {
    /// Whether others write to the same database at the same time.
    fn is_shared(&self) -> bool {
        matches!(self.url, DatabaseUrl::Postgres(_))
    }

    fn get(&mut self) -> StoreResult<&mut DbConn> {
        if self.conn.as_mut().is_some_and(DbConn::is_broken) {
            self.discard();
        }
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty @ None => empty.insert(self.url.connect(super::conn::Access::Write)?),
        };
        if !self.is_ready {
            conn.leave_flushing()?;
            self.is_ready = true;
        }
        Ok(conn)
    }

    /// Throws the connection away; whatever it had not committed is gone.
    fn discard(&mut self) {
        self.conn = None;
        self.is_ready = false;
    }
}
