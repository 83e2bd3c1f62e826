//! 办理情况: when each duty was done last, what came of it, and when it is next.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::{Counts, Plan};
use crate::app::administration::require_root;
use crate::app::{App, AppError};
use crate::domain::duty::Duty;
use crate::domain::role::Actor;
use crate::store::duty_runs::{self, DutyRunRow};

/// 办理情况 of a duty.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyStanding {
    /// Which one.
    pub duty: Duty,
    /// The cron expression.
    pub time: String,
    /// The newest run, if there was one.
    pub last: Option<LastRun>,
    /// When it is next, where the agency is.
    pub next_at: Option<DateTime<Tz>>,
}

/// A run of a duty.
#[derive(Debug, Clone, PartialEq)]
pub struct LastRun {
    /// For which date.
    pub run_on: NaiveDate,
    /// When it was begun (UTC).
    pub started_at: NaiveDateTime,
    /// When it was done (UTC); none while it is being done, or if it failed.
    pub finished_at: Option<NaiveDateTime>,
    /// What it counted.
    pub counts: Counts,
    /// What went wrong.
    pub error: Option<String>,
}

/// Every duty.
///
/// # Errors
/// [`AppError::Store`] if the store cannot be read.
pub fn overview(app: &App, plan: &Plan) -> Result<Vec<DutyStanding>, AppError> {
    let now = app.clock.zone().from_utc_datetime(&app.clock.now());
    let standing = |duty: &Duty| {
        let time = plan.times.of(*duty);
        let runs = app.store.read(|conn| duty_runs::newest(conn, *duty, 1))?;
        Ok(DutyStanding {
            duty: *duty,
            time: time.schedule().source().to_owned(),
            last: runs.into_iter().next().map(last_run),
            next_at: time.schedule().after(&now).next(),
        })
    };
    Duty::ALL.iter().map(standing).collect()
}

fn last_run(row: DutyRunRow) -> LastRun {
    let DutyRunRow { run_on, started_at, finished_at, counts, last_error, .. } = row;
    // A count that this program does not know is of another one.
    let counts = serde_json::from_str(&counts).unwrap_or_default();
    LastRun { run_on, started_at, finished_at, counts, error: last_error }
}

/// Makes sure that somebody looks after the whole tree: an administrator of a root.
///
/// # Errors
/// [`AppError::Admin`] if the person is none.
pub fn require_administrator(app: &App, actor: &Actor) -> Result<(), AppError> {
    app.store.read(|conn| require_root(conn, actor).map(drop))
}
