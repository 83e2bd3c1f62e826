//! Settings become a running program. The binary and the tests start through the same function.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Settings;
use crate::keys::SharedKeyring;
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
}

/// Opens a database that is there already, and leaves it as it is.
///
/// # Errors
/// [`StartError`]; among them a schema that is not this program's.
pub fn open(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open(&settings.database)?;
    Ok(App { store, rulebook, clock, keys: SharedKeyring::at(settings.key_file()) })
}

/// Opens everything, bringing the schema up to date.
///
/// # Errors
/// [`StartError`].
pub fn start(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open_migrated(&settings.database)?;
    Ok(App { store, rulebook, clock, keys: SharedKeyring::at(settings.key_file()) })
}
