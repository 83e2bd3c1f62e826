//! Settings become a running program. The binary and the tests start through the same function.

use chrono::TimeDelta;

use crate::app::calendars::follow_calendars;
use crate::app::intake::Reception;
use crate::app::letters::{NumbersFault, check_numbers};
use crate::app::mail::PostRoom;
use crate::app::seal::seal_finished_days;
use crate::app::{App, AppError, KnownAgencies};
use crate::clock::Clock;
use crate::config::{AttachmentSettings, MailSettings, Settings};
use crate::domain::mail::QuietHours;
use crate::files::{Files, Limits};
use crate::keys::{KeyError, Keyring, SharedKeyring};
use crate::letters::press::Press;
use crate::mail::{TemplateFault, Templates};
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
    /// A mail template of the office's own cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// The 文号格式 that come with the program cannot be used.
    #[error(transparent)]
    Numbers(#[from] NumbersFault),
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
    app(settings, store, rulebook, clock)
}

/// Opens everything: brings the schema up to date, seals finished days, follows new calendars.
///
/// # Errors
/// [`StartError`].
pub fn start(settings: &Settings, clock: Clock) -> Result<App, StartError> {
    let rulebook = Rulebook::load(&settings.calendars.dir)?;
    let store = Store::open_migrated(&settings.database)?;
    let app = app(settings, store, rulebook, clock)?;
    seal_finished_days(&app)?;
    for moved in follow_calendars(&app)? {
        tracing::info!(case.no = moved.case_no, from = ?moved.from, to = ?moved.to, "a new calendar moved a due date");
    }
    Ok(app)
}

fn app(settings: &Settings, store: Store, rulebook: Rulebook, clock: Clock) -> Result<App, StartError> {
    check_numbers()?;
    let AttachmentSettings { dir: _, max_bytes, max_files, clamd } = &settings.attachments;
    let limits = Limits { max_bytes: *max_bytes, max_files: *max_files };
    let files = Files::new(settings.attachments_dir(), limits, clamd);
    let press = Press::new(settings.letters.own_fonts.clone(), settings.font_dirs());
    let (keys, mail) = (SharedKeyring::at(settings.key_file()), post_room(settings)?);
    Ok(App {
        store,
        rulebook: rulebook.into(),
        clock,
        keys,
        files,
        press,
        mail,
        agencies: KnownAgencies::default(),
        intake: Reception::default(),
    })
}

fn post_room(settings: &Settings) -> Result<PostRoom, StartError> {
    let MailSettings { templates, from, timeout_seconds, quiet_from, quiet_until, .. } = &settings.mail;
    // Connecting, logging in and handing over are ten answers and some writing.
    let seconds = timeout_seconds.saturating_mul(12).saturating_add(5);
    Ok(PostRoom {
        templates: Templates::load(templates)?,
        site: settings.server.public_url.trim_end_matches('/').to_owned(),
        from: from.clone(),
        language: settings.language.into(),
        quiet: QuietHours::new(*quiet_from, *quiet_until),
        claim: TimeDelta::seconds(i64::try_from(seconds).unwrap_or(i64::from(u16::MAX))),
    })
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
