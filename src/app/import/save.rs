//! A batch of requests, kept in one transaction.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{Datelike, NaiveDateTime};

use super::Fate;
use super::history::{corrupt, decode, encode};
use super::prepare::Prepared;
use crate::app::{Agency, App, AppError, project};
use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, Entry, Event};
use crate::domain::ids::{AgencyId, ApplicantId};
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;
use crate::store::applicants::{self, NewApplicant};
use crate::store::cases::{self, CaseOrigin, Imported, NewCase};
use crate::store::events::{self, Head};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, counters};

/// The kind of the register's numbers.
pub(crate) const CASE_NUMBERS: &str = "case";

pub(super) fn save(app: &App, agency: &Agency, batch: &Arc<Vec<Prepared>>) -> Result<Vec<Fate>, AppError> {
    let batch = Arc::clone(batch);
    let batch_of = agency.id;
    let calendar = agency.calendar.clone();
    let regimes = app.rulebook.regimes().clone();
    let now = app.clock.now();
    app.store.write_blocking(move |conn| {
        Saving { agency: batch_of, calendar: &calendar, regimes: &regimes, now, deltas: Deltas::new() }
            .run(conn, &batch)
    })
}

struct Saving<'a> {
    agency: AgencyId,
    calendar: &'a Calendar,
    regimes: &'a Regimes,
    now: NaiveDateTime,
    deltas: Deltas,
}

impl Saving<'_> {
    fn run(&mut self, conn: &mut DbConn, batch: &[Prepared]) -> Result<Vec<Fate>, AppError> {
        let refs: Vec<&str> = batch.iter().map(|prepared| prepared.source_ref.as_str()).collect();
        let known = cases::imported(conn, self.agency, &refs)?;
        let mut fates = Vec::with_capacity(batch.len());
        let mut fresh = Vec::new();
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for prepared in batch {
            let fate = match (known.get(&prepared.source_ref), seen.get(prepared.source_ref.as_str())) {
                (Some(stored), _) => self.revise(conn, prepared, stored)?,
                (None, Some(digest)) if *digest == prepared.digest => Fate::Unchanged,
                (None, Some(_)) => Fate::DifferentHistory,
                (None, None) => {
                    seen.insert(&prepared.source_ref, &prepared.digest);
                    fresh.push(prepared);
                    Fate::Accepted
                }
            };
            fates.push(fate);
        }
        self.insert(conn, &fresh)?;
        tallies::apply(conn, &self.deltas)?;
        Ok(fates)
    }

    fn insert(&mut self, conn: &mut DbConn, fresh: &[&Prepared]) -> Result<(), AppError> {
        let mut numbers = self.numbers(conn, fresh)?;
        let mut new = Vec::with_capacity(fresh.len());
        for prepared in fresh {
            let applicant = applicants::insert(conn, &self.applicant(prepared))?;
            let number = numbers.get_mut(&year_of(&prepared.case)).and_then(Iterator::next).unwrap_or_default();
            new.push(self.row(prepared, applicant, number)?);
        }
        let ids = cases::insert_many(conn, &new)?;
        let mut rows = Vec::new();
        for ((prepared, case), id) in fresh.iter().zip(&new).zip(ids) {
            let history = with_applicant(&prepared.history, case.state.applicant_id);
            rows.extend(events::chain(id, &Head::default(), &encode(&history, &Actor::Import, self.now)?));
            self.count(&prepared.contribution, 1);
        }
        events::insert_many(conn, &rows)?;
        Ok(())
    }

    /// Register numbers for a batch, a block for each year: gapless, because they are kept or undone together.
    fn numbers(
        &self,
        conn: &mut DbConn,
        fresh: &[&Prepared],
    ) -> Result<BTreeMap<i32, std::ops::RangeInclusive<i64>>, StoreError> {
        let mut sizes: BTreeMap<i32, u32> = BTreeMap::new();
        for prepared in fresh {
            *sizes.entry(year_of(&prepared.case)).or_default() += 1;
        }
        let blocks = sizes.into_iter().map(|(year, size)| {
            counters::next_block(conn, self.agency, CASE_NUMBERS, year, size).map(|block| (year, block))
        });
        blocks.collect()
    }

    fn applicant(&self, prepared: &Prepared) -> NewApplicant {
        NewApplicant {
            agency_id: self.agency,
            category: prepared.case.category,
            name: prepared.name.clone(),
            match_name: prepared.name.clone(),
            id_hash: None,
            key_id: None,
            sealed: None,
            created_at: self.now,
        }
    }

    fn row(&self, prepared: &Prepared, applicant: ApplicantId, number: i64) -> Result<NewCase, AppError> {
        Ok(NewCase {
            origin: CaseOrigin {
                agency_id: self.agency,
                case_no: case_no(year_of(&prepared.case), number),
                source_ref: Some(prepared.source_ref.clone()),
                query_code_hash: None,
                created_at: self.now,
            },
            state: project(&prepared.case, self.calendar, applicant, Some(&prepared.digest), self.now)?,
        })
    }

    /// A request that is there: the same, grown by further steps, or contradicting its own past.
    fn revise(&mut self, conn: &mut DbConn, prepared: &Prepared, stored: &Imported) -> Result<Fate, AppError> {
        if stored.source_digest.as_deref() == Some(prepared.digest.as_str()) {
            return Ok(Fate::Unchanged);
        }
        let rows = events::load(conn, stored.id)?;
        let past = decode(&rows, stored.id)?;
        let Some(before) = Case::fold(&past, self.regimes) else {
            return Err(corrupt(stored.id).into());
        };
        let applicant = before.applicant.ok_or_else(|| corrupt(stored.id))?;
        let history = with_applicant(&prepared.history, applicant);
        // What a new calendar moved is in the past of the case, but not of the register.
        let told: Vec<&Entry> =
            past.iter().filter(|entry| !matches!(entry.event, Event::DueDateMoved { .. })).collect();
        if told.len() > history.len() || history.iter().zip(&told).any(|(new, old)| new != *old) {
            return Ok(Fate::DifferentHistory);
        }
        let added = history.get(told.len()..).unwrap_or_default();
        let mut after = before.clone();
        added.iter().for_each(|entry| after.evolve(entry, self.regimes));
        events::append(conn, stored.id, &Head::of(&rows), &encode(added, &Actor::Import, self.now)?)?;
        let state = project(&after, self.calendar, applicant, Some(&prepared.digest), self.now)?;
        cases::update(conn, stored.id, stored.version, &state)?;
        self.count(&before.contribution(self.calendar)?, -1);
        self.count(&after.contribution(self.calendar)?, 1);
        Ok(Fate::Accepted)
    }

    fn count(&mut self, lines: &[(TallyKey, i64)], sign: i64) {
        for (key, amount) in lines {
            *self.deltas.entry((self.agency, *key)).or_default() += sign * amount;
        }
    }
}

/// 登记编号: the year of receipt and the number in it.
pub(crate) fn case_no(year: i32, number: i64) -> String {
    format!("{year}-{number:05}")
}

fn year_of(case: &Case) -> i32 {
    case.received_on.map_or(case.submitted_on, |received| received.on).year()
}

/// The history with the applicant's file named in its first entry.
fn with_applicant(history: &[Entry], id: ApplicantId) -> Vec<Entry> {
    let mut history = history.to_vec();
    if let Some(Entry { event: Event::Submitted { applicant, .. }, .. }) = history.first_mut() {
        *applicant = Some(id);
    }
    history
}
