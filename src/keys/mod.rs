//! 密钥: the keys that protect personal data, kept outside the database.
//!
//! A stolen copy of the database shows no identity number, telephone number, e-mail or postal address:
//! they are sealed with AES-256-GCM under keys from this file, and found again by keyed hashes. The
//! file is made once, readable by its owner only, and must be backed up apart from the database.
//!
//! ```
//! use gongkai_core::keys::{Keyring, Purpose};
//! # let folder = tempfile::tempdir()?;
//! let (keys, created) = Keyring::open_or_create(&folder.path().join("gongkai.keys"))?;
//! assert!(created);
//! let sealed = keys.seal("11010519491231002X".as_bytes(), b"applicant 7 id_number")?;
//! let opened = keys.unseal(sealed.key_id, &sealed.bytes, b"applicant 7 id_number")?;
//! assert_eq!(*opened, b"11010519491231002X");
//! assert!(keys.unseal(sealed.key_id, &sealed.bytes, b"applicant 8 id_number").is_err());
//! assert_eq!(keys.keyed_hash(Purpose::Identity, "x"), keys.keyed_hash(Purpose::Identity, "x"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod contents;
mod error;
mod file;
mod secret;
mod shared;
mod signature;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use contents::{Contents, DataKey};
pub use error::{Damage, KeyError};
pub use secret::{Secret, random_bytes};
pub use shared::SharedKeyring;
pub use signature::sign;

/// Bytes of the nonce in front of the ciphertext.
const NONCE: usize = 12;
/// Bytes in a block of SHA-256, to which HMAC fills up its key.
const HMAC_BLOCK: usize = 64;

/// Which data key sealed a value; stored beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(pub i32);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A sealed value: what the database stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The key it was sealed with.
    pub key_id: KeyId,
    /// Nonce, ciphertext, tag.
    pub bytes: Vec<u8>,
}

/// What a keyed hash is for. The same text hashed for two purposes gives two values, so that
/// columns cannot be matched with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// 证件号码、统一社会信用代码.
    Identity,
    /// 联系电话.
    Phone,
    /// 查询码.
    QueryCode,
    /// 动态口令 of an officer.
    Totp,
    /// A login, where failures to sign in are counted.
    Login,
    /// A secret link or feed.
    Link,
    /// An `Idempotency-Key`.
    Once,
    /// From what a 查询码 is derived.
    QueryCodeSeed,
    /// A form of a page, with whom it was shown to.
    Form,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Identity => b"identity\0",
            Self::Phone => b"phone\0",
            Self::QueryCode => b"query_code\0",
            Self::Totp => b"totp\0",
            Self::Login => b"login\0",
            Self::Link => b"link\0",
            Self::Once => b"once\0",
            Self::QueryCodeSeed => b"query_code_seed\0",
            Self::Form => b"form\0",
        }
    }
}

/// 密钥: all keys of an installation, with the file they came from.
#[derive(Debug, Clone)]
pub struct Keyring {
    path: PathBuf,
    contents: Contents,
}

impl Keyring {
    /// Reads the key file and refuses to make one: for a database that already holds data, which
    /// new keys could never open.
    ///
    /// # Errors
    /// [`KeyError::Missing`], [`KeyError::Permissions`], [`KeyError::Damaged`], [`KeyError::Io`].
    pub fn open(path: &Path) -> Result<Self, KeyError> {
        let contents = file::read(path)?.ok_or_else(|| KeyError::Missing(path.to_owned()))?;
        Ok(Self { path: path.to_owned(), contents })
    }

