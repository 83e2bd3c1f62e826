//! Which calendar is in force, on every server at once.
//!
//! Reading: before an agency is read, the number of the revision of the uploaded files is compared with the one
//! that the rules were read at ([`refresh`]); one look-up.
//!
//! Writing: an act is decided before its transaction, or at its beginning. After its events are written, and
//! in the same transaction, the fingerprint of the calendar that it was decided with is compared with the
//! one the agency's dates are counted with ([`require_current`]). A change of calendars first makes everybody
//! wait who writes events. So an act is either kept before the change and counted again by it, or finds the
//! new fingerprint and is decided anew ([`with_current`]).

use super::key;
use crate::app::{Agency, App, AppError};
use crate::rulebook::UploadedCalendar;
use crate::store::{DbConn, agencies, calendar_files, meta};

/// How often an act is decided anew because calendars were changed meanwhile.
pub(in crate::app) const ATTEMPTS: u32 = 8;

/// Reads the uploaded calendars again if they have changed since.
///
/// # Errors
/// [`AppError::Rules`] if they cannot be used, [`AppError::Store`].
pub fn refresh(app: &App, conn: &mut DbConn) -> Result<(), AppError> {
    let (known, rulebook) = app.rulebook.revised();
    // Read before the files: files that are newer than the number are read once more, never the reverse.
    let revision = calendar_files::revision(conn)?;
    if revision > known {
        let rules = rulebook.with_uploaded(&uploaded(conn)?)?;
        app.rulebook.replace(revision, rules.into());
    }
    Ok(())
}

/// The uploaded files.
pub(super) fn uploaded(conn: &mut DbConn) -> Result<Vec<UploadedCalendar>, AppError> {
    let rows = calendar_files::list(conn)?;
    Ok(rows.into_iter().map(|row| UploadedCalendar { name: row.name, text: row.text }).collect())
}

/// Makes sure that what was just written was counted with the calendar that is in force. To be called after
/// the first event of the transaction is written.
pub(in crate::app) fn require_current(conn: &mut DbConn, agency: &Agency) -> Result<(), AppError> {
    match meta::get(conn, &key(agency.id))? {
        Some(in_force) if in_force != *agency.fingerprint => Err(AppError::CalendarReplaced),
        Some(_) | None => Ok(()),
    }
}

/// Does something that depends on the calendars, and again if they were changed meanwhile.
pub(in crate::app) fn again_if_replaced<T>(work: impl Fn() -> Result<T, AppError>) -> Result<T, AppError> {
    for _ in 1..ATTEMPTS {
        match work() {
            Err(AppError::CalendarReplaced) => {}
            done => return done,
        }
    }
    work()
}

/// Does something in an agency, and again with the calendar that is in force by then if it was another one.
pub(in crate::app) fn with_current<T>(
    app: &App,
    agency: &Agency,
    work: impl Fn(&Agency) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let mut done = work(agency);
    for _ in 1..ATTEMPTS {
        if !matches!(done, Err(AppError::CalendarReplaced)) {
            break;
        }
        done = work(&renewed(app, agency)?);
    }
    done
}

/// An agency as it is by now, with the calendar that is in force.
pub(in crate::app) fn renewed(app: &App, agency: &Agency) -> Result<Agency, AppError> {
    app.store.read(|conn| {
        refresh(app, conn)?;
        Agency::from_row(app, agencies::find(conn, agency.id)?)
    })
}
