//! 日常事务: what is due is done, one thing after another, so that the server stays quick.

use std::sync::Arc;
use std::time::Duration;

use super::Loop;
use crate::app::App;
use crate::app::duties::{Duties, Plan};
use crate::config::Settings;

/// Between two looks at what is due.
const EVERY: Duration = Duration::from_secs(10);

/// The loop that does what is due; none where the settings leave it to another program.
pub(super) fn does(app: Arc<App>, settings: &Settings) -> Loop {
    let plan = settings.duties.enabled.then(|| Plan::of(settings));
    Box::new(move |stop| {
        let Some(plan) = plan else { return };
        let duties = Duties::new(&app, &plan);
        let mut pause = Duration::ZERO;
        while !stop.pause(pause) {
            if let Err(error) = duties.run_due(&|| stop.is_asked()) {
                tracing::error!(error = %error, "it cannot be found out what is due");
            }
            pause = EVERY;
        }
    })
}
