//! A piece of work in the queue: the closure, what came of it, and whom to tell.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::WriteError;
use crate::store::conn::DbConn;
use crate::store::error::StoreError;

/// What the writer needs to know of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ran {
    /// The changes are to be kept.
    Keep,
    /// The changes are to be undone.
    Undo,
    /// The changes are to be undone, and the same work may succeed if it is run again.
    Again,
}

/// Work of any type, so that one queue holds all of it.
pub(super) trait Job: Send {
    /// Runs the work and keeps its result. A panic is a result too.
    fn run(&mut self, conn: &mut DbConn) -> Ran;
    /// Whether the work is that of all who waited, so that a transaction that has done it has done enough.
    fn is_of_many(&self) -> bool;
    /// Replaces the result by an error that was found after the run.
    fn fail(&mut self, error: StoreError);
    /// Hears that its transaction has ended, whatever came of it: what waited for that may begin.
    fn settled(&mut self);
    /// Tells the caller. `lost` is why the changes did not become durable, if they did not.
    fn answer(self: Box<Self>, lost: Option<StoreError>);
}

/// A closure, its result once it ran, and the caller's end of the line.
pub(super) struct Task<T, E, F, R> {
    work: F,
    reply: R,
    /// Of the work of all who waited: what waits for its transaction to end.
    next: Option<Next>,
    is_of_many: bool,
    result: Option<Result<T, E>>,
}

/// What is done when a transaction has ended.
type Next = Box<dyn FnOnce() + Send>;

impl<T, E, F, R> Task<T, E, F, R>
where
    F: FnMut(&mut DbConn) -> Result<T, E>,
    R: FnOnce(Result<T, E>),
{
    pub(super) fn new(work: F, reply: R) -> Self {
        Self { work, reply, next: None, is_of_many: false, result: None }
    }

    /// The work of all who waited, and what comes when its transaction has ended.
    pub(super) fn of_many(work: F, next: Next, reply: R) -> Self {
        Self { next: Some(next), is_of_many: true, ..Self::new(work, reply) }
    }
}

impl<T, E, F, R> Job for Task<T, E, F, R>
where
    T: Send,
    E: WriteError,
    F: FnMut(&mut DbConn) -> Result<T, E> + Send,
    R: FnOnce(Result<T, E>) + Send,
{
    fn run(&mut self, conn: &mut DbConn) -> Ran {
        let work = &mut self.work;
        // Whatever was changed in the database is rolled back before anybody else uses the connection.
        let result = catch_unwind(AssertUnwindSafe(|| work(conn)));
        let result = result.unwrap_or_else(|_| Err(StoreError::Panicked.into()));
        let ran = match &result {
            Ok(_) => Ran::Keep,
            Err(error) if error.store_error().is_some_and(StoreError::is_worth_running_again) => Ran::Again,
            Err(_) => Ran::Undo,
        };
        self.result = Some(result);
        ran
    }

    fn is_of_many(&self) -> bool {
        self.is_of_many
    }

    fn fail(&mut self, error: StoreError) {
        self.result = Some(Err(error.into()));
    }

    fn settled(&mut self) {
        if let Some(next) = self.next.take() {
            next();
        }
    }

    fn answer(self: Box<Self>, lost: Option<StoreError>) {
        let result = match (self.result, lost) {
            // Work that failed by itself keeps its own reason.
            (Some(Err(error)), _) => Err(error),
            (_, Some(lost)) => Err(lost.into()),
            (Some(Ok(value)), None) => Ok(value),
            (None, None) => Err(StoreError::unavailable("the work was not run").into()),
        };
        (self.reply)(result);
    }
}
