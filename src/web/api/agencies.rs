//! 行政机关

use actix_web::web::{Data, Json};

use crate::app::{App, overview};
use crate::web::error::{Problem, WebError};
use crate::web::read;
use crate::web::views::AgenciesView;

/// Every agency with its open and late cases, each after the one above it.
#[utoipa::path(
    get,
    path = "/api/v1/agencies",
    operation_id = "list_agencies",
    tag = "register",
    responses(
        (status = 200, description = "The tree of agencies", body = AgenciesView),
        (status = 503, description = "The database does not answer", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list_agencies(app: Data<App>) -> Result<Json<AgenciesView>, WebError> {
    let agencies = read(&app, overview::list_agencies).await?;
    Ok(Json(AgenciesView { agencies: agencies.into_iter().map(Into::into).collect() }))
}
