//! 系统外机关: the figures of agencies that are not on this system.

use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
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
use crate::web::error::{WebError, Wrong, WrongField};
use crate::web::{form, openapi, read, upload};

/// Bytes of a file at most.
pub(in crate::web) const FILE_MAX: u64 = 2_000_000;

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

/// The same as a file: the tables of the year's form as a spreadsheet, or JSON.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts; they are read as they arrive")]
pub struct OutsiderForm {
    /// 机关名称; a spreadsheet has none of its own.
    #[schema(max_length = 200)]
    name: Option<String>,
    /// XLSX as the page for agencies outside hands it out, filled in; or the report's figures as JSON.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
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

/// Take in the figures of an agency that is not on this system, in the place of those it had: as JSON, or as a file
/// with the tables filled in. They are refused if they contradict themselves, with the list in `errors`.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/reports/{year}/outsiders",
    operation_id = "put_report_outsider",
    tag = "annual report",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("year" = i32, Path, description = "The year")),
    request_body(content((OutsiderBody = "application/json"), (OutsiderForm = "multipart/form-data"))),
    responses((status = 200, description = "The agency as it is kept", body = OutsiderView)),
)]
pub async fn put_report_outsider(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    request: HttpRequest,
    payload: Payload,
) -> Result<Json<OutsiderView>, WebError> {
    let order = order(&officer, &path.1, 0, Some(Scope::All))?;
    let incoming = incoming(&request, payload).await?;
    let kept = read(&app, move |app| report::take_outsider(app, &order, &incoming)).await?;
    Ok(Json(kept.into()))
}

/// What is sent: a form with a file, or JSON alone.
async fn incoming(request: &HttpRequest, payload: Payload) -> Result<Incoming, WebError> {
    if form::is_multipart(request) {
        let sent = upload::receive(request, payload).await?;
        let missing = || WrongField { field: "file".to_owned(), code: Wrong::Missing, message: "file".to_owned() };
        let (file, bytes) = sent.contents("file", FILE_MAX)?.into_iter().next().ok_or_else(missing)?;
        let name = sent.field("name")?.map(|name| String::from_utf8_lossy(name).into_owned());
        return Ok(Incoming::of_file(&file, name, bytes));
    }
    let body = Body::<OutsiderBody>::from_request(request, &mut payload.into_inner()).await?;
    let OutsiderBody { name, report: figures } = body.value;
    Ok(Incoming { source: OutsiderSource::Json, name, bytes: figures.to_string().into_bytes() })
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
