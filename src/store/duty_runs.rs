//! 运行记录: a duty is done once for a date, by whoever claims it first.
//!
//! As with a message that is sent: a claim is one guarded statement and holds for a time. If its holder is killed
//! it runs out, and another program takes the run over. A duty may thus be begun twice; that it does nothing
//! twice is its own matter, see [`duty_notices`](super::duty_notices).

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::duty_runs;
use crate::domain::duty::Duty;

/// A run as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = duty_runs, treat_none_as_default_value = false)]
pub struct DutyRunRow {
    /// Which duty.
    pub duty: Duty,
    /// For which date, where the agency is.
    pub run_on: NaiveDate,
    /// When it was begun last (UTC).
    pub started_at: NaiveDateTime,
    /// Who has it.
    pub claimed_by: Option<String>,
    /// Until when; after a failure, before when it is not tried again (UTC).
    pub claimed_until: Option<NaiveDateTime>,
    /// How often it was begun.
    pub attempts: i32,
    /// When it was done (UTC).
    pub finished_at: Option<NaiveDateTime>,
    /// What it counted, as JSON.
    pub counts: String,
    /// The code of what went wrong last.
    pub last_error: Option<String>,
}

/// Who claims, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunClaim {
    /// A name that no other program has.
    pub by: String,
    /// The time of the claim (UTC).
    pub now: NaiveDateTime,
    /// When it runs out (UTC).
    pub until: NaiveDateTime,
    /// Whether a run that is done is done again.
    pub again: bool,
}

/// Claims a run; `false` if it is done, somebody has it, or it failed a moment ago.
///
/// # Errors
/// [`StoreError::Unavailable`] if somebody else has just claimed it: the writer asks again.
pub fn claim(conn: &mut DbConn, duty: Duty, run_on: NaiveDate, claim: &RunClaim) -> StoreResult<bool> {
    let here = duty_runs::table.find((duty, run_on));
    let found: Option<DutyRunRow> = here.select(DutyRunRow::as_select()).first(conn).optional()?;
    let Some(found) = found else { return begin(conn, duty, run_on, claim).map(|()| true) };
    let is_free = found.claimed_until.is_none_or(|until| until <= claim.now);
    if !is_free || (found.finished_at.is_some() && !claim.again) {
        return Ok(false);
    }
    // Nobody else has begun it since it was read.
    let same = here.filter(duty_runs::attempts.eq(found.attempts));
    let taken = diesel::update(same)
        .set((
            duty_runs::claimed_by.eq(&claim.by),
            duty_runs::claimed_until.eq(claim.until),
            duty_runs::started_at.eq(claim.now),
            duty_runs::attempts.eq(found.attempts + 1),
        ))
        .execute(conn)?;
    Ok(taken == 1)
}

fn begin(conn: &mut DbConn, duty: Duty, run_on: NaiveDate, claim: &RunClaim) -> StoreResult<()> {
    let row = DutyRunRow {
        duty,
        run_on,
        started_at: claim.now,
        claimed_by: Some(claim.by.clone()),
        claimed_until: Some(claim.until),
        attempts: 1,
        finished_at: None,
        counts: "{}".to_owned(),
        last_error: None,
    };
    let inserted = diesel::insert_into(duty_runs::table).values(&row).execute(conn).map_err(StoreError::from);
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if error.violates_unique_key() => Err(StoreError::unavailable("another program has just begun it")),
        Err(error) => Err(error),
    }
}

/// What became of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunEnd {
    /// What it counted, as JSON.
    pub counts: String,
    /// The code of what went wrong.
    pub error: Option<String>,
    /// When it is tried again, if it failed (UTC).
    pub next_at: Option<NaiveDateTime>,
    /// The time (UTC).
    pub now: NaiveDateTime,
}

/// Writes down what became of a run; `false` if the claim had run out and somebody else has it.
///
/// # Errors
/// If the database refuses the statement.
pub fn settle(conn: &mut DbConn, duty: Duty, run_on: NaiveDate, by: &str, end: &RunEnd) -> StoreResult<bool> {
    let mine = duty_runs::table.find((duty, run_on)).filter(duty_runs::claimed_by.eq(by));
    let settled = diesel::update(mine)
        .set((
            duty_runs::claimed_by.eq(None::<String>),
            duty_runs::claimed_until.eq(end.next_at),
            duty_runs::finished_at.eq(end.next_at.is_none().then_some(end.now)),
            duty_runs::counts.eq(&end.counts),
            duty_runs::last_error.eq(&end.error),
        ))
        .execute(conn)?;
    Ok(settled == 1)
}

/// The date of the newest run of a duty that was done, before a day.
///
/// # Errors
/// If the database refuses the query.
pub fn last_done(conn: &mut DbConn, duty: Duty) -> StoreResult<Option<DutyRunRow>> {
    let done = duty_runs::table.filter(duty_runs::duty.eq(duty)).filter(duty_runs::finished_at.is_not_null());
    Ok(done.order(duty_runs::run_on.desc()).select(DutyRunRow::as_select()).first(conn).optional()?)
}

/// The newest runs of a duty, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn newest(conn: &mut DbConn, duty: Duty, size: i64) -> StoreResult<Vec<DutyRunRow>> {
    let runs = duty_runs::table.filter(duty_runs::duty.eq(duty)).order(duty_runs::run_on.desc()).limit(size);
    Ok(runs.select(DutyRunRow::as_select()).load(conn)?)
}

/// Forgets runs before a date, but for the newest of each duty, which tells what is due next.
///
/// # Errors
/// If the database refuses a statement.
pub fn forget(conn: &mut DbConn, before: NaiveDate) -> StoreResult<usize> {
    let mut forgotten = 0;
    for duty in Duty::ALL {
        let Some(last) = last_done(conn, *duty)? else { continue };
        let old =
            duty_runs::table.filter(duty_runs::duty.eq(duty)).filter(duty_runs::run_on.lt(before.min(last.run_on)));
        forgotten += diesel::delete(old).execute(conn)?;
    }
    Ok(forgotten)
}
