//! 邮件管理: an agency's own templates, and a test of the settings.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::named;
use crate::app::App;
use crate::app::mail::{self, TemplateView};
use crate::domain::mail::{Language, MailKind};
use crate::mail::Words;
use crate::web::api::mails::MailTextView;
use crate::web::auth::{Administrator, In};
use crate::web::body::Body;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// 邮件模板
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailTemplateBody {
    /// The subject in the first line, an empty line, the text; `{{ name }}` is filled in.
    text: String,
    /// The HTML part, if it is not made of the text.
    html: Option<String>,
}

/// A template in force.
#[derive(Serialize, ToSchema)]
pub struct MailTemplateView {
    /// 种类
    #[schema(schema_with = codes::<MailKind>)]
    kind: MailKind,
    /// 语言
    #[schema(schema_with = codes::<Language>)]
    language: Language,
    /// The subject in the first line, an empty line, the text.
    text: String,
    /// The HTML part, if it is not made of the text.
    html: Option<String>,
    /// Whether the agency wrote it itself.
    is_own: bool,
}

/// Every template in force.
#[derive(Serialize, ToSchema)]
pub struct MailTemplatesView {
    /// In the order of the kinds.
    templates: Vec<MailTemplateView>,
}

/// A mail that was written just now.
#[derive(Serialize, ToSchema)]
pub struct WrittenMailView {
    /// Its id.
    #[schema(example = "mail_12")]
    id: String,
}

impl From<TemplateView> for MailTemplateView {
    fn from(TemplateView { kind, language, words: Words { text, html }, is_own }: TemplateView) -> Self {
        Self { kind, language, text, html, is_own }
    }
}

/// Every mail template in force in the agency.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/mail-templates",
    operation_id = "list_mail_templates",
    tag = "mail",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb")),
    responses((status = 200, description = "All of them", body = MailTemplatesView)),
)]
pub async fn list_mail_templates(
    app: Data<App>,
    officer: In<Administrator>,
) -> Result<Json<MailTemplatesView>, WebError> {
    let found = read(&app, move |app| mail::templates(app, &officer.agency)).await?;
    Ok(Json(MailTemplatesView { templates: found.into_iter().map(Into::into).collect() }))
}

/// Write a template of one's own. It is tried with an example and refused if it cannot be filled.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/mail-templates/{kind}/{language}",
    operation_id = "save_mail_template",
    tag = "mail",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("kind" = String, Path, description = "The kind of mail", example = "receipt"),
        ("language" = String, Path, description = "`zh` or `en`", example = "zh"),
    ),
    request_body = MailTemplateBody,
    responses((status = 204, description = "Saved")),
)]
pub async fn save_mail_template(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String, String)>,
    body: Body<MailTemplateBody>,
) -> Result<HttpResponse, WebError> {
    let (place, words) = (place(&path)?, words(body.value));
    let who = officer.officer();
    read(&app, move |app| mail::save_template(app, &officer.agency, who, place, words)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What a template makes of an example; nothing is saved.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/mail-templates/{kind}/{language}/preview",
    operation_id = "preview_mail_template",
    tag = "mail",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("kind" = String, Path, description = "The kind of mail", example = "receipt"),
        ("language" = String, Path, description = "`zh` or `en`", example = "zh"),
    ),
    request_body = MailTemplateBody,
    responses((status = 200, description = "The mail", body = MailTextView)),
)]
pub async fn preview_mail_template(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String, String)>,
    body: Body<MailTemplateBody>,
) -> Result<Json<MailTextView>, WebError> {
    let (place, words) = (place(&path)?, words(body.value));
    let made = read(&app, move |app| mail::preview_template(app, &officer.agency, place, &words)).await?;
    Ok(Json(made.into()))
}

/// Go back to the built-in template.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/mail-templates/{kind}/{language}",
    operation_id = "remove_mail_template",
    tag = "mail",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("kind" = String, Path, description = "The kind of mail", example = "receipt"),
        ("language" = String, Path, description = "`zh` or `en`", example = "zh"),
    ),
    responses((status = 204, description = "The built-in one is in force")),
)]
pub async fn remove_mail_template(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let place = place(&path)?;
    read(&app, move |app| mail::remove_template(app, &officer.agency, place)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send a test mail to oneself.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/test-mail",
    operation_id = "send_test_mail",
    tag = "mail",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb")),
    responses(
        (status = 202, description = "It will be sent", body = WrittenMailView),
        (status = 422, description = "There is no address to send it to"),
    ),
)]
pub async fn send_test_mail(app: Data<App>, officer: In<Administrator>) -> Result<HttpResponse, WebError> {
    let who = officer.officer();
    let id = read(&app, move |app| mail::send_test(app, &officer.agency, who)).await?;
    Ok(HttpResponse::Accepted().json(WrittenMailView { id: id.to_string() }))
}

fn place(path: &(String, String, String)) -> Result<(MailKind, Language), WebError> {
    Ok((named(&path.1)?, named(&path.2)?))
}

fn words(body: MailTemplateBody) -> Words {
    let MailTemplateBody { text, html } = body;
    Words { text, html }
}
