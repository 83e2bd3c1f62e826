//! 报告一览: where the reports on a year stand, agency by agency, as far as somebody reads them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use crate::app::overview::{AgencyLoad, agencies_of};
use crate::app::{App, AppError};
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::{ReportStatus, publish_by};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::store::agencies::AgencyRow;
use crate::store::reports::{self, ReportRow};
use crate::store::tallies;

/// The reports on a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportsOfYear {
    /// 年度
    pub year: i32,
    /// Every year from the first one with a request to this one, the newest first.
    pub years: Vec<i32>,
    /// 发布期限 of an agency's own report (art 49).
    pub own_by: Option<NaiveDate>,
    /// 发布期限 of a report that sums up several agencies.
    pub all_by: Option<NaiveDate>,
    /// The agencies, each after the one above it.
    pub agencies: Vec<AgencyReports>,
}

/// An agency with where its reports stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyReports {
    /// The agency.
    pub agency: AgencyRow,
    /// How many of the agencies shown are above it.
    pub depth: usize,
    /// 本机关的报告
    pub own: ReportLine,
    /// 汇总报告; none where there is nothing below.
    pub all: Option<ReportLine>,
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportLine {
    /// 报告状态
    pub status: ReportStatus,
    /// The day on which the edition that the public has was published.
    pub published_on: Option<NaiveDate>,
    /// 逾期: the first edition came late, or is not there though the last day has passed.
    pub is_late: bool,
}

/// 报告一览 of a year for an officer; of the last year that is over, unless another is asked for.
///
/// # Errors
/// [`AppError::Store`] if the store cannot be read.
pub fn reports_of_year(app: &App, officer: OfficerId, year: Option<i32>) -> Result<ReportsOfYear, AppError> {
    let today = app.clock.today();
    let mut loads = agencies_of(app, officer)?;
    loads.retain(|load| load.reads_cases);
    let ids: Vec<AgencyId> = loads.iter().map(|load| load.agency.id).collect();
    let (first, rows) = app.store.snapshot(|conn| {
        let first = tallies::first_year(conn, &ids)?.unwrap_or(today.year()).min(today.year());
        let year = year.unwrap_or_else(|| first.max(today.year() - 1));
        Ok::<_, AppError>((first, (year, reports::of_year(conn, &ids, year)?)))
    })?;
    let (year, rows) = rows;
    let rows: HashMap<(AgencyId, Scope), ReportRow> =
        rows.into_iter().map(|row| ((row.agency_id, row.scope), row)).collect();
    let due = |scope| publish_by(app.rulebook.regimes(), year, scope);
    let line = |id: AgencyId, scope: Scope| line(rows.get(&(id, scope)), due(scope), today);
    let top = loads.iter().map(|load| load.depth).min().unwrap_or_default();
    let reports = |load: AgencyLoad| AgencyReports {
        depth: load.depth - top,
        own: line(load.agency.id, Scope::Own),
        all: load.has_children.then(|| line(load.agency.id, Scope::All)),
        agency: load.agency,
    };
    Ok(ReportsOfYear {
        year,
        years: (first..=today.year()).rev().collect(),
        own_by: due(Scope::Own),
        all_by: due(Scope::All),
        agencies: loads.into_iter().map(reports).collect(),
    })
}

fn line(row: Option<&ReportRow>, due: Option<NaiveDate>, today: NaiveDate) -> ReportLine {
    let first_on = row.and_then(|row| row.first_published_on);
    ReportLine {
        status: row.map_or(ReportStatus::Open, |row| row.status),
        published_on: row.and_then(|row| row.published_on),
        is_late: due.is_some_and(|due| first_on.unwrap_or(today) > due),
    }
}
