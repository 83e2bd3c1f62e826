//! 督办: a supervisor urges, the office answers.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::urging::{self, Urging, urgings_of};
use crate::domain::ids::UrgingId;
use crate::store::urgings::UrgingRow;
use crate::web::auth::{CaseReader, CaseWorker, On, Supervisor};
use crate::web::body::Body;
use crate::web::error::WrongField;
use crate::web::once::Once;
use crate::web::{WebError, read};

/// Characters of an urging or its answer at most.
pub(in crate::web) const TEXT_MAX: usize = 5_000;

/// 督办
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgingBody {
    /// 督办要求
    #[schema(max_length = 5_000)]
    words: String,
    /// By when an answer is asked for.
    answer_by: NaiveDate,
}

/// 督办回复
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UrgingAnswerBody {
    /// The answer.
    #[schema(max_length = 5_000)]
    words: String,
}

/// An urging with its answer.
#[derive(Serialize, ToSchema)]
pub struct UrgingView {
    /// Its id.
    #[schema(example = "urging_3")]
    id: String,
    /// Who urged.
    #[schema(example = "officer_3")]
    urged_by: String,
    /// When (UTC).
    urged_at: DateTime<Utc>,
    /// 督办要求
    words: String,
    /// By when an answer is asked for.
    answer_by: NaiveDate,
    /// The answer, once there is one.
    answer: Option<String>,
    /// Who answered.
    answered_by: Option<String>,
    /// When (UTC).
    answered_at: Option<DateTime<Utc>>,
}

/// The urgings of a case.
#[derive(Serialize, ToSchema)]
pub struct UrgingsView {
    /// Oldest first.
    urgings: Vec<UrgingView>,
}

impl From<UrgingRow> for UrgingView {
    fn from(row: UrgingRow) -> Self {
        Self {
            id: row.id.to_string(),
            urged_by: row.urged_by.to_string(),
            urged_at: row.urged_at.and_utc(),
            words: row.words,
            answer_by: row.answer_by,
            answer: row.answer,
            answered_by: row.answered_by.map(|officer| officer.to_string()),
            answered_at: row.answered_at.map(|at| at.and_utc()),
        }
    }
}

/// 督办 and what was answered.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/urgings",
    operation_id = "list_urgings",
    tag = "register",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "Oldest first", body = UrgingsView)),
)]
pub async fn list_urgings(app: Data<App>, officer: On<CaseReader>) -> Result<Json<UrgingsView>, WebError> {
    let rows = read(&app, move |app| urgings_of(app, officer.case)).await?;
    Ok(Json(UrgingsView { urgings: rows.into_iter().map(Into::into).collect() }))
}

/// 督办: ask the office for an answer. Whoever works on the case and the head of the office are told by mail.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/urgings",
    operation_id = "urge",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key urges once"),
    ),
    request_body = UrgingBody,
    responses((status = 201, description = "Urged", body = UrgingView)),
)]
pub async fn urge(
    app: Data<App>,
    officer: On<Supervisor>,
    once: Once,
    body: Body<UrgingBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: UrgingBody { words, answer_by }, hash } = body;
    let words = checked(&words)?;
    let urging = Urging { case: officer.case, by: officer.officer(), words, answer_by };
    let row = read(&app, move |app| {
        let key = once.key(app, &officer.officer().to_string(), &format!("urge {}", officer.case), &hash)?;
        urging::urge(app, &officer.agency, urging, key)
    })
    .await?;
    Ok(HttpResponse::Created().json(UrgingView::from(row)))
}

/// 督办回复: answer what was asked. Whoever urged is told by mail.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/urgings/{urging_id}/answer",
    operation_id = "answer_urging",
    tag = "register",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("urging_id" = String, Path, description = "The urging", example = "urging_3"),
    ),
    request_body = UrgingAnswerBody,
    responses(
        (status = 204, description = "Answered"),
        (status = 409, description = "It was answered before (`duplicate`)"),
    ),
)]
pub async fn answer_urging(
    app: Data<App>,
    officer: On<CaseWorker>,
    path: Path<(String, String)>,
    body: Body<UrgingAnswerBody>,
) -> Result<HttpResponse, WebError> {
    let id: UrgingId = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let words = checked(&body.value.words)?;
    let by = officer.officer();
    read(&app, move |app| urging::answer(app, &officer.agency, (officer.case, id), by, &words)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn checked(words: &str) -> Result<String, WebError> {
    let words = words.trim();
    match words.chars().count() {
        0 => Err(WebError::missing("words")),
        1..=TEXT_MAX => Ok(words.to_owned()),
        _ => Err(WrongField::too_long("words", TEXT_MAX).into()),
    }
}
