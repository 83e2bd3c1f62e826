//! 推送: other systems of an office are told what happens to its cases.
//!
//! An agency's administrator enters an address; what happens to its cases from then on is written into the
//! outbox ([`outbox`](super::outbox)) with the act itself, and posted from there. A message may arrive twice and not
//! in order: it carries an id that stays the same, and the version of the case.

pub(super) mod announce;
mod fault;
mod message;
mod reseal;
mod secret;

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::administration::Acting;
use super::once::{self, OnceKey};
use super::{Agency, App, AppError, sealing};
use crate::domain::administration::AdminEvent;
use crate::domain::ids::{AgencyId, MessageId, OfficerId, WebhookId};
use crate::domain::message::MessageKind;
use crate::domain::role::Role;
use crate::domain::webhook::{News, WebhookUrl};
use crate::keys::{KeyError, Keyring, Sealed};
use crate::store::outbox::{self, MessageRow};
use crate::store::webhooks::{self, NewWebhook, WebhookChange, WebhookRow};
use crate::store::{DbConn, StoreError, admin_log, agencies, officers};

pub use fault::WebhookFault;
pub(super) use message::prepare;
pub(super) use reseal::{keys_needed, reseal_all};
use secret::Secrets;
pub use secret::WebhookSecret;

/// Webhooks of one agency at most: each costs every act a row.
pub const MOST: usize = 20;

/// A webhook to be made.
#[derive(Debug, Clone)]
pub struct WebhookForm {
    /// Where to.
    pub url: WebhookUrl,
    /// What it is told of.
    pub events: Vec<News>,
    /// Whether it is told of every agency below as well.
    pub subtree: bool,
    /// Whether it is told anything yet.
    pub active: bool,
}

/// What is to be changed; what is not named stays.
#[derive(Debug, Clone, Default)]
pub struct WebhookPatch {
    /// Where to.
    pub url: Option<WebhookUrl>,
    /// What it is told of.
    pub events: Option<Vec<News>>,
    /// Whether it is told of every agency below as well.
    pub subtree: Option<bool>,
    /// Whether it is told anything at present.
    pub active: Option<bool>,
}

/// A webhook, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where to.
    pub url: String,
    /// What it is told of.
    pub events: Vec<News>,
    /// Whether it is told of every agency below as well.
    pub subtree: bool,
    /// Whether it is told anything at present.
    pub active: bool,
    /// When it was entered (UTC).
    pub created_at: NaiveDateTime,
    /// Who entered it.
    pub created_by: OfficerId,
}

impl TryFrom<WebhookRow> for Webhook {
    type Error = StoreError;

    fn try_from(row: WebhookRow) -> Result<Self, StoreError> {
        let WebhookRow { id, agency_id: _, subtree, url, events, active, key_id: _, sealed: _, created_at, created_by } =
            row;
        let unknown = |_| StoreError::Corrupt { what: format!("events of {id}") };
        let events = events.split(' ').map(str::parse).collect::<Result<_, _>>().map_err(unknown)?;
        Ok(Self { id, url, events, subtree, active, created_at, created_by })
    }
}

/// Enters a webhook, once under the same key. The secret is given out now and never again.
///
/// # Errors
/// [`AppError::Webhook`] if it would be one too many, is told of nothing, or is to be told of agencies below that
/// `by` does not administer; [`AppError::Keys`], [`AppError::Store`].
pub fn create_webhook(
    app: &App,
    agency: &Agency,
    by: OfficerId,
    form: &WebhookForm,
    once: Option<OnceKey>,
) -> Result<(Webhook, WebhookSecret), AppError> {
    let secret = WebhookSecret::generate()?;
    let new = NewWebhook {
        agency_id: agency.id,
        subtree: form.subtree,
        url: form.url.as_str().to_owned(),
        events: codes(&form.events)?,
        active: form.active,
        created_at: app.clock.now(),
        created_by: by,
    };
    let (row, secrets) = sealing::with_keyring(app, |keyring| {
        let (work, secret, new, once) = (Arc::clone(keyring), secret.clone(), new.clone(), once.clone());
        let acting = Acting::by(app, by);
        let made = move |conn: &mut DbConn| {
            admin_log::lock(conn)?;
            let id = once::run(conn, once.as_ref(), |conn| {
                let id = insert(conn, &work, &new, &secret)?;
                acting.note(conn, new.agency_id, &AdminEvent::WebhookAdded { webhook: id, host: host(&new.url) })?;
                Ok(id)
            })?;
            Ok::<_, AppError>(webhooks::find(conn, id)?)
        };
        let row = app.store.write_blocking(made)?;
        // Of what was made before, the secret is the one that it was given then, or since.
        let secrets = Secrets::open(keyring, &row)?;
        Ok((row, secrets))
    })?;
    Ok((row.try_into()?, secrets.into_current()))
}

