//! 后台: what runs beside the server, on one screen.
//!
//! ```text
//! outbox   every second   sends what is due; every hour, forgets what was finished 30 days ago
//! mail     every second   sends what is due; every hour, forgets what was sent 90 days ago
//! search   every second   what was recorded can be found
//! duties   every ten seconds   what the table of times (`[duties.times]`) says is due
//! ```
//!
//! Each loop has a thread of its own, away from those that answer requests, and looks at [`Stop`] between two
//! pieces of work. Where the system can tell threads apart they [step back](step_back): somebody who waits for a page
//! goes before a mail that may leave a second later.

mod duties;
mod mail;
mod outbox;
mod priority;
mod search;
mod stop;

use std::io;
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

use crate::app::App;
use crate::config::Settings;

pub use self::priority::step_back;
use self::stop::Stop;

/// A loop that runs until it is told to stop.
type Loop = Box<dyn FnOnce(&Arc<Stop>) + Send>;

/// Starts every loop.
///
/// # Errors
/// If the system gives no thread, or mail cannot be sent with these settings.
pub fn start(app: &Arc<App>, settings: &Settings) -> io::Result<Running> {
    let mailer = crate::mail::mailer(&settings.mail, settings.mail_dir()).map_err(io::Error::other)?;
    let loops: Vec<(&str, Loop)> = vec![
        ("mail", mail::sends(Arc::clone(app), mailer, settings.mail.connections)),
        ("outbox", outbox::sends(Arc::clone(app), &settings.webhooks)),
        ("search", search::follows(Arc::clone(app))),
        ("duties", duties::does(Arc::clone(app), settings)),
    ];
    let mut running = Running { stop: Arc::default(), threads: Vec::new() };
    for (name, run) in loops {
        let stop = Arc::clone(&running.stop);
        running.threads.push(Builder::new().name(format!("gongkai-{name}")).spawn(move || {
            step_back();
            run(&stop);
        })?);
    }
    Ok(running)
}

/// The loops that run. Dropping it stops them.
#[derive(Debug)]
pub struct Running {
    stop: Arc<Stop>,
    threads: Vec<JoinHandle<()>>,
}

impl Running {
    /// Lets every loop finish the piece of work it is at, and waits for it.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.ask();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a background loop had panicked");
            }
        }
    }
}
