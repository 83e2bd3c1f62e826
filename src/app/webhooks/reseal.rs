//! 更换密钥: webhooks' secrets under a new key. There are few of them, so it is one transaction.

use std::collections::BTreeSet;

use super::secret::Secrets;
use crate::app::{AppError, sealing};
use crate::domain::ids::WebhookId;
use crate::keys::{KeyId, Keyring, Sealed};
use crate::store::{DbConn, StoreResult, webhooks};

/// Seals again what is sealed with another key, and names the webhooks whose seal does not open.
pub(in crate::app) fn reseal_all(conn: &mut DbConn, keyring: &Keyring) -> Result<Vec<WebhookId>, AppError> {
    let key = keyring.active_key();
    sealing::hold(conn, key)?;
    let mut damaged = Vec::new();
    for row in webhooks::sealed_under_another_key(conn, &key.to_string())? {
        let Ok(secrets) = Secrets::open(keyring, &row) else {
            damaged.push(row.id);
            continue;
        };
        let Sealed { key_id, bytes } = secrets.seal(keyring, row.agency_id, row.id)?;
        // A secret that is changed at this moment is sealed with the new key already.
        webhooks::reseal(conn, row.id, row.sealed.as_deref(), &key_id.to_string(), &bytes)?;
    }
    Ok(damaged)
}

/// The keys that secrets are still sealed with, beside `active`.
pub(in crate::app) fn keys_needed(conn: &mut DbConn, active: KeyId) -> StoreResult<BTreeSet<KeyId>> {
    let rows = webhooks::sealed_under_another_key(conn, &active.to_string())?;
    Ok(rows.iter().filter_map(|row| sealing::parse(row.key_id.as_deref()?).ok()).collect())
}
