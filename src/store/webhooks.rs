//! 推送地址: who wants to be told what happens to an agency's cases.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::{agencies, webhooks};
use super::{hex, outbox};
use crate::domain::ids::{AgencyId, OfficerId, WebhookId};

/// A webhook as stored.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = webhooks, treat_none_as_default_value = false)]
pub struct WebhookRow {
    /// Its id.
    pub id: WebhookId,
    /// 机关
    pub agency_id: AgencyId,
    /// Whether it is told of every agency below as well.
    pub subtree: bool,
    /// Where to. It may hold a token of the receiver's, so it is not shown in logs.
    pub url: String,
    /// What it is told of, codes separated by spaces.
    pub events: String,
    /// Whether it is told anything at present.
    pub active: bool,
    /// The key that `sealed` is encrypted under.
    pub key_id: Option<String>,
    /// The secrets that sign what is sent, encrypted.
    #[serde(with = "hex::optional")]
    pub sealed: Option<Vec<u8>>,
    /// When it was entered (UTC).
    pub created_at: NaiveDateTime,
    /// Who entered it.
    pub created_by: OfficerId,
}

impl std::fmt::Debug for WebhookRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookRow").field("id", &self.id).field("agency_id", &self.agency_id).finish_non_exhaustive()
    }
}

/// A webhook to be inserted; its secrets are sealed once it has an id.
#[derive(Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = webhooks, treat_none_as_default_value = false)]
pub struct NewWebhook {
    /// 机关
    pub agency_id: AgencyId,
    /// Whether it is told of every agency below as well.
    pub subtree: bool,
    /// Where to.
    pub url: String,
    /// What it is told of, codes separated by spaces.
    pub events: String,
    /// Whether it is told anything at present.
    pub active: bool,
    /// When it is entered (UTC).
    pub created_at: NaiveDateTime,
    /// Who enters it.
    pub created_by: OfficerId,
}

/// What is to be changed in a webhook; what is not named stays.
#[derive(Clone, PartialEq, Eq, Default, AsChangeset)]
#[diesel(table_name = webhooks)]
pub struct WebhookChange {
    /// Whether it is told of every agency below as well.
    pub subtree: Option<bool>,
    /// Where to.
    pub url: Option<String>,
    /// What it is told of.
    pub events: Option<String>,
    /// Whether it is told anything at present.
    pub active: Option<bool>,
}

/// Inserts a webhook without secrets.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewWebhook) -> StoreResult<WebhookId> {
    Ok(diesel::insert_into(webhooks::table).values(new).returning(webhooks::id).get_result(conn)?)
}

/// The webhook with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: WebhookId) -> StoreResult<WebhookRow> {
    let row = webhooks::table.find(id).select(WebhookRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("webhook", id))
}

/// An agency's own webhooks, in the order they were made.
///
/// # Errors
/// If the database refuses the query.
pub fn of_agency(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<WebhookRow>> {
    let own = webhooks::table.filter(webhooks::agency_id.eq(agency)).order(webhooks::id);
    Ok(own.select(WebhookRow::as_select()).load(conn)?)
}

/// The active webhooks that are told of an agency: its own, and those of the agencies above it that are
/// told of everything below. Where nobody has a webhook, that is found out by one prepared statement.
///
/// # Errors
/// If the database refuses a query.
pub fn listening(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<WebhookRow>> {
    let any: Option<WebhookId> =
        webhooks::table.filter(webhooks::active.eq(true)).select(webhooks::id).first(conn).optional()?;
    if any.is_none() {
        return Ok(Vec::new());
    }
    let path: String = agencies::table.find(agency).select(agencies::path).first(conn)?;
    let above: Vec<AgencyId> = path.split('/').filter_map(|id| id.parse().ok()).map(AgencyId).collect();
    let rows: Vec<WebhookRow> = webhooks::table
        .filter(webhooks::agency_id.eq_any(above))
        .filter(webhooks::active.eq(true))
        .order(webhooks::id)
        .select(WebhookRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().filter(|row| row.subtree || row.agency_id == agency).collect())
}

/// Changes a webhook.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn update(conn: &mut DbConn, id: WebhookId, change: &WebhookChange) -> StoreResult<()> {
    if *change == WebhookChange::default() {
        return Ok(());
    }
    one(diesel::update(webhooks::table.find(id)).set(change).execute(conn)?, id)
}

/// Removes a webhook and every message to it.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn delete(conn: &mut DbConn, id: WebhookId) -> StoreResult<()> {
    one(diesel::delete(webhooks::table.find(id)).execute(conn)?, id)?;
    outbox::forget_destination(conn, &id.to_string())
}

/// Replaces a webhook's sealed secrets, if they are still `was`; `false` if somebody else replaced them.
///
/// # Errors
/// If the database refuses the statement.
pub fn reseal(conn: &mut DbConn, id: WebhookId, was: Option<&[u8]>, key_id: &str, sealed: &[u8]) -> StoreResult<bool> {
    let row = diesel::update(webhooks::table.find(id)).set((webhooks::key_id.eq(key_id), webhooks::sealed.eq(sealed)));
    let changed = match was {
        Some(was) => row.filter(webhooks::sealed.eq(was)).execute(conn)?,
        None => row.filter(webhooks::sealed.is_null()).execute(conn)?,
    };
    Ok(changed == 1)
}

/// The webhooks whose secrets are sealed under another key than `key_id`: there are few.
///
/// # Errors
/// If the database refuses the query.
pub fn sealed_under_another_key(conn: &mut DbConn, key_id: &str) -> StoreResult<Vec<WebhookRow>> {
    let others = webhooks::table.filter(webhooks::key_id.ne(key_id)).order(webhooks::id);
    Ok(others.select(WebhookRow::as_select()).load(conn)?)
}

fn one(changed: usize, id: WebhookId) -> StoreResult<()> {
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("webhook", id)) }
}
