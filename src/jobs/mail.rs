//! Sending mail: while there is something due, as many threads send as there are mails, up to the number of
//! connections that the mail server is asked for. A thread that waits for an answer holds up nobody else.
//!
//! Each mail is marked twice and, in a folder, brought to the disk once more, all of it between the acts of people. While
//! they come in a crowd a thread sends one mail a second.

use std::sync::Arc;
use std::thread::{Scope, ScopedJoinHandle};
use std::time::Duration;

use super::Loop;
use super::stop::Stop;
use crate::app::mail::{Dispatcher, Step, forget_sent};
use crate::app::{App, AppError};
use crate::mail::Mailer;

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(1);
/// Between two mails of a thread, while people wait in a crowd.
const STEP_BACK: Duration = Duration::from_secs(1);
/// Looks between two clean-ups: an hour.
const LOOKS_TO_CLEAN_UP: u32 = 3600;

/// The loop that sends.
pub(super) fn sends(app: Arc<App>, mailer: Box<dyn Mailer>, connections: usize) -> Loop {
    Box::new(move |stop| {
        let dispatcher = match Dispatcher::new(&app, mailer.as_ref()) {
            Ok(dispatcher) => dispatcher,
            Err(error) => return tracing::error!(error = %error, "no mail can be sent"),
        };
        // The scope ends when every sender has: what is being sent is marked.
        std::thread::scope(|scope| {
            let connections = connections.max(1);
            let mut senders = Senders { scope, dispatcher: &dispatcher, stop, connections, running: Vec::new() };
            let mut looks = 0;
            while !stop.pause(EVERY) {
                let looked = senders.look().and_then(|()| clean_up(&app, looks));
                if let Err(error) = looked {
                    tracing::error!(error = %error, "mail cannot be looked at");
                }
                looks += 1;
            }
        });
    })
}

fn clean_up(app: &App, looks: u32) -> Result<(), AppError> {
    if looks.is_multiple_of(LOOKS_TO_CLEAN_UP) {
        forget_sent(app)?;
    }
    Ok(())
}

/// The threads that send.
struct Senders<'scope, 'env> {
    scope: &'scope Scope<'scope, 'env>,
    dispatcher: &'env Dispatcher<'env>,
    stop: &'env Stop,
    connections: usize,
    running: Vec<ScopedJoinHandle<'scope, ()>>,
}

impl Senders<'_, '_> {
    /// Lets as many threads send as there are mails and free connections.
    fn look(&mut self) -> Result<(), AppError> {
        self.running.retain(|sender| !sender.is_finished());
        let (dispatcher, stop, connections) = (self.dispatcher, self.stop, self.connections);
        let free = connections.saturating_sub(self.running.len());
        for _ in 0..dispatcher.due(free)? {
            self.running.push(self.scope.spawn(move || {
                if let Err(error) = send(dispatcher, connections, stop) {
                    tracing::error!(error = %error, "a mail was not sent");
                }
            }));
        }
        Ok(())
    }
}

/// Sends until nothing is due any more.
fn send(dispatcher: &Dispatcher<'_>, connections: usize, stop: &Stop) -> Result<(), AppError> {
    // The senders themselves write as many together.
    let crowd = 2 * connections;
    while !stop.pause(if dispatcher.writes_at_once() > crowd { STEP_BACK } else { Duration::ZERO }) {
        match dispatcher.send_next()? {
            Step::Sent | Step::PutOff | Step::NotTaken => {}
            Step::Nothing | Step::Resting => break,
        }
    }
    Ok(())
}
