//! 收件登记: a request that came over the counter, by post, by fax, by e-mail or by word of mouth.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::acts::ActedView;
use super::forms::{ApplicantBody, RequestBody};
use crate::app::App;
use crate::app::acted::Acted;
use crate::app::intake::{Intake, ready_to_register};
use crate::domain::code::Channel;
use crate::web::auth::{In, Registrar};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::reader::Reader;
use crate::web::{WebError, read};

/// A request as it came in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationBody {
    /// How it came.
    #[schema(schema_with = codes::<Channel>)]
    channel: Channel,
    /// Who asks. What art 29 asks for may be missing; it is asked for by 补正.
    applicant: ApplicantBody,
    /// What is asked for.
    request: RequestBody,
    /// 提交之日; today if it is left out.
    submitted_on: Option<NaiveDate>,
    /// 收到申请之日 (art 31), where it is known: of a letter that was signed for, that day. What has to be
    /// confirmed with the applicant has none yet; over the counter it is the day of submission.
    received_on: Option<NaiveDate>,
}

/// A case that has just been opened.
#[derive(Serialize, ToSchema)]
pub struct RegisteredView {
    /// The case.
    #[serde(flatten)]
    case: ActedView,
    /// 查询码, to be given to the applicant now: it is not kept.
    #[schema(example = "ABCDE-FGHJK-MNPQR")]
    query_code: String,
}

/// Enter a request into the register. Under the same `Idempotency-Key` it is entered once, and the same query code
/// is given again.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/cases",
    operation_id = "register_case",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("Idempotency-Key" = Option<String>, Header, description = "The request is entered once under it"),
    ),
    request_body = RegistrationBody,
    responses((
        status = 201,
        description = "The case",
        body = RegisteredView,
        headers(("Location" = String, description = "Its address")),
    )),
)]
pub async fn register_case(
    app: Data<App>,
    officer: In<Registrar>,
    once: Once,
    reader: Reader,
    body: Body<RegistrationBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: RegistrationBody { channel, applicant, request, submitted_on, received_on }, hash } = body;
    let (applicant, request) = (applicant.into(), request.into());
    let (opened, query_code) = read(&app, move |app| {
        let submitted_on = submitted_on.unwrap_or_else(|| app.clock.today());
        let intake = Intake { channel, applicant, request, submitted_on, received_on };
        let (who, what) = (officer.officer().to_string(), format!("register {}", officer.agency.code));
        let key = once.key(app, &who, &what, &hash)?;
        let ready = ready_to_register(app, &officer.agency, &officer.actor(), &intake)?.once(key);
        let registered = ready.save_blocking(app)?;
        Ok((Acted::of(app, &officer.agency, registered.view)?, registered.query_code))
    })
    .await?;
    let location = format!("/api/v1/cases/{}", opened.view.row.id);
    let view = RegisteredView { case: ActedView::new(reader.lang, &opened), query_code: query_code.to_string() };
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(view))
}
