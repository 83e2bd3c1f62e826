//! Sending what is due: every destination that has something gets a thread until it is served, so that one
//! that answers slowly, or not at all, holds up nobody else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use super::Loop;
use super::stop::Stop;
use crate::app::outbox::{Dispatcher, Step, forget_finished};
use crate::app::{App, AppError};
use crate::config::WebhookSettings;
use crate::delivery::{HttpSender, Sender};

/// Between two looks at the outbox.
const EVERY: Duration = Duration::from_secs(1);
/// Looks between two clean-ups: an hour.
const LOOKS_TO_CLEAN_UP: u32 = 3600;
/// Destinations served at the same time.
const AT_ONCE: usize = 16;
/// Messages before a destination's thread ends, so that its turn comes round to others.
const IN_A_ROW: usize = 100;

/// The loop that sends.
pub(super) fn sends(app: Arc<App>, settings: &WebhookSettings) -> Loop {
    let hosts = settings.private_hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
    let sender: Arc<dyn Sender> = Arc::new(HttpSender::new(hosts));
    Box::new(move |stop| {
        let mut serving = Serving { app, sender, stop: Arc::clone(stop), threads: BTreeMap::new() };
        let mut looks = 0;
        while !stop.pause(EVERY) {
            if let Err(error) = serving.look(looks % LOOKS_TO_CLEAN_UP == 0) {
                tracing::error!(error = %error, "the outbox cannot be looked at");
            }
            looks += 1;
        }
        serving.finish();
    })
}

/// The destinations that are being served.
struct Serving {
    app: Arc<App>,
    sender: Arc<dyn Sender>,
    stop: Arc<Stop>,
    threads: BTreeMap<String, JoinHandle<()>>,
}

impl Serving {
    /// Serves every destination that has something due and is not being served.
    fn look(&mut self, clean_up: bool) -> Result<(), AppError> {
        self.threads.retain(|_, thread| !thread.is_finished());
        if clean_up {
            forget_finished(&self.app)?;
        }
        for destination in Dispatcher::new(&self.app, self.sender.as_ref())?.due_destinations()? {
            if self.threads.len() < AT_ONCE && !self.threads.contains_key(&destination) {
                self.serve(destination);
            }
        }
        Ok(())
    }

    fn serve(&mut self, destination: String) {
        let (app, sender, to) = (Arc::clone(&self.app), Arc::clone(&self.sender), destination.clone());
        let stop = Arc::clone(&self.stop);
        let started = Builder::new().name("gongkai-delivery".to_owned()).spawn(move || {
            if let Err(error) = serve(&app, sender.as_ref(), &to, &stop) {
                tracing::error!(destination = to, error = %error, "a message was not sent");
            }
        });
        match started {
            Ok(thread) => drop(self.threads.insert(destination, thread)),
            Err(error) => tracing::error!(error = %error, "there is no thread to send with"),
        }
    }

    /// Waits for what is being sent.
    fn finish(self) {
        for thread in self.threads.into_values() {
            if thread.join().is_err() {
                tracing::error!("a delivery had panicked");
            }
        }
    }
}

fn serve(app: &App, sender: &dyn Sender, destination: &str, stop: &Stop) -> Result<(), AppError> {
    let dispatcher = Dispatcher::new(app, sender)?;
    for _ in 0..IN_A_ROW {
        if stop.is_asked() {
            break;
        }
        match dispatcher.send_next(destination)? {
            Step::Sent | Step::NotTaken => {}
            Step::Nothing | Step::Resting => break,
        }
    }
    Ok(())
}
