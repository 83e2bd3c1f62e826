//! 合并写入: like pieces of work that wait at the same time are done as one.
//!
//! A thousand requests that arrive together need one block of numbers, one look at the calendar and one
//! statement for their rows, not a thousand. Whoever comes leaves what is to be done in a list. The first sends
//! a piece of work to the queue; when its turn comes, it takes the whole list. Whoever comes after that waits until the
//! transaction of those has ended: where several threads write, small crowds would only wait for each other's locks.
//! Where it cannot keep all of a list together, each is done alone, so that one refusal is nobody else's.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::job::Task;
use super::stats::Gauges;
use super::{Door, WriteError, Writer, stopped};
use crate::store::conn::DbConn;
use crate::store::error::StoreError;

/// How many may be in a list: with more, whoever comes is told that the writer is busy.
const LIMIT: usize = 1024;

/// What is done with a whole list: a result for each, in its order, or why none of it is to be kept.
pub type TogetherFn<I, T, E> = fn(&mut DbConn, &[I]) -> Result<Vec<T>, E>;

/// A list of what waits to be done together.
pub struct Gathering<I, T, E> {
    waiting: Arc<Mutex<Waiting<I, T, E>>>,
}

/// The list, and whether there is work that takes it: in the queue, or at what it took before.
struct Waiting<I, T, E> {
    members: Vec<Member<I, T, E>>,
    is_called: bool,
}

struct Member<I, T, E> {
    item: I,
    reply: oneshot::Sender<Told<T, E>>,
}

/// Those that a piece of work has taken from the list, once it has.
type Taken<I, T, E> = Mutex<Option<Vec<Member<I, T, E>>>>;

/// What a member hears.
enum Told<T, E> {
    /// Its own result.
    Result(Result<T, E>),
    /// Nothing was kept, for a reason that need not be its own.
    Alone,
}

impl<I, T, E> Default for Gathering<I, T, E> {
    fn default() -> Self {
        Self { waiting: Arc::new(Mutex::new(Waiting { members: Vec::new(), is_called: false })) }
    }
}

impl<I, T, E> fmt::Debug for Gathering<I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gathering").finish_non_exhaustive()
    }
}

impl Writer {
    /// Does `work` with `item` and with whatever else waits in this list, and waits for it to be durable.
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
        let (reply, told) = oneshot::channel();
        let joined = self.join(gathering, Member { item: item.clone(), reply }, work);
        async move {
            joined?;
            match told.await {
                Ok(Told::Result(result)) => result,
                Ok(Told::Alone) => self.write(move |conn| work(conn, std::slice::from_ref(&item)).and_then(only)).await,
                Err(_) => Err(stopped().into()),
            }
        }
    }

    fn join<I, T, E>(
        &self,
        gathering: &Gathering<I, T, E>,
        member: Member<I, T, E>,
        work: TogetherFn<I, T, E>,
    ) -> Result<(), StoreError>
    where
        I: Clone + Send + 'static,
        T: Send + 'static,
        E: WriteError,
    {
        let door = self.door()?;
        // Held until the member is in the list, so that the work finds it there however soon its turn comes.
        let mut waiting = lock(&gathering.waiting);
        if waiting.members.len() >= LIMIT {
            return Err(StoreError::Busy);
        }
        if waiting.is_called {
            self.gauges.accepted();
        } else {
            let call = Call { list: Arc::clone(&gathering.waiting), door, work };
            call.send()?;
            waiting.is_called = true;
        }
        waiting.members.push(member);
        Ok(())
    }
}

/// Where the work that takes a list is sent, time after time.
struct Call<I, T, E> {
    list: Arc<Mutex<Waiting<I, T, E>>>,
    door: Door,
    work: TogetherFn<I, T, E>,
}

impl<I, T, E> Call<I, T, E>
where
    I: Clone + Send + 'static,
    T: Send + 'static,
    E: WriteError,
{
    /// Sends the work that takes the list. Run again, it works on what it took the first time.
    fn send(self) -> Result<(), StoreError> {
        let taken: Arc<Taken<I, T, E>> = Arc::default();
        let (list, work, gauges) = (Arc::clone(&self.list), self.work, Arc::clone(&self.door.gauges));
        let (members, told) = (Arc::clone(&taken), Arc::clone(&taken));
        let mut items = Vec::new();
        let run = move |conn: &mut DbConn| {
            if items.is_empty() {
                let mut taken = lock(&members);
                let members = taken.get_or_insert_with(|| take(&mut lock(&list), &gauges));
                items.extend(members.iter().map(|member| member.item.clone()));
            }
            work(conn, &items)
        };
        let door = self.door.clone();
        let next = move || {
            // Whoever waits for a turn that never came is told so.
            lock(&taken).get_or_insert_with(|| take(&mut lock(&self.list), &self.door.gauges));
            self.again();
        };
        let answer = move |result| tell(lock(&told).take().unwrap_or_default(), result);
        door.offer(Box::new(Task::of_many(run, Box::new(next), answer)))
    }

    /// Sends the work once more, if somebody has come meanwhile.
    fn again(self) {
        let list = Arc::clone(&self.list);
        let mut waiting = lock(&list);
        waiting.is_called = !waiting.members.is_empty();
        if !waiting.is_called {
            return;
        }
        let gauges = Arc::clone(&self.door.gauges);
        // One of them is counted by the work itself.
        gauges.taken(1);
        if self.send().is_err() {
            waiting.is_called = false;
            gauges.taken(waiting.members.len().saturating_sub(1));
            for member in std::mem::take(&mut waiting.members) {
                drop(member.reply.send(Told::Result(Err(StoreError::Busy.into()))));
            }
        }
    }
}

fn take<I, T, E>(waiting: &mut Waiting<I, T, E>, gauges: &Gauges) -> Vec<Member<I, T, E>> {
    gauges.gathered(waiting.members.len().saturating_sub(1));
    std::mem::take(&mut waiting.members)
}

/// Tells each its result. A member that no longer listens has gone; what was kept for it stays.
fn tell<I, T, E: WriteError>(members: Vec<Member<I, T, E>>, result: Result<Vec<T>, E>) {
    match result {
        Ok(results) => {
            for (member, result) in members.into_iter().zip(results) {
                drop(member.reply.send(Told::Result(Ok(result))));
            }
        }
        Err(error) => tell_failure(members, error),
    }
}

fn tell_failure<I, T, E: WriteError>(mut members: Vec<Member<I, T, E>>, error: E) {
    if let Some(StoreError::NotCommitted { reason }) = error.store_error() {
        // It may have been kept: doing it once more could do it twice.
        for member in members {
            let error = StoreError::NotCommitted { reason: reason.clone() };
            drop(member.reply.send(Told::Result(Err(error.into()))));
        }
        return;
    }
    if members.len() > 1 {
        members.into_iter().for_each(|member| drop(member.reply.send(Told::Alone)));
    } else if let Some(member) = members.pop() {
        drop(member.reply.send(Told::Result(Err(error))));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The result of one.
fn only<T, E: WriteError>(results: Vec<T>) -> Result<T, E> {
    results
        .into_iter()
        .next()
        .ok_or_else(|| StoreError::Corrupt { what: "work on one without a result".to_owned() }.into())
}
