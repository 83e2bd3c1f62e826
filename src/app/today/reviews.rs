//! 待我审查: everything that waits for somebody to review it, what is due first first.

use super::seat::Seat;
use super::{Wait, Waiting, seat};
use crate::app::{App, AppError, calendars, queue};
use crate::domain::ids::{CaseId, OfficerId};
use crate::store::DbConn;

/// Cases that are listed of each agency.
const LISTED: u32 = 200;

/// What waits for the review of an officer, agency by agency; only agencies in which something waits.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer; [`AppError::Settings`] for damaged settings of an agency.
pub fn reviews(app: &App, me: OfficerId) -> Result<Vec<Waiting>, AppError> {
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let mut waiting = Vec::new();
        for seat in reviewing(app, conn, me)? {
            waiting.extend(super::waiting(app, conn, &seat, me, Wait::Review, LISTED)?);
        }
        Ok(waiting)
    })
}

/// 下一件: of all that waits for the review of an officer, what is due first; not the case that was just looked at.
///
/// # Errors
/// As [`reviews`].
pub fn next_review(app: &App, me: OfficerId, looked_at: CaseId) -> Result<Option<CaseId>, AppError> {
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let mut first = Vec::new();
        for seat in reviewing(app, conn, me)? {
            first.extend(queue::first(app, conn, Some(me), &seat.agency, &Wait::Review.question(), 2)?);
        }
        first.retain(|case| case.row.id != looked_at);
        let next = first.iter().min_by_key(|case| (case.row.state.due_key, case.row.id));
        Ok(next.map(|case| case.row.id))
    })
}

/// The agencies in which somebody may have a step to take.
fn reviewing(app: &App, conn: &mut DbConn, me: OfficerId) -> Result<Vec<Seat>, AppError> {
    let mut seats = seat::of(app, conn, me)?;
    seats.retain(|seat| Wait::Review.is_for(&seat.roles));
    Ok(seats)
}
