//! 系统外机关: the figures of agencies that are not on this system.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::queue::agency_code;
use super::report_acts::order;
use super::reports::year_of;
use crate::app::App;
use crate::app::annual_report::{self as report, Incoming, Outsider};
use crate::domain::annual_report::{Figures, OutsiderSource, Scope};
use crate::web::auth::{Head, In, ReportReader};
use crate::web::body::Body;
use crate::web::error::WebError;
use crate::web::{openapi, read};

/// The figures of an agency that is not on this system.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsiderBody {
    /// 机关名称; that of the report, unless it is said otherwise.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The report's figures, as the contract writes them.
    #[schema(value_type = Object)]
    report: Value,
}

/// 系统外机关
#[derive(Serialize, ToSchema)]
pub struct OutsidersView {
    /// The agencies, by name.
    outsiders: Vec<OutsiderView>,
}

/// An agency that is not on this system.
#[derive(Serialize, ToSchema)]
pub struct OutsiderView {
    /// 机关名称
    name: String,
    /// How the figures came.
    #[schema(schema_with = openapi::codes::<OutsiderSource>)]
    source: OutsiderSource,
    /// When they were taken in (UTC).
    at: DateTime<Utc>,
    /// Who took them in.
    #[schema(example = "officer_3")]
    by: String,
    /// The figures.
    #[schema(value_type = Object)]
    report: Figures,
}

/// The agencies that are not on this system, with the figures that the report that sums up adds.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/reports/{year}/outsiders",
    operation_id = "list_report_outsiders",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    responses((status = 200, description = "The agencies", body = OutsidersView)),
)]
pub async fn list_report_outsiders(
    app: Data<App>,
    officer: In<ReportReader>,
    path: Path<(String, String)>,
) -> Result<Json<OutsidersView>, WebError> {
    let (code, year) = (agency_code(&officer.agency.code)?, year_of(&path.1)?);
    let found = read(&app, move |app| report::outsiders(app, &code, year)).await?;
    Ok(Json(OutsidersView { outsiders: found.into_iter().map(Into::into).collect() }))
}

/// Take in the figures of an agency that is not on this system, in the place of those it had. They are refused if they
/// contradict themselves, with the list in `errors`.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/reports/{year}/outsiders",
    operation_id = "put_report_outsider",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body = OutsiderBody,
    responses((status = 200, description = "The agency as it is kept", body = OutsiderView)),
)]
pub async fn put_report_outsider(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    body: Body<OutsiderBody>,
) -> Result<Json<OutsiderView>, WebError> {
    let order = order(&officer, &path.1, 0, Some(Scope::All))?;
    let OutsiderBody { name, report: figures } = body.value;
    let incoming = Incoming { source: OutsiderSource::Json, name, bytes: figures.to_string().into_bytes() };
    let kept = read(&app, move |app| report::take_outsider(app, &order, &incoming)).await?;
    Ok(Json(kept.into()))
}

/// The figures of an agency are no longer summed in.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/reports/{year}/outsiders/{name}",
    operation_id = "delete_report_outsider",
    tag = "annual report",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("year" = i32, Path, description = "The year"),
        ("name" = String, Path, description = "The name of the agency that is not on this system"),
    ),
    responses((status = 204, description = "Done")),
)]
pub async fn delete_report_outsider(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let order = order(&officer, &path.1, 0, Some(Scope::All))?;
    let name = path.2.clone();
    read(&app, move |app| report::remove_outsider(app, &order, &name)).await?;
    Ok(HttpResponse::NoContent().finish())
}

impl From<Outsider> for OutsiderView {
    fn from(Outsider { name, source, at, actor, figures }: Outsider) -> Self {
        Self { name, source, at: at.and_utc(), by: actor, report: figures }
    }
}
