//! SQLite: one thread, many pieces of work in one transaction.

use std::time::Instant;

use super::job::{Job, Ran};
use super::stats::Gauges;
use super::{Jobs, Source};
use crate::store::conn::DbConn;
use crate::store::error::{StoreError, StoreResult};

/// Depth of the transaction around a batch; each piece of work is one deeper.
const BATCH_DEPTH: u32 = 1;

/// Takes what is waiting until nobody can send any more.
pub(super) fn run(mut source: Source, jobs: &Jobs, limit: usize, gauges: &Gauges) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        batch.extend(jobs.try_iter().take(limit - 1));
        gauges.taken(batch.len());
        let size = batch.len();
        let outcome = commit_together(&mut source, &mut batch, gauges);
        if let Err(error) = &outcome {
            tracing::error!(batch.size = size, error = %error, "a batch of writes was lost");
            source.discard();
        }
        answer(batch, &outcome);
        gauges.answered(size);
    }
}

fn commit_together(source: &mut Source, batch: &mut [Box<dyn Job>], gauges: &Gauges) -> StoreResult<()> {
    let conn = source.get()?;
    conn.begin_write()?;
    if let [job] = batch {
        return run_alone(conn, job.as_mut(), gauges);
    }
    for job in batch.iter_mut() {
        run_in_savepoint(conn, job.as_mut())?;
    }
    commit(conn, batch.len(), gauges)
}

fn commit(conn: &mut DbConn, jobs: usize, gauges: &Gauges) -> StoreResult<()> {
    let begun = Instant::now();
    conn.commit().map_err(|error| StoreError::NotCommitted { reason: error.to_string() })?;
    gauges.committed(jobs, begun.elapsed());
    Ok(())
}

/// Work that nobody shares the transaction with needs no savepoint. SQLite copies every page that is
/// changed inside a savepoint and goes through all the copies after each statement, which would be felt in
/// an import: it changes many pages.
fn run_alone(conn: &mut DbConn, job: &mut dyn Job, gauges: &Gauges) -> StoreResult<()> {
    match job.run(conn) {
        Ran::Keep => commit(conn, 1, gauges),
        Ran::Undo | Ran::Again => Ok(conn.rollback_to(0)?),
    }
}

/// Runs one piece of work. An error here is not the work's: the transaction itself is gone, as after a
/// full disk, and with it everything the batch did so far.
fn run_in_savepoint(conn: &mut DbConn, job: &mut dyn Job) -> StoreResult<()> {
    conn.begin_savepoint()?;
    match job.run(conn) {
        Ran::Keep => conn.commit()?,
        // Nobody else writes, so running it again would only fail again.
        Ran::Undo | Ran::Again => conn.rollback_to(BATCH_DEPTH)?,
    }
    Ok(())
}

fn answer(batch: Vec<Box<dyn Job>>, outcome: &StoreResult<()>) {
    for job in batch {
        job.answer(outcome.as_ref().err().map(lost));
    }
}

/// Errors of the database cannot be copied, so everybody is told in words.
fn lost(error: &StoreError) -> StoreError {
    if let StoreError::NotCommitted { reason } = error {
        return StoreError::NotCommitted { reason: reason.clone() };
    }
    StoreError::unavailable(error)
}
