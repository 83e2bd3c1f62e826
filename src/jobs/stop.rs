//! How a loop hears that it is to stop, also in the middle of a pause.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Asked to stop or not.
#[derive(Debug, Default)]
pub(super) struct Stop {
    asked: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    /// Asks everybody to stop.
    pub(super) fn ask(&self) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_all();
    }

    /// Whether somebody asked.
    pub(super) fn is_asked(&self) -> bool {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Pauses, unless or until somebody asks to stop; whether that is so.
    pub(super) fn pause(&self, pause: Duration) -> bool {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_timeout_while(asked, pause, |asked| !*asked);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::time::Duration;

    use super::Stop;

    #[test]
    fn a_pause_ends_when_somebody_asks_to_stop() {
        let stop = Stop::default();
        assert!(!stop.pause(Duration::ZERO));
        std::thread::scope(|scope| {
            let pausing = scope.spawn(|| stop.pause(Duration::from_secs(3600)));
            stop.ask();
            assert!(pausing.join().unwrap());
        });
        assert!(stop.is_asked());
    }
}
