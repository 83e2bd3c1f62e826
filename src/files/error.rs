//! Why a file cannot be kept, read or scanned: never the sender's fault.

use std::io;

use thiserror::Error;

/// What every function of this folder returns.
pub type FilesResult<T> = Result<T, FilesError>;

/// Why a file cannot be kept, read or scanned.
#[derive(Debug, Error)]
pub enum FilesError {
    /// A kept file is not there any more.
    #[error("the file {sha256} is missing")]
    Missing {
        /// Its hash.
        sha256: String,
    },
    /// The bytes under a hash are not those that had this hash.
    #[error("the file {sha256} has been altered")]
    Altered {
        /// The hash that it should have.
        sha256: String,
    },
    /// The scanner does not answer, or not with an answer.
    #[error("the scanner is not available: {reason}")]
    Scanner {
        /// What it or the system said.
        reason: String,
    },
    /// The folder cannot be used.
    #[error("the attachments folder: {0}")]
    Store(#[from] object_store::Error),
    /// A file cannot be read or written.
    #[error("the attachments folder: {0}")]
    Io(#[from] io::Error),
}
