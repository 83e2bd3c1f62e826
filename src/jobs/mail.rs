//! Sending mail: while there is something due, as many threads send as there are mails, up to the number of
//! connections that the mail server is asked for.

use std::sync::Arc;
use std::time::Duration;

use super::Loop;
use super::stop::Stop;
use crate::app::mail::{Dispatcher, Step, forget_sent};
use crate::app::{App, AppError};
use crate::mail::Mailer;

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(1);
/// Looks between two clean-ups: an hour.
const LOOKS_TO_CLEAN_UP: u32 = 3600;

/// The loop that sends.
pub(super) fn sends(app: Arc<App>, mailer: Box<dyn Mailer>, connections: usize) -> Loop {
    Box::new(move |stop| {
        let dispatcher = match Dispatcher::new(&app, mailer.as_ref()) {
            Ok(dispatcher) => dispatcher,
            Err(error) => return tracing::error!(error = %error, "no mail can be sent"),
        };
        let mut looks = 0;
        while !stop.pause(EVERY) {
            if let Err(error) = look(&app, &dispatcher, connections, stop, looks % LOOKS_TO_CLEAN_UP == 0) {
                tracing::error!(error = %error, "mail cannot be looked at");
            }
            looks += 1;
        }
    })
}

/// Sends what is due, and comes back when nothing is any more.
fn look(
    app: &App,
    dispatcher: &Dispatcher<'_>,
    connections: usize,
    stop: &Stop,
    clean_up: bool,
) -> Result<(), AppError> {
    if clean_up {
        forget_sent(app)?;
    }
    let senders = dispatcher.due(connections.max(1))?;
    std::thread::scope(|scope| {
        for _ in 0..senders {
            scope.spawn(|| {
                if let Err(error) = send(dispatcher, stop) {
                    tracing::error!(error = %error, "a mail was not sent");
                }
            });
        }
    });
    Ok(())
}

fn send(dispatcher: &Dispatcher<'_>, stop: &Stop) -> Result<(), AppError> {
    while !stop.is_asked() {
        match dispatcher.send_next()? {
            Step::Sent | Step::PutOff | Step::NotTaken => {}
            Step::Nothing | Step::Resting => break,
        }
    }
    Ok(())
}
