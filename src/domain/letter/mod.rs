//! 文书: which letters there are and what the law answers with them. Their words and their looks are not here.

mod kind;
mod paper;
mod state;
mod text;

pub use kind::LetterKind;
pub use paper::PaperKind;
pub use state::LetterState;
pub use text::{LetterFact, LetterText};
