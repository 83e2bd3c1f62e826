//! 日历订阅: the secret addresses of one's own deadlines.

use actix_web::HttpResponse;
use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::{App, calendar_feeds};
use crate::domain::ids::FeedId;
use crate::store::calendar_feeds::FeedRow;
use crate::web::auth::Signed;
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::{WebError, read};

/// A feed, without its secret.
#[derive(Serialize, ToSchema)]
pub struct FeedView {
    /// Its id.
    #[schema(example = "feed_3")]
    id: String,
    /// What its owner calls it.
    label: String,
    /// When it was made (UTC).
    created_at: DateTime<Utc>,
}

/// A feed with its address: shown now and never again.
#[derive(Serialize, ToSchema)]
pub struct NewFeedView {
    /// The feed.
    feed: FeedView,
    /// Where calendar programs read it, from this server's own address on. Whoever has it needs no sign-in.
    #[schema(example = "/calendar/5f0c….ics")]
    path: String,
}

/// One's feeds.
#[derive(Serialize, ToSchema)]
pub struct FeedsView {
    /// In the order they were made.
    feeds: Vec<FeedView>,
}

/// A feed to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedBody {
    /// What to call it, for example the device that reads it.
    #[schema(min_length = 1, max_length = 60)]
    label: String,
}

impl From<FeedRow> for FeedView {
    fn from(row: FeedRow) -> Self {
        Self { id: row.id.to_string(), label: row.label, created_at: row.created_at.and_utc() }
    }
}

/// One's calendar feeds.
#[utoipa::path(
    get,
    path = "/api/v1/me/calendar-feeds",
    operation_id = "list_calendar_feeds",
    tag = "calendar",
    security(("bearer" = [])),
    responses((status = 200, description = "The feeds", body = FeedsView)),
)]
pub async fn list_calendar_feeds(app: Data<App>, who: Signed) -> Result<Json<FeedsView>, WebError> {
    let feeds = read(&app, move |app| calendar_feeds::list_feeds(app, who.officer)).await?;
    Ok(Json(FeedsView { feeds: feeds.into_iter().map(Into::into).collect() }))
}

/// Make a calendar feed: the deadlines of the open cases assigned to whoever makes it, and for a head of office
/// those of every open case of the agency.
#[utoipa::path(
    post,
    path = "/api/v1/me/calendar-feeds",
    operation_id = "create_calendar_feed",
    tag = "calendar",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key again makes nothing twice")),
    request_body = FeedBody,
    responses(
        (status = 201, description = "The feed with its address", body = NewFeedView),
        (status = 404, description = "What was made under this key was taken back since"),
    ),
)]
pub async fn create_calendar_feed(
    app: Data<App>,
    who: Signed,
    once: Once,
    body: Body<FeedBody>,
) -> Result<HttpResponse, WebError> {
    let Body { value: FeedBody { label }, hash } = body;
    let (feed, token) = read(&app, move |app| {
        let key = once.key(app, &who.officer.to_string(), "calendar feed", &hash)?;
        calendar_feeds::create_feed(app, who.officer, &label, key)
    })
    .await?;
    let view = NewFeedView { feed: feed.into(), path: format!("/calendar/{}.ics", token.reveal()) };
    Ok(HttpResponse::Created().json(view))
}

/// Take a calendar feed back: its address leads nowhere from now on.
#[utoipa::path(
    delete,
    path = "/api/v1/me/calendar-feeds/{feed_id}",
    operation_id = "revoke_calendar_feed",
    tag = "calendar",
    security(("bearer" = [])),
    params(("feed_id" = String, Path, description = "The feed", example = "feed_3")),
    responses((status = 204, description = "Taken back")),
)]
pub async fn revoke_calendar_feed(app: Data<App>, who: Signed, id: Path<String>) -> Result<HttpResponse, WebError> {
    let id: FeedId = id.parse().map_err(|_| WebError::NoSuchPage)?;
    read(&app, move |app| calendar_feeds::revoke_feed(app, who.officer, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
