//! What was recorded becomes findable a moment later, without any act having to wait for it.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDateTime, TimeDelta};

use crate::app::history::decode;
use crate::app::{App, AppError};
use crate::domain::ids::CaseId;
use crate::domain::search::Document;
use crate::store::events::{self, EventRow};
use crate::store::search::{self as store, Heading, NewDocument, Recorded};
use crate::store::{StoreError, StoreResult};

/// What is recorded is seen by others only when its transaction ends, and the clocks of several servers
/// differ: what is older than this has arrived.
const ARRIVAL: TimeDelta = TimeDelta::minutes(2);
/// How far the progress falls behind before it is written down again.
const STEP: TimeDelta = TimeDelta::minutes(1);
/// Documents in one transaction, so that nobody waits long behind them.
const AT_ONCE: usize = 100;
/// Events looked at together.
const EVENTS_AT_ONCE: i64 = 5_000;

/// Brings the index up to what has been recorded and gives how many cases were indexed. Where nothing was
/// ever indexed, as after a restore, everything is. Several processes may do so at once.
///
/// # Errors
/// [`AppError::Store`] if the store cannot do it; what was indexed until then stays.
pub fn index_new(app: &App) -> Result<usize, AppError> {
    index_until(app, &mut || false)
}

/// As [`index_new`], but ends early when it `is_to_stop`, which is asked before each portion.
///
/// # Errors
/// [`AppError::Store`] if the store cannot do it; what was indexed until then stays.
pub fn index_until(app: &App, is_to_stop: &mut dyn FnMut() -> bool) -> Result<usize, AppError> {
    let now = app.clock.now();
    let through = app.store.read(store::progress)?;
    let mut pass = Pass { app, is_to_stop, indexed: 0 };
    let is_behind = match through {
        None => pass.missing()?,
        Some(through) => pass.recorded_since(through.min(now) - ARRIVAL)? && (now - through).abs() >= STEP,
    };
    if is_behind && !(pass.is_to_stop)() {
        app.store.write_blocking(move |conn| store::set_progress(conn, now))?;
    }
    Ok(pass.indexed)
}

/// One look at what is new.
struct Pass<'a> {
    app: &'a App,
    is_to_stop: &'a mut dyn FnMut() -> bool,
    indexed: usize,
}

impl Pass<'_> {
    /// Indexes every case that is not; the progress is always to be written down after it.
    fn missing(&mut self) -> Result<bool, AppError> {
        let mut after = CaseId(0);
        while !(self.is_to_stop)() {
            let ids = self.app.store.read(|conn| store::behind(conn, after, AT_ONCE as i64))?;
            let Some(last) = ids.last() else { break };
            after = *last;
            self.indexed += index_cases(self.app, &ids)?;
        }
        Ok(true)
    }

    /// Indexes the cases of what was recorded from an instant on, and gives whether there was anything.
    fn recorded_since(&mut self, from: NaiveDateTime) -> Result<bool, AppError> {
        let mut last: Option<Recorded> = None;
        while !(self.is_to_stop)() {
            let after = last.unwrap_or((from, CaseId(0), 0));
            let recorded = self.app.store.read(|conn| store::recorded_after(conn, after, EVENTS_AT_ONCE))?;
            let Some(end) = recorded.last() else { break };
            last = Some(*end);
            for some in behind(self.app, &recorded)?.chunks(AT_ONCE) {
                if (self.is_to_stop)() {
                    break;
                }
                self.indexed += index_cases(self.app, some)?;
            }
        }
        Ok(last.is_some())
    }
}

/// The cases of these events whose documents do not have them.
fn behind(app: &App, recorded: &[Recorded]) -> StoreResult<Vec<CaseId>> {
    let newest: BTreeMap<CaseId, i32> = recorded.iter().fold(BTreeMap::new(), |mut newest, (_, case, version)| {
        let known = newest.entry(*case).or_insert(*version);
        *known = (*known).max(*version);
        newest
    });
    let ids: Vec<CaseId> = newest.keys().copied().collect();
    let indexed = app.store.read(|conn| store::versions(conn, &ids))?;
    let is_behind = |(case, version): &(CaseId, i32)| indexed.get(case).is_none_or(|indexed| indexed < version);
    Ok(newest.into_iter().filter(is_behind).map(|(case, _)| case).collect())
}

/// Reads and cuts outside the queue of writes; only the result waits in it.
fn index_cases(app: &App, ids: &[CaseId]) -> Result<usize, AppError> {
    let (headings, events) = app.store.snapshot(|conn| {
        let headings = store::headings(conn, ids)?;
        Ok::<_, StoreError>((headings, events::of_cases(conn, ids)?))
    })?;
    let histories: HashMap<CaseId, &[EventRow]> = events
        .chunk_by(|one, next| one.case_id == next.case_id)
        .filter_map(|history| Some((history.first()?.case_id, history)))
        .collect();
    let documents: Vec<NewDocument> = headings
        .iter()
        .map(|heading| document(heading, histories.get(&heading.0).copied().unwrap_or_default()))
        .collect::<StoreResult<_>>()?;
    Ok(app.store.write_blocking(move |conn| store::keep(conn, &documents))?)
}

/// A history that cannot be read is found by its number until somebody has looked into it (`check`).
fn document((case, agency, case_no, name): &Heading, events: &[EventRow]) -> StoreResult<NewDocument> {
    let history = decode(events, *case).unwrap_or_else(|error| {
        tracing::error!(case.id = %case, error = %error, "a case is indexed without its history");
        Vec::new()
    });
    let document = Document::of(case_no, name, &history);
    let content = serde_json::to_string(&document)
        .map_err(|error| StoreError::Corrupt { what: format!("search document: {error}") })?;
    let version = events.last().map_or(0, |event| event.version);
    Ok(NewDocument { case_id: *case, version, content, terms: document.index_terms(*agency) })
}
