//! 查阅留痕: whoever sees what an applicant gave about the own person is remembered, with the day and the case.
//!
//! It is written before anything is shown: what cannot be remembered is not shown. What was seen is not written,
//! and a case that is opened many times on one day is written once.

use super::{App, AppError};
use crate::domain::ids::CaseId;
use crate::domain::role::Actor;
use crate::store::unsealings::{self, UnsealingRow};

/// Remembers that somebody is about to see an applicant's particulars. The applicant and the program itself are
/// nobody to be watched.
///
/// # Errors
/// [`AppError::Store`]; nothing may be shown then.
pub(super) fn remember(app: &App, actor: &Actor, case: CaseId) -> Result<(), AppError> {
    let Some(officer) = actor.officer() else { return Ok(()) };
    let today = app.clock.today();
    if app.store.read(|conn| unsealings::is_known(conn, case, officer, today))? {
        return Ok(());
    }
    let row = UnsealingRow { case_id: case, officer_id: officer, on_date: today, first_at: app.clock.now() };
    app.store.write_blocking(move |conn| Ok(unsealings::put(conn, &row)?))
}
