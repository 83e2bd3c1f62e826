//! 文字里的数: the names under which a text may state the report's figures, and the words they are known by.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fault::TextFault;
use super::pieces::{Piece, pieces};
use crate::domain::annual_report::{Amount, Figures};

/// 用语: what is known about the words of a report; it is kept in a file, as the words of a language are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Words between the words for a figure and its number that change nothing, the longest first.
    pub fillers: Vec<String>,
    /// Words for receiving.
    pub received: Vec<String>,
    /// Words for a request.
    pub request: Vec<String>,
    /// Words that say what is counted as received (R21).
    pub kinds: Vec<String>,
    /// Words that tell of other things received than requests.
    pub elsewhere: Vec<String>,
    /// Words that lead back to the year of the report.
    pub this_year: Vec<String>,
    /// What says nothing.
    pub nothing: Vec<String>,
    /// The figures.
    #[serde(rename = "figure")]
    pub figures: Vec<Term>,
}

/// A figure that a text may state.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its name between braces.
    pub name: String,
    /// 单位
    pub unit: String,
    /// The cells that it is the sum of; those that the report's form does not have are 0.
    pub cells: Vec<String>,
    /// Words that a number for it follows.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// Words by which it is something else.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// 绑定: the vocabulary with the figures of one report.
#[derive(Debug, Clone)]
pub struct Bound<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) year: i32,
    amounts: BTreeMap<&'a str, Amount>,
}

impl<'a> Bound<'a> {
    /// The figures of a report under their names.
    #[must_use]
    pub fn new(words: &'a Vocabulary, figures: &Figures) -> Self {
        let places: BTreeMap<String, Amount> =
            figures.places().into_iter().map(|(place, amount)| (place.to_string(), amount)).collect();
        let sum = |term: &'a Term| {
            let amount = term.cells.iter().filter_map(|cell| places.get(cell)).copied().sum();
            (term.name.as_str(), amount)
        };
        Self { words, year: figures.header.year, amounts: words.figures.iter().map(sum).collect() }
    }

    /// A figure by its name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Amount> {
        self.amounts.get(name).copied()
    }

    /// Every figure with its name and its unit, in the order of the vocabulary.
    pub fn all(&self) -> impl Iterator<Item = (&'a Term, Amount)> + '_ {
        self.words.figures.iter().map(|term| (term, self.get(&term.name).unwrap_or_default()))
    }

    /// A text as it is read, with every figure in its place.
    ///
    /// # Errors
    /// [`TextFault::UnknownFigure`] and [`TextFault::Brace`]; a text that was bound has neither.
    pub fn fill(&self, text: &str) -> Result<String, TextFault> {
        let mut filled = String::with_capacity(text.len());
        for piece in pieces(text)? {
            match piece {
                Piece::Words(words) | Piece::Number(words, _) => filled.push_str(words),
                Piece::Figure(name) => filled.push_str(&self.known(name)?.to_string()),
            }
        }
        Ok(filled)
    }

    pub(super) fn known(&self, name: &str) -> Result<Amount, TextFault> {
        self.get(name).ok_or_else(|| TextFault::UnknownFigure { name: name.to_owned() })
    }
}
