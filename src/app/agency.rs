//! 行政机关: who acts, under which calendar and which rules of its own.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::administration;
use super::{App, AppError, calendars};
use crate::domain::calendar::Calendar;
use crate::domain::case::Policy;
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::role::Actor;
use crate::rulebook::{Counted, Rulebook};
use crate::store::agencies::{self, AgencyRow};

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
    /// 日历指纹 of these working days: what is counted with them is kept only while they are in force.
    pub fingerprint: Arc<str>,
    /// Its own rules.
    pub policy: Arc<Policy>,
    /// 代字 of its numbers.
    pub letter_prefix: String,
    /// Whether it takes requests.
    pub active: bool,
    /// The row that all this was read from.
    pub(in crate::app) row: Arc<AgencyRow>,
}

/// The agency with this code.
///
/// # Errors
/// [`AppError::Store`] if there is none, [`AppError::Settings`] if its settings are damaged.
pub fn find_agency(app: &App, code: &AgencyCode) -> Result<Agency, AppError> {
    app.store.read(|conn| {
        calendars::refresh(app, conn)?;
        Agency::from_row(app, agencies::find_by_code(conn, code)?)
    })
}

/// Every agency, each after the one above it.
///
/// # Errors
/// [`AppError::Store`].
pub fn agencies(app: &App) -> Result<Vec<AgencyRow>, AppError> {
    Ok(app.store.read(agencies::list)?)
}

/// An agency's rules as its row keeps them.
///
/// # Errors
/// [`AppError::Settings`] if they are damaged.
pub(super) fn policy_of(row: &AgencyRow) -> Result<Policy, AppError> {
    serde_json::from_str(&row.settings)
        .map_err(|error| AppError::Settings { agency: row.code.clone(), detail: error.to_string() })
}

impl Agency {
    /// Reads an agency's rules from its row.
    ///
    /// # Errors
    /// [`AppError::Settings`] if its settings are damaged, [`AppError::Calendar`] if its region has no calendar.
    pub fn from_row(app: &App, row: AgencyRow) -> Result<Self, AppError> {
        let rules = app.rulebook.current();
        if let Some(known) = app.agencies.find(&rules, &row) {
            return Ok(known);
        }
        let agency = Self::by_rules(&rules, row)?;
        app.agencies.remember(&agency);
        Ok(agency)
    }

    /// Reads an agency from its row by rules that may not be in force.
    pub(super) fn by_rules(rules: &Rulebook, row: AgencyRow) -> Result<Self, AppError> {
        let Counted { calendar, fingerprint } = rules.counted(row.region.as_deref())?.clone();
        let policy = Arc::new(policy_of(&row)?);
        let row = Arc::new(row);
        let AgencyRow { id, code, name, region, letter_prefix, active, .. } = AgencyRow::clone(&row);
        Ok(Self { id, code, name, region, calendar, fingerprint, policy, letter_prefix, active, row })
    }
}

/// 已知机关: each agency as it was read last. A row that has not changed since need not be read as rules again.
#[derive(Debug, Default)]
pub struct KnownAgencies(RwLock<HashMap<AgencyId, Agency>>);

impl KnownAgencies {
    /// The agency of this row, if this row and these rules are those that it was read from.
    fn find(&self, rules: &Rulebook, row: &AgencyRow) -> Option<Agency> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&row.id).filter(|known| *known.row == *row)?;
        let Counted { fingerprint, .. } = rules.counted(row.region.as_deref()).ok()?;
        (known.fingerprint == *fingerprint).then(|| known.clone())
    }

    fn remember(&self, agency: &Agency) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(agency.id, agency.clone());
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

/// Enters an agency under another, or as a root, on behalf of whoever runs the program.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::Duplicate`](crate::store::StoreError::Duplicate) if the code is taken, with
/// [`StoreError::NotFound`](crate::store::StoreError::NotFound) if there is no such parent; [`AppError::Calendar`] if
/// the region has no calendar.
pub fn add_agency(app: &App, form: AgencyForm) -> Result<Agency, AppError> {
    let row = administration::agencies::add(app, &Actor::System, &form, None)?;
    Agency::from_row(app, row)
}

/// Enters an agency. One that is there already is left as it is.
///
/// # Errors
/// As [`add_agency`], but for a code that is taken.
pub fn create_agency(app: &App, form: AgencyForm) -> Result<Agency, AppError> {
    let row = administration::agencies::find_or_add(app, &Actor::System, &form)?;
    Agency::from_row(app, row)
}
