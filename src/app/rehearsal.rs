//! 演练: a database is served either in real time or on a simulated clock, never on both. Acts dated by
//! a rehearsal would otherwise end up in an office's real register.

use chrono::{Datelike, NaiveDate};

use super::{App, AppError};
use crate::store::meta;

/// The key of the mark.
const CLOCK: &str = "served_clock";
const REAL: &str = "real";
const SIMULATED: &str = "simulated";

/// Whether the database may be served on this clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It may, and is marked.
    Granted,
    /// It has been served in real time: a rehearsal needs a database of its own.
    IsReal,
    /// It has been served on a simulated clock: it is no register.
    IsSimulated,
}

/// Marks the database with the kind of clock that it is served on, or says that it is marked with the
/// other one.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer.
pub fn claim_clock(app: &App) -> Result<Claim, AppError> {
    let wanted = if app.clock.is_simulated() { SIMULATED } else { REAL };
    app.store.write_blocking(move |conn| {
        Ok(match meta::get(conn, CLOCK)?.as_deref() {
            None => {
                meta::set(conn, CLOCK, wanted)?;
                Claim::Granted
            }
            Some(marked) if marked == wanted => Claim::Granted,
            Some(SIMULATED) => Claim::IsSimulated,
            Some(_) => Claim::IsReal,
        })
    })
}

/// 排演新年: puts a simulated clock forward to the minutes before the next year is closed for its report (00:10 on
/// 1 January, as the agency's clocks show it). The New Year's day, or `None` on the real clock.
#[must_use]
pub fn go_to_new_year(app: &App) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(app.clock.today().year() + 1, 1, 1)?;
    app.clock.put_forward(app.clock.instant(day.and_hms_opt(0, 10, 0)?)).then_some(day)
}
