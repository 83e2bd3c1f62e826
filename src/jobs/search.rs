//! 检索: what was recorded can be found about a second later, or half a minute while people come in a crowd.

use std::sync::Arc;
use std::time::Duration;

use super::Loop;
use super::stop::Stop;
use crate::app::App;
use crate::app::search::index_until;

/// Between two looks at what is new.
const PAUSE: Duration = Duration::from_secs(1);
/// After a look that took long, as many times as long: what was imported at once is looked at again until it has
/// arrived for certain, and whoever works meanwhile must not feel it.
const REST: u32 = 19;
/// While writes come in a crowd, what is new waits for so many pauses at most.
const PAUSES_IN_A_CROWD: u32 = 30;
/// So many writes together are a crowd.
const CROWD: usize = 16;
/// After a look that failed: the database may be away for a while.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Lets a crowd go first; whether the loop was asked to stop meanwhile.
fn gives_way(app: &App, stop: &Stop) -> bool {
    let mut seen = None;
    for _ in 0..PAUSES_IN_A_CROWD {
        let commits = Some(app.store.writer_stats().commits);
        // Where nothing was written since, the crowd of the last write has gone.
        if app.store.writes_at_once() <= CROWD || commits == seen {
            return false;
        }
        seen = commits;
        if stop.pause(PAUSE) {
            return true;
        }
    }
    false
}

/// The loop that keeps the index up to date.
pub(super) fn follows(app: Arc<App>) -> Loop {
    Box::new(move |stop| {
        let mut pause = Duration::ZERO;
        while !stop.pause(pause) && !gives_way(&app, stop) {
            let begun = app.clock.now();
            pause = match index_until(&app, &|| stop.is_asked()) {
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
