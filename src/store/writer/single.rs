//! PostgreSQL: a few threads, one transaction per piece of work.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::job::{Job, Ran};
use super::stats::Gauges;
use super::{Jobs, Source};
use crate::store::error::{StoreError, StoreResult};

/// How often a piece of work is run before its error is the answer.
const ATTEMPTS: u32 = 8;

/// Takes one piece of work after another until nobody can send any more.
pub(super) fn run(mut source: Source, jobs: &Mutex<Jobs>, gauges: &Gauges) {
    while let Some(mut job) = next(jobs) {
        gauges.taken(1);
        let lost = run_until_settled(&mut source, job.as_mut(), gauges).err();
        if let Some(error) = &lost {
            tracing::error!(error = %error, "a write was lost");
        }
        job.answer(lost);
        gauges.answered(1);
    }
}

fn next(jobs: &Mutex<Jobs>) -> Option<Box<dyn Job>> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Runs the work, again after a deadlock or a lost connection: until COMMIT is sent nothing of it is
/// kept. A COMMIT that is not confirmed may have been carried out, so after that nothing is repeated.
fn run_until_settled(source: &mut Source, job: &mut dyn Job, gauges: &Gauges) -> StoreResult<()> {
    for attempt in 1.. {
        let last = attempt == ATTEMPTS;
        if attempt > 1 {
            pause(attempt);
        }
        match run_once(source, job, gauges) {
            Ok(Ran::Again) if !last => {}
            Ok(_) => return Ok(()),
            Err(error) => {
                source.discard();
                if last || !error.is_worth_running_again() {
                    return Err(error);
                }
            }
        }
    }
    Ok(())
}

/// Two that met in a deadlock would meet again if both began anew at once.
fn pause(attempt: u32) {
    let random = u64::from(rand::random::<u8>() % 8);
    std::thread::sleep(Duration::from_millis(u64::from(attempt) * random));
}

fn run_once(source: &mut Source, job: &mut dyn Job, gauges: &Gauges) -> StoreResult<Ran> {
    let conn = source.get()?;
    conn.begin_write()?;
    let ran = job.run(conn);
    match ran {
        Ran::Keep => {
            let begun = Instant::now();
            conn.commit().map_err(not_confirmed)?;
            gauges.committed(1, begun.elapsed());
        }
        Ran::Undo | Ran::Again => conn.rollback_to(0)?,
    }
    Ok(ran)
}

/// A conflict found at COMMIT undoes the transaction for certain; anything else leaves it open whether
/// the server carried it out.
fn not_confirmed(error: diesel::result::Error) -> StoreError {
    let error = StoreError::from(error);
    if error.is_conflict() { error } else { StoreError::NotCommitted { reason: error.to_string() } }
}
