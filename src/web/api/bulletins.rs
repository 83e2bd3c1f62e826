//! 通报与年度截止: the figures of a month, a quarter, a closed year, as they were made.

use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::duties::{BulletinLine, Plan, bulletin, bulletin_periods, year_end};
use crate::app::{App, AppError};
use crate::config::Settings;
use crate::domain::annual_report::Scope;
use crate::domain::duty::Period;
use crate::domain::ids::AgencyCode;
use crate::findings;
use crate::store::StoreError;
use crate::store::bulletins::BulletinRow;
use crate::web::auth::{In, ReportReader};
use crate::web::reader::Reader;
use crate::web::{WebError, read};

/// Periods that are listed at most.
const LISTED: i64 = 60;

/// The periods for which there are figures.
#[derive(Serialize, ToSchema)]
pub struct BulletinPeriodsView {
    /// The newest first: months (`2025-03`) and quarters (`2025-Q1`).
    periods: Vec<String>,
}

/// 通报 of an agency and everything under it.
#[derive(Serialize, ToSchema)]
pub struct BulletinView {
    /// `2025-03` or `2025-Q1`.
    #[schema(example = "2025-Q1")]
    period: String,
    /// Its first day.
    from: NaiveDate,
    /// Its last day.
    to: NaiveDate,
    /// Agency after agency, each followed by its sections.
    lines: Vec<BulletinLineView>,
}

/// The figures of an agency or a section.
#[derive(Serialize, ToSchema)]
pub struct BulletinLineView {
    /// 机关代码
    code: String,
    /// 机关名称
    agency: String,
    /// 科室名称; `null` for the agency as a whole.
    section: Option<String>,
    /// 新收
    received: i64,
    /// 答复
    answered: i64,
    /// 按时答复
    on_time: i64,
    /// 平均办理工作日; `null` where nothing was answered.
    #[schema(example = "12.5")]
    average_working_days: Option<String>,
    /// 超期未办结
    late: i64,
    /// 结转
    carried: i64,
}

impl From<BulletinLine> for BulletinLineView {
    fn from(line: BulletinLine) -> Self {
        let average_working_days = line.average_working_days();
        let BulletinLine { code, agency, section, figures } = line;
        let BulletinRow { received, answered, on_time, late, carried, .. } = figures;
        Self { code, agency, section, received, answered, on_time, average_working_days, late, carried }
    }
}

/// The months and quarters for which there are figures, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/bulletins",
    operation_id = "list_bulletins",
    tag = "reports",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "The periods", body = BulletinPeriodsView)),
)]
pub async fn list_bulletins(app: Data<App>, officer: In<ReportReader>) -> Result<Json<BulletinPeriodsView>, WebError> {
    let periods = read(&app, move |app| bulletin_periods(app, &code(&officer)?, LISTED)).await?;
    Ok(Json(BulletinPeriodsView { periods: periods.iter().map(ToString::to_string).collect() }))
}

/// The figures of a month or a quarter, of the agency, its sections and everything under it.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/bulletins/{period}",
    operation_id = "get_bulletin",
    tag = "reports",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("period" = String, Path, description = "The month or the quarter", example = "2025-Q1"),
    ),
    responses((status = 200, description = "The figures; no lines if they were not made", body = BulletinView)),
)]
pub async fn get_bulletin(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
) -> Result<Json<BulletinView>, WebError> {
    let period: Period = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let (from, to) = period.days();
    let made = read(&app, move |app| bulletin(app, &code(&officer)?, period)).await?;
    let lines = made.lines.into_iter().map(Into::into).collect();
    Ok(Json(BulletinView { period: period.to_string(), from, to, lines }))
}

/// 年度截止 of an agency's own report.
#[derive(Serialize, ToSchema)]
pub struct YearClosingView {
    /// When the year was closed for the statistics (UTC).
    closed_at: DateTime<Utc>,
    /// What contradicts itself, as sentences.
    faults: Vec<String>,
    /// What differs much from the year before.
    changes: Vec<ChangeView>,
}

/// A figure that differs much from that of the year before.
#[derive(Serialize, ToSchema)]
pub struct ChangeView {
    /// Where it stands in the report.
    place: String,
    /// The year before.
    from: String,
    /// The closed year.
    to: String,
}

/// How a year was closed for the statistics: contradictions, and what changed much. What was recorded for it later is
/// among the adjustments of its report.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/closing",
    operation_id = "get_year_closing",
    tag = "reports",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("year" = i32, Path, description = "The year"),
    ),
    responses((status = 200, description = "How it was closed", body = YearClosingView)),
)]
pub async fn get_year_closing(
    app: Data<App>,
    settings: Data<Settings>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    reader: Reader,
) -> Result<Json<YearClosingView>, WebError> {
    let year: i32 = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let change = Plan::of(&settings).change;
    let closing = read(&app, move |app| year_end::closing(app, &code(&officer)?, year, Scope::Own, change)).await?;
    let closing = closing.ok_or(WebError::NoSuchPage)?;
    let change = |it: crate::domain::annual_report::Difference| ChangeView {
        place: it.place.to_string(),
        from: it.from.to_string(),
        to: it.to.to_string(),
    };
    Ok(Json(YearClosingView {
        closed_at: closing.closed_at.and_utc(),
        faults: closing.faults.iter().map(|fault| findings::sentence(reader.lang, fault)).collect(),
        changes: closing.changes.into_iter().map(change).collect(),
    }))
}

fn code(officer: &In<ReportReader>) -> Result<AgencyCode, AppError> {
    let damaged = |_| StoreError::Corrupt { what: format!("the code of {}", officer.agency.id) };
    Ok(officer.agency.code.parse().map_err(damaged)?)
}
