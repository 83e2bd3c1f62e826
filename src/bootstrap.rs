//! Settings become a running program. The binary and the tests start through the same function.

use crate::app::calendars::follow_calendars;
use crate::app::seal::seal_finished_days;
use crate::app::{App, AppError};
use crate::clock::Clock;
use crate::config::Settings;
use crate::rulebook::{Rulebook, RulebookError};
use crate::store::{Store, StoreError};

/// Why the program does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The rules do not load.
    #[error(transparent)]
    Rules(#[from] RulebookError),
    /// The database does not open.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What is due at every start cannot be done.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Opens a database that is there already, and leaves it as it is.
///
/// # Errors
/// [`StartError`]; among them a schema that is not this program's.
pub fn open(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open(&settings.database)?;
    Ok(App { store, rulebook, clock })
}

/// Opens everything: brings the schema up to date, seals finished days, follows new calendars.
///
/// # Errors
/// [`StartError`].
pub fn start(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open_migrated(&settings.database)?;
    let app = App { store, rulebook, clock };
    seal_finished_days(&app)?;
    for moved in follow_calendars(&app)? {
        tracing::info!(case.no = moved.case_no, from = ?moved.from, to = ?moved.to, "a new calendar moved a due date");
    }
    Ok(app)
}
