//! 年度登记簿: the register of a year, with what was carried into it.

use chrono::NaiveDate;

use super::line::{Lines, RegisterLine};
use crate::app::administration::Acting;
use crate::app::queue::scope::Scope;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::regime::Form;
use crate::domain::role::Actor;
use crate::store::{StoreError, admin_log, register};

/// Cases in memory.
const AT_ONCE: i64 = 500;

/// A year, and the form of its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSpan {
    /// 年度
    pub year: i32,
    /// 1 January
    pub first: NaiveDate,
    /// 31 December
    pub last: NaiveDate,
    /// The form of the report on the year.
    pub form: Form,
}

impl YearSpan {
    /// A year between 2008 and the one after that of `today`; nothing for any other number.
    #[must_use]
    pub fn of(app: &App, year: i32) -> Option<Self> {
        let form = app.rulebook.regimes().form_for(year).unwrap_or(Form::Form2021);
        let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        let is_near = year >= 2008 && first <= app.clock.today();
        is_near.then_some(Self { year, first, last, form })
    }
}

/// Which register is exported, by whom, as what.
#[derive(Debug, Clone, Copy)]
pub struct YearRegister<'a> {
    /// Whose.
    pub agency: &'a Agency,
    /// Who exports it, with the roles held there.
    pub actor: &'a Actor,
    /// Of which year.
    pub span: YearSpan,
    /// With every agency below in which one may read cases.
    pub subtree: bool,
    /// `csv` or `xlsx`, for the log.
    pub format: &'static str,
}

/// Gives every line of the register of a year to `take`, agency after agency and by number, as of one moment.
/// Applicants are named where whoever exports it works on cases, and masked elsewhere. That it leaves the house is
/// written down before the first line does.
///
/// # Errors
/// [`AppError::Store`] if the database does not answer, and what `take` returns.
pub fn export_year(
    app: &App,
    wanted: &YearRegister<'_>,
    mut take: impl FnMut(&RegisterLine) -> Result<(), AppError>,
) -> Result<u64, AppError> {
    note(app, wanted)?;
    let YearRegister { agency, actor, span, subtree, .. } = *wanted;
    let code = agency.code.parse().map_err(|_| StoreError::NotFound { what: "agency", key: agency.code.clone() })?;
    app.store.snapshot(|conn| {
        let scope = Scope::find(app, conn, actor.officer(), &code, subtree)?;
        let mut lines = Lines::new(app, &scope, Some(span));
        let mut count = 0;
        for id in scope.ids() {
            let mut after: Option<String> = None;
            loop {
                let days = (span.first, span.last);
                let rows = register::cases_of_year(conn, id, days, after.as_deref(), AT_ONCE)?;
                let Some(last) = rows.last() else { break };
                after = Some(last.origin.case_no.clone());
                for line in lines.of(conn, rows)?.iter().filter(|line| line.is_of(span)) {
                    take(line)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    })
}

fn note(app: &App, wanted: &YearRegister<'_>) -> Result<(), AppError> {
    let acting = Acting::now(app, wanted.actor);
    let agency = wanted.agency.id;
    let event = AdminEvent::RegisterExported {
        year: wanted.span.year,
        format: wanted.format.to_owned(),
        subtree: wanted.subtree,
        named: wanted.actor.works_on_cases(),
    };
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        Ok(acting.note(conn, agency, &event)?)
    })
}
