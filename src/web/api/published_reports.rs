//! 已发布的年度报告: for everybody, without signing in.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::queue::agency_code;
use super::reports::{named, written};
use crate::app::App;
use crate::app::annual_report as report;
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::publish_by;
use crate::letters::report::DocumentFormat;
use crate::store::reports::{PublishedRow, ReportKey};
use crate::web::error::WebError;
use crate::web::limits::Public;
use crate::web::reader::Reader;
use crate::web::report_views::{PublishedReportLineView, PublishedReportView, PublishedReportsView};
use crate::web::{openapi, read};

/// Reports on a page unless asked otherwise.
const PAGE: usize = 50;
/// Reports on a page at most.
const PAGE_AT_MOST: usize = 200;

/// Which published reports.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublishedReportsQuery {
    /// Of one agency only, by its code.
    pub agency: Option<String>,
    /// On one year only.
    pub year: Option<i32>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Reports on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<usize>,
}

/// Which edition.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EditionQuery {
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
    /// 第几版; the newest, unless it is said otherwise.
    pub revision: Option<u32>,
}

/// Which edition, in which format.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EditionDocumentQuery {
    /// `html`, unless it is said otherwise.
    #[param(schema_with = openapi::codes::<DocumentFormat>)]
    pub format: Option<DocumentFormat>,
    /// `own`, unless it is said otherwise: the agency alone; `all`: with everything under it.
    #[param(schema_with = openapi::codes::<Scope>)]
    pub scope: Option<Scope>,
    /// 第几版; the newest, unless it is said otherwise.
    pub revision: Option<u32>,
}

/// The reports that were published, the last year first and in a year by agency, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/public/reports",
    operation_id = "list_published_reports",
    tag = "annual report",
    params(PublishedReportsQuery),
    responses(
        (status = 200, description = "A page of reports", body = PublishedReportsView),
        (status = 404, description = "There is no such agency"),
    ),
)]
pub async fn list_published_reports(
    app: Data<App>,
    _: Public,
    query: Query<PublishedReportsQuery>,
) -> Result<Json<PublishedReportsView>, WebError> {
    let PublishedReportsQuery { agency, year, after, limit } = query.into_inner();
    let agency = agency.map(|code| agency_code(&code)).transpose()?;
    let after = after.map(|text| key(&text).ok_or(WebError::BadParameter { name: "after" })).transpose()?;
    let size = limit.unwrap_or(PAGE);
    if !(1..=PAGE_AT_MOST).contains(&size) {
        return Err(WebError::BadParameter { name: "limit" });
    }
    let page = read(&app, move |app| report::publications(app, agency.as_ref(), year, after, size)).await?;
    let line = |row: PublishedRow| {
        let due = publish_by(app.rulebook.regimes(), row.report.year, row.report.scope);
        let late = row.report.first_published_on.zip(due).is_some_and(|(on, due)| on > due);
        PublishedReportLineView::new(row, late)
    };
    let next = page.next.map(|key| format!("{}.{}.{}", key.year, key.agency_id, key.scope));
    Ok(Json(PublishedReportsView { reports: page.reports.into_iter().map(line).collect(), next }))
}

/// The cursor of a page, `2025.agency_3.own`.
fn key(text: &str) -> Option<ReportKey> {
    let mut parts = text.splitn(3, '.');
    let (year, agency_id, scope) = (parts.next()?, parts.next()?, parts.next()?);
    Some(ReportKey { year: year.parse().ok()?, agency_id: agency_id.parse().ok()?, scope: scope.parse().ok()? })
}

/// A report's figures as they were published.
#[utoipa::path(
    get,
    path = "/api/v1/public/reports/{code}/{year}",
    operation_id = "get_published_report",
    tag = "annual report",
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), EditionQuery),
    responses((status = 200, description = "The report", body = PublishedReportView)),
)]
pub async fn get_published_report(
    app: Data<App>,
    _: Public,
    path: Path<(String, String)>,
    query: Query<EditionQuery>,
) -> Result<Json<PublishedReportView>, WebError> {
    let (code, year) = named(&path)?;
    let EditionQuery { scope, revision } = query.into_inner();
    let scope = scope.unwrap_or(Scope::Own);
    let found = read(&app, move |app| report::find_publication(app, &code, year, scope, revision)).await?;
    Ok(Json(found.into()))
}

/// A published report as a page, a PDF, a Word document or a spreadsheet.
#[utoipa::path(
    get,
    path = "/api/v1/public/reports/{code}/{year}/document",
    operation_id = "get_published_document",
    tag = "annual report",
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year"), EditionDocumentQuery),
    responses((status = 200, description = "The document", content(
        (String = "text/html"),
        (Vec<u8> = "application/pdf"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
)]
pub(in crate::web) async fn get_published_document(
    app: Data<App>,
    _: Public,
    path: Path<(String, String)>,
    query: Query<EditionDocumentQuery>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let (code, year) = named(&path)?;
    let EditionDocumentQuery { format, scope, revision } = query.into_inner();
    let scope = scope.unwrap_or(Scope::Own);
    let issue = read(&app, move |app| report::published_issue(app, &code, year, scope, revision)).await?;
    written(&app, issue, format.unwrap_or(DocumentFormat::Html), reader.lang).await
}
