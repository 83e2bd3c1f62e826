//! 健康检查

use std::time::Duration;

use actix_web::web::Data;

use crate::app::{App, overview};
use crate::web::error::WebError;
use crate::web::read;

/// Whoever asks whether the program is ready does not wait for long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the program is alive.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "get_health",
    tag = "operations",
    responses((status = 200, description = "It is alive", body = String, content_type = "text/plain")),
)]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the program can do its work: the database answers.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "get_readiness",
    tag = "operations",
    responses(
        (status = 200, description = "It is ready", body = String, content_type = "text/plain"),
    ),
)]
pub async fn readyz(app: Data<App>) -> Result<&'static str, WebError> {
    match tokio::time::timeout(PATIENCE, read(&app, overview::check_store)).await {
        Ok(Ok(())) => Ok("ready\n"),
        // Whatever is wrong with the database, the answer is the same: not now.
        Ok(Err(_)) | Err(_) => Err(WebError::NotReady),
    }
}
