//! 行政机关: who acts, under which calendar and which rules of its own.

use chrono::NaiveDateTime;

use super::{App, AppError, calendars};
use crate::domain::calendar::Calendar;
use crate::domain::case::Policy;
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::rulebook;
use crate::store::agencies::{self, AgencyRow, NewAgency};
use crate::store::{DbConn, StoreError, meta};

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
    /// 代字 of its numbers.
    pub letter_prefix: String,
}

/// The agency with this code.
///
/// # Errors
/// [`AppError::Store`] if there is none, [`AppError::Settings`] if its settings are damaged.
pub fn find_agency(app: &App, code: &AgencyCode) -> Result<Agency, AppError> {
    let row = app.store.read(|conn| agencies::find_by_code(conn, code))?;
    Agency::from_row(app, row)
}

/// Every agency, each after the one above it.
///
/// # Errors
/// [`AppError::Store`].
pub fn agencies(app: &App) -> Result<Vec<AgencyRow>, AppError> {
    Ok(app.store.read(agencies::list)?)
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
        let AgencyRow { id, code, name, region, letter_prefix, .. } = row;
        Ok(Self { id, code, name, region, calendar, policy, letter_prefix })
    }
}

/// An agency to be entered.
#[derive(Debug, Clone)]
pub struct AgencyForm {
    /// 机关代码
    pub code: AgencyCode,
    /// 机关名称
    pub name: String,
    /// 上级机关
    pub parent: Option<AgencyCode>,
    /// The regional calendar it follows.
    pub region: Option<String>,
    /// 代字 of its document numbers.
    pub letter_prefix: String,
}

impl AgencyForm {
    /// An agency without one above it, on the national calendar.
    #[must_use]
    pub fn new(code: AgencyCode, name: impl Into<String>) -> Self {
        Self { code, name: name.into(), parent: None, region: None, letter_prefix: String::new() }
    }
}

/// Enters an agency under another, or as a root.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::Duplicate`] if the code is taken, with [`StoreError::NotFound`] if there is
/// no such parent; [`AppError::Calendar`] if the region has no calendar.
pub fn add_agency(app: &App, form: AgencyForm) -> Result<Agency, AppError> {
    let fingerprint = rulebook::fingerprint(&app.rulebook.calendar(form.region.as_deref())?);
    let now = app.clock.now();
    let row = app.store.write_blocking(move |conn| insert(conn, &form, &fingerprint, now))?;
    Agency::from_row(app, row)
}

/// Enters an agency. One that is there already is left as it is.
///
/// # Errors
/// As [`add_agency`], but for a code that is taken.
pub fn create_agency(app: &App, form: AgencyForm) -> Result<Agency, AppError> {
    let fingerprint = rulebook::fingerprint(&app.rulebook.calendar(form.region.as_deref())?);
    let now = app.clock.now();
    let row = app.store.write_blocking(move |conn| find_or_insert(conn, &form, &fingerprint, now))?;
    Agency::from_row(app, row)
}

/// An agency that is there already is left as it is; see [`insert`].
pub(super) fn find_or_insert(
    conn: &mut DbConn,
    form: &AgencyForm,
    fingerprint: &str,
    now: NaiveDateTime,
) -> Result<AgencyRow, AppError> {
    match agencies::find_by_code(conn, &form.code) {
        Err(StoreError::NotFound { .. }) => insert(conn, form, fingerprint, now),
        found => Ok(found?),
    }
}

/// With the agency goes the calendar its dates are counted with from the first one on.
fn insert(conn: &mut DbConn, form: &AgencyForm, fingerprint: &str, now: NaiveDateTime) -> Result<AgencyRow, AppError> {
    let parent = form.parent.as_ref().map(|code| agencies::find_by_code(conn, code)).transpose()?;
    let new = NewAgency {
        code: form.code.clone(),
        name: form.name.clone(),
        parent: parent.map(|row| row.id),
        region: form.region.clone(),
        letter_prefix: form.letter_prefix.clone(),
        settings: "{}".to_owned(),
        created_at: now,
    };
    let row = agencies::create(conn, &new)?;
    meta::set(conn, &calendars::key(row.id), fingerprint)?;
    Ok(row)
}
