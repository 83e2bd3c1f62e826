//! 文书用语: the words of a letter, with places for what is known of the case.
//!
//! A wording is a text. Its first line is the title, the first paragraph below ends with a colon and says to
//! whom; then every line is a paragraph. `# ` begins a heading, `## ` one below it, and lines between bars are
//! rows of a table. Whoever writes one cannot harm anybody: it sees nothing but the letter's own facts, ends
//! when its fuel is used up, and is tried with examples before it is kept.

use chrono::NaiveDate;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use rust_embed::Embed;
use serde::Serialize;

use super::{Block, Gap, Letter};
use crate::domain::letter::LetterKind;

/// Steps that a wording may take.
const FUEL: u64 = 100_000;
/// Longest wording, in characters.
const LENGTH_MAX: usize = 20_000;

#[derive(Embed)]
#[folder = "../../config/letters"]
struct BuiltIn;

/// The words of a letter before they are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording(pub String);

/// What is wrong with a wording.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingFault {
    /// Longer than a letter ever is.
    #[error("more than {max} characters")]
    Length {
        /// Characters at most.
        max: usize,
    },
    /// A place that cannot be filled, or markup that is not closed.
    #[error("line {line}: {detail}")]
    Broken {
        /// The line.
        line: usize,
        /// What the template engine says.
        detail: String,
    },
    /// The first paragraph does not say to whom.
    #[error("no addressee")]
    NoAddressee,
    /// The letter would lack what the law asks for.
    #[error("{0:?}")]
    Lacks(Vec<Gap>),
}

impl WordingFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "wording_length",
            Self::Broken { .. } => "wording_broken",
            Self::NoAddressee => "wording_addressee",
            Self::Lacks(_) => "wording_lacks",
        }
    }
}

/// Facts to try a wording with: all there is, and as little as there may be.
#[derive(Debug)]
pub struct Example<'a, F> {
    /// The issuing agency.
    pub issuer: &'a str,
    /// Every case that the wording must be able to say.
    pub facts: Vec<F>,
    /// A day.
    pub on: NaiveDate,
}

impl Wording {
    /// The wording that comes with the program.
    #[must_use]
    pub fn built_in(kind: LetterKind) -> Self {
        let file = BuiltIn::get(&format!("{}.txt", kind.as_str()));
        Self(file.and_then(|file| String::from_utf8(file.data.into_owned()).ok()).unwrap_or_default())
    }

    /// Fills the wording. What it has no fact for is an error, so that no letter has a hole.
    ///
    /// # Errors
    /// [`WordingFault`].
    pub fn letter<F: Serialize>(
        &self,
        kind: LetterKind,
        issuer: &str,
        facts: &F,
        dated_on: NaiveDate,
    ) -> Result<Letter, WordingFault> {
        let text = self.fill(facts)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let title = lines.next().unwrap_or_default().to_owned();
        let addressee = lines.next().and_then(addressed).ok_or(WordingFault::NoAddressee)?;
        Ok(Letter {
            kind,
            issuer: issuer.to_owned(),
            title,
            number: None,
            addressee,
            body: blocks(lines),
            enclosures: Vec::new(),
            dated_on,
        })
    }

    /// Whether it can be kept: it can say every example, and lacks nothing.
    ///
    /// # Errors
    /// [`WordingFault`].
    pub fn check<F: Serialize>(&self, kind: LetterKind, example: &Example<'_, F>) -> Result<(), WordingFault> {
        if self.0.chars().count() > LENGTH_MAX {
            return Err(WordingFault::Length { max: LENGTH_MAX });
        }
        for facts in &example.facts {
            let gaps = self.letter(kind, example.issuer, facts, example.on)?.gaps(true);
            if !gaps.is_empty() {
                return Err(WordingFault::Lacks(gaps));
            }
        }
        Ok(())
    }

    fn fill<F: Serialize>(&self, facts: &F) -> Result<String, WordingFault> {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_fuel(Some(FUEL));
        environment.render_str(&self.0, Value::from(Serde(facts))).map_err(|error| broken(&error))
    }
}

fn broken(error: &minijinja::Error) -> WordingFault {
    let detail =
        error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
    WordingFault::Broken { line: error.line().unwrap_or(1), detail }
}

/// To whom, of a line that ends with a colon.
fn addressed(line: &str) -> Option<String> {
    let name = line.strip_suffix(['：', ':'])?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn blocks<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        if let Some(cells) = row(line) {
            if let Some(Block::Table { rows, .. }) = blocks.last_mut() {
                rows.push(cells);
            } else {
                blocks.push(Block::Table { head: true, rows: vec![cells] });
            }
        } else if let Some(text) = line.strip_prefix("## ") {
            blocks.push(Block::Subheading { text: text.to_owned() });
        } else if let Some(text) = line.strip_prefix("# ") {
            blocks.push(Block::Heading { text: text.to_owned() });
        } else {
            blocks.push(Block::Paragraph { text: line.to_owned() });
        }
    }
    blocks
}

/// The cells of a line between bars.
fn row(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}
