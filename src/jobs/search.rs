//! 检索: what was recorded can be found about a second later.

use std::sync::Arc;
use std::time::Duration;

use super::Loop;
use crate::app::App;
use crate::app::search::index_until;

/// Between two looks at what is new.
const PAUSE: Duration = Duration::from_secs(1);
/// After a look that failed: the database may be away for a while.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// The loop that keeps the index up to date.
pub(super) fn follows(app: Arc<App>) -> Loop {
    Box::new(move |stop| {
        let mut pause = Duration::ZERO;
        while !stop.pause(pause) {
            pause = match index_until(&app, &|| stop.is_asked()) {
                Ok(_) => PAUSE,
                Err(error) => {
                    tracing::warn!(error = %error, "indexing for searching will be tried again");
                    PAUSE_AFTER_FAILURE
                }
            };
        }
    })
}
