//! 更换密钥: everything sealed is sealed again with a new key, and the old keys are destroyed.
//!
//! It may be killed at any moment and run again. The key file says how far it came: with more than one key in it
//! a change of keys is under way, and running again goes on with the newest instead of adding another. Rows
//! are sealed again a batch per transaction; an old key is destroyed last, when no row needs it any more.
//!
//! Servers may go on running: see `sealing` for how they hear of the new key. A backup made before
//! needs the key file as it was before.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{App, AppError, applicants, sealing, webhooks};
use crate::domain::ids::{ApplicantId, WebhookId};
use crate::keys::{KeyError, KeyId, Keyring, Sealed};
use crate::store::{self, DbConn, StoreError};

/// Rows in one transaction.
const BATCH: u32 = 200;

/// How a change of keys went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekeyed {
    /// The key that everything is sealed with now.
    pub key: KeyId,
    /// Files that were sealed again.
    pub resealed: u64,
    /// Files whose seal does not open: left as they are, with the keys they name.
    pub damaged: Vec<ApplicantId>,
    /// Webhooks whose seal does not open: their secrets have to be changed.
    pub damaged_webhooks: Vec<WebhookId>,
    /// The keys that were destroyed.
    pub retired: Vec<KeyId>,
}

/// Changes the key and seals everything again.
///
/// # Errors
/// [`AppError::Keys`] if the key file cannot be used, [`AppError::KeyReplaced`] if another change of keys is
/// running, [`AppError::Store`]. Whatever happens, everything sealed can still be opened.
pub fn rekey(app: &App) -> Result<Rekeyed, AppError> {
    let mut change = Rekey::begin(app)?;
    while change.step()? {}
    change.finish()
}

/// A change of keys, a batch at a time.
#[derive(Debug)]
pub struct Rekey<'a> {
    app: &'a App,
    keyring: Arc<Keyring>,
    after: ApplicantId,
    resealed: u64,
    damaged: Vec<ApplicantId>,
}

impl<'a> Rekey<'a> {
    /// Adds a key, or takes up a change that was not finished. From here on nothing is sealed with an older key.
    ///
    /// # Errors
    /// As [`rekey`].
    pub fn begin(app: &'a App) -> Result<Self, AppError> {
        let mut keyring = Keyring::clone(sealing::keyring(app)?.as_ref());
        keyring.reload()?;
        if keyring.key_ids().len() == 1 {
            keyring.add_key()?;
        }
        let keyring = app.keys.put(keyring);
        let key = keyring.active_key();
        app.store.write_blocking(move |conn| sealing::hold(conn, key))?;
        Ok(Self { app, keyring, after: ApplicantId(0), resealed: 0, damaged: Vec::new() })
    }

    /// Seals the next batch again; `false` when there is none.
    ///
    /// # Errors
    /// As [`rekey`].
    pub fn step(&mut self) -> Result<bool, AppError> {
        let (keyring, after) = (Arc::clone(&self.keyring), self.after);
        let batch = self.app.store.write_blocking(move |conn| reseal(conn, &keyring, after))?;
        let Some(last) = batch.last else { return Ok(false) };
        self.after = last;
        self.resealed += batch.resealed;
        self.damaged.extend(batch.damaged);
        Ok(true)
    }

    /// Destroys every key that no row needs.
    ///
    /// # Errors
    /// As [`rekey`].
    pub fn finish(self) -> Result<Rekeyed, AppError> {
        let (key, keyring) = (self.keyring.active_key(), Arc::clone(&self.keyring));
        let damaged_webhooks = self.app.store.write_blocking(move |conn| webhooks::reseal_all(conn, &keyring))?;
        let needed = self.app.store.read(|conn| keys_needed(conn, key))?;
        let mut keyring = Keyring::clone(&self.keyring);
        let mut retired = Vec::new();
        for old in self.keyring.key_ids().into_iter().filter(|old| !needed.contains(old)) {
            match keyring.retire(old) {
                Ok(()) => retired.push(old),
                // Another process has been here.
                Err(KeyError::UnknownKey(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.app.keys.put(keyring);
        Ok(Rekeyed { key, resealed: self.resealed, damaged: self.damaged, damaged_webhooks, retired })
    }
}

#[derive(Debug, Default)]
struct Batch {
    last: Option<ApplicantId>,
    resealed: u64,
    damaged: Vec<ApplicantId>,
}

fn reseal(conn: &mut DbConn, keyring: &Keyring, after: ApplicantId) -> Result<Batch, AppError> {
    let key = keyring.active_key();
    sealing::hold(conn, key)?;
    let mut batch = Batch::default();
    for file in store::applicants::sealed_under_another_key(conn, &key.to_string(), after, BATCH)? {
        batch.last = Some(file.id);
        let plain = match applicants::open(keyring, &file.details) {
            Ok(Some(plain)) => plain,
            Ok(None) => continue,
            Err(_) => {
                batch.damaged.push(file.id);
                continue;
            }
        };
        let Sealed { key_id, bytes } = keyring.seal(&plain, &applicants::place(&file.details))?;
        let id_hash = file.details.id_hash;
        let sealed = store::applicants::Sealed { id_hash, key_id: Some(key_id.to_string()), sealed: Some(bytes) };
        store::applicants::reseal(conn, file.id, &sealed)?;
        batch.resealed += 1;
    }
    Ok(batch)
}

/// The active key, and every key that some row is still sealed with.
fn keys_needed(conn: &mut DbConn, active: KeyId) -> Result<BTreeSet<KeyId>, StoreError> {
    let mut needed = webhooks::keys_needed(conn, active)?;
    needed.insert(active);
    let mut after = ApplicantId(0);
    loop {
        let files = store::applicants::sealed_under_another_key(conn, &active.to_string(), after, BATCH)?;
        let Some(last) = files.last() else { return Ok(needed) };
        after = last.id;
        // A number that is none names no key; that file is among the damaged ones.
        needed.extend(files.iter().filter_map(|file| sealing::parse(file.details.key_id.as_deref()?).ok()));
    }
}
