//! 卷宗: one case with its clock and its whole history, for reading.

use chrono::{NaiveDate, NaiveDateTime};

use super::history::{corrupt, decode};
use super::standing::Standing;
use super::{Agency, App, AppError, calendars};
use crate::domain::case::{Case, Entry, Event};
use crate::domain::deadline::{self, Deadline, DeadlineKind};
use crate::domain::ids::CaseId;
use crate::store::cases::{self, CaseRow};
use crate::store::events::{self, EventRow};
use crate::store::{StoreError, agencies};

/// A case as it stands, and how it came to stand there.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Whose.
    pub agency: Agency,
    /// Its row.
    pub row: CaseRow,
    /// Its clock today, as lists show it.
    pub standing: Standing,
    /// What its history makes of it.
    pub case: Case,
    /// 答复期限, or the deadline of the new decision that is owed; `None` until the request is received.
    pub deadline: Option<Deadline>,
    /// Every deadline that is of interest today, 答复期限 first.
    pub deadlines: Vec<Deadline>,
    /// What happened, in order.
    pub history: Vec<Act>,
}

/// One entry of the history, with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its place in the history, from 1.
    pub version: i32,
    /// The civil date on which it happened.
    pub on: NaiveDate,
    /// When it was recorded (UTC).
    pub recorded_at: NaiveDateTime,
    /// Who did it, as the history keeps it.
    pub actor: String,
    /// What happened.
    pub event: Event,
    /// The hash of this entry and of the one before it.
    pub hash: String,
    /// Whether it continues the entry before it with the hash that it should have.
    pub is_sound: bool,
}

/// Opens a case.
///
/// # Errors
/// [`AppError::Store`] if there is no such case or its history is damaged.
pub fn open_case(app: &App, id: CaseId) -> Result<CaseFile, AppError> {
    let (agency, row, events) = app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let row = cases::find(conn, id)?;
        let agency = agencies::find(conn, row.origin.agency_id)?;
        Ok::<_, AppError>((agency, row, events::load(conn, id)?))
    })?;
    read(app, Agency::from_row(app, agency)?, row, &events)
}

/// Opens a case of this agency; another agency's is not found.
///
/// # Errors
/// As [`open_case`].
pub fn open_case_of(app: &App, agency: &Agency, id: CaseId) -> Result<CaseFile, AppError> {
    let (row, events) = app.store.snapshot(|conn| {
        let row = cases::find(conn, id)?;
        if row.origin.agency_id != agency.id {
            return Err(StoreError::NotFound { what: "case", key: id.to_string() });
        }
        Ok((row, events::load(conn, id)?))
    })?;
    read(app, agency.clone(), row, &events)
}

fn read(app: &App, agency: Agency, row: CaseRow, events: &[EventRow]) -> Result<CaseFile, AppError> {
    let today = app.clock.today();
    let entries = decode(events, row.id)?;
    let case = Case::fold(&entries, app.rulebook.regimes()).ok_or_else(|| corrupt(row.id))?;
    let standing = Standing::of(&row.state, &agency.calendar, today)?;
    let deadlines = deadline::all(&case, &agency.policy, &agency.calendar, today)?;
    let deadline = in_force(&deadlines).cloned();
    Ok(CaseFile { history: acts(events, entries), agency, row, standing, case, deadline, deadlines })
}

/// A new decision that is owed has a deadline of its own (R15); before it there is the reply's.
fn in_force(deadlines: &[Deadline]) -> Option<&Deadline> {
    let of = |kind| deadlines.iter().find(|it| it.kind == kind);
    of(DeadlineKind::Redecision).or_else(|| of(DeadlineKind::Reply))
}

fn acts(rows: &[EventRow], entries: Vec<Entry>) -> Vec<Act> {
    let mut previous = "";
    let mut acts = Vec::with_capacity(rows.len());
    for ((expected, row), entry) in (1..).zip(rows).zip(entries) {
        acts.push(Act {
            version: row.version,
            hash: row.hash.clone(),
            on: entry.on,
            recorded_at: row.recorded_at,
            actor: row.actor.clone(),
            event: entry.event,
            is_sound: row.version == expected && row.hash == events::link(previous, row),
        });
        previous = &row.hash;
    }
    acts
}
