//! 报告的状态: a report's figures with where it stands on its way to the public, and its history.

use chrono::NaiveDate;

use super::{entered, figures_of, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::life::{Edition, Report, ReportEntry, ReportEvent, publish_by};
use crate::domain::annual_report::{Figures, Scope, blank_cells};
use crate::domain::ids::AgencyCode;
use crate::domain::regime::{Form, Regimes};
use crate::store::reports::{self, ReportEventRow, ReportKey};
use crate::store::{DbConn, StoreError};

/// A report with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportStanding {
    /// The figures: of the edition in hand, or live while there is none.
    pub figures: Figures,
    /// Whether the figures are live, so that they may change with every act.
    pub live: bool,
    /// 暂时数据: the year is not over, and the figures are those of today.
    pub preliminary: bool,
    /// The day whose state the figures show: 31 December, or today while the year runs.
    pub as_of: NaiveDate,
    /// Where it stands.
    pub report: Report,
    /// 未填: cells that nobody has entered.
    pub blanks: Vec<String>,
    /// 发布期限 (art 49)
    pub publish_by: Option<NaiveDate>,
}

/// The report as it stands. Once it is frozen, its figures are those that were frozen, unless another
/// form than theirs is asked for.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn view(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    form: Option<Form>,
) -> Result<ReportStanding, AppError> {
    let today = app.clock.today();
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        let report = load(conn, ReportKey { agency_id: agency.id, year, scope })?;
        let edition = report.edition().filter(|edition| form.is_none_or(|form| edition.figures.header.form == form));
        let (figures, blanks, live) = match edition {
            Some(edition) => (edition.figures.clone(), edition.blanks.clone(), false),
            None => {
                let header = header(app, &agency, year, scope, form);
                let blanks = blank_cells(header.form, &entered(conn, &ids, year)?);
                (figures_of(conn, &header, &ids)?, blanks, true)
            }
        };
        let last_day = last_day(year);
        Ok(ReportStanding {
            figures,
            live,
            preliminary: today <= last_day,
            as_of: today.min(last_day),
            report,
            blanks,
            publish_by: publish_by(app.rulebook.regimes(), year, scope),
        })
    })
}

impl ReportStanding {
    /// 逾期发布: whether the first edition came late, or is not there though the last day has passed.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let first = self.report.published.first().and_then(|edition| edition.published.as_ref());
        let on = first.map_or(today, |mark| mark.on);
        self.publish_by.is_some_and(|due| on > due)
    }
}

/// Whether a report published on a day came after the last day for it.
pub(super) fn came_late(regimes: &Regimes, year: i32, scope: Scope, on: NaiveDate) -> bool {
    publish_by(regimes, year, scope).is_some_and(|due| on > due)
}

fn last_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// A line of a report's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// Its place, from 1.
    pub version: i32,
    /// What happened.
    pub entry: ReportEntry,
    /// The hash of this line and of the one before it.
    pub hash: String,
}

/// 报告的经过: everything that was done with a report, in order.
///
/// # Errors
/// As [`view`].
pub fn history(app: &App, code: &AgencyCode, year: i32, scope: Scope) -> Result<Vec<HistoryLine>, AppError> {
    app.store.snapshot(|conn| {
        let (agency, _) = members(conn, code, scope)?;
        let rows = reports::load(conn, ReportKey { agency_id: agency.id, year, scope })?;
        let line = |row: ReportEventRow| {
            let (version, hash) = (row.version, row.hash.clone());
            Ok(HistoryLine { version, hash, entry: decode(row)? })
        };
        rows.into_iter().map(line).collect()
    })
}

/// Follows the hashes of every report and folds it again: the reports whose history was altered, or whose
/// row says something else.
///
/// # Errors
/// If the database refuses a query.
pub fn verify_histories(conn: &mut DbConn) -> Result<Vec<ReportKey>, StoreError> {
    let mut broken = Vec::new();
    for row in reports::list(conn)? {
        let key = ReportKey { agency_id: row.agency_id, year: row.year, scope: row.scope };
        let lines = reports::load(conn, key)?;
        let mut previous = "";
        let chained = (1..).zip(&lines).all(|(version, line)| {
            let sound = line.version == version && line.hash == reports::link(previous, line);
            previous = &line.hash;
            sound
        });
        let as_folded = decode_all(lines.clone()).is_ok_and(|entries| row_of(key, &Report::fold(entries)) == row);
        if !(chained && as_folded) {
            broken.push(key);
        }
    }
    Ok(broken)
}

/// The report as its history tells it.
pub(super) fn load(conn: &mut DbConn, key: ReportKey) -> Result<Report, StoreError> {
    Ok(Report::fold(decode_all(reports::load(conn, key)?)?))
}

/// Where a report stands, as it is kept beside its history.
pub(super) fn row_of(key: ReportKey, report: &Report) -> reports::ReportRow {
    let ReportKey { agency_id, year, scope } = key;
    let published_on = |edition: &Edition| edition.published.as_ref().map(|mark| mark.on);
    let published = report.published.last();
    reports::ReportRow {
        agency_id,
        year,
        scope,
        version: report.version,
        status: report.status(),
        published_revision: published.and_then(|edition| i32::try_from(edition.revision).ok()),
        first_published_on: report.published.first().and_then(published_on),
        published_on: published.and_then(published_on),
    }
}

pub(super) fn decode_all(rows: Vec<ReportEventRow>) -> Result<Vec<ReportEntry>, StoreError> {
    rows.into_iter().map(decode).collect()
}

fn decode(row: ReportEventRow) -> Result<ReportEntry, StoreError> {
    let ReportEventRow { agency_id, year, version, on_date, recorded_at, actor, payload, .. } = row;
    let event: ReportEvent = serde_json::from_str(&payload).map_err(|error| StoreError::Corrupt {
        what: format!("report of {agency_id} on {year}, entry {version}: {error}"),
    })?;
    Ok(ReportEntry { on: on_date, at: recorded_at, actor, event })
}
