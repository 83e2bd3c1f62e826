//! 登记簿导入: a file that an office brings, its columns, a trial, and the taking over.

use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::register_import::{
    Brought, Mapping, Shown, choose, discard, inspect, list, map, open, refused_rows, run, upload,
};
use crate::app::{Agency, App};
use crate::domain::code::{Category, Channel};
use crate::domain::ids::RegisterImportId;
use crate::domain::register::Field as RegisterField;
use crate::files::sheet::MAX_BYTES;
use crate::web::auth::{In, Registrar};
use crate::web::body::{self, Body};
use crate::web::download::disposition;
use crate::web::error::{WebError, Wrong, WrongField};
use crate::web::once::Once;
use crate::web::reader::Reader;
use crate::web::register_files::RegisterFormat;
use crate::web::views::register_imports::{
    OpenedImportView, RegisterImportsView, RegisterRowsView, TotalsView, opened, row,
};
use crate::web::{openapi, pipe, read, upload as parts};

/// Lines on a page unless asked otherwise, and at most.
const PAGE: usize = 50;
const PAGE_AT_MOST: usize = 200;

/// A file to be brought, as a form with parts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts; they are read as they arrive")]
pub struct RegisterFileBody {
    /// XLSX, or CSV in UTF-8 or GB18030.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Which column is what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnsBody {
    /// What each column of the file is, in their order; `null` if it is not taken over.
    #[schema(value_type = Vec<Option<String>>, example = json!(["number", "received_on", null]))]
    columns: Vec<Option<RegisterField>>,
    /// 申请渠道 of lines that do not say one.
    #[serde(default)]
    #[schema(schema_with = openapi::codes_or_null::<Channel>, required = false)]
    channel: Option<Channel>,
    /// 申请人类别 of lines that do not say one.
    #[serde(default)]
    #[schema(schema_with = openapi::codes_or_null::<Category>, required = false)]
    category: Option<Category>,
}

/// Which table of the file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetBody {
    /// One of the numbers in `sheets`.
    #[schema(example = 1)]
    sheet: usize,
}

/// Which lines.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RowsQuery {
    /// So many are passed over.
    skip: Option<usize>,
    /// Lines on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<usize>,
    /// Only those that are refused.
    refused: Option<bool>,
}

fn named(officer: &In<Registrar>, path: &Path<(String, String)>) -> Result<(RegisterImportId, Agency), WebError> {
    let id = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    Ok((id, officer.agency.clone()))
}

/// The files of registers that were brought lately, the last one first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/register-imports",
    operation_id = "list_register_imports",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "The files", body = RegisterImportsView)),
)]
pub async fn list_register_imports(
    app: Data<App>,
    officer: In<Registrar>,
) -> Result<Json<RegisterImportsView>, WebError> {
    let rows = read(&app, move |app| list(app, &officer.agency)).await?;
    Ok(Json(RegisterImportsView { imports: rows.into_iter().map(Into::into).collect() }))
}

/// Bring a register. It is kept for seven days, and its columns are guessed; nothing is taken over yet.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/register-imports",
    operation_id = "create_register_import",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same file under the same key is kept once"),
    ),
    request_body(content = RegisterFileBody, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file with its columns", body = OpenedImportView)),
)]
pub async fn create_register_import(
    request: HttpRequest,
    app: Data<App>,
    officer: In<Registrar>,
    once: Once,
    payload: Payload,
) -> Result<HttpResponse, WebError> {
    let sent = parts::receive(&request, payload).await?;
    let missing = || WrongField { field: "file".to_owned(), code: Wrong::Missing, message: "file".to_owned() };
    let Some((name, content)) = sent.contents("file", MAX_BYTES)?.into_iter().next() else {
        return Err(WebError::Invalid(vec![missing()]));
    };
    let kept = read(&app, move |app| {
        let who = officer.officer().to_string();
        let what = format!("create_register_import {}", officer.agency.code);
        let once = once.key(app, &who, &what, &body::hash(&content))?;
        let id = upload(app, &officer.agency, &officer.actor(), Brought { name, content, once })?;
        opened(open(app, &officer.agency, id)?)
    });
    Ok(HttpResponse::Created().json(kept.await?))
}

/// A file with its columns, and how many of its lines become what.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}",
    operation_id = "get_register_import",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    responses((status = 200, description = "The file", body = OpenedImportView)),
)]
pub async fn get_register_import(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
) -> Result<Json<OpenedImportView>, WebError> {
    let (id, agency) = named(&officer, &path)?;
    Ok(Json(read(&app, move |app| opened(open(app, &agency, id)?)).await?))
}

