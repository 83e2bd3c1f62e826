//! 行政机关: who acts, under which calendar and which rules of its own.

use super::{App, AppError, calendars};
use crate::domain::calendar::Calendar;
use crate::domain::case::Policy;
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::rulebook;
use crate::store::agencies::{self, AgencyRow, NewAgency};
use crate::store::meta;

/// An agency with what its acts depend on.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The region whose holidays it keeps.
    pub region: Option<String>,
    /// Its working days: the national ones, and its region's.
    pub calendar: Calendar,
    /// Its own rules.
    pub policy: Policy,
}

/// The agency with this code.
///
/// # Errors
/// [`AppError::Store`] if there is none, [`AppError::Settings`] if its settings are damaged.
pub fn find_agency(app: &App, code: &AgencyCode) -> Result<Agency, AppError> {
    let row = app.store.read(|conn| agencies::find_by_code(conn, code))?;
    Agency::from_row(app, row)
}

impl Agency {
    /// Reads an agency's rules from its row.
    ///
    /// # Errors
    /// [`AppError::Settings`] if its settings are damaged, [`AppError::Calendar`] if its region has no calendar.
    pub fn from_row(app: &App, row: AgencyRow) -> Result<Self, AppError> {
        let calendar = app.rulebook.calendar(row.region.as_deref())?;
        let policy = serde_json::from_str(&row.settings)
            .map_err(|error| AppError::Settings { agency: row.code.clone(), detail: error.to_string() })?;
        Ok(Self { id: row.id, code: row.code, name: row.name, region: row.region, calendar, policy })
    }
}

/// Enters an agency under another, or as a root. One that is there already is left as it is.
///
/// # Errors
/// [`AppError::Store`] if there is no such parent.
pub fn create_agency(
    app: &App,
    code: &AgencyCode,
    name: &str,
    parent: Option<&AgencyCode>,
    region: Option<&str>,
) -> Result<Agency, AppError> {
    let fingerprint = rulebook::fingerprint(&app.rulebook.calendar(region)?);
    let (code, name, parent) = (code.clone(), name.to_owned(), parent.cloned());
    let region = region.map(str::to_owned);
    let now = app.clock.now();
    let row = app.store.write_blocking(move |conn| {
        if let Some(existing) = agencies::list(conn)?.into_iter().find(|row| row.code == code.as_str()) {
            return Ok(existing);
        }
        let parent = parent.as_ref().map(|code| agencies::find_by_code(conn, code)).transpose()?;
        let new = NewAgency {
            code: code.clone(),
            name: name.clone(),
            parent: parent.map(|row| row.id),
            region: region.clone(),
            letter_prefix: String::new(),
            settings: "{}".to_owned(),
            created_at: now,
        };
        let row = agencies::create(conn, &new)?;
        meta::set(conn, &calendars::key(row.id), &fingerprint)?;
        Ok::<_, AppError>(row)
    })?;
    Agency::from_row(app, row)
}
