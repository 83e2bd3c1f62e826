//! 年度报告: figures from the ledger, the cases behind each of them, and the report's way to the public.
//!
//! ```text
//! mod       figures, and those that are entered      cases   the cases behind a figure
//! standing  a report with where it stands            acts    freeze, sign off, publish, reopen
//! adjustments  what changed after the freeze         publications   what the public may read
//! offers    what may be done now                     checking  contradictions, and the year before
//! outsiders  agencies that are not on this system
//! issues    what a report's documents are made of
//! years     where all reports on a year stand      texts   what is written beside the tables
//! ```

mod acts;
mod adjustments;
mod cases;
mod checking;
mod issues;
mod offers;
mod outsiders;
mod publications;
mod standing;
mod texts;
mod years;

use super::{App, AppError};
use crate::domain::annual_report::{Amount, Entered, Figures, Header, Line, Period, Scope, TallySums, entered_cells};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::regime::Form;
use crate::store::agencies::AgencyRow;
use crate::store::report_entries::ReportEntryRow;
use crate::store::tallies::{self, Sums};
use crate::store::{DbConn, agencies, report_entries};

pub(super) use acts::published_figures;
pub use acts::{ReportOrder, freeze, publish, reopen, sign_off};
pub use adjustments::{AdjustedCase, Adjustment, CASES_OF_AN_ADJUSTMENT, adjustments};
pub use cases::{CasesOf, CasesPage, CountedCase, cases_of, cases_page};
pub use checking::{Checked, Previous, check, sums_up};
pub use issues::{annexes_of, issue, live_issue, notice, published_issue};
pub use offers::{Offer, offers};
pub use outsiders::{Incoming, Outsider, OutsiderFault, outsiders, remove_outsider, take_outsider};
pub use publications::{Publication, PublicationsPage, find_publication, publications};
pub use standing::{HistoryLine, ReportStanding, history, verify_histories, view};
pub use texts::{NamedFigure, ReportText, ReportTexts, TextVersion, preview_text, texts, write_text};
pub use years::{AgencyReports, ReportLine, ReportsOfYear, reports_of_year};

/// The year's figures of an agency, or of it and everything under it (art 50).
///
/// The form is the one prescribed for the year, unless another is asked for.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn figures(app: &App, code: &AgencyCode, year: i32, scope: Scope, form: Option<Form>) -> Result<Figures, AppError> {
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        figures_of(conn, &header(app, &agency, year, scope, form), &ids)
    })
}

/// What the report is about, on the form asked for or the year's own.
fn header(app: &App, agency: &AgencyRow, year: i32, scope: Scope, form: Option<Form>) -> Header {
    let form = form.or_else(|| app.rulebook.regimes().form_for(year)).unwrap_or(Form::Form2021);
    Header { agency: agency.name.clone(), year, form, scope }
}

/// The year's figures of an agency on the year's own form, in a transaction of the caller.
pub(super) fn figures_for(
    app: &App,
    conn: &mut DbConn,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
) -> Result<Figures, AppError> {
    let (agency, ids) = members(conn, code, scope)?;
    figures_of(conn, &header(app, &agency, year, scope, None), &ids)
}

/// The figures of some agencies together; in a report that sums up, with those of agencies that are not on this
/// system.
///
/// # Errors
/// [`AppError::Store`] if the store cannot be read.
pub fn figures_of(conn: &mut DbConn, header: &Header, ids: &[AgencyId]) -> Result<Figures, AppError> {
    let mut sums = TallySums::default();
    add(&mut sums, Period::ThisYear, tallies::of_year(conn, ids, header.year)?);
    add(&mut sums, Period::Earlier, tallies::before_year(conn, ids, header.year)?);
    let own = Figures::build(header, &sums, &entered(conn, ids, header.year)?);
    match header.scope {
        Scope::Own => Ok(own),
        Scope::All => {
            let outsiders = outsiders::read_rows(conn, ids, header.year)?;
            // On another form than theirs they cannot be shown.
            let same_form = outsiders.iter().filter(|outsider| outsider.figures.header.form == header.form);
            Ok(same_form.fold(own, |sum, outsider| sum.plus(&outsider.figures)))
        }
    }
}

fn add(sums: &mut TallySums, period: Period, found: Sums) {
    for ((measure, category), count) in found {
        sums.add(Line { period, measure, category }, count);
    }
}

/// The agency, and whose cases are counted.
fn members(conn: &mut DbConn, code: &AgencyCode, scope: Scope) -> Result<(AgencyRow, Vec<AgencyId>), AppError> {
    let agency = agencies::find_by_code(conn, code)?;
    let ids = match scope {
        Scope::Own => vec![agency.id],
        Scope::All => agencies::subtree_ids(conn, &agency)?,
    };
    Ok((agency, ids))
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

/// 填报数: the cells of a form that an agency enters itself, with what it has entered; without an amount a cell
/// is blank.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn entries(app: &App, code: &AgencyCode, year: i32, form: Form) -> Result<Vec<(String, Option<Amount>)>, AppError> {
    app.store.snapshot(|conn| {
        let (agency, _) = members(conn, code, Scope::Own)?;
        let entered = entered(conn, &[agency.id], year)?;
        let cells = entered_cells(form).into_iter();
        Ok(cells
            .map(|cell| {
                let amount = entered.get(&cell).copied();
                (cell, amount)
            })
            .collect())
    })
}

/// 填报: keeps figures that do not come from cases, in place of those that were there; without an amount the
/// cell is blank again.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot keep them; none is kept then.
pub fn enter(app: &App, code: &AgencyCode, year: i32, figures: Vec<(String, Option<Amount>)>) -> Result<(), AppError> {
    let code = code.clone();
    app.store.write_blocking(move |conn| {
        let agency = agencies::find_by_code(conn, &code)?;
        for (cell, amount) in &figures {
            match amount {
                Some(amount) => {
                    let (cell, value) = (cell.clone(), amount.parts());
                    report_entries::set(conn, &ReportEntryRow { agency_id: agency.id, year, cell, value })?;
                }
                None => report_entries::clear(conn, agency.id, year, cell)?,
            }
        }
        Ok(())
    })
}