/// Take a file away. What was taken over from it stays.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}",
    operation_id = "remove_register_import",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    responses((status = 204, description = "It is gone")),
)]
pub async fn remove_register_import(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let (id, agency) = named(&officer, &path)?;
    read(&app, move |app| discard(app, &agency, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Put the columns right, which is remembered for the agency, and find out what would become of each line. Nothing is
/// taken over yet.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}/columns",
    operation_id = "map_register_import",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    request_body = ColumnsBody,
    responses((status = 200, description = "The file with what would become of its lines", body = OpenedImportView)),
)]
pub async fn map_register_import(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    body: Body<ColumnsBody>,
) -> Result<Json<OpenedImportView>, WebError> {
    let (id, agency) = named(&officer, &path)?;
    let ColumnsBody { columns, channel, category } = body.value;
    let tried = read(&app, move |app| {
        let known = open(app, &agency, id)?.mapping;
        let mut columns = columns;
        columns.resize(known.columns.len(), None);
        map(app, &agency, id, Mapping { columns, channel, category, ..known })?;
        opened(open(app, &agency, id)?)
    });
    Ok(Json(tried.await?))
}

/// Read another table of the file than was guessed. Its columns are guessed anew, and what was put right is gone.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}/sheet",
    operation_id = "choose_register_sheet",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    request_body = SheetBody,
    responses((status = 200, description = "The file with the columns of this table", body = OpenedImportView)),
)]
pub async fn choose_register_sheet(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    body: Body<SheetBody>,
) -> Result<Json<OpenedImportView>, WebError> {
    let (id, agency) = named(&officer, &path)?;
    let chosen = read(&app, move |app| {
        choose(app, &agency, id, body.value.sheet)?;
        opened(open(app, &agency, id)?)
    });
    Ok(Json(chosen.await?))
}

/// The lines of a file, with what becomes of each and what is wrong with which cell.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}/rows",
    operation_id = "list_register_import_rows",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file"), RowsQuery),
    responses((status = 200, description = "A page of lines", body = RegisterRowsView)),
)]
pub async fn list_register_import_rows(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    query: Query<RowsQuery>,
    reader: Reader,
) -> Result<Json<RegisterRowsView>, WebError> {
    let (id, agency) = named(&officer, &path)?;
    let RowsQuery { skip, limit, refused } = query.into_inner();
    let (skip, limit) = (skip.unwrap_or_default(), limit.unwrap_or(PAGE));
    if !(1..=PAGE_AT_MOST).contains(&limit) {
        return Err(WebError::BadParameter { name: "limit" });
    }
    let shown = if refused == Some(true) { Shown::Refused } else { Shown::All };
    let found = read(&app, move |app| inspect(app, &agency, &open(app, &agency, id)?, shown, (skip, limit + 1)));
    let mut rows = found.await?;
    let next = (rows.len() > limit).then_some(skip + limit);
    rows.truncate(limit);
    Ok(Json(RegisterRowsView { rows: rows.into_iter().map(|it| row(reader.lang, it)).collect(), next }))
}

/// Take the lines over. Run again after an interruption it recognises what is there.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}/run",
    operation_id = "run_register_import",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    responses(
        (status = 200, description = "How many lines became what", body = TotalsView),
        (status = 409, description = "It is being taken over, or has been (`import_not_now`)"),
    ),
)]
pub async fn run_register_import(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
) -> Result<Json<TotalsView>, WebError> {
    let (id, agency) = named(&officer, &path)?;
    let totals = read(&app, move |app| run(app, &agency, &officer.actor(), id)).await?;
    Ok(Json(totals.into()))
}

/// The lines that are refused as a spreadsheet, each with the reason in the last column.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/register-imports/{import_id}/refused",
    operation_id = "get_refused_rows",
    tag = "register",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code"), ("import_id" = String, Path, description = "The file")),
    responses((status = 200, description = "The lines", body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")),
)]
pub async fn get_refused_rows(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let (id, agency) = named(&officer, &path)?;
    let opened = read(&app, {
        let agency = agency.clone();
        move |app| open(app, &agency, id)
    })
    .await?;
    let name = format!("{}-{id}.xlsx", agency.code);
    let lang = reader.lang;
    let body = pipe::written(move |out| refused_rows(&app, &agency, &opened, lang, out).map_err(WebError::from));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, RegisterFormat::Xlsx.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
        .body(body))
}