/// The seal is bound to the row's id, so the row comes first.
fn insert(
    conn: &mut DbConn,
    keyring: &Keyring,
    new: &NewWebhook,
    secret: &WebhookSecret,
) -> Result<WebhookId, AppError> {
    sealing::hold(conn, keyring.active_key())?;
    if new.subtree {
        check_subtree(conn, new.agency_id, new.created_by)?;
    }
    if webhooks::of_agency(conn, new.agency_id)?.len() >= MOST {
        return Err(WebhookFault::TooMany { max: MOST }.into());
    }
    let id = webhooks::insert(conn, new)?;
    let Sealed { key_id, bytes } = Secrets::first(secret.clone()).seal(keyring, new.agency_id, id)?;
    webhooks::reseal(conn, id, None, &key_id.to_string(), &bytes)?;
    Ok(id)
}

/// An agency's webhooks, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_webhooks(app: &App, agency: &Agency) -> Result<Vec<Webhook>, AppError> {
    let rows = app.store.read(|conn| webhooks::of_agency(conn, agency.id))?;
    Ok(rows.into_iter().map(Webhook::try_from).collect::<Result<_, _>>()?)
}

/// Changes a webhook. What is waiting goes to the new address.
///
/// # Errors
/// As [`create_webhook`]; [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such webhook.
pub fn change_webhook(
    app: &App,
    agency: &Agency,
    by: OfficerId,
    id: WebhookId,
    patch: &WebhookPatch,
) -> Result<Webhook, AppError> {
    let change = WebhookChange {
        subtree: patch.subtree,
        url: patch.url.as_ref().map(|url| url.as_str().to_owned()),
        events: patch.events.as_deref().map(codes).transpose()?,
        active: patch.active,
    };
    let (agency, acting) = (agency.id, Acting::by(app, by));
    let row = app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        let before = own(conn, agency, id)?;
        if change.subtree == Some(true) {
            check_subtree(conn, agency, by)?;
        }
        webhooks::update(conn, id, &change)?;
        let row = webhooks::find(conn, id)?;
        if row != before {
            let (host, subtree, active) = (host(&row.url), row.subtree, row.active);
            acting.note(conn, agency, &AdminEvent::WebhookChanged { webhook: id, host, subtree, active })?;
        }
        Ok::<_, AppError>(row)
    })?;
    Ok(row.try_into()?)
}

/// Removes a webhook and every message to it.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such webhook.
pub fn remove_webhook(app: &App, agency: &Agency, by: OfficerId, id: WebhookId) -> Result<(), AppError> {
    let (agency, acting) = (agency.id, Acting::by(app, by));
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        let host = host(&own(conn, agency, id)?.url);
        webhooks::delete(conn, id)?;
        Ok(acting.note(conn, agency, &AdminEvent::WebhookRemoved { webhook: id, host })?)
    })
}

/// Gives a webhook a new secret, once under the same key. For 24 hours messages are signed with the one before as well.
///
/// # Errors
/// As [`remove_webhook`]; [`AppError::Keys`], [`AppError::Webhook`] if somebody else changed it at the same moment.
pub fn rotate_secret(
    app: &App,
    agency: &Agency,
    by: OfficerId,
    id: WebhookId,
    once: Option<OnceKey>,
) -> Result<WebhookSecret, AppError> {
    let next = WebhookSecret::generate()?;
    let (agency, now) = (agency.id, app.clock.now());
    sealing::with_keyring(app, |keyring| {
        let (work, next, once) = (Arc::clone(keyring), next.clone(), once.clone());
        let acting = Acting::by(app, by);
        let row = app.store.write_blocking(move |conn| {
            admin_log::lock(conn)?;
            once::run(conn, once.as_ref(), |conn| {
                let row = own(conn, agency, id)?;
                follow_secret(conn, &work, &row, &next, now)?;
                let host = host(&row.url);
                Ok(acting.note(conn, agency, &AdminEvent::WebhookSecretChanged { webhook: id, host })?)
            })?;
            own(conn, agency, id)
        })?;
        // Of a change that was made before, the secret is the one that it was given then, or since.
        Ok(Secrets::open(keyring, &row)?.into_current())
    })
}

