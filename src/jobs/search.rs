//! 检索: what was recorded can be found about a second later. While people come in a crowd, a portion a second becomes
//! findable and the rest after them.

use std::sync::Arc;
use std::time::Duration;

use super::Loop;
use super::stop::Stop;
use crate::app::App;
use crate::app::search::index_until;
use crate::store::writer::WriterStats;

/// Between two looks at what is new.
const PAUSE: Duration = Duration::from_secs(1);
/// After a look that took long, as many times as long: what was imported at once is looked at again until it has
/// arrived for certain, and whoever works meanwhile must not feel it.
const REST: u32 = 19;
/// More writes than this in a transaction, on the whole, are a crowd.
const CROWD: u64 = 8;
/// After a look that failed: the database may be away for a while.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Lets crowds go first.
struct Courtesy<'a> {
    app: &'a App,
    stop: &'a Stop,
    /// The last look at the writer.
    seen: WriterStats,
}

impl<'a> Courtesy<'a> {
    fn new(app: &'a App, stop: &'a Stop) -> Self {
        Self { app, stop, seen: app.store.writer_stats() }
    }

    /// Pauses if people have come in a crowd since the last time; whether the loop was asked to stop meanwhile.
    fn gives_way(&mut self) -> bool {
        let (before, now) = (self.seen, self.app.store.writer_stats());
        self.seen = now;
        let is_crowded = now.writes - before.writes > CROWD * (now.commits - before.commits);
        self.stop.pause(if is_crowded { PAUSE } else { Duration::ZERO })
    }
}

/// The loop that keeps the index up to date.
pub(super) fn follows(app: Arc<App>) -> Loop {
    Box::new(move |stop| {
        let mut pause = Duration::ZERO;
        let mut courtesy = Courtesy::new(&app, stop);
        while !stop.pause(pause) {
            let begun = app.clock.now();
            pause = match index_until(&app, &mut || courtesy.gives_way()) {
                // What was indexed is new, and more of it may be waiting.
                Ok(indexed) if indexed > 0 => PAUSE,
                Ok(_) => {
                    let took = (app.clock.now() - begun).to_std().unwrap_or_default();
                    PAUSE.max(took.saturating_mul(REST)).min(PAUSE_AFTER_FAILURE)
                }
                Err(error) => {
                    tracing::warn!(error = %error, "indexing for searching will be tried again");
                    PAUSE_AFTER_FAILURE
                }
            };
        }
    })
}
