//! 一份报告: what the documents of a report are made of, as it stands and as the public has it.

use super::acts::published_figures;
use super::outsiders::read_rows;
use super::publications::Publication;
use super::standing::{ReportStanding, view};
use super::texts::narrative_of;
use super::{figures, figures_of, find_publication, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::life::Edition;
use crate::domain::annual_report::{Amount, Figures, Header, Scope};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::regime::Form;
use crate::letters::report::{Issue, Notice, State, YearLine};
use crate::store::reports::ReportKey;
use crate::store::{DbConn, agencies};

/// Years that are compared.
const YEARS: i32 = 3;

/// The report as it stands: what is frozen, or live while nothing is.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read; [`AppError::Document`] if its texts
/// cannot be made.
pub fn issue(app: &App, code: &AgencyCode, year: i32, scope: Scope, form: Option<Form>) -> Result<Issue, AppError> {
    let standing = view(app, code, year, scope, form)?;
    let notice = Some(notice(&standing));
    match standing.report.edition().filter(|_| !standing.live) {
        Some(edition) => of_edition(app, code, edition, notice),
        None => Ok(Issue { notice, ..of_figures(app, code, standing.figures)? }),
    }
}

/// The report made of what the ledger says now, whatever was frozen.
///
/// # Errors
/// As [`issue`].
pub fn live_issue(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    form: Option<Form>,
) -> Result<Issue, AppError> {
    let today = app.clock.today();
    let runs = |figures: &Figures| chrono::Datelike::year(&today) <= figures.header.year;
    let figures = figures(app, code, year, scope, form)?;
    let notice = runs(&figures).then_some(Notice::Preliminary { as_of: today });
    Ok(Issue { notice, ..of_figures(app, code, figures)? })
}

/// The report as the public has it: the newest edition, or an earlier one by its number.
///
/// # Errors
/// As [`find_publication`].
pub fn published_issue(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    revision: Option<u32>,
) -> Result<Issue, AppError> {
    let Publication { edition, .. } = find_publication(app, code, year, scope, revision)?;
    let years = app.store.snapshot(|conn| {
        let (agency, _) = members(conn, code, scope)?;
        years(conn, agency.id, &edition.figures, |_, _| Ok(None))
    })?;
    let notice = Some(Notice::of(&edition));
    let state = State::from(&edition);
    let Edition { figures, narrative, annexes, .. } = edition;
    Ok(Issue { figures, notice, narrative, years, annexes, state })
}

/// What is to be said of a report's figures.
#[must_use]
pub fn notice(standing: &ReportStanding) -> Notice {
    match standing.report.edition().filter(|_| !standing.live) {
        _ if standing.preliminary => Notice::Preliminary { as_of: standing.as_of },
        Some(edition) => Notice::of(edition),
        None => Notice::NotFrozen,
    }
}

fn of_edition(app: &App, code: &AgencyCode, edition: &Edition, notice: Option<Notice>) -> Result<Issue, AppError> {
    let figures = &edition.figures;
    let years = app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, figures.header.scope)?;
        years(conn, agency.id, figures, |conn, header| live(conn, header, &ids))
    })?;
    let Edition { figures, narrative, annexes, .. } = edition.clone();
    Ok(Issue { figures, notice, narrative, years, annexes, state: State::from(edition) })
}

fn of_figures(app: &App, code: &AgencyCode, figures: Figures) -> Result<Issue, AppError> {
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, figures.header.scope)?;
        let narrative = narrative_of(conn, &agency, &ids, &figures)?;
        let years = years(conn, agency.id, &figures, |conn, header| live(conn, header, &ids))?;
        let annexes = annexes_of(app, conn, &figures.header, &ids)?;
        Ok(Issue { narrative, years, annexes, ..Issue::of(figures) })
    })
}

/// 附件: the figures of each agency that a summary sums up, in the order of the tree, then those that are not
/// on this system; none for an agency's own report.
///
/// # Errors
/// [`AppError::Store`] if the store cannot be read.
pub fn annexes_of(app: &App, conn: &mut DbConn, about: &Header, ids: &[AgencyId]) -> Result<Vec<Figures>, AppError> {
    if about.scope == Scope::Own {
        return Ok(Vec::new());
    }
    let mut annexes = Vec::new();
    for id in ids {
        let agency = agencies::find(conn, *id)?;
        let header = header(app, &agency, about.year, Scope::Own, Some(about.form));
        annexes.push(figures_of(conn, &header, &[*id])?);
    }
    let outsiders = read_rows(conn, ids, about.year)?.into_iter().map(|outsider| outsider.figures);
    annexes.extend(outsiders.filter(|figures| figures.header.form == about.form));
    Ok(annexes)
}

/// 三年对照: as published, or else as they stand where that may be shown.
fn years(
    conn: &mut DbConn,
    agency_id: AgencyId,
    figures: &Figures,
    unpublished: impl Fn(&mut DbConn, &Header) -> Result<Option<Figures>, AppError>,
) -> Result<Vec<YearLine>, AppError> {
    let about = &figures.header;
    let mut years = Vec::new();
    for year in about.year - YEARS + 1..about.year {
        let key = ReportKey { agency_id, year, scope: about.scope };
        let found = match published_figures(conn, key)? {
            Some(figures) => Some(figures),
            None => unpublished(conn, &Header { year, ..about.clone() })?,
        };
        years.extend(found.as_ref().map(YearLine::from));
    }
    years.push(YearLine::from(figures));
    Ok(years)
}

/// The figures of a year as they stand, if anything is known of it.
fn live(conn: &mut DbConn, header: &Header, ids: &[AgencyId]) -> Result<Option<Figures>, AppError> {
    let figures = figures_of(conn, header, ids)?;
    let says_something = figures.places().iter().any(|(_, amount)| *amount != Amount::ZERO);
    Ok(says_something.then_some(figures))
}
