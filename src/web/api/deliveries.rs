//! 推送消息: what was sent to a webhook, and what became of it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path, Query};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::webhooks::webhook_id;
use crate::app::{App, webhooks};
use crate::domain::ids::MessageId;
use crate::domain::message::MessageState;
use crate::store::outbox::MessageRow;
use crate::web::auth::{Administrator, In};
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// Messages on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Messages on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// A message to a webhook.
#[derive(Serialize, ToSchema)]
pub struct DeliveryView {
    /// Its id, as the receiver sees it.
    #[schema(example = "message_12")]
    id: String,
    /// How far it has come.
    #[schema(schema_with = codes::<MessageState>)]
    state: MessageState,
    /// When it was written (UTC).
    created_at: DateTime<Utc>,
    /// Attempts so far.
    attempts: i32,
    /// When it is tried again, while it waits (UTC).
    next_at: Option<DateTime<Utc>>,
    /// When the receiver took it (UTC).
    sent_at: Option<DateTime<Utc>>,
    /// What the receiver answered last, as an HTTP status.
    response_status: Option<i32>,
    /// What went wrong last: `connection`, `host_not_found`, `inactive`, `private_address`, `protocol`, `redirect`,
    /// `secret_unreadable`, `status`, `timeout` or `tls`.
    #[schema(example = "timeout")]
    last_error: Option<String>,
}

/// A page of messages, newest first.
#[derive(Serialize, ToSchema)]
pub struct DeliveriesView {
    /// The messages.
    deliveries: Vec<DeliveryView>,
    /// `after` of the next page, if there are more.
    next: Option<String>,
}

/// A message that was written just now.
#[derive(Serialize, ToSchema)]
pub struct WrittenView {
    /// Its id.
    #[schema(example = "message_12")]
    id: String,
}

/// Which page.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveriesQuery {
    /// `next` of the page before.
    pub after: Option<String>,
    /// Messages on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<u32>,
}

impl From<MessageRow> for DeliveryView {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id.to_string(),
            state: row.state,
            created_at: row.created_at.and_utc(),
            attempts: row.attempts,
            next_at: (row.state == MessageState::Waiting).then_some(row.next_at.and_utc()),
            sent_at: row.sent_at.map(|at| at.and_utc()),
            response_status: row.response_status,
            last_error: row.last_error,
        }
    }
}

/// The messages to a webhook in the last 30 days, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}/deliveries",
    operation_id = "list_deliveries",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
        DeliveriesQuery,
    ),
    responses((status = 200, description = "A page of messages", body = DeliveriesView)),
)]
pub async fn list_deliveries(
    app: Data<App>,
    officer: In<Administrator>,
    path: Path<(String, String)>,
    query: Query<DeliveriesQuery>,
) -> Result<Json<DeliveriesView>, WebError> {
    let id = webhook_id(&path.1)?;
    let size = match query.limit.unwrap_or(PAGE) {
        size @ 1..=PAGE_AT_MOST => size,
        _ => return Err(WebError::BadParameter { name: "limit" }),
    };
    let before = query.after.as_deref().map(|text| text.parse::<MessageId>()).transpose();
    let before = before.map_err(|_| WebError::BadParameter { name: "after" })?;
    // One more than asked for tells whether there is a next page.
    let list = move |app: &App| webhooks::list_deliveries(app, &officer.agency, id, before, size + 1);
    let mut rows = read(&app, list).await?;
    let is_more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| is_more).map(|row| row.id.to_string());
    Ok(Json(DeliveriesView { deliveries: rows.into_iter().map(Into::into).collect(), next }))
}

/// Send a message that tells of nothing (`webhook.test`), to see whether messages arrive. It goes the way of all messages:
/// look it up among the deliveries a moment later.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}/test",
    operation_id = "test_webhook",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
        ("Idempotency-Key" = Option<String>, Header, description = "The message is written once under it"),
    ),
    responses((status = 202, description = "The message will be sent", body = WrittenView)),
)]
pub async fn test_webhook(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = webhook_id(&path.1)?;
    let message = read(&app, move |app| {
        let key = once.key(app, &officer.officer().to_string(), &format!("test {id}"), "")?;
        webhooks::test_webhook(app, &officer.agency, id, key)
    });
    let message = message.await?;
    Ok(HttpResponse::Accepted().json(WrittenView { id: message.to_string() }))
}

/// Send a message again that was given up, or now instead of later.
#[utoipa::path(
    post,
    path = "/api/v1/agencies/{code}/webhooks/{webhook_id}/deliveries/{message_id}/retry",
    operation_id = "retry_delivery",
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("code" = String, Path, description = "The agency's code", example = "hz-zfb"),
        ("webhook_id" = String, Path, description = "The webhook", example = "webhook_3"),
        ("message_id" = String, Path, description = "The message", example = "message_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "It is sent again once under it"),
    ),
    responses(
        (status = 202, description = "The message will be sent", body = DeliveryView),
        (status = 409, description = "It has arrived, or is being sent at this moment (`not_to_be_retried`)"),
    ),
)]
pub async fn retry_delivery(
    app: Data<App>,
    officer: In<Administrator>,
    once: Once,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let (_, webhook, message) = path.into_inner();
    let id = webhook_id(&webhook)?;
    let message: MessageId = message.parse().map_err(|_| WebError::NoSuchPage)?;
    let row = read(&app, move |app| {
        let key = once.key(app, &officer.officer().to_string(), &format!("retry {message} to {id}"), "")?;
        webhooks::retry_delivery(app, &officer.agency, id, message, key)
    });
    let row = row.await?;
    Ok(HttpResponse::Accepted().json(DeliveryView::from(row)))
}
