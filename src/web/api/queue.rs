//! 待办与登记簿: lists of cases and how long they are.

use actix_web::web::{Data, Json};

use super::queue_query::{QueueParameters, QueueQuery};
use crate::app::{App, queue};
use crate::domain::ids::AgencyCode;
use crate::web::auth::{CaseReader, In};
use crate::web::error::WebError;
use crate::web::read;
use crate::web::views::CasesView;
use crate::web::views::desk::{CaseCountsView, TabCountView};

/// The cases of an agency, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/cases",
    operation_id = "list_cases",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb"), QueueParameters),
    responses((status = 200, description = "A page of cases", body = CasesView)),
)]
pub async fn list_cases(
    app: Data<App>,
    officer: In<CaseReader>,
    query: QueueQuery,
) -> Result<Json<CasesView>, WebError> {
    let (me, code) = (officer.officer(), agency_code(&officer.agency.code)?);
    let QueueQuery { question, after, limit } = query;
    let page = read(&app, move |app| queue::list_cases(app, Some(me), &code, &question, after, limit)).await?;
    Ok(Json(page.into()))
}

/// How many cases there are under each tab, with the same filters. Some tabs are counted to a thousand.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/cases/counts",
    operation_id = "count_cases",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb"), QueueParameters),
    responses((status = 200, description = "A figure for each tab", body = CaseCountsView)),
)]
pub async fn count_cases(
    app: Data<App>,
    officer: In<CaseReader>,
    query: QueueQuery,
) -> Result<Json<CaseCountsView>, WebError> {
    let (me, code) = (officer.officer(), agency_code(&officer.agency.code)?);
    let counts = read(&app, move |app| queue::count_cases(app, Some(me), &code, &query.question)).await?;
    Ok(Json(CaseCountsView { tabs: counts.into_iter().map(TabCountView::from).collect() }))
}

/// The agency that an address names.
pub(in crate::web) fn agency_code(text: &str) -> Result<AgencyCode, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
