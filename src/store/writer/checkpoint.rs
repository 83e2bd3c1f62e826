//! 归档日志 (checkpoint): what was written to SQLite is in a log first, and is brought into the file by a thread of its
//! own. Done by the writer, as SQLite does it unasked, it keeps everybody waiting for a twentieth of a second whenever
//! the log is full.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{Builder, JoinHandle, park_timeout};
use std::time::Duration;

use super::stats::Gauges;
use crate::store::conn::{Access, DbConn};
use crate::store::error::StoreResult;
use crate::store::url::DatabaseUrl;

/// Between two looks at the log.
const PAUSE: Duration = Duration::from_millis(100);

/// The thread. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Checkpoints {
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Starts the thread for a file.
    pub(super) fn start(url: &DatabaseUrl, gauges: &Arc<Gauges>) -> StoreResult<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let (url, gauges, told) = (url.clone(), Arc::clone(gauges), Arc::clone(&is_over));
        let look = move || {
            let mut log = Log { url, conn: None, seen: 0 };
            while !told.load(Relaxed) {
                log.look(gauges.snapshot().commits);
                park_timeout(PAUSE);
            }
        };
        let thread = Builder::new().name("gongkai-checkpoint".to_owned()).spawn(look)?;
        Ok(Self { is_over, thread: Some(thread) })
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.is_over.store(true, Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the checkpoint thread had panicked");
            }
        }
    }
}

/// The log of a file, and how much had been written when it was last looked at.
struct Log {
    url: DatabaseUrl,
    /// Opened once there is something to do.
    conn: Option<DbConn>,
    seen: u64,
}

impl Log {
    fn look(&mut self, commits: u64) {
        if commits == self.seen {
            return;
        }
        self.seen = commits;
        if let Err(error) = self.checkpoint() {
            // The writer does it then, when the log is full.
            tracing::warn!(%error, "the log was not brought into the database file");
            self.conn = None;
        }
    }

    fn checkpoint(&mut self) -> StoreResult<()> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            empty @ None => empty.insert(self.url.connect(Access::Write)?),
        };
        Ok(conn.checkpoint()?)
    }
}
