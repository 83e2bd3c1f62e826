//! A batch of requests, kept in one transaction.

use std::collections::{BTreeMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::Fate;
use super::prepare::Prepared;
use crate::app::history::{self, CASE_NUMBERS, Filing, Next, Register};
use crate::app::{Agency, App, AppError, calendars, project};
use crate::domain::applicant::match_name;
use crate::domain::case::{Entry, Event};
use crate::domain::ids::ApplicantId;
use crate::domain::role::Actor;
use crate::store::applicants::{self, NewApplicant};
use crate::store::cases::{self, Imported, NewCase};
use crate::store::events::{self, Head};
use crate::store::tallies::{self, Deltas};
use crate::store::writer::WriteError;
use crate::store::{DbConn, StoreError, counters};

/// Keeps a batch, and tells what became of each line.
pub(in crate::app) fn save(app: &App, agency: &Agency, batch: &Arc<Vec<Prepared>>) -> Result<Vec<Fate>, AppError> {
    app.store.write_blocking(saving(app, agency, batch))
}

/// Tells what would become of each line, and keeps nothing: the transaction is undone.
pub(in crate::app) fn rehearse(app: &App, agency: &Agency, batch: &Arc<Vec<Prepared>>) -> Result<Vec<Fate>, AppError> {
    let mut work = saving(app, agency, batch);
    let undone: Result<(), Rehearsed> = app.store.write_blocking(move |conn| Err(Rehearsed::Done(work(conn)?)));
    match undone {
        Err(Rehearsed::Done(fates)) => Ok(fates),
        Err(Rehearsed::Failed(error)) => Err(error),
        Ok(()) => Ok(Vec::new()),
    }
}

fn saving(
    app: &App,
    agency: &Agency,
    batch: &Arc<Vec<Prepared>>,
) -> impl FnMut(&mut DbConn) -> Result<Vec<Fate>, AppError> + Send + use<> {
    let batch = Arc::clone(batch);
    let agency = agency.clone();
    let regimes = app.rulebook.regimes().clone();
    let now = app.clock.now();
    move |conn| {
        let register = Register { agency: &agency, regimes: &regimes, now };
        Saving { register, deltas: Deltas::new() }.run(conn, &batch)
    }
}

/// Why a rehearsal kept nothing.
enum Rehearsed {
    /// Because it is one.
    Done(Vec<Fate>),
    Failed(AppError),
}

impl From<StoreError> for Rehearsed {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for Rehearsed {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl WriteError for Rehearsed {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Done(_) => None,
            Self::Failed(error) => error.store_error(),
        }
    }
}

struct Saving<'a> {
    register: Register<'a>,
    deltas: Deltas,
}

