//! 本机关的制度: read and replaced as a whole.
//!
//! What is under review keeps the steps that were in force when it was submitted: they are part of the event.
//! Whether the drafter may review is asked anew at each step; internal deadlines are counted anew; a number that
//! was given out stays.

use sha2::{Digest, Sha256};

use super::{change, require};
use crate::app::agency::policy_of;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, check_policy};
use crate::domain::case::Policy;
use crate::domain::role::Actor;
use crate::store::agencies::{self, AgencyRow};

/// An agency's rules, and what names exactly this version of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The rules.
    pub policy: Policy,
    /// To be given back when they are replaced.
    pub version: String,
}

/// Reads an agency's rules.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Settings`] if they are damaged.
pub fn read(app: &App, agency: &Agency) -> Result<Settings, AppError> {
    let row = app.store.read(|conn| agencies::find(conn, agency.id))?;
    of(&row)
}

/// Replaces an agency's rules as a whole, if they are still those of `version`.
///
/// # Errors
/// [`AdminRefused::SettingsMoved`] if somebody else has replaced them, [`AdminRefused::BadSettings`] with
/// everything that cannot be; otherwise as [`read`].
pub fn replace(app: &App, actor: &Actor, agency: &Agency, version: &str, policy: Policy) -> Result<Settings, AppError> {
    let (id, version) = (agency.id, version.to_owned());
    change(app, actor, move |conn, acting, reach| {
        let row = agencies::find(conn, id)?;
        require(reach.covers(&row.path))?;
        let before = of(&row)?;
        if before.version != version {
            return Err(AdminRefused::SettingsMoved.into());
        }
        let faults = check_policy(&policy, &row.letter_prefix);
        if !faults.is_empty() {
            return Err(AdminRefused::BadSettings(faults).into());
        }
        if before.policy == policy {
            return Ok(before);
        }
        let settings = serde_json::to_string(&policy)
            .map_err(|error| AppError::Settings { agency: row.code.clone(), detail: error.to_string() })?;
        if !agencies::replace_settings(conn, id, &row.settings, &settings)? {
            return Err(AdminRefused::SettingsMoved.into());
        }
        let (from, to) = (Box::new(before.policy), Box::new(policy.clone()));
        acting.note(conn, id, &AdminEvent::SettingsReplaced { from, to })?;
        of(&AgencyRow { settings, ..row })
    })
}

fn of(row: &AgencyRow) -> Result<Settings, AppError> {
    let policy = policy_of(row)?;
    let digest = Sha256::digest(&row.settings);
    let version = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(Settings { policy, version })
}
