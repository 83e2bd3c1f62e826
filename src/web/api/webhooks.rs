//! 推送地址: who is told what happens to an agency's cases.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::webhooks::{self, Webhook, WebhookForm, WebhookPatch, WebhookSecret};
use crate::domain::ids::WebhookId;
use crate::domain::webhook::{News, WebhookUrl};
use crate::web::auth::{Administrator, In};
use crate::web::body::Body;
use crate::web::error::WrongField;
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// A webhook, without its secret.
#[derive(Serialize, ToSchema)]
pub struct WebhookView {
    /// Its id.
    #[schema(example = "webhook_3")]
    id: String,
    /// Where messages are posted to.
    #[schema(example = "https://oa.example.cn/gongkai")]
    url: String,
    /// What it is told of.
    #[schema(schema_with = list_of_news)]
    events: Vec<News>,
    /// Whether it is told of every agency below as well.
    subtree: bool,
    /// Whether it is told anything at present.
    active: bool,
    /// When it was entered (UTC).
    created_at: DateTime<Utc>,
    /// Who entered it.
    #[schema(example = "officer_3")]
    created_by: String,
}

/// A webhook with the secret that signs what it is sent: shown now and never again.
#[derive(Serialize, ToSchema)]
pub struct NewWebhookView {
    /// The webhook.
    webhook: WebhookView,
    /// The key of the HMAC, as it stands here.
    #[schema(example = "gkwh_5f0c…")]
    secret: String,
}

/// A secret: shown now and never again.
#[derive(Serialize, ToSchema)]
pub struct SecretView {
    /// The key of the HMAC, as it stands here.
    #[schema(example = "gkwh_5f0c…")]
    secret: String,
}

/// An agency's webhooks.
#[derive(Serialize, ToSchema)]
pub struct WebhooksView {
    /// In the order they were made.
    webhooks: Vec<WebhookView>,
}

/// A webhook to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookBody {
    /// Where messages are posted to: http or https, no redirects. A host on the office's own network must be
    /// named in the settings (`webhooks.private_hosts`).
    #[schema(example = "https://oa.example.cn/gongkai", max_length = 2000)]
    url: String,
    /// What it is told of; everything unless it is said.
    #[schema(schema_with = list_of_news)]
    #[serde(default = "everything")]
    events: Vec<News>,
    /// Whether it is told of every agency below as well; for who administers all of them.
    #[serde(default)]
    subtree: bool,
    /// Whether it is told anything yet.
    #[serde(default = "yes")]
    active: bool,
}

/// What is to be changed; what is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookPatchBody {
    /// Where messages are posted to.
    #[schema(max_length = 2000)]
    url: Option<String>,
    /// What it is told of.
    #[schema(schema_with = list_of_news)]
    events: Option<Vec<News>>,
    /// Whether it is told of every agency below as well.
    subtree: Option<bool>,
    /// Whether it is told anything at present.
    active: Option<bool>,
}

fn everything() -> Vec<News> {
    News::ALL.to_vec()
}

const fn yes() -> bool {
    true
}

/// The schema of what a webhook is told of.
fn list_of_news() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
    utoipa::openapi::schema::ArrayBuilder::new().items(codes::<News>()).into()
}

impl From<Webhook> for WebhookView {
    fn from(webhook: Webhook) -> Self {
        let Webhook { id, url, events, subtree, active, created_at, created_by } = webhook;
        let created_at = created_at.and_utc();
        Self { id: id.to_string(), url, events, subtree, active, created_at, created_by: created_by.to_string() }
    }
}

/// The webhooks of the agency.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/webhooks",
    operation_id = "list_webhooks",
    tag = "webhooks",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code", example = "hz-zfb")),
    responses((status = 200, description = "The webhooks", body = WebhooksView)),
)]
pub async fn list_webhooks(app: Data<App>, officer: In<Administrator>) -> Result<Json<WebhooksView>, WebError> {
    let webhooks = read(&app, move |app| webhooks::list_webhooks(app, &officer.agency)).await?;
    Ok(Json(WebhooksView { webhooks: webhooks.into_iter().map(Into::into).collect() }))
}

