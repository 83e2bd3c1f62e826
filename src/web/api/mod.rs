//! JSON for programs.

use actix_web::web::Json;

use super::openapi;

pub mod acts;
pub mod administration;
pub mod agencies;
pub mod attachments;
pub mod bulletins;
pub mod calendar_feeds;
pub mod cases;
pub mod deadline_preview;
pub mod deliveries;
pub mod duties;
pub mod forms;
pub mod health;
pub mod letter_formats;
pub mod letters;
pub mod mails;
pub mod me;
pub mod metrics;
pub mod own_request;
pub mod own_view;
pub mod papers;
pub mod published_reports;
pub mod queue;
pub mod queue_query;
pub mod reconcile;
pub mod register_imports;
pub mod registration;
pub mod report_acts;
pub mod report_entries;
pub mod report_outsiders;
pub mod report_texts;
pub mod reports;
pub mod saved_views;
pub mod search;
pub mod setup;
pub mod sign_in;
pub mod submission;
pub mod urgings;
pub mod webhooks;
pub mod year_register;

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
