//! 网上提交: a request for government information, as JSON or as a form with files.

use actix_web::http::header;
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::forms::{ApplicantBody, RequestBody};
use super::queue::agency_code;
use crate::app::intake::{Registered, meet, ready_to_submit};
use crate::app::{Agency, App, attachments};
use crate::domain::status::Status;
use crate::web::body::Body;
use crate::web::limits::Public;
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::reader::Reader;
use crate::web::{WebError, form, read};

/// 申请表 (art 29)
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmissionBody {
    /// 机关代码
    #[schema(example = "hz-zfb")]
    agency: String,
    /// 申请人
    applicant: ApplicantBody,
    /// 申请内容
    request: RequestBody,
}

/// The same as a form with parts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts; they are read as they arrive")]
pub struct SubmissionForm {
    /// The form as JSON, as it is sent without files.
    #[schema(value_type = SubmissionBody)]
    request: SubmissionBody,
    /// One part for each file.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// 回执: what the applicant keeps.
#[derive(Serialize, ToSchema)]
pub struct ReceiptView {
    /// 登记编号
    #[schema(example = "2025-00007")]
    case_no: String,
    /// 查询码: with it and the number the request is followed. It is shown now and not kept.
    #[schema(example = "ABCDE-FGHJK-MNPQR")]
    query_code: String,
    /// 机关代码
    agency: String,
    /// 机关名称
    agency_name: String,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// 提交之日
    submitted_on: NaiveDate,
    /// 收到申请之日; null until the agency has confirmed it with the applicant (art 31)
    received_on: Option<NaiveDate>,
    /// 答复期限届满之日; null until the request is received
    due_on: Option<NaiveDate>,
}

impl ReceiptView {
    fn new(agency: &Agency, registered: Registered) -> Self {
        let Registered { view, query_code } = registered;
        Self {
            case_no: view.row.origin.case_no,
            query_code: query_code.to_string(),
            agency: agency.code.clone(),
            agency_name: agency.name.clone(),
            status: view.row.state.status,
            submitted_on: view.case.submitted_on,
            received_on: view.row.state.received_on,
            due_on: view.row.state.due_on,
        }
    }
}

/// Submit a request. Under the same `Idempotency-Key` it is submitted once, and the same number and query code are
/// given again.
#[utoipa::path(
    post,
    path = "/api/v1/requests",
    operation_id = "submit_request",
    tag = "applicants",
    params(("Idempotency-Key" = Option<String>, Header, description = "The request is submitted once under it")),
    request_body(content((SubmissionBody = "application/json"), (SubmissionForm = "multipart/form-data"))),
    responses(
        (status = 201, description = "Submitted", body = ReceiptView),
        (status = 404, description = "There is no such agency"),
        (status = 408, description = "The files were sent too slowly"),
    ),
)]
pub async fn submit_request(
    request: HttpRequest,
    app: Data<App>,
    _: Public,
    once: Once,
    reader: Reader,
    payload: Payload,
) -> Result<HttpResponse, WebError> {
    // The upload is held until its files are kept: they go away with it.
    let (body, upload) = form::read(&request, payload).await?;
    let Body { value: SubmissionBody { agency, applicant, request }, hash } = body;
    let (code, applicant, request) = (agency_code(&agency)?, applicant.into(), request.into());
    let agency = match app.intake.known(&code) {
        Some(agency) => agency,
        None => read(&app, move |app| meet(app, &code)).await?,
    };
    let ready = ready_to_submit(&app, &agency, &applicant, &request)?;
    let files = attachments::receive(&app.files, &upload.files()).await?;
    let hash = form::hash(&hash, &files);
    let key = once.key(&app, "public", &format!("submit {}", agency.code), &hash)?;
    let ready = ready.with_files(&app, files)?.once(key).in_language(reader.lang.into());
    let registered = ready.save(&app).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(ReceiptView::new(&agency, registered)))
}