/// Enter a webhook: from now on it is told when a case of the agency changes its status or its due date.
///
/// Each message is a POST with a JSON body
/// `{"id","type","occurred_at","agency","case":{"id","case_no","status","due_on","version"}}`. `type` is
/// `case.status_changed`, `case.due_date_changed` or `webhook.test` (without `case`). It is signed in the header
/// `Gongkai-Signature: t=UNIX,v1=HEX`: HMAC-SHA256 of `t`, a full stop and the body under the secret; for a day after
/// the secret was changed there is a second `v1` with the one before. Any answer from 200 to 299 within ten seconds takes the
/// message; otherwise it is sent again after 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h and 24 h. It may arrive twice and not in
/// order: `id`, also in the header `Gongkai-Delivery`, stays the same, and `case.version` grows.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/webhooks",
    operation_id = "create_webhook",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key again makes nothing twice"),
    ),
    request_body = WebhookBody,
    responses((status = 201, description = "The webhook with its secret", body = NewWebhookView)),
)]
pub async fn create_webhook(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    body: Body<WebhookBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: WebhookBody { url, events, subtree, active }, hash } = body;
    let form = WebhookForm { url: checked(&url)?, events, subtree, active };
    let (webhook, secret) = read(&app, move |app| {
        let (who, what) = (officer.officer().to_string(), format!("webhook in {}", officer.agency.code));
        let key = once.key(app, &who, &what, &hash)?;
        webhooks::create_webhook(app, &officer.agency, officer.officer(), &form, key)
    })
    .await?;
    let view = NewWebhookView { webhook: webhook.into(), secret: secret.reveal().to_owned() };
    Ok(HttpResponse::Created().json(view))
}

/// Change a webhook. What waits to be sent goes to the new address; what is due while it is not active is given up.
#[utoipa::path(
    patch,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}",
    operation_id = "change_webhook",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
    ),
    request_body = WebhookPatchBody,
    responses((status = 200, description = "The webhook as it is now", body = WebhookView)),
)]
pub async fn change_webhook(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
    body: Body<WebhookPatchBody>,
) -> Result<Json<WebhookView>, WebError> {
    let id = webhook_id(&path.1)?;
    let WebhookPatchBody { url, events, subtree, active } = body.value;
    let patch = WebhookPatch { url: url.as_deref().map(checked).transpose()?, events, subtree, active };
    let by = officer.officer();
    let changed = read(&app, move |app| webhooks::change_webhook(app, &officer.agency, by, id, &patch)).await?;
    Ok(Json(changed.into()))
}

/// Remove a webhook, with every message to it.
#[utoipa::path(
    delete,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}",
    operation_id = "remove_webhook",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
    ),
    responses((status = 204, description = "Removed")),
)]
pub async fn remove_webhook(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = webhook_id(&path.1)?;
    read(&app, move |app| webhooks::remove_webhook(app, &officer.agency, officer.officer(), id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Give a webhook a new secret. For 24 hours messages are signed with the one before as well.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}/rotate-secret",
    operation_id = "rotate_webhook_secret",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
        ("Idempotency-Key" = Option<String>, Header, description = "The secret is changed once under it"),
    ),
    responses((status = 200, description = "The new secret", body = SecretView)),
)]
pub async fn rotate_webhook_secret(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    path: Path<(String, String)>,
) -> Result<Json<SecretView>, WebError> {
    let id = webhook_id(&path.1)?;
    let secret: WebhookSecret = read(&app, move |app| {
        let key = once.key(app, &officer.officer().to_string(), &format!("rotate {id}"), "")?;
        webhooks::rotate_secret(app, &officer.agency, officer.officer(), id, key)
    })
    .await?;
    Ok(Json(SecretView { secret: secret.reveal().to_owned() }))
}

/// The webhook that an address names; an id of something else names nothing.
pub(super) fn webhook_id(text: &str) -> Result<WebhookId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

fn checked(url: &str) -> Result<WebhookUrl, WebError> {
    url.parse().map_err(|error: crate::domain::webhook::InvalidUrl| {
        let wrong = WrongField { field: "url".to_owned(), code: error.into(), message: error.to_string() };
        WebError::Invalid(vec![wrong])
    })
}
