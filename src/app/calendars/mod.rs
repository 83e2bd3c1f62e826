//! 日历变更 (R2): when a calendar is new, every open due date is counted again, and each that moves is
//! told in its case's history.
//!
//! The store remembers, for each agency, the fingerprint of the calendar its dates were counted with. The
//! first start with another calendar (a file of the folder, a new version of the program) recomputes; every
//! later start finds nothing to do. An administrator may also [`upload`] a calendar while servers
//! run. Either is one transaction: killed in the middle, nothing has happened.
//!
//! However many servers there are, no date is counted with an old calendar once a new one is in force: every
//! act makes sure of it in the transaction that keeps it ([`current`]).

mod current;
mod preview;
mod proposal;
mod recount;
pub mod upload;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Agency, App, AppError};
use crate::domain::ids::{AgencyId, CaseId, OfficerId};
use crate::store::agencies::AgencyRow;
use crate::store::{agencies, events, meta};

pub use current::refresh;
pub(super) use current::{ATTEMPTS, again_if_replaced, renewed, require_current, with_current};
pub use preview::{MovedPage, NoPlace, Place, preview};
pub use proposal::Proposal;
pub(super) use recount::Recount;

/// A due date that a new calendar moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The agency's code.
    pub agency: String,
    /// The case.
    pub case: CaseId,
    /// 登记编号
    pub case_no: String,
    /// The date before; none while the clock stood.
    pub from: Option<NaiveDate>,
    /// The date now.
    pub to: Option<NaiveDate>,
    /// Whether there is anything left to do in the case.
    pub is_open: bool,
    /// 承办人
    pub assignee: Option<OfficerId>,
}

/// Counts every open due date again if a calendar has changed, and gives those that moved.
///
/// # Errors
/// [`AppError`]; nothing is changed then.
pub fn follow_calendars(app: &App) -> Result<Vec<Moved>, AppError> {
    let rows = app.store.read(|conn| {
        refresh(app, conn)?;
        Ok::<_, AppError>(agencies::list(conn)?)
    })?;
    let changed = changed_agencies(app, rows)?;
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let regimes = app.rulebook.regimes().clone();
    let (now, today) = (app.clock.now(), app.clock.today());
    app.store.write_blocking(move |conn| {
        events::lock(conn)?;
        let mut moved = Vec::new();
        for agency in &changed {
            Recount::of(agency, &regimes, now, today).run(conn, &mut moved)?;
        }
        Ok::<_, AppError>(moved)
    })
}

/// Where the fingerprint of an agency's calendar is remembered.
pub(super) fn key(agency: AgencyId) -> String {
    format!("calendar:{}", agency.0)
}

/// The agencies whose dates were counted with another calendar than today's.
fn changed_agencies(app: &App, rows: Vec<AgencyRow>) -> Result<Vec<Agency>, AppError> {
    let known: HashMap<AgencyId, Option<String>> = app.store.read(|conn| {
        rows.iter().map(|row| Ok((row.id, meta::get(conn, &key(row.id))?))).collect::<Result<_, AppError>>()
    })?;
    let mut changed = Vec::new();
    for row in rows {
        let agency = Agency::from_row(app, row)?;
        let counted_with = known.get(&agency.id).and_then(Option::as_deref);
        if counted_with != Some(&*agency.fingerprint) {
            changed.push(agency);
        }
    }
    Ok(changed)
}
