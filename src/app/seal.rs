//! 每日封存: the history of every finished day is closed by one hash.

use chrono::Days;

use super::{App, AppError};
use crate::store::seals;

/// Seals every UTC day that is over and gives how many were sealed. Done at every start, so that no day stays open for
/// longer than the program was off.
///
/// # Errors
/// [`AppError::Store`] if the store cannot do it.
pub fn seal_finished_days(app: &App) -> Result<usize, AppError> {
    let now = app.clock.now();
    let Some(yesterday) = now.date().checked_sub_days(Days::new(1)) else { return Ok(0) };
    let sealed = app.store.write_blocking(move |conn| seals::seal_through(conn, yesterday, now))?;
    Ok(sealed.len())
}
