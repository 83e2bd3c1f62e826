//! 审计导出: every event with its hash, every seal and the administrative log, in a form in which somebody who
//! does not trust this program can follow the chains.
//!
//! JSON lines in UTF-8, the kind of each in its first field `record`:
//!
//! ```text
//! header       format, agency, complete: whether every agency of the store is in it
//! agency       agency (a number), code, name, entries: how long its administrative log is
//! admin_event  agency, version, recorded_at, actor, what, particulars, hash
//! case         case (a number), agency, case_no, events: how many it has
//! event        case, version, on_date, recorded_at, actor, payload, hash
//! unsealing    case, officer, on_date, first_at: who saw what the applicant gave about the own person, on which day
//! seal         day, events, hash
//! end          agencies, admin_events, cases, events, unsealings, seals, sha256
//! ```
//!
//! ## Verifying it (with SHA-256 and nothing of this program)
//! `⏎` is a line feed. `payload` and `particulars` are strings, hashed as they stand in them.
//!
//! 1. An event's hash is that of `PREVIOUS⏎case⏎version⏎on_date⏎recorded_at⏎actor⏎payload`, where PREVIOUS is the
//!    hash of the case's event before it, and empty for the first. The versions of a case are 1, 2, 3 … to the
//!    number in its `case` line.
//! 2. An entry of the administrative log has the hash of
//!    `PREVIOUS⏎agency⏎version⏎recorded_at⏎actor⏎what⏎particulars`, with the entry before it in the same agency;
//!    its versions run to the number in the `agency` line.
//! 3. A seal is the hash of `PREVIOUS⏎day⏎`, where PREVIOUS is the hash of the seal before it, followed by a line
//!    `case version hash⏎` for each event whose `recorded_at` lies in that day, by `recorded_at`, case and version.
//!    Only an export that is complete has all of a day's events. Any export has the seals, to be compared with
//!    those that were written down elsewhere.
//! 4. `sha256` of the last line is the hash of every byte before that line.

use std::collections::HashMap;
use std::io::Write;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::administration::reach_of;
use super::{Agency, App, AppError};
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::role::{Actor, Role};
use crate::store::admin_log::AdminEventRow;
use crate::store::agencies::AgencyRow;
use crate::store::cases::CaseRow;
use crate::store::events::EventRow;
use crate::store::unsealings::UnsealingRow;
use crate::store::{DbConn, StoreError, admin_log, agencies, audit, events, seals, unsealings};

/// Rows of the administrative log in memory.
const ENTRIES: i64 = 500;
/// Cases in memory, with their events.
const CASES: i64 = 100;

/// How much was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Exported {
    /// Agencies.
    pub agencies: u64,
    /// Entries of their administrative logs.
    pub admin_events: u64,
    /// Cases.
    pub cases: u64,
    /// Events of the cases.
    pub events: u64,
    /// Days on which somebody saw an applicant's particulars.
    pub unsealings: u64,
    /// Seals.
    pub seals: u64,
}

/// A line of the export.
#[derive(Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
enum Record<'a> {
    Header {
        format: &'static str,
        agency: &'a str,
        complete: bool,
    },
    Agency {
        agency: i64,
        code: &'a str,
        name: &'a str,
        entries: i32,
    },
    AdminEvent(AdminEventLine<'a>),
    Case {
        case: i64,
        agency: &'a str,
        case_no: &'a str,
        events: i32,
    },
    Event(EventLine<'a>),
    Unsealing {
        case: i64,
        officer: String,
        on_date: NaiveDate,
        first_at: String,
    },
    Seal {
        day: NaiveDate,
        events: i64,
        hash: &'a str,
    },
    End {
        #[serde(flatten)]
        exported: Exported,
        sha256: String,
    },
}

#[derive(Serialize)]
struct AdminEventLine<'a> {
    agency: i64,
    version: i32,
    recorded_at: String,
    actor: &'a str,
    what: &'a str,
    particulars: &'a str,
    hash: &'a str,
}

#[derive(Serialize)]
struct EventLine<'a> {
    case: i64,
    version: i32,
    on_date: NaiveDate,
    recorded_at: String,
    actor: &'a str,
    payload: &'a str,
    hash: &'a str,
}

