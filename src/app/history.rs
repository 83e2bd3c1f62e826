//! 办理经过: a case's history as it is kept, and what is kept beside it.
//!
//! Whether a case is opened online, moved on by an officer or taken over from an older register: its
//! events, its row and the figures of the year are written here, in the transaction of the caller.

use chrono::{Datelike, NaiveDateTime};

use super::webhooks::announce;
use super::{Agency, AppError, calendars, mail, project};
use crate::domain::case::{Case, Entry, Event};
use crate::domain::ids::{AgencyId, ApplicantId, CaseId};
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;
use crate::store::cases::{self, CaseOrigin, CaseRow, CaseState};
use crate::store::events::{self, EventRow, Head, NewEvent};
use crate::store::tallies::Deltas;
use crate::store::{DbConn, StoreError};

/// The kind of the register's numbers.
pub(super) const CASE_NUMBERS: &str = "case";

/// 登记簿 of one agency: how its cases are read and written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Register<'a> {
    /// Whose.
    pub agency: &'a Agency,
    /// What the regulation says, by date.
    pub regimes: &'a Regimes,
    /// When what is written was recorded (UTC).
    pub now: NaiveDateTime,
}

/// A case as it was read, to be moved on.
#[derive(Debug)]
pub(super) struct Filed {
    /// Its row.
    pub row: CaseRow,
    /// Its history.
    pub past: Past,
}

/// A history as it was read.
#[derive(Debug)]
pub(super) struct Past {
    /// What it makes of the case.
    pub case: Case,
    /// What happened so far.
    pub history: Vec<Entry>,
    head: Head,
}

/// What comes after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next<'a> {
    /// The case as it is then.
    pub case: &'a Case,
    /// What has happened.
    pub added: &'a [Entry],
    /// Who did it.
    pub actor: &'a Actor,
    /// What the line of an imported register says, as a hash.
    pub digest: Option<&'a str>,
}

/// What the first half of a new row needs to know beside the case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filing<'a> {
    /// Its number in the year.
    pub number: i64,
    /// A hash of the 查询码.
    pub query_code_hash: Option<&'a str>,
}

impl Register<'_> {
    /// Reads a case of this agency; another agency's is not found.
    pub(super) fn find(&self, conn: &mut DbConn, id: CaseId) -> Result<Filed, StoreError> {
        let row = cases::find(conn, id)?;
        if row.origin.agency_id != self.agency.id {
            return Err(StoreError::NotFound { what: "case", key: id.to_string() });
        }
        let past = self.past(conn, id)?;
        if past.head.version != row.state.version {
            // Somebody else's act came between the two queries.
            return Err(StoreError::StaleVersion { case: id, expected: row.state.version });
        }
        Ok(Filed { row, past })
    }

    /// Reads a history, whatever the row says.
    pub(super) fn past(&self, conn: &mut DbConn, id: CaseId) -> Result<Past, StoreError> {
        let rows = events::load(conn, id)?;
        let history = decode(&rows, id)?;
        let case = Case::fold(&history, self.regimes).ok_or_else(|| corrupt(id))?;
        Ok(Past { case, history, head: Head::of(&rows) })
    }

    /// Writes what has happened to a case, if nobody else has moved it on, and gives where it stands.
    pub(super) fn advance(
        &self,
        conn: &mut DbConn,
        row: &CaseRow,
        past: &Past,
        next: &Next<'_>,
        deltas: &mut Deltas,
    ) -> Result<CaseState, AppError> {
        let (id, calendar) = (row.id, &self.agency.calendar);
        let applicant = past.case.applicant.ok_or_else(|| corrupt(id))?;
        events::append(conn, id, &past.head, &self.encode(next.added, next.actor)?)?;
        calendars::require_current(conn, self.agency)?;
        let state = project(next.case, calendar, applicant, next.digest, self.now)?;
        // Before the row moves on: what is told is what changes in it.
        announce::case_moves(conn, self.agency, next.actor, (id, &state), self.now)?;
        mail::acts::tell(conn, self, (row, &past.case), next, &state)?;
        cases::advance(conn, id, &row.state, &state)?;
        count(deltas, self.agency.id, &past.case.contribution(calendar)?, -1);
        count(deltas, self.agency.id, &next.case.contribution(calendar)?, 1);
        Ok(state)
    }

    /// Events as they are stored.
    pub(super) fn encode(&self, entries: &[Entry], actor: &Actor) -> Result<Vec<NewEvent>, StoreError> {
        let encode = |entry: &Entry| {
            let payload = payload(entry)?;
            Ok(NewEvent { on_date: entry.on, recorded_at: self.now, actor: actor.to_string(), payload })
        };
        entries.iter().map(encode).collect()
    }
}

/// What happened, as it is stored.
pub(super) fn payload(entry: &Entry) -> Result<String, StoreError> {
    serde_json::to_string(&entry.event).map_err(|error| StoreError::Corrupt { what: format!("event: {error}") })
}

/// What never changes in the row of a new case; `now` is when it is entered.
pub(super) fn origin(
    agency: &Agency,
    case: &Case,
    filing: &Filing<'_>,
    now: NaiveDateTime,
) -> Result<CaseOrigin, StoreError> {
    Ok(CaseOrigin {
        agency_id: agency.id,
        case_no: case_no(agency, case, filing.number)?,
        source_ref: case.source_ref.clone(),
        query_code_hash: filing.query_code_hash.map(str::to_owned),
        created_at: now,
    })
}

/// 登记编号 in the year of receipt.
fn case_no(agency: &Agency, case: &Case, number: i64) -> Result<String, StoreError> {
    let too_many = |_| StoreError::Corrupt { what: format!("counter {CASE_NUMBERS} of {}", agency.code) };
    let number = u32::try_from(number).map_err(too_many)?;
    Ok(agency.policy.register_no.format(&agency.letter_prefix, year_of(case), number))
}

/// The year in whose register a case stands: of receipt, or of submission until it is received.
pub(super) fn year_of(case: &Case) -> i32 {
    case.received_on.map_or(case.submitted_on, |received| received.on).year()
}

/// Adds lines of the ledger to what changes, or takes them off.
pub(super) fn count(deltas: &mut Deltas, agency: AgencyId, lines: &[(TallyKey, i64)], sign: i64) {
    for (key, amount) in lines {
        *deltas.entry((agency, *key)).or_default() += sign * amount;
    }
}

/// The history with the applicant's file named in its first entry.
pub(super) fn with_applicant(history: &[Entry], id: ApplicantId) -> Vec<Entry> {
    let mut history = history.to_vec();
    if let Some(Entry { event: Event::Submitted { applicant, .. }, .. }) = history.first_mut() {
        *applicant = Some(id);
    }
    history
}

/// Stored events as what happened.
///
/// # Errors
/// [`StoreError::Corrupt`] if an event cannot be read.
pub fn decode(rows: &[EventRow], case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let read = |row: &EventRow| {
        let event = serde_json::from_str(&row.payload).map_err(|_| corrupt(case))?;
        Ok(Entry { on: row.on_date, event })
    };
    rows.iter().map(read).collect()
}

/// What cannot be a history.
pub(super) fn corrupt(case: CaseId) -> StoreError {
    StoreError::Corrupt { what: format!("history of {case}") }
}
