//! 数字背后的件: from a figure of the report down to the cases that it counts.

use super::members;
use crate::app::{Agency, App, AppError, calendars, history};
use crate::domain::annual_report::{CaseFacts, Cell, Closing, Scope};
use crate::domain::case::Case;
use crate::domain::ids::{AgencyCode, AgencyId, CaseId, OfficerId};
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::store::audit::{self, Span};
use crate::store::cases::CaseRow;
use crate::store::{self, DbConn, StoreError, agencies, events, officers};

/// Cases in memory at once.
const PAGE: i64 = 500;

/// A page of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct CasesPage {
    /// The cases, agency by agency and by id.
    pub cases: Vec<CountedCase>,
    /// After which case the next page begins; none if this is the last one.
    pub next: Option<CaseId>,
}

/// A case behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedCase {
    /// Its row.
    pub row: CaseRow,
    /// 机关名称
    pub agency: String,
    /// What the figure counts of it. Where the row alone tells whether it is counted, appeals, complaints, fees and
    /// the time of the reply are left out.
    pub facts: CaseFacts,
    /// What it adds to the figure: mostly 1, more appeals or complaints than one, yuan.
    pub adds: i64,
}

/// 数字背后的件: all cases that a figure counts, agency by agency and by id.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn cases_of(app: &App, code: &AgencyCode, year: i32, scope: Scope, cell: Cell) -> Result<Vec<CaseRow>, AppError> {
    let page = cases_page(app, code, year, scope, &CasesOf { cell, after: None, size: usize::MAX, reader: None })?;
    Ok(page.cases.into_iter().map(|case| case.row).collect())
}

/// Which cases behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CasesOf {
    /// The figure.
    pub cell: Cell,
    /// The last case of the page before.
    pub after: Option<CaseId>,
    /// Cases on the page, at most.
    pub size: usize,
    /// Who reads: cases of agencies where this officer may read none are left out.
    pub reader: Option<OfficerId>,
}

/// 数字背后的件, a page at a time.
///
/// # Errors
/// As [`cases_of`]; [`StoreError::NotFound`] also if `after` is no case of these agencies.
pub fn cases_page(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    wanted: &CasesOf,
) -> Result<CasesPage, AppError> {
    let CasesOf { cell, after, size, reader } = *wanted;
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let (_, ids) = members(conn, code, scope)?;
        let mut search = Search { app, year, cell, wanted: size.saturating_add(1), found: Vec::new() };
        let (ids, mut after) = from_case(conn, &ids, after)?;
        for id in ids {
            if may_read(conn, reader, *id)? {
                let agency = Agency::from_row(app, agencies::find(conn, *id)?)?;
                search.in_agency(conn, &agency, after)?;
            }
            after = CaseId(0);
        }
        let mut cases = search.found;
        let more = cases.len() > size;
        cases.truncate(size);
        let next = cases.last().map(|case| case.row.id).filter(|_| more);
        Ok(CasesPage { cases, next })
    })
}

/// Whether an officer may read the cases of an agency: whoever has a role there, but for who only
/// administers it.
pub(super) fn may_read(conn: &mut DbConn, reader: Option<OfficerId>, agency: AgencyId) -> Result<bool, StoreError> {
    let Some(officer) = reader else { return Ok(true) };
    let roles = officers::roles_in(conn, officer, agency)?;
    Ok(roles.iter().any(|role| *role != Role::Administrator))
}

/// The agencies still to be searched, beginning with that of the case, and where in it to go on.
fn from_case<'a>(
    conn: &mut DbConn,
    ids: &'a [AgencyId],
    after: Option<CaseId>,
) -> Result<(&'a [AgencyId], CaseId), AppError> {
    let Some(after) = after else { return Ok((ids, CaseId(0))) };
    let agency = store::cases::find(conn, after)?.origin.agency_id;
    let place = ids.iter().position(|id| *id == agency);
    let rest = place.and_then(|place| ids.get(place..));
    rest.map(|rest| (rest, after)).ok_or_else(|| StoreError::NotFound { what: "case", key: after.to_string() }.into())
}

/// Looks for the cases of a cell until enough are found.
struct Search<'a> {
    app: &'a App,
    year: i32,
    cell: Cell,
    wanted: usize,
    found: Vec<CountedCase>,
}

impl Search<'_> {
    fn in_agency(&mut self, conn: &mut DbConn, agency: &Agency, mut after: CaseId) -> Result<(), AppError> {
        let from_row = is_in_the_row(self.cell);
        let span = if from_row { Span::OfYear(self.year) } else { Span::UpTo(self.year) };
        while self.found.len() < self.wanted {
            let rows = audit::cases_of(conn, agency.id, span, after, PAGE)?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                let facts = if from_row { row_facts(&row) } else { folded_facts(self.app, conn, agency, &row)? };
                let adds = self.cell.weight_of_case(self.year, &facts);
                if adds != 0 {
                    self.found.push(CountedCase { row, agency: agency.name.clone(), facts, adds });
                }
            }
        }
        self.found.truncate(self.wanted);
        Ok(())
    }
}

/// Whether a figure can be told from the row alone, without folding the case.
fn is_in_the_row(cell: Cell) -> bool {
    match cell {
        Cell::Table3(..) | Cell::ProseReceived => true,
        Cell::Table4(..) | Cell::Old(_) | Cell::Statistic(_) => false,
    }
}

fn row_facts(row: &CaseRow) -> CaseFacts {
    let state = &row.state;
    let counted = Status::Split != state.status;
    CaseFacts {
        category: state.category,
        channel: state.channel,
        received_on: state.received_on.filter(|_| counted),
        closed: state.closed_on.zip(state.outcome).map(|(on, outcome)| Closing { on, outcome, reply: None }),
        appeals: Vec::new(),
        complaints: Vec::new(),
        fees: Vec::new(),
    }
}

fn folded_facts(app: &App, conn: &mut DbConn, agency: &Agency, row: &CaseRow) -> Result<CaseFacts, AppError> {
    let history = history::decode(&events::load(conn, row.id)?, row.id)?;
    match Case::fold(&history, app.rulebook.regimes()) {
        Some(case) => Ok(case.facts(&agency.calendar)?),
        None => Err(history::corrupt(row.id).into()),
    }
}