/// Writes what an auditor may see of an agency and of everything below it: the whole subtree, or the agency
/// alone if the role is held without it. One consistent moment, in pages: memory does not grow with the register.
///
/// # Errors
/// [`AppError::Store`], also if `out` refuses a write.
pub fn audit_export(app: &App, actor: &Actor, agency: &Agency, out: impl Write) -> Result<Exported, AppError> {
    app.store.snapshot(|conn| {
        let reach = reach_of(conn, actor, Role::Auditor)?;
        let here = agencies::find(conn, agency.id)?;
        let mut rows = agencies::subtree(conn, &here)?;
        rows.retain(|row| reach.covers(&row.path));
        let complete = rows.len() == agencies::list(conn)?.len();
        let mut lines = Lines { out, hash: Sha256::new() };
        lines.put(&Record::Header { format: "gongkai-audit/1", agency: &here.code, complete })?;
        let mut exported = Exported { agencies: rows.len() as u64, ..Exported::default() };
        for row in &rows {
            exported.admin_events += lines.agency(conn, row)?;
        }
        lines.cases(conn, &rows, &mut exported)?;
        for seal in seals::list(conn)? {
            lines.put(&Record::Seal { day: seal.day, events: seal.events, hash: &seal.hash })?;
            exported.seals += 1;
        }
        lines.end(exported)?;
        Ok(exported)
    })
}

struct Lines<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Lines<W> {
    fn put(&mut self, record: &Record<'_>) -> Result<(), StoreError> {
        let mut line = serde_json::to_vec(record).map_err(std::io::Error::from)?;
        line.push(b'\n');
        self.hash.update(&line);
        Ok(self.out.write_all(&line)?)
    }

    fn agency(&mut self, conn: &mut DbConn, row: &AgencyRow) -> Result<u64, StoreError> {
        let entries = admin_log::length(conn, row.id)?;
        self.put(&Record::Agency { agency: row.id.0, code: &row.code, name: &row.name, entries })?;
        let (mut after, mut count) = (0, 0);
        loop {
            let page = admin_log::page_after(conn, row.id, after, ENTRIES)?;
            let Some(last) = page.last() else { return Ok(count) };
            after = last.version;
            for entry in &page {
                self.put(&Record::AdminEvent(admin_event(entry)))?;
                count += 1;
            }
        }
    }

    fn cases(&mut self, conn: &mut DbConn, rows: &[AgencyRow], exported: &mut Exported) -> Result<(), StoreError> {
        let ids: Vec<AgencyId> = rows.iter().map(|row| row.id).collect();
        let codes: HashMap<AgencyId, &str> = rows.iter().map(|row| (row.id, row.code.as_str())).collect();
        let mut after = CaseId(0);
        loop {
            let page = audit::cases_in(conn, &ids, after, CASES)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id;
            let cases: Vec<CaseId> = page.iter().map(|case| case.id).collect();
            let events = events::of_cases(conn, &cases)?;
            let unsealings = unsealings::of_cases(conn, &cases)?;
            for case in &page {
                let from = events.partition_point(|event| event.case_id < case.id);
                let to = events.partition_point(|event| event.case_id <= case.id);
                let code = codes.get(&case.origin.agency_id).copied().unwrap_or_default();
                exported.events += self.case(case, code, events.get(from..to).unwrap_or_default())?;
                exported.unsealings += self.unsealings(unsealings.iter().filter(|row| row.case_id == case.id))?;
                exported.cases += 1;
            }
        }
    }

    fn case(&mut self, row: &CaseRow, agency: &str, events: &[EventRow]) -> Result<u64, StoreError> {
        let (case, case_no) = (row.id.0, row.origin.case_no.as_str());
        self.put(&Record::Case { case, agency, case_no, events: row.state.version })?;
        for event in events {
            self.put(&Record::Event(event_line(event)))?;
        }
        Ok(events.len() as u64)
    }

    fn unsealings<'a>(&mut self, rows: impl Iterator<Item = &'a UnsealingRow>) -> Result<u64, StoreError> {
        let mut count = 0;
        for UnsealingRow { case_id, officer_id, on_date, first_at } in rows {
            let (officer, first_at) = (officer_id.to_string(), instant(*first_at));
            self.put(&Record::Unsealing { case: case_id.0, officer, on_date: *on_date, first_at })?;
            count += 1;
        }
        Ok(count)
    }

    fn end(&mut self, exported: Exported) -> Result<(), StoreError> {
        let sha256 = self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        self.put(&Record::End { exported, sha256 })?;
        Ok(self.out.flush()?)
    }
}

fn admin_event(row: &AdminEventRow) -> AdminEventLine<'_> {
    let AdminEventRow { agency_id, version, recorded_at, actor, what, particulars, hash } = row;
    let recorded_at = instant(*recorded_at);
    AdminEventLine { agency: agency_id.0, version: *version, recorded_at, actor, what, particulars, hash }
}

fn event_line(row: &EventRow) -> EventLine<'_> {
    let EventRow { case_id, version, on_date, recorded_at, actor, payload, hash } = row;
    let recorded_at = instant(*recorded_at);
    EventLine { case: case_id.0, version: *version, on_date: *on_date, recorded_at, actor, payload, hash }
}

/// As it goes into the hash.
fn instant(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}
