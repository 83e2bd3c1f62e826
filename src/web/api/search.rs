//! 检索

use actix_web::web::{Data, Json, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::queue::agency_code;
use super::queue_query::page_size;
use crate::app::App;
use crate::app::search::{self, FoundCase, FoundPage, Readers};
use crate::domain::ids::CaseId;
use crate::domain::role::Role;
use crate::domain::search::{self as domain, Field, Highlight, QUERY_MAX};
use crate::web::auth::{CaseReader, NameReader, Right, Signed};
use crate::web::error::WebError;
use crate::web::problem::Problem;
use crate::web::views::CaseView;
use crate::web::{openapi, read};

/// Who reads cases, and who reads names.
pub(in crate::web) const READERS: Readers = Readers { cases: CaseReader::ROLES, names: NameReader::ROLES };

/// What is looked for.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words between spaces, all of which must be there. Chinese is found by any part of it, one character
    /// included; letters and digits by whole words. Signs do not count.
    #[param(min_length = 1, max_length = 200, example = "2025-0007")]
    pub q: String,
    /// Only this agency's cases.
    pub agency: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Cases on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u32>,
}

impl SearchQuery {
    /// The question.
    fn question(&self) -> Result<domain::Query, WebError> {
        domain::Query::parse(&self.q).map_err(|_| WebError::BadParameter { name: "q" })
    }

    /// The case before which the page begins.
    fn before(&self) -> Result<Option<CaseId>, WebError> {
        let id = self.after.as_deref().map(str::parse).transpose();
        id.map_err(|_| WebError::BadParameter { name: "after" })
    }
}

/// A piece of the text in which something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HighlightView {
    /// Where in the case
    #[schema(schema_with = openapi::codes::<Field>)]
    pub field: Field,
    /// The piece, in one line of plain text
    pub text: String,
    /// The first character of what was found, counted in characters from the start of `text`
    pub start: usize,
    /// How many characters were found
    pub length: usize,
}

impl From<Highlight> for HighlightView {
    fn from(Highlight { field, text, start, length }: Highlight) -> Self {
        Self { field, text, start, length }
    }
}

/// 依申请公开件 that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundCaseView {
    /// The case
    pub case: CaseView,
    /// Where in it
    pub highlight: HighlightView,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundView {
    /// The cases, the one that was entered last first. A page may have fewer than `limit` although another
    /// one follows.
    pub found: Vec<FoundCaseView>,
    /// Pass as `after` for the next page; null on the last one.
    pub next: Option<String>,
}

impl From<FoundPage> for FoundView {
    fn from(FoundPage { cases, next }: FoundPage) -> Self {
        let view = |FoundCase { listed, highlight }: FoundCase| FoundCaseView {
            case: listed.into(),
            highlight: highlight.into(),
        };
        Self { found: cases.into_iter().map(view).collect(), next: next.map(|id| id.to_string()) }
    }
}

/// The cases of every agency in which the officer reads cases, by what is written in them. Applicants’ names and
/// drafts are searched where the officer works on cases.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    operation_id = "search_cases",
    tag = "register",
    security(("bearer" = [])),
    params(SearchQuery),
    responses(
        (status = 200, description = "A page of cases", body = FoundView),
        (status = 404, description = "There is no such agency", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn search_cases(
    app: Data<App>,
    officer: Signed,
    query: Query<SearchQuery>,
) -> Result<Json<FoundView>, WebError> {
    let (question, before) = (query.question()?, query.before()?);
    let size = page_size(query.limit)?;
    let agency = query.agency.as_deref().map(agency_code).transpose()?;
    let officer = officer.officer;
    let page = read(&app, move |app| {
        let mut within = search::within(app, officer, READERS)?;
        if within.is_empty() {
            return Ok(None);
        }
        if let Some(code) = agency {
            within = search::within_agency(app, &within, &code)?;
        }
        search::search(app, &within, &question, before, size).map(Some)
    })
    .await?;
    match page {
        Some(page) => Ok(Json(page.into())),
        None => Err(WebError::NotAuthorised { role: Role::CaseOfficer }),
    }
}

const _: () = assert!(QUERY_MAX == 200, "the document says so");
