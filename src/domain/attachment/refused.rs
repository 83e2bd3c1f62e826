//! 附件不予收存的理由. The sentences are in the message files under the code.

use thiserror::Error;

use super::FileKind;

/// Why a file is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileRefused {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are taken.
    #[error("a file may have {at_most} bytes")]
    TooLarge {
        /// Bytes at most.
        at_most: u64,
    },
    /// More files than are taken at once.
    #[error("{at_most} files may be sent at once")]
    TooMany {
        /// Files at most.
        at_most: usize,
    },
    /// Nothing that could be shown as a name.
    #[error("the file has no name")]
    NameMissing,
    /// A name that is too long.
    #[error("a name may have {at_most} characters")]
    NameTooLong {
        /// Characters at most.
        at_most: usize,
    },
    /// The bytes are of a kind that is not taken, whatever the name says.
    #[error("files of type {found} are not accepted")]
    TypeNotAccepted {
        /// What the bytes are.
        found: String,
    },
    /// The name says one kind and the bytes are another.
    #[error("the name ends with {named}, the content is {found}")]
    TypeMismatch {
        /// What the name ends with.
        named: String,
        /// What the bytes are.
        found: FileKind,
    },
    /// The scanner found something.
    #[error("the scanner found {finding}")]
    Infected {
        /// What the scanner calls it.
        finding: String,
    },
}

impl FileRefused {
    /// Every code there is; each has a sentence in every language.
    pub const CODES: &'static [&'static str] = &[
        "file_empty",
        "file_too_large",
        "too_many_files",
        "file_name_missing",
        "file_name_too_long",
        "file_type_not_accepted",
        "file_type_mismatch",
        "infected",
    ];

    /// The stable code, as other programs see it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "file_empty",
            Self::TooLarge { .. } => "file_too_large",
            Self::TooMany { .. } => "too_many_files",
            Self::NameMissing => "file_name_missing",
            Self::NameTooLong { .. } => "file_name_too_long",
            Self::TypeNotAccepted { .. } => "file_type_not_accepted",
            Self::TypeMismatch { .. } => "file_type_mismatch",
            Self::Infected { .. } => "infected",
        }
    }
}
