//! Many pieces of work in one transaction.
//!
//! Nearly every piece of work succeeds, and a savepoint around each of them is not free: SQLite copies
//! every page that is changed inside one, a server is asked twice more. So a batch is first run without.
//! Only if somebody wants its changes undone is the whole batch undone and run once more, each piece of
//! work in a savepoint of its own.

use std::time::{Duration, Instant};

use super::Source;
use super::answers::{Answers, Batch, Finished};
use super::job::{Job, Ran};
use super::queue::Queue;
use super::stats::Gauges;
use crate::store::conn::DbConn;
use crate::store::error::{StoreError, StoreResult};

/// Depth of the transaction around a batch; a piece of work in a savepoint is one deeper.
const BATCH_DEPTH: u32 = 1;
/// How often work is run on a server, where it may meet somebody else's, before its error is the answer.
const ATTEMPTS: u32 = 8;

/// What became of a batch that was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// What was to be kept is committed, since this moment.
    Committed(Instant),
    /// There was nothing to be kept.
    NothingKept,
    /// Nothing is kept; run again, it may succeed.
    Again,
}

/// Takes what is waiting until nobody can send any more.
pub(super) fn run(mut source: Source, queue: &Queue, answers: Answers, gauges: &Gauges) {
    while let Some(mut batch) = queue.next() {
        let committed = run_until_settled(&mut source, &mut batch, queue, gauges);
        if let Err(error) = &committed {
            tracing::error!(batch.size = batch.len(), error = %error, "a batch of writes was lost");
            source.discard();
        }
        batch.iter_mut().for_each(|job| job.settled());
        answers.give(Finished { batch, committed });
    }
    // Before the connection is closed: with the last one the log goes.
    drop(answers);
}

/// Runs a batch, again after a deadlock or a lost connection: until COMMIT is sent nothing of it is kept.
/// A COMMIT that is not confirmed may have been carried out, so after that nothing is repeated. Gives when COMMIT was
/// sent, if there was anything to be kept.
fn run_until_settled(
    source: &mut Source,
    batch: &mut Batch,
    queue: &Queue,
    gauges: &Gauges,
) -> StoreResult<Option<Instant>> {
    // Nobody else writes to a file, so running work again there would only fail again.
    let attempts = if source.is_shared() { ATTEMPTS } else { 1 };
    for attempt in 1..=attempts {
        let last = attempt == attempts;
        match run_together(source.get(), batch, last, queue, gauges) {
            Ok(Outcome::Committed(since)) => return Ok(Some(since)),
            Ok(Outcome::NothingKept) => break,
            Ok(Outcome::Again) => {}
            Err(error) if last || !error.is_worth_running_again() => return Err(error),
            Err(_) => source.discard(),
        }
        pause(attempt);
    }
    Ok(None)
}

/// Two that met in a deadlock would meet again if both began anew at once.
fn pause(attempt: u32) {
    let random = u64::from(rand::random::<u8>() % 8);
    std::thread::sleep(Duration::from_millis(u64::from(attempt) * random));
}

fn run_together(
    conn: StoreResult<&mut DbConn>,
    batch: &mut Batch,
    last: bool,
    queue: &Queue,
    gauges: &Gauges,
) -> StoreResult<Outcome> {
    let conn = conn?;
    conn.begin_write()?;
    let ran = run_bare(conn, batch, queue);
    if ran == Ran::Keep {
        return commit(conn, batch.len(), gauges);
    }
    conn.rollback_to(0)?;
    match ran {
        Ran::Again if !last => return Ok(Outcome::Again),
        Ran::Keep | Ran::Undo | Ran::Again => {}
    }
    if batch.len() == 1 {
        // It has its answer, and there is nobody whose changes could be kept.
        return Ok(Outcome::NothingKept);
    }
    conn.begin_write()?;
    for job in batch.iter_mut() {
        if run_in_savepoint(conn, job.as_mut())? == Ran::Again && !last {
            conn.rollback_to(0)?;
            return Ok(Outcome::Again);
        }
    }
    commit(conn, batch.len(), gauges)
}

/// Runs the batch until somebody wants its changes undone. What arrives meanwhile comes along, unless a crowd has been
/// served: it is answered now, so that those in it who come again are heard while the next ones are served.
fn run_bare(conn: &mut DbConn, batch: &mut Batch, queue: &Queue) -> Ran {
    let (mut next, mut has_served_many) = (0, false);
    while let Some(job) = batch.get_mut(next) {
        let ran = job.run(conn);
        if ran != Ran::Keep {
            return ran;
        }
        has_served_many |= job.is_of_many();
        next += 1;
        if next == batch.len() && !has_served_many {
            queue.take_more(batch);
        }
    }
    // Work that overlooked a refused statement has lost its neighbours' changes with its own.
    if batch.len() == 1 || conn.is_sound() { Ran::Keep } else { Ran::Undo }
}

/// Runs one piece of work. An error here is not the work's: the transaction itself is gone, as after a
/// full disk, and with it everything the batch did so far.
fn run_in_savepoint(conn: &mut DbConn, job: &mut dyn Job) -> StoreResult<Ran> {
    conn.begin_savepoint()?;
    let ran = job.run(conn);
    match ran {
        Ran::Keep => {
            if let Err(error) = conn.commit() {
                conn.rollback_to(BATCH_DEPTH)?;
                job.fail(error.into());
            }
        }
        Ran::Undo | Ran::Again => conn.rollback_to(BATCH_DEPTH)?,
    }
    Ok(ran)
}

fn commit(conn: &mut DbConn, jobs: usize, gauges: &Gauges) -> StoreResult<Outcome> {
    let begun = Instant::now();
    conn.commit().map_err(not_confirmed)?;
    gauges.committed(jobs);
    Ok(Outcome::Committed(begun))
}

/// A conflict found at COMMIT undoes the transaction for certain; anything else leaves it open whether
/// a server carried it out.
fn not_confirmed(error: diesel::result::Error) -> StoreError {
    let error = StoreError::from(error);
    if error.is_conflict() { error } else { StoreError::NotCommitted { reason: error.to_string() } }
}
