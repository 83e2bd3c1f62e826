//! 卷宗: one case with its clock and its whole history, for reading.

use chrono::{NaiveDate, NaiveDateTime};

use super::history::{corrupt, decode};
use super::standing::Standing;
use super::{Agency, App, AppError, calendars};
use crate::domain::case::{Case, Entry, Event};
use crate::domain::deadline::{self, Deadline, DeadlineKind};
use crate::domain::ids::CaseId;
use crate::store::agencies;
use crate::store::cases::{self, CaseRow};
use crate::store::events::{self, EventRow};

/// A case as it stands, and how it came to stand there.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Whose.
    pub agency: Agency,
    /// Its row.
    pub row: CaseRow,
    /// Its clock today, as lists show it.
    pub standing: Standing,
    /// 答复期限, or the deadline of the new decision that is owed; `None` until the request is received.
    pub deadline: Option<Deadline>,
    /// What happened, in order.
    pub history: Vec<Act>,
}

/// One entry of the history, with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The civil date on which it happened.
    pub on: NaiveDate,
    /// When it was recorded (UTC).
    pub recorded_at: NaiveDateTime,
    /// Who did it, as the history keeps it.
    pub actor: String,
    /// What happened.
    pub event: Event,
    /// Whether it continues the entry before it with the hash that it should have.
    pub is_sound: bool,
}

/// Opens a case.
///
/// # Errors
/// [`AppError::Store`] if there is no such case or its history is damaged.
pub fn open_case(app: &App, id: CaseId) -> Result<CaseFile, AppError> {
    let today = app.clock.today();
    let (agency, row, events) = app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let row = cases::find(conn, id)?;
        let agency = agencies::find(conn, row.origin.agency_id)?;
        Ok::<_, AppError>((agency, row, events::load(conn, id)?))
    })?;
    let agency = Agency::from_row(app, agency)?;
    let entries = decode(&events, id)?;
    let case = Case::fold(&entries, app.rulebook.regimes()).ok_or_else(|| corrupt(id))?;
    let standing = Standing::of(&row.state, &agency.calendar, today)?;
    let deadline = deadline_in_force(&case, &agency, today)?;
    Ok(CaseFile { history: acts(&events, entries), agency, row, standing, deadline })
}

/// A new decision that is owed has a deadline of its own (R15); before it there is the reply's.
fn deadline_in_force(case: &Case, agency: &Agency, today: NaiveDate) -> Result<Option<Deadline>, AppError> {
    let mut all = deadline::all(case, &agency.policy, &agency.calendar, today)?;
    let place = all
        .iter()
        .position(|it| it.kind == DeadlineKind::Redecision)
        .or_else(|| all.iter().position(|it| it.kind == DeadlineKind::Reply));
    Ok(place.map(|place| all.swap_remove(place)))
}

fn acts(rows: &[EventRow], entries: Vec<Entry>) -> Vec<Act> {
    let mut previous = "";
    let mut acts = Vec::with_capacity(rows.len());
    for ((expected, row), entry) in (1..).zip(rows).zip(entries) {
        acts.push(Act {
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
