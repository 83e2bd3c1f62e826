//! 本人申请: an applicant follows the own request and does what is asked for.

use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::ToSchema;

use super::own_view::OwnRequestView;
use crate::app::mail::MailFault;
use crate::app::own_request::{self, MailChoice, OwnRequest};
use crate::app::{App, attachments};
use crate::domain::case::{CommandKind, Refused};
use crate::domain::ids::AttachmentId;
use crate::domain::mail::Language;
use crate::web::auth::Applicant;
use crate::web::body::Body;
use crate::web::error::{Wrong, WrongField};
use crate::web::once::Once;
use crate::web::openapi::codes_or_null;
use crate::web::reader::Reader;
use crate::web::{WebError, download, form, read};

/// Characters of an answer at most.
const TEXT_MAX: usize = 10_000;

/// 补正
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplementBody {
    /// What is asked for, more clearly.
    #[schema(max_length = 10_000)]
    text: String,
}

/// The same as a form with parts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the parts; they are read as they arrive")]
pub struct SupplementForm {
    /// The answer as JSON, as it is sent without files.
    #[schema(value_type = SupplementBody)]
    request: SupplementBody,
    /// One part for each file.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// 撤回申请
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalBody {
    /// Why, if the applicant wants to say.
    #[schema(max_length = 10_000)]
    reason: Option<String>,
}

/// 评价
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingBody {
    /// 1 to 5.
    #[schema(minimum = 1, maximum = 5)]
    stars: u8,
    /// In words.
    #[schema(max_length = 10_000)]
    words: Option<String>,
}

/// 通信方式; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailChoiceBody {
    /// 语言
    #[schema(schema_with = codes_or_null::<Language>)]
    language: Option<Language>,
    /// Whether the reply itself comes by e-mail.
    reply_enclosed: Option<bool>,
    /// Whether the last days of the remedies are called to mind.
    appeal_reminder: Option<bool>,
}

/// Where the own request stands, when it is due and why, what is asked of the applicant, and the reply.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{case_no}",
    operation_id = "get_request",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
    ),
    responses((status = 200, description = "The request", body = OwnRequestView)),
)]
pub async fn get_request(
    app: Data<App>,
    applicant: Applicant,
    reader: Reader,
) -> Result<Json<OwnRequestView>, WebError> {
    shown(&app, applicant.0, &reader).await
}

/// Answer a supplement notice (art 30), with files if there are any.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{case_no}/supplement",
    operation_id = "supplement_request",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
        ("Idempotency-Key" = Option<String>, Header, description = "The answer is given once under it"),
    ),
    request_body(content((SupplementBody = "application/json"), (SupplementForm = "multipart/form-data"))),
    responses(
        (status = 200, description = "The request after it", body = OwnRequestView),
        (status = 408, description = "The files were sent too slowly"),
    ),
)]
pub async fn supplement_request(
    request: HttpRequest,
    app: Data<App>,
    applicant: Applicant,
    once: Once,
    reader: Reader,
    payload: Payload,
) -> Result<Json<OwnRequestView>, WebError> {
    let (body, upload) = form::read::<SupplementBody>(&request, payload).await?;
    let text = checked("text", Some(body.value.text))?;
    let kept = attachments::receive(&app.files, &upload.files()).await?;
    let own = applicant.0.clone();
    let key = once.key(&app, &own.case.to_string(), "supplement", &form::hash(&body.hash, &kept))?;
    read(&app, move |app| own_request::supplement(app, &own, text, kept, key)).await?;
    shown(&app, applicant.0, &reader).await
}

/// Say that a fee notice has been seen. It changes no period.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{case_no}/acknowledge-fee",
    operation_id = "acknowledge_fee",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
        ("Idempotency-Key" = Option<String>, Header, description = "It is said once under it"),
    ),
    responses(
        (status = 200, description = "The request after it", body = OwnRequestView),
        (status = 409, description = "No fee waits for payment"),
    ),
)]
pub async fn acknowledge_fee(
    app: Data<App>,
    applicant: Applicant,
    once: Once,
    reader: Reader,
) -> Result<Json<OwnRequestView>, WebError> {
    let own = applicant.0.clone();
    let key = once.key(&app, &own.case.to_string(), "acknowledge fee", "")?;
    read(&app, move |app| own_request::acknowledge_fee(app, &own, key)).await?;
    shown(&app, applicant.0, &reader).await
}

