//! 日历变更 (R2): when a calendar is new, every open due date is counted again, and each that moves is
//! told in its case's history.
//!
//! The store remembers the fingerprint of the calendar its dates were counted with. The first start with
//! another calendar (the notice for next year, an extended holiday) recomputes; every later start finds
//! nothing to do. It is one transaction: killed in the middle, the next start begins again.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::history::{Next, Register};
use super::{Agency, App, AppError};
use crate::domain::case::{Case, Entry, Event};
use crate::domain::deadline;
use crate::domain::ids::{AgencyId, CaseId};
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;
use crate::rulebook;
use crate::store::cases::CaseRow;
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, agencies, audit, meta};

/// Cases in memory at once.
const PAGE: i64 = 500;

/// A due date that a new calendar moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// 登记编号
    pub case_no: String,
    /// The date before; none while the clock stood.
    pub from: Option<NaiveDate>,
    /// The date now.
    pub to: Option<NaiveDate>,
}

/// Counts every open due date again if a calendar has changed, and gives those that moved.
///
/// # Errors
/// [`AppError`]; nothing is changed then.
pub fn follow_calendars(app: &App) -> Result<Vec<Moved>, AppError> {
    let agencies = app.store.read(agencies::list)?;
    let agencies: Vec<Agency> =
        agencies.into_iter().map(|row| Agency::from_row(app, row)).collect::<Result<_, AppError>>()?;
    let changed = changed_agencies(app, agencies)?;
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let regimes = app.rulebook.regimes().clone();
    let (now, today) = (app.clock.now(), app.clock.today());
    app.store.write_blocking(move |conn| {
        let mut moved = Vec::new();
        for (agency, fingerprint) in &changed {
            let recount = Recount { register: Register { agency, regimes: &regimes, now }, today };
            recount.run(conn, &mut moved)?;
            meta::set(conn, &key(agency.id), fingerprint)?;
        }
        Ok::<_, AppError>(moved)
    })
}

/// Where the fingerprint of an agency's calendar is remembered.
pub(super) fn key(agency: AgencyId) -> String {
    format!("calendar:{}", agency.0)
}

/// The agencies whose dates were counted with another calendar than today's, with its fingerprint.
fn changed_agencies(app: &App, agencies: Vec<Agency>) -> Result<Vec<(Agency, String)>, AppError> {
    let mut changed = Vec::new();
    let mut fingerprints: HashMap<Option<String>, String> = HashMap::new();
    for agency in agencies {
        let of_region = fingerprints.entry(agency.region.clone());
        let fingerprint = of_region.or_insert_with(|| rulebook::fingerprint(&agency.calendar)).clone();
        let known = app.store.read(|conn| meta::get(conn, &key(agency.id)))?;
        if known.as_deref() != Some(fingerprint.as_str()) {
            changed.push((agency, fingerprint));
        }
    }
    Ok(changed)
}

struct Recount<'a> {
    register: Register<'a>,
    today: NaiveDate,
}

impl Recount<'_> {
    /// Recounts the agency's cases and brings its ledger to what they now make.
    fn run(&self, conn: &mut DbConn, moved: &mut Vec<Moved>) -> Result<(), AppError> {
        let mut sums: BTreeMap<TallyKey, i64> = BTreeMap::new();
        let mut after = CaseId(0);
        loop {
            let rows = audit::cases_of_agency(conn, self.register.agency.id, after, PAGE)?;
            let Some(last) = rows.last() else { break };
            after = last.id;
            for row in &rows {
                let case = self.recount(conn, row, moved)?;
                for (key, amount) in case.contribution(&self.register.agency.calendar)? {
                    *sums.entry(key).or_default() += amount;
                }
            }
        }
        Ok(self.settle(conn, sums)?)
    }

    fn recount(&self, conn: &mut DbConn, row: &CaseRow, moved: &mut Vec<Moved>) -> Result<Case, AppError> {
        let past = self.register.past(conn, row.id)?;
        let mut case = past.case.clone();
        let outlook = deadline::outlook(&case, &self.register.agency.calendar)?;
        let (to, provisional) = outlook.map_or((None, false), |outlook| (outlook.due_on, outlook.provisional));
        let from = row.state.due_on;
        if (from, row.state.due_provisional) == (to, provisional) {
            return Ok(case);
        }
        let entry = Entry { on: self.today, event: Event::DueDateMoved { from, to, provisional } };
        case.evolve(&entry, self.register.regimes);
        let digest = row.state.source_digest.as_deref();
        let added = std::slice::from_ref(&entry);
        let next = Next { case: &case, added, actor: &Actor::System, digest };
        // The ledger is settled for the whole agency at the end.
        self.register.advance(conn, row, &past, &next, &mut Deltas::new())?;
        if from != to {
            moved.push(Moved { case_no: row.origin.case_no.clone(), from, to });
        }
        Ok(case)
    }

    /// A reply that was late by the old calendar may be on time by the new one, and the other way round.
    fn settle(&self, conn: &mut DbConn, mut sums: BTreeMap<TallyKey, i64>) -> Result<(), StoreError> {
        for row in tallies::of_agency(conn, self.register.agency.id)? {
            let measure =
                row.measure.parse().map_err(|_| StoreError::Corrupt { what: format!("tally {}", row.measure) })?;
            let key = TallyKey { year: row.year, measure, category: row.category };
            *sums.entry(key).or_default() -= row.value;
        }
        let deltas: Deltas = sums
            .into_iter()
            .filter(|(_, value)| *value != 0)
            .map(|(key, value)| ((self.register.agency.id, key), value))
            .collect();
        tallies::apply(conn, &deltas)
    }
}
