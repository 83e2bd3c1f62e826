//! 收件处: what is at hand when a request comes in, so that nothing is asked of the database before it is kept.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::entry::{NewEntry, Saved};
use crate::app::{Agency, App, AppError, find_agency};
use crate::domain::ids::AgencyCode;
use crate::store::Gathering;

/// 收件处 of one program: the requests that wait to be kept, so that those that come in a crowd are kept together,
/// and the agencies that have taken requests. What is remembered of an agency may be old: the transaction that keeps
/// a request compares it with the agency's row, and the request is then decided anew.
#[derive(Debug, Default)]
pub struct Reception {
    pub(super) waiting: Gathering<Arc<NewEntry>, Saved, AppError>,
    agencies: RwLock<HashMap<AgencyCode, Arc<Agency>>>,
}

impl Reception {
    /// The agency as it was when it last took a request; `None` if that is not known, or if it took none.
    #[must_use]
    pub fn known(&self, code: &AgencyCode) -> Option<Arc<Agency>> {
        self.agencies.read().unwrap_or_else(PoisonError::into_inner).get(code).filter(|agency| agency.active).cloned()
    }

    pub(super) fn remember(&self, code: AgencyCode, agency: &Arc<Agency>) {
        self.agencies.write().unwrap_or_else(PoisonError::into_inner).insert(code, Arc::clone(agency));
    }
}

/// The agency that a request is sent to, as the database has it; it is [`known`](Reception::known) from then on.
///
/// # Errors
/// As [`find_agency`].
pub fn meet(app: &App, code: &AgencyCode) -> Result<Arc<Agency>, AppError> {
    let agency = Arc::new(find_agency(app, code)?);
    app.intake.remember(code.clone(), &agency);
    Ok(agency)
}