/// Withdraw the request. What has been done stays on record.
#[utoipa::path(
    post,
    path = "/api/v1/requests/{case_no}/withdraw",
    operation_id = "withdraw_request",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
        ("Idempotency-Key" = Option<String>, Header, description = "It is withdrawn once under it"),
    ),
    request_body = WithdrawalBody,
    responses((status = 200, description = "The request after it", body = OwnRequestView)),
)]
pub async fn withdraw_request(
    app: Data<App>,
    applicant: Applicant,
    once: Once,
    reader: Reader,
    body: Body<WithdrawalBody>,
) -> Result<Json<OwnRequestView>, WebError> {
    let reason = checked("reason", body.value.reason)?;
    let own = applicant.0.clone();
    let key = once.key(&app, &own.case.to_string(), "withdraw", &body.hash)?;
    read(&app, move |app| own_request::withdraw(app, &own, reason, key)).await?;
    shown(&app, applicant.0, &reader).await
}

/// A file of the reply.
#[utoipa::path(
    get,
    path = "/api/v1/requests/{case_no}/files/{attachment_id}",
    operation_id = "get_reply_file",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("attachment_id" = String, Path, description = "The file", example = "attachment_7"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
    ),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "*/*")),
)]
pub async fn get_reply_file(
    app: Data<App>,
    applicant: Applicant,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id: AttachmentId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let row = read(&app, move |app| own_request::file(app, &applicant.0, id)).await?;
    download::send(&app, &row).await
}

/// Rate the handling once it has ended. The last word counts.
#[utoipa::path(
    put,
    path = "/api/v1/requests/{case_no}/rating",
    operation_id = "rate_request",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
    ),
    request_body = RatingBody,
    responses((status = 200, description = "The request after it", body = OwnRequestView)),
)]
pub async fn rate_request(
    app: Data<App>,
    applicant: Applicant,
    reader: Reader,
    body: Body<RatingBody>,
) -> Result<Json<OwnRequestView>, WebError> {
    let RatingBody { stars, words } = body.value;
    if !(1..=5).contains(&stars) {
        return Err(wrong("stars", Wrong::Value));
    }
    let words = checked("words", words)?;
    let own = applicant.0.clone();
    if !read(&app, move |app| own_request::rate(app, &own, stars, words)).await? {
        return Err(wrong_status(&app, applicant.0, CommandKind::Deliver).await);
    }
    shown(&app, applicant.0, &reader).await
}

/// Choose how to be written to: the language, the reply itself by e-mail, a reminder of the last days to contest it.
#[utoipa::path(
    put,
    path = "/api/v1/requests/{case_no}/mail",
    operation_id = "choose_mail",
    tag = "applicants",
    params(
        ("case_no" = String, Path, description = "The number", example = "2025-00007"),
        ("Query-Code" = Option<String>, Header, description = "The query code"),
    ),
    request_body = MailChoiceBody,
    responses((status = 204, description = "Chosen")),
)]
pub async fn choose_mail(
    app: Data<App>,
    applicant: Applicant,
    body: Body<MailChoiceBody>,
) -> Result<HttpResponse, WebError> {
    let MailChoiceBody { language, reply_enclosed, appeal_reminder } = body.value;
    let choice = MailChoice { language, reply_enclosed, appeal_reminder };
    if !read(&app, move |app| own_request::choose_mail(app, &applicant.0, choice)).await? {
        return Err(WebError::App(MailFault::NoAddress.into()));
    }
    Ok(HttpResponse::NoContent().finish())
}

async fn shown(app: &Data<App>, own: OwnRequest, reader: &Reader) -> Result<Json<OwnRequestView>, WebError> {
    let view = read(app, move |app| own_request::view(app, &own)).await?;
    Ok(Json(OwnRequestView::new(reader.lang, view)))
}

/// What somebody wrote, if it is not empty and not too long.
fn checked(field: &str, text: Option<String>) -> Result<Option<String>, WebError> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match &text {
        Some(long) if long.chars().count() > TEXT_MAX => Err(WrongField::too_long(field, TEXT_MAX).into()),
        Some(_) | None => Ok(text),
    }
}

fn wrong(field: &str, code: Wrong) -> WebError {
    WebError::Invalid(vec![WrongField { field: field.to_owned(), code, message: String::new() }])
}

async fn wrong_status(app: &Data<App>, own: OwnRequest, command: CommandKind) -> WebError {
    match read(app, move |app| own_request::view(app, &own)).await {
        Ok(view) => WebError::App(Refused::WrongStatus { status: view.file.row.state.status, command }.into()),
        Err(error) => error,
    }
}
