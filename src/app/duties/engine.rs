//! 办理: what is due is claimed, done, and written down.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use rand::random;

use super::{Counts, Plan, bulletins, calendars, digests, escalations, lapses, reminders, report_reminders};
use super::{times, upkeep, year_end};
use crate::app::{App, AppError};
use crate::domain::duty::Duty;
use crate::store::duty_runs::{self, RunClaim, RunEnd};
use crate::store::{DbConn, StoreError, StoreResult, meta};

/// Since when duties are done here: what was due before that was somebody else's.
const SINCE: &str = "duties_since";
const WRITTEN: &str = "%Y-%m-%dT%H:%M:%S%.6f";
/// After a failure, before it is tried again.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// 日常事务 of one program.
#[derive(Debug)]
pub struct Duties<'a> {
    pub(super) app: &'a App,
    pub(super) plan: &'a Plan,
    by: String,
}

/// A duty that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ran {
    /// Which one.
    pub duty: Duty,
    /// For which date.
    pub run_on: NaiveDate,
    /// What it counted, or what went wrong.
    pub outcome: Result<Counts, String>,
}

impl<'a> Duties<'a> {
    /// With a name of its own for its claims.
    #[must_use]
    pub fn new(app: &'a App, plan: &'a Plan) -> Self {
        Self { app, plan, by: format!("{:016x}", random::<u64>()) }
    }

    /// Does everything that is due and that nobody else is doing, until there is nothing left or `stop` says so. What
    /// fails is tried again later and holds up nothing but what comes after it in its own row.
    ///
    /// # Errors
    /// [`AppError::Store`] if it cannot be found out what is due.
    pub fn run_due(&self, stop: &dyn Fn() -> bool) -> Result<Vec<Ran>, AppError> {
        let since = since(self.app)?;
        let mut ran = Vec::new();
        for duty in Duty::ALL {
            for run_on in self.due(*duty, since)? {
                if stop() {
                    return Ok(ran);
                }
                let Some(run) = self.attempt(*duty, run_on, false)? else { break };
                let failed = run.outcome.is_err();
                ran.push(run);
                if failed {
                    break;
                }
            }
        }
        Ok(ran)
    }

    /// Does a duty for today, also if it was done before; `None` if somebody is doing it.
    ///
    /// # Errors
    /// [`AppError::Store`] if it cannot be claimed.
    pub fn run_now(&self, duty: Duty) -> Result<Option<Ran>, AppError> {
        since(self.app)?;
        self.attempt(duty, self.app.clock.today(), true)
    }

    fn due(&self, duty: Duty, since: NaiveDateTime) -> Result<Vec<NaiveDate>, AppError> {
        let last = self.app.store.read(|conn| duty_runs::last_done(conn, duty))?;
        let zone = self.app.clock.zone();
        let begins = times::begins(zone, since, last.map(|run| run.run_on));
        let now = zone.from_utc_datetime(&self.app.clock.now());
        Ok(times::due_dates(duty, self.plan.times.of(duty), begins, now))
    }

    /// Does a duty for a date, unless somebody else does or has done it.
    fn attempt(&self, duty: Duty, run_on: NaiveDate, again: bool) -> Result<Option<Ran>, AppError> {
        let now = self.app.clock.now();
        let claim = RunClaim { by: self.by.clone(), now, until: now + self.plan.claim, again };
        let taken: bool = self
            .app
            .store
            .write_blocking(move |conn| Ok::<_, AppError>(duty_runs::claim(conn, duty, run_on, &claim)?))?;
        if !taken {
            return Ok(None);
        }
        let outcome = self.perform(duty, run_on).map_err(|error| error.to_string());
        match &outcome {
            Ok(counts) => tracing::info!(duty = %duty, on = %run_on, counts = ?counts, "a duty is done"),
            Err(error) => tracing::error!(duty = %duty, on = %run_on, error, "a duty failed and will be tried again"),
        }
        self.settle(duty, run_on, &outcome)?;
        Ok(Some(Ran { duty, run_on, outcome }))
    }

    fn perform(&self, duty: Duty, run_on: NaiveDate) -> Result<Counts, AppError> {
        match duty {
            Duty::YearEnd => year_end::perform(self, run_on),
            Duty::Calendars => calendars::follow(self, run_on),
            Duty::Lapses => lapses::perform(self),
            Duty::Reminders => reminders::perform(self),
            Duty::Escalations => escalations::perform(self),
            Duty::Digests => digests::perform(self),
            Duty::ReportReminders => report_reminders::perform(self),
            Duty::MissingCalendar => calendars::ask_for_next_year(self),
            Duty::Urging => bulletins::monthly(self, run_on),
            Duty::Bulletin => bulletins::quarterly(self, run_on),
            Duty::Seal => upkeep::seal(self),
            Duty::Retention => upkeep::retain(self),
            Duty::Backup => upkeep::back_up(self, run_on),
        }
    }

    fn settle(&self, duty: Duty, run_on: NaiveDate, outcome: &Result<Counts, String>) -> Result<(), AppError> {
        let now = self.app.clock.now();
        let none = Counts::new();
        let counts = serde_json::to_string(outcome.as_ref().unwrap_or(&none))
            .map_err(|error| StoreError::Corrupt { what: format!("counts of {duty}: {error}") })?;
        let error = outcome.as_ref().err().cloned();
        let end = RunEnd { counts, next_at: error.as_ref().map(|_| now + PAUSE), error, now };
        let by = self.by.clone();
        self.app.store.write_blocking(move |conn| {
            duty_runs::settle(conn, duty, run_on, &by, &end)?;
            Ok(())
        })
    }
}

/// Since when duties are done here; now, if they never were.
pub(super) fn since(app: &App) -> Result<NaiveDateTime, AppError> {
    let read = |conn: &mut DbConn| meta::get(conn, SINCE);
    if let Some(text) = app.store.read(read)? {
        return Ok(parse(&text)?);
    }
    let now = app.clock.now();
    let text = app.store.write_blocking(move |conn| {
        let found = meta::get(conn, SINCE)?;
        if let Some(found) = found {
            return Ok(found);
        }
        let text = now.format(WRITTEN).to_string();
        meta::set(conn, SINCE, &text)?;
        Ok::<_, AppError>(text)
    })?;
    Ok(parse(&text)?)
}

fn parse(text: &str) -> StoreResult<NaiveDateTime> {
    let damaged = |_| StoreError::Corrupt { what: format!("{SINCE}: {text}") };
    NaiveDateTime::parse_from_str(text, WRITTEN).map_err(damaged)
}
