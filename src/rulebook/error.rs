//! Rules that cannot be used, and what to tell whoever wrote them.

use std::io;
use std::path::Path;

use thiserror::Error;

use super::sources::Files;
use crate::domain::calendar::{CalendarError, LayerName};
use crate::domain::regime::RegimeError;
use crate::messages::Lang;

/// Why the rules do not load.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RulebookError {
    /// A file or folder cannot be read.
    #[error("{path}: {detail}")]
    Unreadable {
        /// Which one.
        path: String,
        /// What the system says.
        detail: String,
    },
    /// A file is not of the format.
    #[error("{file}, line {line}: {detail}")]
    Malformed {
        /// Which one.
        file: String,
        /// Where, from 1 on.
        line: usize,
        /// Why.
        detail: String,
    },
    /// Regimes that cannot be used together.
    #[error(transparent)]
    Regimes(#[from] RegimeError),
    /// Two files are about the same year.
    #[error("{first} and {second} are both the calendar {layer}; keep one")]
    TwoFiles {
        /// Which year.
        layer: LayerName,
        /// One file.
        first: String,
        /// The other.
        second: String,
    },
    /// A calendar contradicts itself or another one.
    #[error("{file}: {error}")]
    Calendar {
        /// Which file.
        file: String,
        /// How.
        error: CalendarError,
    },
}

impl RulebookError {
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable { path: path.display().to_string(), detail: error.to_string() }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::Malformed { .. } => "malformed",
            Self::Regimes(_) => "regimes",
            Self::TwoFiles { .. } => "two_files",
            Self::Calendar { error, .. } => error.code(),
        }
    }

    /// Adds the file's name to what is wrong with it.
    pub(super) fn calendar(error: CalendarError, files: &Files) -> Self {
        let found = match &error {
            CalendarError::Faulty { layer, .. } => {
                let of_layer = |statutory_only| files.get(&(layer.clone(), statutory_only));
                of_layer(false).or_else(|| of_layer(true))
            }
            CalendarError::UnknownRegion { .. } => None,
        };
        Self::Calendar { file: found.map_or_else(String::new, |found| found.origin.clone()), error }
    }

    /// One sentence for people that says what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Unreadable { path, detail } => {
                lang.with("error-rules-unreadable", &[("path", path.into()), ("detail", detail.into())])
            }
            Self::Malformed { file, line, detail } => lang.with(
                "error-rules-malformed",
                &[("file", file.into()), ("line", line.to_string().into()), ("detail", detail.into())],
            ),
            Self::Regimes(error) => lang.with("error-rules-regimes", &[("detail", error.to_string().into())]),
            Self::TwoFiles { layer, first, second } => lang.with(
                "error-rules-two-files",
                &[("layer", layer.to_string().into()), ("first", first.into()), ("second", second.into())],
            ),
            Self::Calendar { file, error } => lang.with(
                "error-rules-calendar",
                &[("file", file.into()), ("problem", super::words::calendar_error(error, lang).into())],
            ),
        }
    }
}
