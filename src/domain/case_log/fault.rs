//! Why a line is not taken over.

use super::StepKind;
use crate::domain::case::Refused;

/// Why a line is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// A step lacks what it needs.
    #[error("step {index} ({kind}) needs `{field}`")]
    MissingField {
        /// Number of the step in its line, from 1.
        index: usize,
        /// What it is.
        kind: StepKind,
        /// The field.
        field: &'static str,
    },
    /// A step has a field of another kind of step.
    #[error("step {index} ({kind}) has no `{field}`")]
    UnexpectedField {
        /// Number of the step in its line, from 1.
        index: usize,
        /// What it is.
        kind: StepKind,
        /// The field.
        field: &'static str,
    },
    /// Text that is empty, too long, or holds control characters.
    #[error("`{field}` is empty, longer than {limit} characters, or holds control characters")]
    BadText {
        /// The field.
        field: &'static str,
        /// Its limit in characters.
        limit: usize,
    },
    /// A number or word outside its range.
    #[error("`{field}` of step {index} cannot be {value}")]
    BadValue {
        /// Number of the step in its line, from 1.
        index: usize,
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// It cannot have happened.
    #[error("step {index}: {refused}")]
    Refused {
        /// Number of the step in its line, from 1; 0 for the registration itself.
        index: usize,
        /// Why.
        refused: Refused,
    },
}

impl LogFault {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingField { .. } => "missing_field",
            Self::UnexpectedField { .. } => "unexpected_field",
            Self::BadText { .. } => "bad_text",
            Self::BadValue { .. } => "bad_value",
            Self::Refused { refused, .. } => refused.code(),
        }
    }
}