    /// Reads the key file, or makes it with new keys; then the second value is `true`. The file is
    /// on disk when this returns. Of several processes that start at once, one makes it.
    ///
    /// # Errors
    /// As [`open`](Self::open) but for a missing file, and [`KeyError::Random`].
    pub fn open_or_create(path: &Path) -> Result<(Self, bool), KeyError> {
        let _lock = file::lock(path)?;
        if let Some(contents) = file::read(path)? {
            return Ok((Self { path: path.to_owned(), contents }, false));
        }
        let contents = Contents::generate()?;
        file::write(path, &contents)?;
        Ok((Self { path: path.to_owned(), contents }, true))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The key that seals new values.
    #[must_use]
    pub fn active_key(&self) -> KeyId {
        self.contents.active
    }

    /// All data keys, oldest first.
    #[must_use]
    pub fn key_ids(&self) -> Vec<KeyId> {
        self.contents.data.iter().map(|data| data.id).collect()
    }

    /// The key of signatures on tokens that goes with a data key: [`add_key`](Self::add_key) gives new
    /// tokens a new one, [`retire`](Self::retire) ends the old tokens.
    ///
    /// # Errors
    /// [`KeyError::UnknownKey`].
    pub fn signing_key(&self, id: KeyId) -> Result<Zeroizing<[u8; HMAC_BLOCK / 2]>, KeyError> {
        let data = self.contents.key(id).ok_or(KeyError::UnknownKey(id))?;
        let mut mac = self.mac(&self.contents.signing);
        mac.update(b"token\0");
        mac.update(data.expose());
        Ok(Zeroizing::new(mac.finalize().into_bytes().into()))
    }

    /// Seals a value with the active key. `aad` names its place (table, row, column): a value
    /// copied to another place does not open there.
    ///
    /// # Errors
    /// [`KeyError::Random`], [`KeyError::TooLong`] (from 64 GiB).
    pub fn seal(&self, plaintext: &[u8], aad: &[u8]) -> Result<Sealed, KeyError> {
        let key_id = self.contents.active;
        let nonce: [u8; NONCE] = random_bytes()?;
        let payload = Payload { msg: plaintext, aad };
        let ciphertext = self.cipher(key_id)?.encrypt(&Nonce::from(nonce), payload).map_err(|_| KeyError::TooLong)?;
        Ok(Sealed { key_id, bytes: [nonce.as_slice(), &ciphertext].concat() })
    }

    /// Opens a sealed value of the place `aad`; what it returns is wiped when dropped.
    ///
    /// # Errors
    /// [`KeyError::UnknownKey`], [`KeyError::Authentication`].
    pub fn unseal(&self, key_id: KeyId, bytes: &[u8], aad: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let cipher = self.cipher(key_id)?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE>().ok_or(KeyError::Authentication)?;
        let opened = cipher.decrypt(&Nonce::from(*nonce), Payload { msg, aad });
        opened.map(Zeroizing::new).map_err(|_| KeyError::Authentication)
    }

    /// HMAC-SHA256 in hexadecimal digits: equal for equal texts, and without the key nobody can
    /// try all identity numbers until one fits.
    #[must_use]
    pub fn keyed_hash(&self, purpose: Purpose, text: &str) -> String {
        secret::hex(&*self.keyed_bytes(purpose, text))
    }

    /// The bytes of [`keyed_hash`](Self::keyed_hash), where they are a secret themselves: what is derived
    /// from a text in the database with a key that is not there.
    #[must_use]
    pub fn keyed_bytes(&self, purpose: Purpose, text: &str) -> Zeroizing<[u8; HMAC_BLOCK / 2]> {
        let mut mac = self.mac(&self.contents.identity);
        mac.update(purpose.label());
        mac.update(text.as_bytes());
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    fn mac(&self, key: &Secret) -> Hmac<Sha256> {
        let mut block = Zeroizing::new([0; HMAC_BLOCK]);
        for (place, byte) in block.iter_mut().zip(key.expose()) {
            *place = *byte;
        }
        Hmac::<Sha256>::new((&*block).into())
    }

    /// The keyed hash of [`Applicant::identity_text`](crate::domain::applicant::Applicant::identity_text).
    #[must_use]
    pub fn identity_hash(&self, text: &str) -> String {
        self.keyed_hash(Purpose::Identity, text)
    }

    /// Adds a data key and makes it the active one; the old keys stay, to open what they sealed.
    /// On disk when this returns, so nothing is ever sealed with a key that could be lost.
    ///
    /// # Errors
    /// As [`open`](Self::open), and [`KeyError::Random`]; then nothing has changed.
    pub fn add_key(&mut self) -> Result<KeyId, KeyError> {
        self.change(|contents| {
            let id = contents.next_id();
            contents.data.push(DataKey { id, key: Secret::generate()? });
            contents.active = id;
            Ok(id)
        })
    }

    /// Removes a data key for good. The caller makes sure that nothing sealed with it is left, and
    /// that no process still running has it as its active key.
    ///
    /// # Errors
    /// [`KeyError::Active`], [`KeyError::UnknownKey`], and as [`open`](Self::open).
    pub fn retire(&mut self, key_id: KeyId) -> Result<(), KeyError> {
        self.change(|contents| {
            if contents.active == key_id {
                return Err(KeyError::Active(key_id));
            }
            contents.key(key_id).ok_or(KeyError::UnknownKey(key_id))?;
            contents.data.retain(|data| data.id != key_id);
            Ok(())
        })
    }

    /// Reads the file again: after another process has added a key.
    ///
    /// # Errors
    /// As [`open`](Self::open); then the keys stay as they were.
    pub fn reload(&mut self) -> Result<(), KeyError> {
        *self = Self::open(&self.path)?;
        Ok(())
    }

    /// Changes the file as it is now, not as it was when this process read it.
    fn change<T>(&mut self, act: impl FnOnce(&mut Contents) -> Result<T, KeyError>) -> Result<T, KeyError> {
        let _lock = file::lock(&self.path)?;
        let mut contents = file::read(&self.path)?.ok_or_else(|| KeyError::Missing(self.path.clone()))?;
        let done = act(&mut contents)?;
        file::write(&self.path, &contents)?;
        self.contents = contents;
        Ok(done)
    }

    fn cipher(&self, key_id: KeyId) -> Result<Aes256Gcm, KeyError> {
        let key = self.contents.key(key_id).ok_or(KeyError::UnknownKey(key_id))?;
        Ok(Aes256Gcm::new(key.expose().into()))
    }
}
