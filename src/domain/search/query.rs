//! What somebody looks for.

use super::document::{Document, Passage};
use super::excerpt::{self, Highlight};
use super::token::{Token, tokens};

/// Longest question, in characters.
pub const QUERY_MAX: usize = 200;

/// A question that cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// It has no character, letter or digit.
    #[error("there is nothing to look for")]
    Empty,
    /// It is longer than [`QUERY_MAX`].
    #[error("more than {QUERY_MAX} characters")]
    TooLong,
}

impl BadQuery {
    /// A stable name for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "missing",
            Self::TooLong => "too_long",
        }
    }
}

/// How much of a case somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Full,
    /// Neither the applicant's name nor a draft.
    Limited,
}

/// Phrases that a document must hold, all of them, each within one passage.
///
/// Spaces separate phrases; every other sign is dropped, so that nothing that can be typed is an operator.
///
/// ```
/// use gongkai_core::domain::search::{BadQuery, Document, Field, Passage, Query, Sight};
/// let passage = Passage { field: Field::Subject, text: "2024年度采购合同（A座）".into() };
/// let document = Document { passages: vec![passage] };
/// let found = |text| Query::parse(text).map(|query| query.find(&document, Sight::Full).is_some());
/// assert_eq!(found("采购合同"), Ok(true));
/// assert_eq!(found("ａ座　2024"), Ok(true));
/// assert_eq!(found("合同采购"), Ok(false));
/// assert_eq!(found("\" OR *"), Ok(false));
/// assert_eq!(found("' & | ! :*"), Err(BadQuery::Empty));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub(super) phrases: Vec<Vec<Token>>,
}

impl Query {
    /// Reads a question.
    ///
    /// # Errors
    /// [`BadQuery`] if there is nothing in it, or too much.
    pub fn parse(text: &str) -> Result<Self, BadQuery> {
        if text.chars().count() > QUERY_MAX {
            return Err(BadQuery::TooLong);
        }
        let phrases: Vec<Vec<Token>> =
            text.split_whitespace().map(tokens).filter(|phrase| !phrase.is_empty()).collect();
        if phrases.is_empty() { Err(BadQuery::Empty) } else { Ok(Self { phrases }) }
    }

    /// Where the first phrase stands in a document that holds every phrase; `None` if it does not.
    #[must_use]
    pub fn find(&self, document: &Document, sight: Sight) -> Option<Highlight> {
        let passages: Vec<(&Passage, Vec<Token>)> =
            document.seen(sight).map(|passage| (passage, tokens(&passage.text))).collect();
        let mut first = None;
        for phrase in &self.phrases {
            let found = passages.iter().find_map(|(passage, text)| Some((*passage, place(phrase, text)?)))?;
            first.get_or_insert(found);
        }
        first.map(|(passage, (start, end))| excerpt::around(passage, start, end))
    }
}

/// The characters from where a phrase begins to where it ends.
fn place(phrase: &[Token], text: &[Token]) -> Option<(usize, usize)> {
    let is_same = |window: &&[Token]| window.iter().zip(phrase).all(|(one, other)| one.text == other.text);
    let window = text.windows(phrase.len().max(1)).find(is_same)?;
    Some((window.first()?.start, window.last()?.end))
}
