//! 发件箱: what an agency told people, what waits and what failed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::app::mail::{self, Listed};
use crate::domain::ids::MailId;
use crate::domain::mail::{Language, MailKind, MailState};
use crate::mail::Rendered;
use crate::store::mails::MailRow;
use crate::web::auth::{CaseReader, In, MailReader, On};
use crate::web::openapi::{codes, codes_or_null};
use crate::web::{WebError, read};

/// Mails on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Mails on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// A mail, without its words and never with an address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MailView {
    /// Its id.
    #[schema(example = "mail_12")]
    id: String,
    /// 种类
    #[schema(schema_with = codes::<MailKind>)]
    kind: MailKind,
    /// The case that it is about.
    #[schema(example = "case_12")]
    case: Option<String>,
    /// 登记编号 of that case.
    case_no: Option<String>,
    /// Whom it is for: `case_12` is that case's applicant, `officer_3` an officer.
    #[schema(example = "case_12")]
    recipient: String,
    /// 语言; `null`: that of the installation.
    #[schema(schema_with = codes_or_null::<Language>)]
    language: Option<Language>,
    /// How far it has come.
    #[schema(schema_with = codes::<MailState>)]
    state: MailState,
    /// When it was written (UTC).
    created_at: DateTime<Utc>,
    /// Attempts so far.
    attempts: i32,
    /// When it is tried next, while it waits (UTC).
    next_at: Option<DateTime<Utc>>,
    /// When the mail server took it (UTC).
    sent_at: Option<DateTime<Utc>>,
    /// What went wrong last: `folder`, `interrupted`, `login`, `no_address`, `refused`, `rejected`, `tls`, `unavailable`,
    /// `unreachable` or `unwritable`.
    #[schema(example = "rejected")]
    last_error: Option<String>,
    /// What the mail server said last, without addresses.
    answer: Option<String>,
}

/// A page of mails, newest first.
#[derive(Serialize, ToSchema)]
pub struct MailsView {
    /// The mails.
    mails: Vec<MailView>,
    /// `after` of the next page, if there are more.
    next: Option<String>,
}

/// A mail in words.
#[derive(Serialize, ToSchema)]
pub struct MailTextView {
    /// 主题
    subject: String,
    /// The text part.
    text: String,
    /// The HTML part.
    html: String,
}

/// The mails about a case.
#[derive(Serialize, ToSchema)]
pub struct CaseMailsView {
    /// Oldest first.
    mails: Vec<MailView>,
}

/// Which mails.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MailsQuery {
    /// Only those in this state.
    #[param(schema_with = codes::<MailState>)]
    pub state: Option<MailState>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Mails on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u32>,
}

impl From<Listed> for MailView {
    fn from(Listed { row, case_no }: Listed) -> Self {
        Self { case_no, ..Self::from(row) }
    }
}

impl From<MailRow> for MailView {
    fn from(row: MailRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind,
            case: row.case_id.map(|case| case.to_string()),
            case_no: None,
            recipient: row.recipient,
            language: row.language,
            state: row.state,
            created_at: row.created_at.and_utc(),
            attempts: row.attempts,
            next_at: (row.state == MailState::Waiting).then_some(row.next_at.and_utc()),
            sent_at: row.sent_at.map(|at| at.and_utc()),
            last_error: row.last_error,
            answer: row.answer,
        }
    }
}

impl From<Rendered> for MailTextView {
    fn from(Rendered { subject, text, html }: Rendered) -> Self {
        Self { subject, text, html }
    }
}

/// What the agency told people, newest first; `state=failed` lists what did not arrive.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/mails",
    operation_id = "list_mails",
    tag = "mail",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb"), MailsQuery),
    responses((status = 200, description = "A page of mails", body = MailsView)),
)]
pub async fn list_mails(
    app: Data<App>,
    officer: In<MailReader>,
    query: Query<MailsQuery>,
) -> Result<Json<MailsView>, WebError> {
    let MailsQuery { state, after, limit } = query.into_inner();
    let size = match limit.unwrap_or(PAGE) {
        size @ 1..=PAGE_AT_MOST => size,
        _ => return Err(WebError::BadParameter { name: "limit" }),
    };
    let before = after.as_deref().map(|text| text.parse::<MailId>()).transpose();
    let before = before.map_err(|_| WebError::BadParameter { name: "after" })?;
    // One more than asked for tells whether there is a next page.
    let list = move |app: &App| mail::list(app, &officer.agency, state, before, size + 1);
    let mut rows = read(&app, list).await?;
    let is_more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| is_more).map(|listed| listed.row.id.to_string());
    Ok(Json(MailsView { mails: rows.into_iter().map(Into::into).collect(), next }))
}

/// A mail in words. The query code of a receipt is not shown: it is the applicant's.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/mails/{mail_id}",
    operation_id = "get_mail",
    tag = "mail",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("mail_id" = String, Path, description = "The mail", example = "mail_12"),
    ),
    responses((status = 200, description = "Its words", body = MailTextView)),
)]
pub async fn get_mail(
    app: Data<App>,
    officer: In<MailReader>,
    path: Path<(String, String)>,
) -> Result<Json<MailTextView>, WebError> {
    let id = mail_id(&path.1)?;
    let rendered = read(&app, move |app| mail::show(app, &officer.agency, id)).await?;
    Ok(Json(rendered.into()))
}

/// Send a mail again that failed.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/mails/{mail_id}/retry",
    operation_id = "retry_mail",
    tag = "mail",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("mail_id" = String, Path, description = "The mail", example = "mail_12"),
    ),
    responses(
        (status = 202, description = "It will be sent"),
        (status = 409, description = "It has not failed (`mail_not_failed`)"),
    ),
)]
pub async fn retry_mail(
    app: Data<App>,
    officer: In<MailReader>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = mail_id(&path.1)?;
    read(&app, move |app| mail::retry(app, &officer.agency, id)).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// The mails about a case: whether they arrived, and what failed.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/mails",
    operation_id = "list_case_mails",
    tag = "mail",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "Oldest first", body = CaseMailsView)),
)]
pub async fn list_case_mails(app: Data<App>, officer: On<CaseReader>) -> Result<Json<CaseMailsView>, WebError> {
    let rows = read(&app, move |app| mail::about_case(app, officer.case)).await?;
    Ok(Json(CaseMailsView { mails: rows.into_iter().map(Into::into).collect() }))
}

fn mail_id(text: &str) -> Result<MailId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
