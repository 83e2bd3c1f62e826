//! The cases of an agency counted again, and its ledger settled by them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::{Moved, key};
use crate::app::history::{Next, Register};
use crate::app::{Agency, AppError, mail, project};
use crate::domain::case::{Case, Entry, Event};
use crate::domain::deadline;
use crate::domain::ids::CaseId;
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;
use crate::store::cases::{self, CaseRow, CaseState};
use crate::store::tallies::{self, Deltas};
use crate::store::{DbConn, StoreError, audit, meta};

/// Cases in memory at once.
const PAGE: i64 = 500;

/// Everything of one agency, to be counted again with the calendar it has now.
pub(in crate::app) struct Recount<'a> {
    register: Register<'a>,
    today: NaiveDate,
}

impl<'a> Recount<'a> {
    pub(in crate::app) fn of(agency: &'a Agency, regimes: &'a Regimes, now: NaiveDateTime, today: NaiveDate) -> Self {
        Self { register: Register { agency, regimes, now }, today }
    }

    /// Recounts the agency's cases and brings its ledger to what they now make. To be called after
    /// [`events::lock`](crate::store::events::lock).
    pub(in crate::app) fn run(&self, conn: &mut DbConn, moved: &mut Vec<Moved>) -> Result<(), AppError> {
        let agency = self.register.agency;
        let before = moved.len();
        meta::set(conn, &key(agency.id), &agency.fingerprint)?;
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
        self.settle(conn, sums)?;
        let (_, moved) = moved.split_at(before);
        Ok(mail::moved::tell(conn, agency.id, moved, self.register.now)?)
    }

    fn recount(&self, conn: &mut DbConn, row: &CaseRow, moved: &mut Vec<Moved>) -> Result<Case, AppError> {
        let past = self.register.past(conn, row.id)?;
        let mut case = past.case.clone();
        let outlook = deadline::outlook(&case, &self.register.agency.calendar)?;
        let (to, provisional) = outlook.map_or((None, false), |outlook| (outlook.due_on, outlook.provisional));
        let from = row.state.due_on;
        if (from, row.state.due_provisional) == (to, provisional) {
            self.follow_row(conn, row, &case)?;
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
            moved.push(Moved {
                agency: self.register.agency.code.clone(),
                case: row.id,
                case_no: row.origin.case_no.clone(),
                from,
                to,
                is_open: row.state.is_open,
                assignee: row.state.assignee_id,
            });
        }
        Ok(case)
    }

    /// What else runs out may have moved without the reply's own date: nothing that history tells of.
    fn follow_row(&self, conn: &mut DbConn, row: &CaseRow, case: &Case) -> Result<(), AppError> {
        let state = project(
            case,
            &self.register.agency.calendar,
            row.state.applicant_id,
            row.state.source_digest.as_deref(),
            row.state.updated_at,
        )?;
        if state.next_on != row.state.next_on {
            cases::advance(conn, row.id, &row.state, &CaseState { next_on: state.next_on, ..row.state.clone() })?;
        }
        Ok(())
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
