//! 定稿、签发、发布、退回重编: what the head of the office does with a report.
//!
//! The figures are read in one snapshot and the domain decides on them; what follows is added to the report's
//! history only if the report is still at the version that the person saw.

use chrono::NaiveDate;

use super::issues::annexes_of;
use super::standing::{decode_all, load, row_of};
use super::texts::narrative_of;
use super::{entered, figures_of, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::life::{Report, ReportAct, ReportContext, ReportEntry};
use crate::domain::annual_report::{Figures, Scope, blank_cells};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::regime::Form;
use crate::domain::role::Actor;
use crate::store::agencies::AgencyRow;
use crate::store::reports::{self, ReportEventRow, ReportKey, ReportRow};
use crate::store::{DbConn, StoreError};

/// Which report, as whom it was seen, and by whom it is changed.
#[derive(Debug, Clone)]
pub struct ReportOrder {
    /// 机关
    pub code: AgencyCode,
    /// 年度
    pub year: i32,
    /// Whose cases it counts.
    pub scope: Scope,
    /// The version that the person saw, 0 for a report that nobody has frozen.
    pub expected: i32,
    /// Who acts, with the roles held in this agency.
    pub actor: Actor,
}

/// 定稿: the figures of the year as they stand become the report's, on the year's own form unless another
/// is named. Of a published report it begins the next edition and needs a reason.
///
/// # Errors
/// [`AppError::Report`] if it cannot be frozen now; [`AppError::Store`] with [`StoreError::StaleReport`] if the report
/// has moved on, [`StoreError::NotFound`] if there is no such agency.
pub fn freeze(app: &App, order: &ReportOrder, form: Option<Form>, reason: Option<String>) -> Result<Report, AppError> {
    perform(app, order, |conn, agency, ids| {
        let header = header(app, agency, order.year, order.scope, form);
        let blanks = blank_cells(header.form, &entered(conn, ids, order.year)?);
        let figures = Box::new(figures_of(conn, &header, ids)?);
        let narrative = narrative_of(conn, agency, ids, &figures)?;
        let annexes = annexes_of(app, conn, &header, ids)?;
        Ok(ReportAct::Freeze { figures, blanks, narrative, annexes, reason: reason.clone() })
    })
}

/// 签发: refused with the list while the frozen figures contradict themselves or last year's published
/// report, or cells are blank.
///
/// # Errors
/// As [`freeze`].
pub fn sign_off(app: &App, order: &ReportOrder) -> Result<Report, AppError> {
    perform(app, order, |_, _, _| Ok(ReportAct::SignOff))
}

/// 发布 on a day, which is today unless another is given.
///
/// # Errors
/// As [`freeze`].
pub fn publish(app: &App, order: &ReportOrder, on: Option<NaiveDate>) -> Result<Report, AppError> {
    let on = on.unwrap_or_else(|| app.clock.today());
    perform(app, order, |_, _, _| Ok(ReportAct::Publish { on }))
}

/// 退回重编: what was frozen is given up, and an edition that the public has stands.
///
/// # Errors
/// As [`freeze`].
pub fn reopen(app: &App, order: &ReportOrder, reason: String) -> Result<Report, AppError> {
    perform(app, order, |_, _, _| Ok(ReportAct::Reopen { reason: reason.clone() }))
}

/// What is to be kept of an act.
struct Decided {
    event: ReportEventRow,
    previous_hash: String,
    row: ReportRow,
    report: Report,
}

fn perform(
    app: &App,
    order: &ReportOrder,
    act: impl Fn(&mut DbConn, &AgencyRow, &[AgencyId]) -> Result<ReportAct, AppError>,
) -> Result<Report, AppError> {
    // Before anything is read: what is recorded later than this is after the freeze.
    let (today, now) = (app.clock.today(), app.clock.now());
    let decided = app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, &order.code, order.scope)?;
        let key = ReportKey { agency_id: agency.id, year: order.year, scope: order.scope };
        let rows = reports::load(conn, key)?;
        let previous_hash = rows.last().map(|row| row.hash.clone()).unwrap_or_default();
        let report = Report::fold(decode_all(rows)?);
        if report.version != order.expected {
            return Err(StoreError::StaleReport { year: order.year, expected: order.expected }.into());
        }
        let act = act(conn, &agency, &ids)?;
        let previous = published_before(conn, key)?;
        let context = ReportContext { actor: &order.actor, today, previous: previous.as_ref() };
        let event = report.decide(&act, &context)?;
        let entry = ReportEntry { on: today, at: now, actor: order.actor.to_string(), event };
        record(key, report, entry, previous_hash)
    })?;
    app.store.write_blocking(move |conn| {
        reports::append(conn, decided.event.clone(), &decided.previous_hash, &decided.row)?;
        Ok::<_, AppError>(decided.report.clone())
    })
}

/// 上年报告, as the public has it.
pub(super) fn published_before(conn: &mut DbConn, key: ReportKey) -> Result<Option<Figures>, StoreError> {
    published_figures(conn, ReportKey { year: key.year - 1, ..key })
}

/// A report's figures as the public has them, if it was published.
pub(in crate::app) fn published_figures(conn: &mut DbConn, key: ReportKey) -> Result<Option<Figures>, StoreError> {
    let report = load(conn, key)?;
    Ok(report.published.into_iter().next_back().map(|edition| edition.figures))
}

fn record(key: ReportKey, mut report: Report, entry: ReportEntry, previous_hash: String) -> Result<Decided, AppError> {
    let payload = serde_json::to_string(&entry.event)
        .map_err(|error| StoreError::Corrupt { what: format!("report event: {error}") })?;
    let ReportKey { agency_id, year, scope } = key;
    let event = ReportEventRow {
        agency_id,
        year,
        scope,
        version: report.version + 1,
        on_date: entry.on,
        recorded_at: entry.at,
        actor: entry.actor.clone(),
        payload,
        hash: String::new(),
    };
    report.evolve(entry);
    Ok(Decided { event, previous_hash, row: row_of(key, &report), report })
}
