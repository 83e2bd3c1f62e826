//! 年度报告: figures, documents, and the way down to the cases.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::queue::agency_code;
use crate::app::App;
use crate::app::annual_report::{self as report, CasesOf};
use crate::domain::annual_report::{Cell, Scope};
use crate::domain::ids::{AgencyCode, CaseId};
use crate::domain::regime::Form;
use crate::letters::report::{DocumentFormat, Issue, document};
use crate::messages::Lang;
use crate::web::auth::{CaseReader, In, ReportReader};
use crate::web::error::WebError;
use crate::web::reader::Reader;
use crate::web::report_views::{AdjustmentsView, CountedCasesView, ReportHistoryView, ReportView};
use crate::web::{openapi, read};

/// Cases on a page unless asked otherwise.
const PAGE: usize = 50;
/// Cases on a page at most.
const PAGE_AT_MOST: usize = 200;
/// The years that a report may be on.
const YEARS: std::ops::RangeInclusive<i32> = 2008..=2100;

/// Which report of a year.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
    /// The form; that of the edition in hand, or of the year.
    #[param(schema_with = openapi::codes::<Form>)]
    pub form: Option<Form>,
}

/// Whose cases a report counts.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScopeQuery {
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
}

/// Which document.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DocumentQuery {
    /// `html`, unless it is said otherwise.
    #[param(schema_with = openapi::codes::<DocumentFormat>)]
    pub format: Option<DocumentFormat>,
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
    /// The form; that of the edition in hand, or of the year.
    #[param(schema_with = openapi::codes::<Form>)]
    pub form: Option<Form>,
}

/// Which cases behind which figure.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportCasesQuery {
    /// The figure.
    #[param(example = "table3/三(一)/total")]
    pub cell: String,
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Cases on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<usize>,
}

impl ReportCasesQuery {
    /// The figure, and which page of its cases.
    pub(in crate::web) fn wanted(&self) -> Result<CasesOf, WebError> {
        let cell: Cell = self.cell.parse().map_err(|_| WebError::BadParameter { name: "cell" })?;
        let after: Option<Result<CaseId, _>> = self.after.as_deref().map(str::parse);
        let after = after.transpose().map_err(|_| WebError::BadParameter { name: "after" })?;
        let size = self.limit.unwrap_or(PAGE);
        if !(1..=PAGE_AT_MOST).contains(&size) {
            return Err(WebError::BadParameter { name: "limit" });
        }
        Ok(CasesOf { cell, after, size, reader: None })
    }
}

/// 年度报告 with where it stands. Once it is frozen its figures are those that were frozen, unless another form is
/// asked for; before 31 December has passed they are preliminary.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}",
    operation_id = "get_report",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), ReportQuery),
    responses((status = 200, description = "The report", body = ReportView)),
)]
pub async fn get_report(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    query: Query<ReportQuery>,
) -> Result<Json<ReportView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let ReportQuery { scope, form } = query.into_inner();
    let standing = read(&app, move |app| report::view(app, &code, year, scope.unwrap_or(Scope::Own), form)).await?;
    Ok(Json(ReportView::new(standing, app.clock.today())))
}

/// The report as a page, a Word document or a spreadsheet, with what is to be known of its figures.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/document",
    operation_id = "get_report_document",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), DocumentQuery),
    responses((status = 200, description = "The document", content(
        (String = "text/html"),
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
)]
pub(in crate::web) async fn get_report_document(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    query: Query<DocumentQuery>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let DocumentQuery { format, scope, form } = query.into_inner();
    let issue = read(&app, move |app| report::issue(app, &code, year, scope.unwrap_or(Scope::Own), form)).await?;
    written(&app, issue, format.unwrap_or(DocumentFormat::Html), reader.lang).await
}

/// Writes a document where it may take its time.
pub(in crate::web) async fn written(
    app: &Data<App>,
    issue: Issue,
    format: DocumentFormat,
    lang: Lang,
) -> Result<HttpResponse, WebError> {
    let app = app.clone();
    let header = &issue.figures.header;
    let name = format!("report-{}-{}.{format}", header.year, header.scope);
    let bytes = crate::web::block(move || document(&issue, format, lang, &app.press)).await??;
    let disposition = match format {
        DocumentFormat::Html => "inline".to_owned(),
        DocumentFormat::Pdf | DocumentFormat::Docx | DocumentFormat::Xlsx => format!("attachment; filename=\"{name}\""),
    };
    let mut answer = HttpResponse::Ok();
    Ok(answer.content_type(format.media_type()).insert_header((header::CONTENT_DISPOSITION, disposition)).body(bytes))
}

/// 数字背后的件: the cases that a figure counts now, a page at a time. Cases of agencies where the reader has no role
/// are left out.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/cases",
    operation_id = "list_report_cases",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), ReportCasesQuery),
    responses((status = 200, description = "A page of cases", body = CountedCasesView)),
)]
pub async fn list_report_cases(
    app: Data<App>,
    officer: In<CaseReader>,
    path: Path<(String, String)>,
    query: Query<ReportCasesQuery>,
) -> Result<Json<CountedCasesView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let scope = query.scope.unwrap_or(Scope::Own);
    let wanted = CasesOf { reader: Some(officer.officer()), ..query.wanted()? };
    let page = read(&app, move |app| report::cases_page(app, &code, year, scope, &wanted)).await?;
    Ok(Json(page.into()))
}

/// 定稿后调整: figures that are no longer what was frozen, with the cases behind them.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/adjustments",
    operation_id = "list_report_adjustments",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), ScopeQuery),
    responses((status = 200, description = "The adjustments", body = AdjustmentsView)),
)]
pub async fn list_report_adjustments(
    app: Data<App>,
    officer: In<CaseReader>,
    path: Path<(String, String)>,
    query: Query<ScopeQuery>,
) -> Result<Json<AdjustmentsView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let (scope, reader) = (query.scope.unwrap_or(Scope::Own), Some(officer.officer()));
    let found = read(&app, move |app| report::adjustments(app, &code, year, scope, reader)).await?;
    Ok(Json(found.into()))
}

/// Everything that was done with the report.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/history",
    operation_id = "get_report_history",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), ScopeQuery),
    responses((status = 200, description = "The history", body = ReportHistoryView)),
)]
pub async fn get_report_history(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
    query: Query<ScopeQuery>,
) -> Result<Json<ReportHistoryView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let scope = query.scope.unwrap_or(Scope::Own);
    let lines = read(&app, move |app| report::history(app, &code, year, scope)).await?;
    Ok(Json(lines.into()))
}

/// 年度 of an address.
pub(in crate::web) fn year_of(text: &str) -> Result<i32, WebError> {
    text.parse().ok().filter(|year| YEARS.contains(year)).ok_or(WebError::NoSuchPage)
}

/// The report that an address of the public names.
pub(super) fn named(path: &(String, String)) -> Result<(AgencyCode, i32), WebError> {
    Ok((agency_code(&path.0)?, year_of(&path.1)?))
}
