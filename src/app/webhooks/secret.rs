//! 推送密钥: the secret that a receiver checks signatures with, kept sealed.
//!
//! It is shown once, when it is made. After a change the one before it signs as well for a day, so that the
//! receiver can take its time: a message then carries two signatures.

use std::fmt;

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::app::{AppError, sealing};
use crate::domain::ids::{AgencyId, WebhookId};
use crate::keys::{KeyError, Keyring, Sealed, random_bytes, sign};
use crate::store::StoreError;
use crate::store::webhooks::WebhookRow;

/// How long the secret before goes on signing.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// What a receiver is given: `gkwh_` and 64 hexadecimal digits. All of it, as text, is the key of the HMAC.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WebhookSecret(String);

impl WebhookSecret {
    /// A new secret from the operating system.
    pub(super) fn generate() -> Result<Self, KeyError> {
        let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(random_bytes()?);
        Ok(Self(bytes.iter().fold("gkwh_".to_owned(), |text, byte| format!("{text}{byte:02x}"))))
    }

    /// As it is shown, once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl Drop for WebhookSecret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// The secrets of a webhook, as they are sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Secrets {
    current: WebhookSecret,
    previous: Option<Previous>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Previous {
    secret: WebhookSecret,
    until: NaiveDateTime,
}

impl Secrets {
    pub(super) fn first(secret: WebhookSecret) -> Self {
        Self { current: secret, previous: None }
    }

    /// The secret in use.
    pub(super) fn into_current(self) -> WebhookSecret {
        self.current
    }

    /// The next secret; the one before goes on for a while, the one before that ends.
    pub(super) fn followed_by(self, secret: WebhookSecret, now: NaiveDateTime) -> Self {
        Self { current: secret, previous: Some(Previous { secret: self.current, until: now + OVERLAP }) }
    }

    /// `t=UNIX,v1=HEX`, with a second `v1` while there are two secrets: HMAC-SHA256 over `UNIX.body`.
    pub(super) fn signature(&self, body: &str, now: NaiveDateTime) -> String {
        let t = now.and_utc().timestamp().to_string();
        let previous = self.previous.iter().filter(|previous| now < previous.until).map(|previous| &previous.secret);
        std::iter::once(&self.current).chain(previous).fold(format!("t={t}"), |header, secret| {
            let v1 = sign(secret.reveal().as_bytes(), &[t.as_bytes(), b".", body.as_bytes()]);
            format!("{header},v1={v1}")
        })
    }

    pub(super) fn seal(&self, keyring: &Keyring, agency: AgencyId, id: WebhookId) -> Result<Sealed, AppError> {
        let plain = serde_json::to_vec(self).map(Zeroizing::new);
        let plain = plain.map_err(|error| StoreError::Corrupt { what: format!("secrets of {id}: {error}") })?;
        Ok(keyring.seal(&plain, &place(agency, id))?)
    }

    /// # Errors
    /// [`AppError::Keys`] if the seal does not open, [`AppError::Store`] if there is none or it holds something else.
    pub(super) fn open(keyring: &Keyring, row: &WebhookRow) -> Result<Self, AppError> {
        let damaged = || StoreError::Corrupt { what: format!("secrets of {}", row.id) };
        let (Some(key), Some(sealed)) = (&row.key_id, &row.sealed) else { return Err(damaged().into()) };
        let plain = keyring.unseal(sealing::parse(key)?, sealed, &place(row.agency_id, row.id))?;
        Ok(serde_json::from_slice(&plain).map_err(|_| damaged())?)
    }
}

/// Where a seal belongs: it does not open in the row of another webhook.
fn place(agency: AgencyId, id: WebhookId) -> Vec<u8> {
    format!("webhook\0{}\0{}", agency.0, id.0).into_bytes()
}
