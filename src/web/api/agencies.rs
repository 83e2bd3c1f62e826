//! 行政机关

use actix_web::web::{Data, Json};

use crate::app::{App, overview};
use crate::web::auth::Signed;
use crate::web::error::WebError;
use crate::web::limits::Public;
use crate::web::read;
use crate::web::views::{AgenciesView, AgencyTreeView};

/// Every agency, each after the one above it. Anybody may ask; there are no figures in it.
#[utoipa::path(
    get,
    path = "/api/v1/agencies",
    operation_id = "list_agencies",
    tag = "register",
    responses((status = 200, description = "The tree of agencies", body = AgencyTreeView)),
)]
pub async fn list_agencies(app: Data<App>, _: Public) -> Result<Json<AgencyTreeView>, WebError> {
    let rows = read(&app, crate::app::agencies).await?;
    Ok(Json(rows.into()))
}

/// The agencies where the officer has a role, with their open and late cases, each after the one above it.
#[utoipa::path(
    get,
    path = "/api/v1/me/agencies",
    operation_id = "list_my_agencies",
    tag = "register",
    security(("bearer" = [])),
    responses((status = 200, description = "The agencies", body = AgenciesView)),
)]
pub async fn list_my_agencies(app: Data<App>, who: Signed) -> Result<Json<AgenciesView>, WebError> {
    let officer = who.officer;
    let agencies = read(&app, move |app| overview::agencies_of(app, officer)).await?;
    Ok(Json(AgenciesView { agencies: agencies.into_iter().map(Into::into).collect() }))
}
