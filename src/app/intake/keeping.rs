//! Requests that wait at the same time are kept together: what depends on the database alone is asked once,
//! the numbers are taken as a block, and the rows of all of them are one statement.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::applicant_files;
use super::entry::{NewEntry, Saved};
use crate::app::history::{self, CASE_NUMBERS};
use crate::app::mail::acts;
use crate::app::once::{self, OnceKey};
use crate::app::webhooks::announce;
use crate::app::{AppError, administration, attachments, calendars, sealing};
use crate::domain::attachment::FilePurpose;
use crate::domain::ids::AgencyId;
use crate::store::cases::{self, CaseRow, NewCase};
use crate::store::events::{self, Head};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreResult, counters};

/// Keeps each of them, unless it was kept before under the same key; all or none.
pub(super) fn keep(conn: &mut DbConn, entries: &[Arc<NewEntry>]) -> Result<Vec<Saved>, AppError> {
    let keys: Vec<Option<&OnceKey>> = entries.iter().map(|entry| entry.once.as_ref()).collect();
    once::run_all(conn, &keys, |conn, fresh| {
        let fresh: Vec<&NewEntry> = fresh.iter().filter_map(|place| entries.get(*place)).map(Arc::as_ref).collect();
        if fresh.is_empty() { Ok(Vec::new()) } else { keep_fresh(conn, &fresh) }
    })
}

/// Keeps the files, the numbers, the rows, the histories, the figures.
fn keep_fresh(conn: &mut DbConn, entries: &[&NewEntry]) -> Result<Vec<Saved>, AppError> {
    for key in entries.iter().map(|entry| entry.keyring.active_key()).collect::<BTreeSet<_>>() {
        sealing::hold(conn, key)?;
    }
    let applicants = applicant_files::find_or_insert(conn, entries)?;

    // From here on others wait: on PostgreSQL the counters and the sums are locked until the end.
    let mut numbers = numbers(conn, entries)?;
    let mut new = Vec::with_capacity(entries.len());
    for (entry, applicant) in entries.iter().zip(applicants) {
        let number = numbers.get_mut(&numbered(entry)).and_then(Iterator::next).unwrap_or_default();
        new.push(NewCase { origin: entry.origin(number)?, state: entry.state_of(applicant) });
    }
    let rows = cases::insert_many(conn, new)?;
    append(conn, entries, &rows)?;

    require_rules(conn, entries)?;
    tallies::apply(conn, &figures(entries))?;

    announce::cases_opened(conn, entries.iter().map(|entry| &entry.agency).zip(&rows))?;
    acts::tell_of_receipt(conn, entries.iter().map(|entry| (entry.correspondence, entry.seed.as_str())).zip(&rows))?;
    Ok(entries.iter().zip(rows).map(|(entry, row)| entry.saved(row)).collect())
}

/// What is numbered together: an agency's requests of a year.
type Numbered = (AgencyId, i32);

fn numbered(entry: &NewEntry) -> Numbered {
    (entry.agency.id, history::year_of(&entry.case))
}

/// Register numbers, a block for each agency and year, in the same order for everybody: two that take the same
/// cannot lock each other out.
fn numbers(conn: &mut DbConn, entries: &[&NewEntry]) -> StoreResult<BTreeMap<Numbered, RangeInclusive<i64>>> {
    let mut sizes: BTreeMap<Numbered, u32> = BTreeMap::new();
    for entry in entries {
        *sizes.entry(numbered(entry)).or_default() += 1;
    }
    let blocks = sizes.into_iter().map(|((agency, year), size)| {
        counters::next_block(conn, agency, CASE_NUMBERS, year, size).map(|block| ((agency, year), block))
    });
    blocks.collect()
}

/// Writes the histories, and the rows of the files that came with the requests.
fn append(conn: &mut DbConn, entries: &[&NewEntry], cases: &[CaseRow]) -> Result<(), AppError> {
    let mut rows = Vec::with_capacity(2 * entries.len());
    for (entry, case) in entries.iter().zip(cases) {
        rows.extend(events::chain(case.id, &Head::default(), entry.events_of(case.state.applicant_id)?));
    }
    events::insert_many(conn, &rows)?;
    for (entry, CaseRow { id, .. }) in entries.iter().zip(cases).filter(|(entry, _)| !entry.files.is_empty()) {
        let (purpose, now) = (FilePurpose::Request, entry.state.updated_at);
        let rows = attachments::Rows { case: *id, after: 0, purpose, actor: &entry.actor, now };
        attachments::save_rows(conn, &rows, &entry.history, &entry.files)?;
    }
    Ok(())
}

/// Makes sure that each was decided by the calendar and the settings that are in force, and that its agency takes
/// requests.
fn require_rules(conn: &mut DbConn, entries: &[&NewEntry]) -> Result<(), AppError> {
    let mut checked = BTreeSet::new();
    for agency in entries.iter().map(|entry| &entry.agency) {
        if checked.insert((agency.id, &agency.fingerprint)) {
            calendars::require_current(conn, agency)?;
            administration::agencies::require_unchanged(conn, agency)?;
        }
    }
    Ok(())
}

fn figures(entries: &[&NewEntry]) -> Deltas {
    let mut figures = Deltas::new();
    for (key, value) in entries.iter().flat_map(|entry| &entry.deltas) {
        *figures.entry(*key).or_default() += value;
    }
    figures
}
