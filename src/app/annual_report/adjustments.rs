//! 定稿后调整: what acts after the freeze have changed, figure by figure, with the cases behind it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::cases::may_read;
use super::standing::load;
use super::{figures_of, members};
use crate::app::duties::year_end;
use crate::app::{Agency, App, AppError, history};
use crate::domain::annual_report::{CaseFacts, Difference, Figures, Scope};
use crate::domain::case::Case;
use crate::domain::ids::{AgencyCode, AgencyId, CaseId, OfficerId};
use crate::store::cases::CaseRow;
use crate::store::events::EventRow;
use crate::store::reports::ReportKey;
use crate::store::{DbConn, agencies, audit, events, year_closings};

/// Cases in memory at once.
const PAGE: i64 = 500;
/// How many cases are named for one figure; the others are counted.
pub const CASES_OF_AN_ADJUSTMENT: usize = 100;

/// A figure that is no longer what was frozen.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// Which figure, from what, to what.
    pub difference: Difference,
    /// The cases behind it, by id, at most [`CASES_OF_AN_ADJUSTMENT`]; none for what is entered.
    pub cases: Vec<AdjustedCase>,
    /// How many cases are behind it.
    pub cases_total: usize,
}

/// A case that adds something else to a figure than when it was frozen.
#[derive(Debug, Clone, PartialEq)]
pub struct AdjustedCase {
    /// Its row.
    pub row: CaseRow,
    /// What it added then; 0 if it was not there.
    pub from: i64,
    /// What it adds now.
    pub to: i64,
}

/// 定稿后调整 of the edition in hand, or of the year as it was closed while nothing is frozen, in the order in which
/// the report prints its figures; none while the year runs. A case counts as changed by what was recorded after the freeze. Cases that `reader`
/// may not read are counted, not named.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn adjustments(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    reader: Option<OfficerId>,
) -> Result<Vec<Adjustment>, AppError> {
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        let Some((figures, since)) = fixed(conn, ReportKey { agency_id: agency.id, year, scope })? else {
            return Ok(Vec::new());
        };
        let live = figures_of(conn, &figures.header, &ids)?;
        let differences = figures.differences(&live);
        let mut adjustments: Vec<Adjustment> = differences
            .into_iter()
            .map(|difference| Adjustment { difference, cases: Vec::new(), cases_total: 0 })
            .collect();
        if !adjustments.is_empty() {
            let (agencies, hidden) = (BTreeMap::new(), BTreeSet::new());
            let mut tracing = Tracing { app, year, since, reader, agencies, hidden };
            tracing.find_cases(conn, &ids, &mut adjustments)?;
        }
        Ok(adjustments)
    })
}

/// The figures that later acts are held against, and since when: what was frozen, or else the year as it was closed
/// ([`year_end`](crate::app::duties::year_end)).
fn fixed(conn: &mut DbConn, key: ReportKey) -> Result<Option<(Figures, NaiveDateTime)>, AppError> {
    if let Some(edition) = load(conn, key)?.edition() {
        return Ok(Some((edition.figures.clone(), edition.frozen.at)));
    }
    let closed = year_closings::find(conn, key)?;
    closed.map(|row| Ok((year_end::read(&row)?, row.closed_at))).transpose()
}

/// Finds out which cases have changed a figure.
struct Tracing<'a> {
    app: &'a App,
    year: i32,
    since: NaiveDateTime,
    reader: Option<OfficerId>,
    agencies: BTreeMap<AgencyId, Agency>,
    hidden: BTreeSet<AgencyId>,
}

impl Tracing<'_> {
    fn find_cases(
        &mut self,
        conn: &mut DbConn,
        ids: &[AgencyId],
        adjustments: &mut [Adjustment],
    ) -> Result<(), AppError> {
        for id in ids {
            if !may_read(conn, self.reader, *id)? {
                self.hidden.insert(*id);
            }
            self.agencies.insert(*id, Agency::from_row(self.app, agencies::find(conn, *id)?)?);
        }
        let mut after = CaseId(0);
        loop {
            let rows = audit::changed_since(conn, ids, self.year, self.since, after, PAGE)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                let events = events::load(conn, row.id)?;
                let known = events.partition_point(|event| event.recorded_at <= self.since);
                let then = self.facts(&row, events.get(..known).unwrap_or_default())?;
                let now = self.facts(&row, &events)?;
                self.compare(&row, then.as_ref(), now.as_ref(), adjustments);
            }
        }
    }

    /// What a report could count of a case by some of its history; nothing before it begins.
    fn facts(&self, row: &CaseRow, events: &[EventRow]) -> Result<Option<CaseFacts>, AppError> {
        let history = history::decode(events, row.id)?;
        let case = Case::fold(&history, self.app.rulebook.regimes());
        let Some((case, agency)) = case.zip(self.agencies.get(&row.origin.agency_id)) else { return Ok(None) };
        Ok(Some(case.facts(&agency.calendar)?))
    }

    fn compare(
        &self,
        row: &CaseRow,
        then: Option<&CaseFacts>,
        now: Option<&CaseFacts>,
        adjustments: &mut [Adjustment],
    ) {
        for adjustment in adjustments {
            let place = &adjustment.difference.place;
            let weight = |facts: Option<&CaseFacts>| facts.map_or(0, |facts| place.weight_of_case(self.year, facts));
            let (from, to) = (weight(then), weight(now));
            if from == to {
                continue;
            }
            adjustment.cases_total += 1;
            let named = !self.hidden.contains(&row.origin.agency_id);
            if named && adjustment.cases.len() < CASES_OF_AN_ADJUSTMENT {
                adjustment.cases.push(AdjustedCase { row: row.clone(), from, to });
            }
        }
    }
}
