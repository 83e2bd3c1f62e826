//! # Files: the only folder that knows where attachments are kept
//!
//! A file is kept outside the database under the SHA-256 of its bytes, so that the same bytes are kept once
//! and nothing can be put in their place unnoticed. A row in the database says which case it belongs to.
//!
//! ```text
//! sniff    what the bytes are            scan     clamd, where the office runs one
//! inspect  hash, size and kind           blobs    the folder, through object_store
//! ```
//!
//! ```text
//! DIR/sha256/ab/abcdef…   kept files      DIR/incoming/   what is being received
//! ```
//!
//! Everything here is asynchronous: bytes travel in pieces and no file is held in memory. Where there is no
//! event loop, [`wait`] runs it to its end.

mod blobs;
mod error;
mod inspect;
mod scan;
pub mod sheet;
mod sniff;

use std::future::Future;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use tokio::sync::mpsc::Sender;

use self::blobs::Blobs;
use self::scan::Scanner;

pub use self::blobs::PIECE;
pub use self::error::{FilesError, FilesResult};
pub use self::inspect::Inspected;
pub use self::scan::Verdict;

/// How much is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file at most.
    pub max_bytes: u64,
    /// Files sent at once at most.
    pub max_files: usize,
}

/// Where attachments are kept, and what they must pass.
#[derive(Debug)]
pub struct Files {
    dir: PathBuf,
    limits: Limits,
    blobs: Blobs,
    scanner: Option<Scanner>,
}

impl Files {
    /// A folder, which is made when the first file comes. `clamd` is `host:port`, the path of a socket, or
    /// empty where no scanner runs.
    #[must_use]
    pub fn new(dir: PathBuf, limits: Limits, clamd: &str) -> Self {
        let scanner = (!clamd.is_empty()).then(|| Scanner::at(clamd));
        Self { blobs: Blobs::at(dir.clone()), dir, limits, scanner }
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// How much is taken in.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The folder for what is being received. It is on the same disk as the kept files.
    #[must_use]
    pub fn incoming_dir(&self) -> PathBuf {
        self.dir.join(blobs::INCOMING)
    }

    /// Makes the folder for what is being received, readable by its owner only.
    ///
    /// # Errors
    /// [`FilesError::Io`] if it cannot be made.
    pub fn incoming(&self) -> FilesResult<PathBuf> {
        let dir = self.incoming_dir();
        blobs::make_private(&dir)?;
        Ok(dir)
    }

    /// Reads a received file once: its hash, its size and what its bytes are.
    ///
    /// # Errors
    /// [`FilesError::Io`] if it cannot be read.
    pub async fn inspect(&self, file: &Path) -> FilesResult<Inspected> {
        inspect::inspect(file.to_owned()).await
    }

    /// Has a received file scanned; without a scanner every file is clean.
    ///
    /// # Errors
    /// [`FilesError::Scanner`] if the scanner does not answer.
    pub async fn scan(&self, file: &Path) -> FilesResult<Verdict> {
        match &self.scanner {
            Some(scanner) => scanner.scan(file).await,
            None => Ok(Verdict::Clean),
        }
    }

    /// Keeps a received file under its hash. When this returns, it is on the disk.
    ///
    /// # Errors
    /// [`FilesError::Altered`] if its bytes are no longer those that were inspected; [`FilesError`] if the
    /// folder cannot be written.
    pub async fn keep(&self, file: &Path, sha256: &str) -> FilesResult<()> {
        self.blobs.put(file, sha256).await
    }

    /// Reads a kept file to its end and compares its hash; gives its size.
    ///
    /// # Errors
    /// [`FilesError::Missing`], [`FilesError::Altered`].
    pub async fn verify(&self, sha256: &str) -> FilesResult<u64> {
        self.blobs.verify(sha256).await
    }

    /// The bytes of a kept file from a place on, at most [`PIECE`]; none at its end.
    ///
    /// # Errors
    /// [`FilesError::Missing`].
    pub async fn piece(&self, sha256: &str, from: u64, size: u64) -> FilesResult<Vec<u8>> {
        self.blobs.piece(sha256, from, size).await
    }

    /// Reads a kept file of this size to somebody, as fast as it is taken. The last piece is given only if all
    /// of them together have the hash; until then nobody has the whole file.
    pub async fn send(&self, sha256: &str, size: u64, to: &Sender<FilesResult<Vec<u8>>>) {
        if let Err(error) = self.blobs.send(sha256, size, to).await {
            // Nobody listens any more: then nobody needs to be told.
            let _ = to.send(Err(error)).await;
        }
    }

    /// Whether a file is kept, whatever its bytes are now.
    ///
    /// # Errors
    /// [`FilesError`] if the folder cannot be read.
    pub async fn is_kept(&self, sha256: &str) -> FilesResult<bool> {
        self.blobs.exists(sha256).await
    }

    /// The parts of the folder, for going through all of it.
    ///
    /// # Errors
    /// [`FilesError`] if the folder cannot be read.
    pub async fn shards(&self) -> FilesResult<Vec<String>> {
        self.blobs.shards().await
    }

    /// The hashes in one part of the folder whose files were last written before an instant.
    ///
    /// # Errors
    /// [`FilesError`] if the folder cannot be read.
    pub async fn written_before(&self, shard: &str, before: DateTime<Utc>) -> FilesResult<Vec<String>> {
        self.blobs.written_before(shard, before).await
    }

    /// Removes a kept file; if it is gone already, that is no error.
    ///
    /// # Errors
    /// [`FilesError`] if it cannot be removed.
    pub async fn remove(&self, sha256: &str) -> FilesResult<()> {
        self.blobs.remove(sha256).await
    }

    /// Removes a kept file unless it has been written again since an instant; `true` if it was removed.
    ///
    /// # Errors
    /// [`FilesError`] if it cannot be removed.
    pub async fn remove_unless_written_since(&self, sha256: &str, since: DateTime<Utc>) -> FilesResult<bool> {
        self.blobs.remove_unless_written_since(sha256, since).await
    }

    /// Removes what an interrupted upload left behind before an instant; gives how many files.
    ///
    /// # Errors
    /// [`FilesError::Io`] if the folder cannot be read.
    pub fn remove_leftovers(&self, before: DateTime<Utc>) -> FilesResult<usize> {
        self.blobs.remove_leftovers(before)
    }
}

/// Runs asynchronous work to its end on this thread, which must not be one that answers requests.
///
/// # Errors
/// [`FilesError::Io`] if no event loop can be made, otherwise what the work returns.
pub fn wait<T, E: From<FilesError>>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(FilesError::Io)?;
    runtime.block_on(work)
}
