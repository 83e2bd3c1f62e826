//! The lines around what was found.

use super::document::{Field, Passage};

/// Characters shown in front of what was found.
const BEFORE: usize = 20;
/// Characters shown in all, unless what was found is longer.
const LENGTH: usize = 80;

/// What was found, with some of the text around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Where in the case.
    pub field: Field,
    /// A piece of the text in one line.
    pub text: String,
    /// The first character of what was found, counted in characters from the start of `text`.
    pub start: usize,
    /// How many characters were found.
    pub length: usize,
}

pub(super) fn around(passage: &Passage, start: usize, end: usize) -> Highlight {
    let from = start.saturating_sub(BEFORE);
    let length = LENGTH.max(end - from);
    let one_line = |c: char| if c.is_control() { ' ' } else { c };
    let text = passage.text.chars().skip(from).take(length).map(one_line).collect();
    Highlight { field: passage.field, text, start: start - from, length: end - start }
}
