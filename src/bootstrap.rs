//! Settings become a running program. The binary and the tests start through the same function.

use crate::app::calendars::follow_calendars;
use crate::app::intake::Waiting;
use crate::app::seal::seal_finished_days;
use crate::app::{App, AppError};
use crate::clock::Clock;
use crate::config::{AttachmentSettings, Settings};
use crate::files::{Files, Limits};
use crate::keys::{KeyError, Keyring, SharedKeyring};
use crate::rulebook::{Rulebook, RulebookError};
use crate::store::{Store, StoreError, meta};

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
    Ok(app(settings, store, rulebook, clock))
}

/// Opens everything: brings the schema up to date, seals finished days, follows new calendars.
///
/// # Errors
/// [`StartError`].
pub fn start(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open_migrated(&settings.database)?;
    let app = app(settings, store, rulebook, clock);
    seal_finished_days(&app)?;
    for moved in follow_calendars(&app)? {
        tracing::info!(case.no = moved.case_no, from = ?moved.from, to = ?moved.to, "a new calendar moved a due date");
    }
    Ok(app)
}

fn app(settings: &Settings, store: Store, rulebook: Rulebook, clock: Clock) -> App {
    let AttachmentSettings { dir: _, max_bytes, max_files, clamd } = &settings.attachments;
    let limits = Limits { max_bytes: *max_bytes, max_files: *max_files };
    let files = Files::new(settings.attachments_dir(), limits, clamd);
    App {
        store,
        rulebook: rulebook.into(),
        clock,
        keys: SharedKeyring::at(settings.key_file()),
        files,
        intake: Waiting::default(),
    }
}

/// The line of `meta` that says that keys were made for a database.
const KEYS_MADE: &str = "keys_made";

/// Why the keys do not open.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The key file.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The database.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Opens the keys of a database, or makes them if it never had any; then the second value is `true`. Of a
/// database that had keys nothing sealed could be opened with new ones, so none are made.
///
/// # Errors
/// [`KeysError`], [`KeyError::Missing`] in particular.
pub fn open_keys(settings: &Settings, app: &App) -> Result<(Keyring, bool), KeysError> {
    let path = settings.key_file();
    let had_keys = app.store.read(|conn| meta::get(conn, KEYS_MADE)).map_err(AppError::from)?.is_some();
    if had_keys {
        return Ok((Keyring::open(&path)?, false));
    }
    let opened = Keyring::open_or_create(&path)?;
    app.store.write_blocking(|conn| meta::set(conn, KEYS_MADE, "yes")).map_err(AppError::from)?;
    Ok(opened)
}
