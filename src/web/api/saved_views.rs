//! 常用查询: lists that an officer keeps under a name.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::queue_query::QueueQuery;
use crate::app::App;
use crate::app::saved_views::{self, ViewForm};
use crate::domain::ids::{AgencyCode, ViewId};
use crate::store::StoreError;
use crate::store::saved_views::SavedViewRow;
use crate::web::auth::Signed;
use crate::web::body::Body;
use crate::web::error::{Wrong, WrongField};
use crate::web::once::Once;
use crate::web::{WebError, read};

/// A list to be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedViewBody {
    /// Its name, unique for the officer
    #[schema(example = "late cases", min_length = 1)]
    name: String,
    /// The agency whose cases are listed
    #[schema(example = "hz-zfb")]
    agency: String,
    /// The parameters of the list, each as an address has it; without `after`
    #[schema(example = json!({"tab": "late", "assignee": "me"}))]
    query: BTreeMap<String, String>,
    /// 共用: whether everybody has it who reads the agency's cases
    #[serde(default)]
    shared: bool,
}

impl SavedViewBody {
    /// A list under a name.
    pub(in crate::web) fn new(name: String, agency: String, query: BTreeMap<String, String>, shared: bool) -> Self {
        Self { name, agency, query, shared }
    }
}

/// A list that is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedViewView {
    /// Its id
    #[schema(example = "view_3")]
    id: String,
    /// Its name
    name: String,
    /// The agency whose cases are listed
    agency: String,
    /// The parameters of the list
    query: BTreeMap<String, String>,
    /// 共用: whether everybody has it who reads the agency's cases
    shared: bool,
}

/// Every list that an officer keeps.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SavedViewsView {
    /// In the order they were made; at most 50
    views: Vec<SavedViewView>,
}

/// What is stored of a list.
#[derive(Serialize, Deserialize)]
pub(in crate::web) struct Kept {
    /// 机关代码
    pub agency: String,
    /// The parameters of the list.
    pub query: BTreeMap<String, String>,
}

impl Kept {
    /// Reads what is stored.
    pub(in crate::web) fn read(row: &SavedViewRow) -> Result<Self, WebError> {
        serde_json::from_str(&row.query).map_err(damaged)
    }
}

/// The lists that whoever asks keeps.
#[utoipa::path(
    get,
    path = "/api/v1/me/views",
    operation_id = "list_saved_views",
    tag = "register",
    security(("bearer" = [])),
    responses((status = 200, description = "The views", body = SavedViewsView)),
)]
pub async fn list_saved_views(app: Data<App>, who: Signed) -> Result<Json<SavedViewsView>, WebError> {
    let rows = read(&app, move |app| saved_views::list_views(app, who.officer)).await?;
    let views = rows.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(Json(SavedViewsView { views }))
}

/// Keep a list under a name.
#[utoipa::path(
    post,
    path = "/api/v1/me/views",
    operation_id = "create_saved_view",
    tag = "register",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key, the same view")),
    request_body = SavedViewBody,
    responses(
        (status = 201, description = "Kept", body = SavedViewView),
        (status = 404, description = "There is no such agency"),
        (status = 409, description = "There is a view of that name"),
    ),
)]
pub async fn create_saved_view(
    app: Data<App>,
    who: Signed,
    once: Once,
    body: Body<SavedViewBody>,
) -> Result<HttpResponse, WebError> {
    let (form, hash) = (form(body.value)?, body.hash);
    let row = read(&app, move |app| {
        let key = once.key(app, &who.officer.to_string(), "create_saved_view", &hash)?;
        saved_views::create_view(app, who.officer, &form, key)
    });
    Ok(HttpResponse::Created().json(view(row.await?)?))
}

/// Replace the name and the parameters of a list.
#[utoipa::path(
    put,
    path = "/api/v1/me/views/{view_id}",
    operation_id = "replace_saved_view",
    tag = "register",
    security(("bearer" = [])),
    params(("view_id" = String, Path, description = "The view", example = "view_3")),
    request_body = SavedViewBody,
    responses((status = 200, description = "Replaced", body = SavedViewView)),
)]
pub async fn replace_saved_view(
    app: Data<App>,
    who: Signed,
    id: Path<String>,
    body: Body<SavedViewBody>,
) -> Result<Json<SavedViewView>, WebError> {
    let (id, form) = (view_id(&id)?, form(body.value)?);
    let row = read(&app, move |app| saved_views::replace_view(app, who.officer, id, &form)).await?;
    Ok(Json(view(row)?))
}

/// Remove a list.
#[utoipa::path(
    delete,
    path = "/api/v1/me/views/{view_id}",
    operation_id = "delete_saved_view",
    tag = "register",
    security(("bearer" = [])),
    params(("view_id" = String, Path, description = "The view", example = "view_3")),
    responses((status = 204, description = "Removed")),
)]
pub async fn delete_saved_view(app: Data<App>, who: Signed, id: Path<String>) -> Result<HttpResponse, WebError> {
    let id = view_id(&id)?;
    read(&app, move |app| saved_views::delete_view(app, who.officer, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn view_id(text: &str) -> Result<ViewId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

/// Checks everything that a list would be asked with.
pub(in crate::web) fn form(body: SavedViewBody) -> Result<ViewForm, WebError> {
    let SavedViewBody { name, agency, query, shared } = body;
    let wrong = |field: String| WrongField { field, code: Wrong::Value, message: String::new() };
    let name = name.parse().map_err(|_| wrong("name".to_owned()));
    let named = agency.parse::<AgencyCode>().map_err(|_| wrong("agency".to_owned()));
    let asked = match QueueQuery::read(query.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
        Ok(_) if query.contains_key("after") => Err(wrong("query.after".to_owned())),
        Ok(_) => Ok(()),
        Err(WebError::BadParameter { name }) => Err(wrong(format!("query.{name}"))),
        Err(WebError::UnknownParameter { name }) => {
            Err(WrongField { code: Wrong::UnknownField, ..wrong(format!("query.{name}")) })
        }
        Err(other) => return Err(other),
    };
    match (name, named, asked) {
        (Ok(name), Ok(code), Ok(())) => {
            let query = serde_json::to_string(&Kept { agency, query }).map_err(damaged)?;
            Ok(ViewForm { name, query, shared_in: shared.then_some(code) })
        }
        (name, named, asked) => {
            Err(WebError::Invalid([name.err(), named.err(), asked.err()].into_iter().flatten().collect()))
        }
    }
}

fn view(row: SavedViewRow) -> Result<SavedViewView, WebError> {
    let Kept { agency, query } = Kept::read(&row)?;
    Ok(SavedViewView { id: row.id.to_string(), name: row.name, agency, query, shared: row.shared_in.is_some() })
}

fn damaged(error: serde_json::Error) -> WebError {
    WebError::App(StoreError::Corrupt { what: format!("saved view: {error}") }.into())
}
