//! What the key file holds, and its text form.
//!
//! ```toml
//! version = 1
//! identity = "…64 hexadecimal digits…"
//! signing = "…"
//! active = 1
//! checksum = "…"
//!
//! [[data]]
//! id = 1
//! key = "…"
//! ```

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::error::Damage;
use super::secret::{Secret, hex};
use super::{KeyError, KeyId};

const VERSION: u32 = 1;
const HEADER: &str = "\
# 公开（Gongkai）密钥。没有本文件，数据库中的证件号码、电话、地址将永远无法读出：请与数据库分开备份，不要修改。
# Gongkai's keys. Without this file the personal data in the database cannot be read, ever: back it up
# apart from the database, and do not edit it.
";

/// All keys of an installation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contents {
    version: u32,
    /// Key of the keyed hashes. Never replaced: the hashes in the database would no longer match.
    pub(super) identity: Secret,
    /// Key of signatures on sessions and links.
    pub(super) signing: Secret,
    /// The data key for new seals.
    pub(super) active: KeyId,
    checksum: String,
    /// Data keys, oldest first.
    pub(super) data: Vec<DataKey>,
}

/// One data key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DataKey {
    pub(super) id: KeyId,
    pub(super) key: Secret,
}

/// Read first, so that a file of a later version is told from a damaged one.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

impl Contents {
    pub(super) fn generate() -> Result<Self, KeyError> {
        let first = DataKey { id: KeyId(1), key: Secret::generate()? };
        Ok(Self {
            version: VERSION,
            identity: Secret::generate()?,
            signing: Secret::generate()?,
            active: first.id,
            checksum: String::new(),
            data: vec![first],
        })
    }

    pub(super) fn parse(text: &str) -> Result<Self, Damage> {
        // The parser's own errors quote the line, and the line may be a key.
        let Versioned { version } = toml::from_str(text).map_err(|_| Damage::Form)?;
        if version != VERSION {
            return Err(Damage::Version(version));
        }
        let contents: Self = toml::from_str(text).map_err(|_| Damage::Form)?;
        if contents.checksum != contents.expected_checksum() {
            return Err(Damage::Checksum);
        }
        if contents.key(contents.active).is_none() {
            return Err(Damage::NoActiveKey);
        }
        Ok(contents)
    }

    pub(super) fn to_text(&self) -> Result<Zeroizing<String>, Damage> {
        let sealed = Self { checksum: self.expected_checksum(), ..self.clone() };
        let body = Zeroizing::new(toml::to_string(&sealed).map_err(|_| Damage::Form)?);
        Ok(Zeroizing::new(format!("{HEADER}{}", *body)))
    }

    pub(super) fn key(&self, id: KeyId) -> Option<&Secret> {
        self.data.iter().find(|data| data.id == id).map(|data| &data.key)
    }

    /// Ids only grow, also past keys that were retired, so that an id never means two keys.
    pub(super) fn next_id(&self) -> KeyId {
        KeyId(self.data.iter().map(|data| data.id.0).max().unwrap_or_default() + 1)
    }

    /// Sixteen digits over everything else: a key with one wrong digit is still a key, and would
    /// only be noticed when nothing opens any more.
    fn expected_checksum(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.version.to_le_bytes());
        digest.update(self.identity.expose());
        digest.update(self.signing.expose());
        digest.update(self.active.0.to_le_bytes());
        for data in &self.data {
            digest.update(data.id.0.to_le_bytes());
            digest.update(data.key.expose());
        }
        hex(digest.finalize().first_chunk::<8>().map_or(&[], |begin| begin))
    }
}
