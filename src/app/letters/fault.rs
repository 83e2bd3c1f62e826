//! Why a letter was not made.

use super::numbers::NumbersFault;
use crate::domain::letter::LetterKind;
use crate::domain::numbering::NumberingError;
use crate::letters::letter::{Gap, WordingFault};
use crate::letters::press::PressError;

/// Why a letter was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterFault {
    /// Its wording cannot be filled, or cannot be kept.
    #[error(transparent)]
    Wording(#[from] WordingFault),
    /// It would lack what the law asks for.
    #[error("the letter lacks {0:?}")]
    Lacks(Vec<Gap>),
    /// The law answers no step of this case with such a letter.
    #[error("no step of the case calls for such a letter")]
    NotCalledFor,
    /// The step has been answered with such a letter.
    #[error("there is such a letter already: {document_no}")]
    Issued {
        /// Its number.
        document_no: String,
    },
    /// The reply is to be sent under another number than its letter has.
    #[error("the letter of the reply has the number {document_no}")]
    OtherNumber {
        /// Its number.
        document_no: String,
    },
    /// It is void already.
    #[error("the letter is void")]
    Void,
    /// There is no draft to make a reply of.
    #[error("there is no draft")]
    NoDraft,
    /// A 文号格式 that cannot be used.
    #[error(transparent)]
    Numbering(#[from] NumberingError),
    /// Two kinds of letters would have the same numbers.
    #[error("{0} has the same numbers")]
    SameNumbers(LetterKind),
    /// A picture that is neither PNG nor JPEG, or too large.
    #[error("no picture of a seal")]
    Seal,
    /// The 文号格式 that come with the program cannot be used.
    #[error(transparent)]
    Numbers(#[from] NumbersFault),
    /// A fact that is no short line.
    #[error("more than {max} characters, or more than a line")]
    Fact {
        /// Characters at most.
        max: usize,
    },
    /// It could not be set.
    #[error(transparent)]
    Press(#[from] PressError),
}

impl LetterFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wording(fault) => fault.code(),
            Self::Lacks(_) => "letter_lacks",
            Self::NotCalledFor => "letter_not_called_for",
            Self::Issued { .. } => "letter_issued",
            Self::OtherNumber { .. } => "letter_other_number",
            Self::Void => "letter_void",
            Self::NoDraft => "letter_no_draft",
            Self::Numbering(error) => error.code(),
            Self::SameNumbers(_) => "numbering_same",
            Self::Seal => "seal_picture",
            Self::Numbers(_) => "letter_numbers",
            Self::Fact { .. } => "letter_fact",
            Self::Press(_) => "letter_press",
        }
    }
}
