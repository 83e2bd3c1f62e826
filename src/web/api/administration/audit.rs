//! 管理日志与审计导出

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Query};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::administration::log;
use crate::app::audit_export::audit_export;
use crate::app::{App, AppError};
use crate::store::StoreError;
use crate::store::admin_log::AdminEventRow;
use crate::web::auth::{Auditor, In, LogReader};
use crate::web::pipe;
use crate::web::{WebError, read};

/// Entries on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Entries on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LogQuery {
    /// `next` of the page before.
    before: Option<i32>,
    /// Entries on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
}

/// An entry of the log.
#[derive(Serialize, ToSchema)]
pub struct AdminEventView {
    /// Its place in the log, from 1.
    version: i32,
    /// When it was recorded (UTC).
    recorded_at: DateTime<Utc>,
    /// Who did it.
    #[schema(example = "officer_3")]
    actor: String,
    /// What was done.
    #[schema(example = "role_granted")]
    what: String,
    /// To what, and what was there before.
    #[schema(value_type = Object)]
    particulars: serde_json::Value,
    /// The hash of this entry and of the one before it.
    hash: String,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub struct AdminLogView {
    /// The last first.
    entries: Vec<AdminEventView>,
    /// Where the next page begins; `null` on the last one.
    next: Option<i32>,
}

fn view(row: AdminEventRow) -> Result<AdminEventView, AppError> {
    let AdminEventRow { agency_id, version, recorded_at, actor, what, particulars, hash } = row;
    let damaged = |_| StoreError::Corrupt { what: format!("administrative event {agency_id}/{version}") };
    let particulars = serde_json::from_str(&particulars).map_err(damaged)?;
    let recorded_at = recorded_at.and_utc();
    Ok(AdminEventView { version, recorded_at, actor, what, particulars, hash })
}

/// What administrators changed in the agency, the last first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/admin-log",
    operation_id = "get_admin_log",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), LogQuery),
    responses((status = 200, description = "A page of the log", body = AdminLogView)),
)]
pub async fn get_admin_log(
    app: Data<App>,
    officer: In<LogReader>,
    query: Query<LogQuery>,
) -> Result<Json<AdminLogView>, WebError> {
    let size = query.limit.unwrap_or(PAGE);
    if !(1..=PAGE_AT_MOST).contains(&size) {
        return Err(WebError::BadParameter { name: "limit" });
    }
    let before = query.before;
    let found = read(&app, move |app| {
        let page = log::page(app, &officer.agency, before, size)?;
        let entries = page.entries.into_iter().map(view).collect::<Result<_, AppError>>()?;
        Ok(AdminLogView { entries, next: page.next })
    });
    Ok(Json(found.await?))
}

/// Every event with its hash, every seal and the administrative log of the agency and of everything below it that the
/// auditor may see, as JSON lines. How to verify them without this program is in the README. An export that was
/// cut off lacks its last line.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/audit-export",
    operation_id = "get_audit_export",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "JSON lines", content_type = "application/x-ndjson", body = String)),
)]
pub async fn get_audit_export(app: Data<App>, officer: In<Auditor>) -> HttpResponse {
    let body = pipe::written(move |out| {
        audit_export(&app, &officer.actor(), &officer.agency, out).map(drop).map_err(WebError::from)
    });
    HttpResponse::Ok().content_type("application/x-ndjson").body(body)
}
