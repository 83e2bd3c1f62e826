//! 文字不能采用的原因. The sentence is in the message files under `report-text-CODE`.

use crate::domain::annual_report::Amount;
use crate::domain::annual_report::life::ReportStatus;

/// What is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the text cannot be kept: {}", self.code())]
pub enum TextFault {
    /// 数字不符: a number beside the words for a figure is not that figure.
    Disagrees {
        /// The number, as typed.
        written: String,
        /// The figure's name.
        figure: String,
        /// What it is in the tables.
        amount: Amount,
    },
    /// 口径不明: a number of requests received, and not whether those carried over are among them (R21).
    Ambiguous {
        /// The sentence, as typed.
        sentence: String,
    },
    /// A name in braces that no figure has.
    UnknownFigure {
        /// The name.
        name: String,
    },
    /// A brace that is opened and not closed, or the reverse.
    Brace,
    /// The section must say something: `无` is not enough for the problems, nor for other matters in a year in which
    /// fees were charged.
    Nothing,
    /// The text is longer than any report.
    TooLong {
        /// Characters at most.
        max: usize,
    },
}

impl TextFault {
    /// The stable code, as other programs see it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Disagrees { .. } => "figure_disagrees",
            Self::Ambiguous { .. } => "received_ambiguous",
            Self::UnknownFigure { .. } => "unknown_figure",
            Self::Brace => "brace_open",
            Self::Nothing => "says_nothing",
            Self::TooLong { .. } => "too_long",
        }
    }
}

/// Why a text of a report is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// The text itself.
    #[error(transparent)]
    Fault(#[from] TextFault),
    /// 已定稿: what is frozen or signed stays as it is.
    #[error("the report is {status}")]
    NotEditable {
        /// Where the report stands.
        status: ReportStatus,
    },
}

impl TextRefused {
    /// The stable code, as other programs see it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.code(),
            Self::NotEditable { .. } => "text_frozen",
        }
    }
}
