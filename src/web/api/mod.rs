//! JSON for programs.

use actix_web::web::Json;

use super::openapi;

pub mod acts;
pub mod agencies;
pub mod cases;
pub mod forms;
pub mod health;
pub mod me;
pub mod metrics;
pub mod registration;
pub mod setup;
pub mod sign_in;

/// The OpenAPI document.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    operation_id = "get_openapi",
    tag = "operations",
    responses((status = 200, description = "This document", content_type = "application/json", body = Object)),
)]
pub async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi::document())
}
