//! 办理痕迹: what an act left in a case's history, so that whoever repeats a request is answered as the first time.
//!
//! Only the place in the history is remembered ([`once`](super::once)); the case as it was then is folded again.

use serde::{Deserialize, Serialize};

use super::history::{Register, corrupt, decode};
use super::{AppError, CaseView, project};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::store::cases::{self, CaseRow};
use crate::store::{DbConn, StoreError, events};

/// Which entries of which history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Footprint {
    /// The case.
    case: CaseId,
    /// How many entries there were before.
    before: usize,
    /// How many there were then.
    after: usize,
}

impl Footprint {
    /// What the act left that made this view.
    pub fn of(view: &CaseView) -> Self {
        let after = usize::try_from(view.case.version).unwrap_or(usize::MAX);
        Self { case: view.row.id, before: after.saturating_sub(view.added.len()), after }
    }

    /// What a case that has just been opened with so many entries has.
    pub fn of_new(case: CaseId, entries: usize) -> Self {
        Self { case, before: 0, after: entries }
    }

    /// The case as the act left it.
    ///
    /// # Errors
    /// [`AppError::Store`] if the history is not there any more.
    pub fn view(&self, conn: &mut DbConn, register: &Register<'_>) -> Result<CaseView, AppError> {
        let CaseRow { id, origin, state } = cases::find(conn, self.case)?;
        if origin.agency_id != register.agency.id {
            return Err(StoreError::NotFound { what: "case", key: id.to_string() }.into());
        }
        let rows = events::load(conn, id)?;
        let rows = rows.get(..self.after).ok_or_else(|| corrupt(id))?;
        let history = decode(rows, id)?;
        let case = Case::fold(&history, register.regimes).ok_or_else(|| corrupt(id))?;
        let recorded_at = rows.last().ok_or_else(|| corrupt(id))?.recorded_at;
        let digest = state.source_digest.as_deref();
        let state = project(&case, &register.agency.calendar, state.applicant_id, digest, recorded_at)?;
        let added = history.get(self.before..).ok_or_else(|| corrupt(id))?.to_vec();
        Ok(CaseView { row: CaseRow { id, origin, state }, case, added })
    }
}
