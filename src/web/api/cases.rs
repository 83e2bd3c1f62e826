//! 依申请公开件

use actix_web::web::{Data, Json, Path, Query};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::queue::{Cursor, Question, Sort, Tab};
use crate::app::{App, case_file, queue};
use crate::domain::ids::{AgencyCode, CaseId};
use crate::web::error::{Problem, WebError};
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
    /// What is asked for.
    #[must_use]
    pub fn question(&self) -> Question {
        match self.show {
            Show::Open => Question::new(Tab::Open, Sort::Due),
            Show::All => Question::new(Tab::All, Sort::Number),
        }
    }

    /// Where the page begins.
    ///
    /// # Errors
    /// [`WebError::BadParameter`] if `after` was not given out by a page before.
    pub fn cursor(&self) -> Result<Option<Cursor>, WebError> {
        let Some(text) = &self.after else { return Ok(None) };
        Cursor::read(self.question().sort, text).map(Some).ok_or(WebError::BadParameter { name: "after" })
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
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb"), CasesQuery),
    responses(
        (status = 200, description = "A page of cases", body = CasesView),
        (status = 400, description = "A parameter cannot be used", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such agency", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The database does not answer", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list_cases(
    app: Data<App>,
    code: Path<String>,
    query: Query<CasesQuery>,
) -> Result<Json<CasesView>, WebError> {
    let code = agency_code(&code)?;
    let (question, after, size) = (query.question(), query.cursor()?, query.size()?);
    let page = read(&app, move |app| queue::list_cases(app, None, &code, &question, after, size)).await?;
    Ok(Json(page.into()))
}

/// A case with its due date and the explanation of it.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}",
    operation_id = "get_case",
    tag = "register",
    params(("case_id" = String, Path, description = "Its id", example = "case_12")),
    responses(
        (status = 200, description = "The case", body = CaseDetailView),
        (status = 404, description = "There is no such case", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The database does not answer", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn get_case(app: Data<App>, id: Path<String>) -> Result<Json<CaseDetailView>, WebError> {
    let id = case_id(&id)?;
    let file = read(&app, move |app| case_file::open_case(app, id)).await?;
    Ok(Json(file.into()))
}

/// The case that an address names; an id of something else names nothing.
pub(in crate::web) fn case_id(text: &str) -> Result<CaseId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

/// The agency that an address names.
pub(in crate::web) fn agency_code(text: &str) -> Result<AgencyCode, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
