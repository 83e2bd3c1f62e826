//! 年度截止: the year is closed for the statistics as of 31 December, and the report is drafted.
//!
//! The figures of a year do not depend on what happens after it, so they are the same whether they are taken at ten
//! past midnight or by a server that was started days later. They are kept; what is recorded afterwards for the year
//! that is over shows as an adjustment of the report, case by case, until the head of the office freezes it.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::office::{Office, Offices};
use super::tell::Telling;
use super::{Counts, Duties, count};
use crate::app::annual_report::{figures_for, published_figures};
use crate::app::{App, AppError};
use crate::domain::annual_report::{Difference, Figures, Scope, changes};
use crate::domain::duty::{Counted, NoticeKind};
use crate::domain::ids::AgencyCode;
use crate::domain::mail::MailContent;
use crate::domain::reconcile::{Finding, Published, reconcile};
use crate::domain::role::Role;
use crate::store::reports::ReportKey;
use crate::store::year_closings::{self, YearClosingRow};
use crate::store::{DbConn, StoreError, agencies};

/// 年度截止 of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct YearClosing {
    /// The figures as they were then.
    pub figures: Figures,
    /// When (UTC).
    pub closed_at: NaiveDateTime,
    /// 勾稽差错
    pub faults: Vec<Finding>,
    /// 与上年相比变化较大的数据
    pub changes: Vec<Difference>,
}

pub(super) fn perform(duties: &Duties<'_>, run_on: NaiveDate) -> Result<Counts, AppError> {
    let year = run_on.year() - 1;
    let offices = duties.offices()?;
    let mut counts = Counts::new();
    for office in &offices.all {
        for scope in office.scopes() {
            let closing = duties.close(office, year, scope)?;
            count(&mut counts, Counted::Faults, closing.faults.len());
            count(&mut counts, Counted::Changes, closing.changes.len());
            let told = duties.tell(&[duties.drafted(&offices, office, (year, scope), &closing)])?;
            count(&mut counts, Counted::Told, told);
        }
        count(&mut counts, Counted::Agencies, 1);
    }
    Ok(counts)
}

impl Duties<'_> {
    /// Closes a year, or finds how it was closed.
    fn close(&self, office: &Office, year: i32, scope: Scope) -> Result<YearClosing, AppError> {
        let code: AgencyCode = office.agency.code.parse().map_err(|_| corrupt(&office.agency.code))?;
        if let Some(closing) = closing(self.app, &code, year, scope, self.plan.change)? {
            return Ok(closing);
        }
        let closed_at = self.app.clock.now();
        let figures = self.app.store.snapshot(|conn| figures_for(self.app, conn, &code, year, scope))?;
        let written = serde_json::to_string(&figures).map_err(|_| corrupt(&office.agency.code))?;
        let row = YearClosingRow { agency_id: office.agency.id, year, scope, closed_at, figures: written };
        self.app.store.write_blocking(move |conn| Ok::<_, AppError>(year_closings::insert(conn, &row)?))?;
        // As whoever was first has closed it.
        closing(self.app, &code, year, scope, self.plan.change)?.ok_or_else(|| corrupt(&office.agency.code).into())
    }

    fn drafted(&self, offices: &Offices, office: &Office, of: (i32, Scope), closing: &YearClosing) -> Telling {
        let (year, scope) = of;
        let findings = u32::try_from(closing.faults.len() + closing.changes.len()).unwrap_or(u32::MAX);
        let heads = offices.people.with(&office.path, Role::OfficeHead);
        let about = format!("{year}/{scope}");
        Telling::new(NoticeKind::ReportDrafted, office.agency.id.0, about, self.app.clock.today()).for_officers(
            office.agency.id,
            None,
            &heads,
            &MailContent::ReportReady { year, findings },
        )
    }
}

/// How a year was closed, with what contradicts itself in it and what differs from the year before by so many
/// hundredths and by so many; `None` if it is not closed.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn closing(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    (percent, at_least): (u32, u32),
) -> Result<Option<YearClosing>, AppError> {
    app.store.snapshot(|conn| {
        let agency = agencies::find_by_code(conn, code)?;
        let key = ReportKey { agency_id: agency.id, year, scope };
        let Some(row) = year_closings::find(conn, key)? else { return Ok(None) };
        let figures = read(&row)?;
        let before = year_before(app, conn, code, key)?;
        let faults = reconcile(&Published::from(&figures), Some(&Published::from(&before)), &[]);
        let changes = changes(&before, &figures, percent, at_least);
        Ok(Some(YearClosing { figures, closed_at: row.closed_at, faults, changes }))
    })
}

/// 上年数据: as the public has them, or as that year was closed, or as they stand.
fn year_before(app: &App, conn: &mut DbConn, code: &AgencyCode, key: ReportKey) -> Result<Figures, AppError> {
    let before = ReportKey { year: key.year - 1, ..key };
    if let Some(published) = published_figures(conn, before)? {
        return Ok(published);
    }
    match year_closings::find(conn, before)? {
        Some(row) => Ok(read(&row)?),
        None => figures_for(app, conn, code, before.year, before.scope),
    }
}

/// The figures as they were kept.
pub(in crate::app) fn read(row: &YearClosingRow) -> Result<Figures, StoreError> {
    serde_json::from_str(&row.figures).map_err(|_| corrupt(&row.agency_id.to_string()))
}

fn corrupt(agency: &str) -> StoreError {
    StoreError::Corrupt { what: format!("the closed year of {agency}") }
}