impl Saving<'_> {
    fn run(&mut self, conn: &mut DbConn, batch: &[Prepared]) -> Result<Vec<Fate>, AppError> {
        let mut fates = Vec::with_capacity(batch.len());
        let mut rest = batch;
        while !rest.is_empty() {
            let (round, later) = rest.split_at(until_a_ref_returns(rest));
            fates.extend(self.round(conn, round)?);
            rest = later;
        }
        tallies::apply(conn, &self.deltas)?;
        Ok(fates)
    }

    /// Lines of which each is about another request.
    fn round(&mut self, conn: &mut DbConn, round: &[Prepared]) -> Result<Vec<Fate>, AppError> {
        let refs: Vec<&str> = round.iter().map(|prepared| prepared.source_ref.as_str()).collect();
        let known = cases::imported(conn, self.register.agency.id, &refs)?;
        let mut fates = Vec::with_capacity(round.len());
        let mut fresh = Vec::new();
        for prepared in round {
            fates.push(match known.get(&prepared.source_ref) {
                Some(stored) => self.revise(conn, prepared, stored)?,
                None => {
                    fresh.push(prepared);
                    Fate::Accepted
                }
            });
        }
        self.insert(conn, &fresh)?;
        Ok(fates)
    }

    fn insert(&mut self, conn: &mut DbConn, fresh: &[&Prepared]) -> Result<(), AppError> {
        let mut numbers = self.numbers(conn, fresh)?;
        let applicants: Vec<NewApplicant> = fresh.iter().map(|prepared| self.applicant(prepared)).collect();
        let applicants = applicants::insert_many(conn, &applicants.iter().collect::<Vec<_>>())?;
        let mut new = Vec::with_capacity(fresh.len());
        for (prepared, applicant) in fresh.iter().zip(applicants) {
            let year = history::year_of(&prepared.case);
            let number = numbers.get_mut(&year).and_then(Iterator::next).unwrap_or_default();
            new.push(self.row(prepared, applicant, number)?);
        }
        let mut rows = Vec::new();
        for (prepared, case) in fresh.iter().zip(cases::insert_many(conn, new)?) {
            let history = history::with_applicant(&prepared.history, case.state.applicant_id);
            rows.extend(events::chain(case.id, &Head::default(), self.register.encode(&history, &Actor::Import)?));
            history::count(&mut self.deltas, self.register.agency.id, &prepared.contribution, 1);
        }
        events::insert_many(conn, &rows)?;
        if rows.is_empty() { Ok(()) } else { calendars::require_current(conn, self.register.agency) }
    }

    /// Register numbers for a batch, a block for each year: gapless, because they are kept or undone together.
    fn numbers(
        &self,
        conn: &mut DbConn,
        fresh: &[&Prepared],
    ) -> Result<BTreeMap<i32, RangeInclusive<i64>>, StoreError> {
        let mut sizes: BTreeMap<i32, u32> = BTreeMap::new();
        for prepared in fresh {
            *sizes.entry(history::year_of(&prepared.case)).or_default() += 1;
        }
        let agency = self.register.agency.id;
        let blocks = sizes.into_iter().map(|(year, size)| {
            counters::next_block(conn, agency, CASE_NUMBERS, year, size).map(|block| (year, block))
        });
        blocks.collect()
    }

    fn applicant(&self, prepared: &Prepared) -> NewApplicant {
        NewApplicant {
            agency_id: self.register.agency.id,
            category: prepared.case.category,
            name: prepared.name.clone(),
            match_name: match_name(&prepared.name),
            id_hash: None,
            key_id: None,
            sealed: None,
            created_at: self.register.now,
        }
    }

    fn row(&self, prepared: &Prepared, applicant: ApplicantId, number: i64) -> Result<NewCase, AppError> {
        let Register { agency, now, .. } = self.register;
        let origin = history::origin(agency, &prepared.case, &Filing { number, query_code_hash: None }, now)?;
        let state = project(&prepared.case, &agency.calendar, applicant, Some(&prepared.digest), now)?;
        Ok(NewCase { origin, state })
    }

    /// A request that is there: the same, grown by further steps, or contradicting its own past.
    fn revise(&mut self, conn: &mut DbConn, prepared: &Prepared, stored: &Imported) -> Result<Fate, AppError> {
        if stored.source_digest.as_deref() == Some(prepared.digest.as_str()) {
            return Ok(Fate::Unchanged);
        }
        let filed = self.register.find(conn, stored.id)?;
        let history = history::with_applicant(&prepared.history, filed.row.state.applicant_id);
        // What a new calendar moved is in the past of the case, but not of the register.
        let moved = |entry: &&Entry| matches!(entry.event, Event::DueDateMoved { .. });
        let told: Vec<&Entry> = filed.past.history.iter().filter(|entry| !moved(entry)).collect();
        if told.len() > history.len() || history.iter().zip(&told).any(|(new, old)| new != *old) {
            return Ok(Fate::DifferentHistory);
        }
        let added = history.get(told.len()..).unwrap_or_default();
        let mut case = filed.past.case.clone();
        added.iter().for_each(|entry| case.evolve(entry, self.register.regimes));
        let next = Next { case: &case, added, actor: &Actor::Import, digest: Some(&prepared.digest) };
        self.register.advance(conn, &filed.row, &filed.past, &next, &mut self.deltas)?;
        Ok(Fate::Grown)
    }
}

/// How many lines there are before one is about a request that an earlier one was about already. A file
/// may have a request twice, and the second time finds what the first one made of it.
fn until_a_ref_returns(lines: &[Prepared]) -> usize {
    let mut seen = HashSet::with_capacity(lines.len());
    lines.iter().position(|prepared| !seen.insert(prepared.source_ref.as_str())).unwrap_or(lines.len())
}
