//! 依申请公开件

use actix_web::web::{Data, Json, Query};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::queue::Selection;
use crate::app::{App, case_file, queue};
use crate::domain::ids::AgencyCode;
use crate::web::auth::{CaseReader, In, On};
use crate::web::error::WebError;
use crate::web::read;
use crate::web::views::{CaseDetailView, CasesView};

/// Cases on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Cases on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// 待办, first due first
    #[default]
    Open,
    /// 登记簿: all of them, the last number first
    All,
}

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CasesQuery {
    /// Which cases.
    #[serde(default)]
    #[param(inline)]
    pub show: Show,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Cases on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u32>,
}

impl CasesQuery {
    /// The selection that is asked for.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] if `after` was not given out by a page before.
    pub fn selection(&self) -> Result<Selection, WebError> {
        match self.show {
            Show::Open => Selection::open(self.after.as_deref()).ok_or(WebError::BadParameter { name: "after" }),
            Show::All => Ok(Selection::all(self.after.as_deref())),
        }
    }

    /// The size of the page.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] unless it is 1 to 200.
    pub fn size(&self) -> Result<u32, WebError> {
        match self.limit.unwrap_or(PAGE) {
            size @ 1..=PAGE_AT_MOST => Ok(size),
            _ => Err(WebError::BadParameter { name: "limit" }),
        }
    }
}

/// The cases of an agency, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/cases",
    operation_id = "list_cases",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb"), CasesQuery),
    responses(
        (status = 200, description = "A page of cases", body = CasesView),
    ),
)]
pub async fn list_cases(
    app: Data<App>,
    officer: In<CaseReader>,
    query: Query<CasesQuery>,
) -> Result<Json<CasesView>, WebError> {
    let code = agency_code(&officer.agency.code)?;
    let (selection, size) = (query.selection()?, query.size()?);
    let page = read(&app, move |app| queue::list_cases(app, &code, &selection, size)).await?;
    Ok(Json(page.into()))
}

/// A case with its due date and the explanation of it.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}",
    operation_id = "get_case",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "Its id", example = "case_12")),
    responses(
        (status = 200, description = "The case", body = CaseDetailView),
    ),
)]
pub async fn get_case(app: Data<App>, officer: On<CaseReader>) -> Result<Json<CaseDetailView>, WebError> {
    let id = officer.case;
    let file = read(&app, move |app| case_file::open_case(app, id)).await?;
    Ok(Json(file.into()))
}

/// The agency that an address names.
pub(in crate::web) fn agency_code(text: &str) -> Result<AgencyCode, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
