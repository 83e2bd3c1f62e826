//! Why the keys cannot be used.

use std::io;
use std::path::PathBuf;

use super::KeyId;
use crate::messages::Lang;

/// Why the keyring cannot be opened, changed or used. No variant holds key material or content.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is no key file, and none may be made because the database already holds data.
    #[error("there is no key file {path}", path = .0.display())]
    Missing(PathBuf),
    /// The file can be read by others than its owner.
    #[error("the key file {path} can be read by others (mode {mode:o})", path = .path.display())]
    Permissions {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a whole key file.
    #[error("the key file {path} is damaged: {damage}", path = .path.display())]
    Damaged {
        /// The key file.
        path: PathBuf,
        /// What is wrong.
        damage: Damage,
    },
    /// The file system failed.
    #[error("the key file {path} cannot be used: {source}", path = .path.display())]
    Io {
        /// The key file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system gave no random bytes.
    #[error("the system gives no random bytes")]
    Random,
    /// Data sealed with a key that this file does not have.
    #[error("the key file has no key {0}")]
    UnknownKey(KeyId),
    /// The active key cannot be retired.
    #[error("key {0} is in use for new data")]
    Active(KeyId),
    /// Sealed with another key, moved to another place, or altered.
    #[error("sealed data does not open: altered, moved, or sealed with another key")]
    Authentication,
    /// More text than one seal takes.
    #[error("the text is too long to be sealed")]
    TooLong,
}

/// What is wrong with a key file. Deliberately without an excerpt: it would show a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Cut off, empty, or not of this form.
    #[error("it is not a key file, or part of it is missing")]
    Form,
    /// Written by a later version.
    #[error("it is of version {0}, which this program does not know")]
    Version(u32),
    /// The check sum does not match: a character was changed.
    #[error("its check sum does not match")]
    Checksum,
    /// No data key, or the active one is not there.
    #[error("its active key is not there")]
    NoActiveKey,
}

impl KeyError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "keys_missing",
            Self::Permissions { .. } => "keys_permissions",
            Self::Damaged { .. } => "keys_damaged",
            Self::Io { .. } => "keys_io",
            Self::Random => "keys_random",
            Self::UnknownKey(_) => "keys_unknown_key",
            Self::Active(_) => "keys_active",
            Self::Authentication => "keys_authentication",
            Self::TooLong => "keys_too_long",
        }
    }

    /// One sentence that says what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let id = format!("error-{}", self.code().replace('_', "-"));
        match self {
            Self::Missing(path) => lang.with(&id, &[("path", path.display().to_string().into())]),
            Self::Permissions { path, mode } => {
                lang.with(&id, &[("path", path.display().to_string().into()), ("mode", format!("{mode:o}").into())])
            }
            Self::Damaged { path, damage } => {
                let damage = lang.with(damage.message_id(), &[("version", damage.version().into())]);
                lang.with(&id, &[("path", path.display().to_string().into()), ("damage", damage.into())])
            }
            Self::Io { path, source } => {
                lang.with(&id, &[("path", path.display().to_string().into()), ("reason", source.to_string().into())])
            }
            Self::UnknownKey(key) | Self::Active(key) => lang.with(&id, &[("key", key.to_string().into())]),
            Self::Random | Self::Authentication | Self::TooLong => lang.text(&id),
        }
    }
}

impl Damage {
    const fn message_id(self) -> &'static str {
        match self {
            Self::Form => "keys-damage-form",
            Self::Version(_) => "keys-damage-version",
            Self::Checksum => "keys-damage-checksum",
            Self::NoActiveKey => "keys-damage-no-active-key",
        }
    }

    const fn version(self) -> u32 {
        match self {
            Self::Version(version) => version,
            Self::Form | Self::Checksum | Self::NoActiveKey => 0,
        }
    }
}