/// Puts a new secret in the place of the one that a webhook has.
fn follow_secret(
    conn: &mut DbConn,
    keyring: &Keyring,
    row: &WebhookRow,
    next: &WebhookSecret,
    now: NaiveDateTime,
) -> Result<(), AppError> {
    sealing::hold(conn, keyring.active_key())?;
    let secrets = match Secrets::open(keyring, row) {
        Ok(secrets) => secrets.followed_by(next.clone(), now),
        // Nobody can sign with a damaged secret any more.
        Err(AppError::Keys(KeyError::Authentication)) => Secrets::first(next.clone()),
        Err(error) => return Err(error),
    };
    let Sealed { key_id, bytes } = secrets.seal(keyring, row.agency_id, row.id)?;
    if webhooks::reseal(conn, row.id, row.sealed.as_deref(), &key_id.to_string(), &bytes)? {
        Ok(())
    } else {
        Err(AppError::Webhook(WebhookFault::Changed))
    }
}

/// Writes a message that tells of nothing, to see whether messages arrive; once under the same key.
///
/// # Errors
/// As [`remove_webhook`].
pub fn test_webhook(app: &App, agency: &Agency, id: WebhookId, once: Option<OnceKey>) -> Result<MessageId, AppError> {
    let (own_id, now) = (agency.id, app.clock.now());
    let payload = announce::payload("webhook.test", &agency.code, None, now)?;
    app.store.write_blocking(move |conn| {
        own(conn, own_id, id)?;
        let write = |conn: &mut DbConn| outbox::enqueue(conn, MessageKind::Webhook, &id.to_string(), &payload, now);
        once::run(conn, once.as_ref(), |conn| Ok(write(conn)?))
    })
}

/// The messages to a webhook, newest first, at most `size`, those before `before`.
///
/// # Errors
/// As [`remove_webhook`].
pub fn list_deliveries(
    app: &App,
    agency: &Agency,
    id: WebhookId,
    before: Option<MessageId>,
    size: u32,
) -> Result<Vec<MessageRow>, AppError> {
    app.store.snapshot(|conn| {
        own(conn, agency.id, id)?;
        Ok(outbox::page(conn, &id.to_string(), before, size)?)
    })
}

/// Sends a message again that was given up, or now instead of later; once under the same key.
///
/// # Errors
/// As [`remove_webhook`], also if the message is another webhook's; [`AppError::Webhook`] if it has arrived, or is being
/// sent at this moment.
pub fn retry_delivery(
    app: &App,
    agency: &Agency,
    id: WebhookId,
    message: MessageId,
    once: Option<OnceKey>,
) -> Result<MessageRow, AppError> {
    let (agency, now) = (agency.id, app.clock.now());
    app.store.write_blocking(move |conn| {
        own(conn, agency, id)?;
        let destination = id.to_string();
        outbox::find(conn, &destination, message)?;
        once::run(conn, once.as_ref(), |conn| match outbox::retry(conn, message, now)? {
            true => Ok(()),
            false => Err(WebhookFault::NotToBeRetried.into()),
        })?;
        Ok(outbox::find(conn, &destination, message)?)
    })
}

/// The webhook, if it is this agency's.
fn own(conn: &mut DbConn, agency: AgencyId, id: WebhookId) -> Result<WebhookRow, AppError> {
    let row = webhooks::find(conn, id)?;
    if row.agency_id == agency {
        Ok(row)
    } else {
        Err(StoreError::NotFound { what: "webhook", key: id.to_string() }.into())
    }
}

/// Where an address leads, for the administrative log.
fn host(url: &str) -> String {
    WebhookUrl::host_of(url).to_owned()
}

/// Only who administers the agencies below as well may have them reported elsewhere.
fn check_subtree(conn: &mut DbConn, agency: AgencyId, by: OfficerId) -> Result<(), AppError> {
    let path = agencies::find(conn, agency)?.path;
    for held in officers::roles(conn, by)? {
        let reaches = held.role == Role::Administrator && held.subtree;
        if reaches && path.starts_with(&agencies::find(conn, held.agency_id)?.path) {
            return Ok(());
        }
    }
    Err(WebhookFault::NotYourSubtree.into())
}

/// What it is told of as it is kept: each once, in the order of the list.
fn codes(events: &[News]) -> Result<String, AppError> {
    let codes: Vec<&str> = News::ALL.iter().filter(|news| events.contains(news)).map(|news| news.as_str()).collect();
    if codes.is_empty() { Err(WebhookFault::NoEvents.into()) } else { Ok(codes.join(" ")) }
}
