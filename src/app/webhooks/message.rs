//! A message to a webhook as it is posted.

use chrono::NaiveDateTime;

use super::secret::Secrets;
use crate::app::{App, AppError, sealing};
use crate::delivery::Post;
use crate::domain::ids::WebhookId;
use crate::store::outbox::MessageRow;
use crate::store::{StoreError, webhooks};

/// Signs a message for its webhook; `None` if the webhook is told nothing at present.
///
/// # Errors
/// [`AppError::Store`] if there is no such webhook, [`AppError::Keys`] if its secret does not open.
pub(in crate::app) fn prepare(app: &App, message: &MessageRow, now: NaiveDateTime) -> Result<Option<Post>, AppError> {
    let damaged = |_| StoreError::Corrupt { what: format!("destination of {}", message.id) };
    let id: WebhookId = message.destination.parse().map_err(damaged)?;
    sealing::with_keyring(app, |keyring| {
        let row = app.store.read(|conn| webhooks::find(conn, id))?;
        if !row.active {
            return Ok(None);
        }
        let secrets = Secrets::open(keyring, &row)?;
        let body = body(message)?;
        let headers =
            vec![("Gongkai-Signature", secrets.signature(&body, now)), ("Gongkai-Delivery", message.id.to_string())];
        Ok(Some(Post { url: row.url, body, headers }))
    })
}

/// The announcement with the message's id in front.
fn body(message: &MessageRow) -> Result<String, StoreError> {
    let damaged = || StoreError::Corrupt { what: format!("payload of {}", message.id) };
    let rest = message.payload.strip_prefix('{').ok_or_else(damaged)?;
    Ok(format!("{{\"id\":\"{}\",{rest}", message.id))
}
