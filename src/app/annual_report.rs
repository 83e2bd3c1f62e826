//! 年度报告: figures from the ledger, and the cases behind each of them.

use super::{Agency, App, AppError, calendars};
use crate::domain::annual_report::{
    Amount, CaseFacts, Cell, Closing, Entered, Figures, Header, Line, Period, Scope, TallySums,
};
use crate::domain::case::Case;
use crate::domain::ids::{AgencyCode, AgencyId, CaseId};
use crate::domain::regime::Form;
use crate::store::audit::{self, Span};
use crate::store::cases::CaseRow;
use crate::store::report_entries::ReportEntryRow;
use crate::store::tallies::{self, Sums};
use crate::store::{DbConn, agencies, events, report_entries};

/// Cases in memory at once.
const PAGE: i64 = 500;

/// The year's figures of an agency, or of it and everything under it (art 50).
///
/// The form is the one prescribed for the year, unless another is asked for.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn figures(app: &App, code: &AgencyCode, year: i32, scope: Scope, form: Option<Form>) -> Result<Figures, AppError> {
    let form = form.or_else(|| app.rulebook.regimes().form_for(year)).unwrap_or(Form::Form2021);
    app.store.snapshot(|conn| {
        let (name, ids) = members(conn, code, scope)?;
        let header = Header { agency: name, year, form, scope };
        figures_of(conn, &header, &ids)
    })
}

/// The figures of some agencies together.
///
/// # Errors
/// [`AppError::Store`] if the store cannot be read.
pub fn figures_of(conn: &mut DbConn, header: &Header, ids: &[AgencyId]) -> Result<Figures, AppError> {
    let mut sums = TallySums::default();
    add(&mut sums, Period::ThisYear, tallies::of_year(conn, ids, header.year)?);
    add(&mut sums, Period::Earlier, tallies::before_year(conn, ids, header.year)?);
    Ok(Figures::build(header, &sums, &entered(conn, ids, header.year)?))
}

fn add(sums: &mut TallySums, period: Period, found: Sums) {
    for ((measure, category), count) in found {
        sums.add(Line { period, measure, category }, count);
    }
}

/// The agency's name, and whose cases are counted.
fn members(conn: &mut DbConn, code: &AgencyCode, scope: Scope) -> Result<(String, Vec<AgencyId>), AppError> {
    let agency = agencies::find_by_code(conn, code)?;
    let ids = match scope {
        Scope::Own => vec![agency.id],
        Scope::All => agencies::subtree_ids(conn, &agency)?,
    };
    Ok((agency.name, ids))
}

/// 填报的数字: the same cell of several agencies is added up.
fn entered(conn: &mut DbConn, ids: &[AgencyId], year: i32) -> Result<Entered, AppError> {
    let mut entered = Entered::new();
    for row in report_entries::of_year(conn, ids, year)? {
        let sum = entered.entry(row.cell).or_insert(Amount::ZERO);
        *sum = *sum + Amount::wan_yuan(row.value);
    }
    Ok(entered)
}

/// 填报: keeps figures that do not come from cases, in place of those that were there.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot keep them; none is kept then.
pub fn enter(app: &App, code: &AgencyCode, year: i32, figures: Vec<(String, Amount)>) -> Result<(), AppError> {
    let code = code.clone();
    app.store.write_blocking(move |conn| {
        let agency = agencies::find_by_code(conn, &code)?;
        for (cell, amount) in &figures {
            let entry = ReportEntryRow { agency_id: agency.id, year, cell: cell.clone(), value: amount.parts() };
            report_entries::set(conn, &entry)?;
        }
        Ok(())
    })
}

/// 数字背后的件: the cases that a figure counts, by id.
///
/// # Errors
/// As [`figures`].
pub fn cases_of(app: &App, code: &AgencyCode, year: i32, scope: Scope, cell: Cell) -> Result<Vec<CaseRow>, AppError> {
    app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let (_, ids) = members(conn, code, scope)?;
        let mut found = Vec::new();
        for id in ids {
            let agency = Agency::from_row(app, agencies::find(conn, id)?)?;
            cases_of_agency(app, conn, &agency, year, cell, &mut found)?;
        }
        Ok(found)
    })
}

fn cases_of_agency(
    app: &App,
    conn: &mut DbConn,
    agency: &Agency,
    year: i32,
    cell: Cell,
    found: &mut Vec<CaseRow>,
) -> Result<(), AppError> {
    let span = if is_in_the_row(cell) { Span::OfYear(year) } else { Span::UpTo(year) };
    let mut after = CaseId(0);
    loop {
        let rows = audit::cases_of(conn, agency.id, span, after, PAGE)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id;
        for row in rows {
            let facts = if is_in_the_row(cell) { row_facts(&row) } else { folded_facts(app, conn, agency, &row)? };
            if cell.selects(year, &facts) {
                found.push(row);
            }
        }
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
    let counted = crate::domain::status::Status::Split != state.status;
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
    let history = super::history::decode(&events::load(conn, row.id)?, row.id)?;
    match Case::fold(&history, app.rulebook.regimes()) {
        Some(case) => Ok(case.facts(&agency.calendar)?),
        None => Err(super::history::corrupt(row.id).into()),
    }
}
