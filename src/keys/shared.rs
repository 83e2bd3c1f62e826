//! The keyring of a running program: one for all threads, replaced when the key file has changed.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use super::{KeyError, Keyring};

/// A key file and the keys read from it, opened when they are first needed: most commands need none.
///
/// Another process may change the keys (`gongkai rekey`). Whoever holds an [`Arc`] goes on with the keys
/// it has; [`reload`](Self::reload) gives the new ones to everybody who asks from then on.
#[derive(Debug)]
pub struct SharedKeyring {
    path: PathBuf,
    keyring: RwLock<Option<Arc<Keyring>>>,
}

impl SharedKeyring {
    /// Keys that will be read from this file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path, keyring: RwLock::new(None) }
    }

    /// The key file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The keys, if they have been read.
    #[must_use]
    pub fn current(&self) -> Option<Arc<Keyring>> {
        self.keyring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The keys as they are now in the file.
    ///
    /// # Errors
    /// As [`Keyring::open`]; then everybody keeps the keys they had.
    pub fn reload(&self) -> Result<Arc<Keyring>, KeyError> {
        Keyring::open(&self.path).map(|keyring| self.put(keyring))
    }

    /// The keys of the file, which is made if there is none: for a database in which nothing is sealed.
    ///
    /// # Errors
    /// As [`Keyring::open_or_create`].
    pub fn open_or_create(&self) -> Result<Arc<Keyring>, KeyError> {
        Keyring::open_or_create(&self.path).map(|(keyring, _)| self.put(keyring))
    }

    /// Uses these keys from now on.
    pub fn put(&self, keyring: Keyring) -> Arc<Keyring> {
        let keyring = Arc::new(keyring);
        *self.keyring.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&keyring));
        keyring
    }
}
