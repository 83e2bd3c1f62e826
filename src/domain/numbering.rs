//! 文号 (R20, GB/T 9704): how an agency numbers its documents.
//!
//! Which number comes next is the register's business (gapless per agency, kind and year); here is
//! only how it is written and read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest template or 代字, in characters.
pub const TEMPLATE_MAX: usize = 60;
/// The widest a number may be filled up with zeros.
const WIDTH_MAX: usize = 9;

/// 文号格式: text with `{代字}`, `{year}` and `{n}`; `{n:04}` fills up with zeros.
///
/// The default follows GB/T 9704: six-cornered brackets, the full year, no 第, no leading zero.
///
/// ```
/// use gongkai_core::domain::numbering::NumberTemplate;
/// let template = NumberTemplate::default();
/// assert_eq!(template.format("杭政公复", 2026, 18), "杭政公复〔2026〕18号");
/// assert_eq!(template.parse("杭政公复", "杭政公复〔2026〕18号"), Some((2026, 18)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberTemplate(Vec<Part>);

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Prefix,
    Year,
    Number { width: usize },
}

/// A template or 代字 that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberingError {
    /// `{…}` that stands for nothing.
    #[error("unknown placeholder {{{0}}}; there are {{代字}}, {{year}}, {{n}}, {{n:04}}")]
    UnknownPlaceholder(String),
    /// A brace without its partner.
    #[error("a brace is not closed or not opened")]
    Brace,
    /// `{year}` or `{n}` does not stand there exactly once, so two documents would share a number.
    #[error("{{{0}}} must stand there exactly once")]
    NotOnce(&'static str),
    /// Nothing between two placeholders, so a number could not be read back.
    #[error("something must stand between {{year}} and {{n}}, and between {{代字}} and a number")]
    Touching,
    /// Too long, empty, or with control characters.
    #[error("between 1 and {max} characters without control characters")]
    Length {
        /// The limit, [`TEMPLATE_MAX`].
        max: usize,
    },
}

impl NumberingError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownPlaceholder(_) => "numbering_unknown_placeholder",
            Self::Brace => "numbering_brace",
            Self::NotOnce(_) => "numbering_not_once",
            Self::Touching => "numbering_touching",
            Self::Length { .. } => "numbering_length",
        }
    }
}

impl NumberTemplate {
    /// 登记编号 of the register of requests unless an agency has its own: 「{year}-{n:05}」.
    ///
    /// ```
    /// use gongkai_core::domain::numbering::NumberTemplate;
    /// assert_eq!(NumberTemplate::register().format("", 2025, 7), "2025-00007");
    /// ```
    #[must_use]
    pub fn register() -> Self {
        Self(vec![Part::Year, Part::Text("-".to_owned()), Part::Number { width: 5 }])
    }

    /// 文号 of the `number`-th document of a year; `prefix` is the 机关代字 of its kind.
    #[must_use]
    pub fn format(&self, prefix: &str, year: i32, number: u32) -> String {
        let write = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Prefix => prefix.to_owned(),
            Part::Year => format!("{year:04}"),
            Part::Number { width } => format!("{number:0width$}"),
        };
        self.0.iter().map(write).collect()
    }

    /// Year and number of a 文号 written with this template and prefix; `None` if it was not.
    #[must_use]
    pub fn parse(&self, prefix: &str, text: &str) -> Option<(i32, u32)> {
        let (mut rest, mut year, mut number) = (text, None, None);
        for part in &self.0 {
            match part {
                Part::Text(expected) => rest = rest.strip_prefix(expected.as_str())?,
                Part::Prefix => rest = rest.strip_prefix(prefix)?,
                Part::Year => year = Some(take_digits(&mut rest)?),
                Part::Number { .. } => number = Some(take_digits(&mut rest)?),
            }
        }
        let read = (i32::try_from(year?).ok()?, number?);
        // Leading zeros or a short year would read, and then be written differently.
        (rest.is_empty() && self.format(prefix, read.0, read.1) == text).then_some(read)
    }
}

fn take_digits(rest: &mut &str) -> Option<u32> {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at_checked(end)?;
    *rest = after;
    digits.parse().ok()
}

/// 机关代字: checked before it goes into a template's place.
///
/// # Errors
/// [`NumberingError::Length`], [`NumberingError::Brace`].
pub fn check_prefix(prefix: &str) -> Result<(), NumberingError> {
    check_length(prefix)?;
    if prefix.contains(['{', '}']) { Err(NumberingError::Brace) } else { Ok(()) }
}

fn check_length(text: &str) -> Result<(), NumberingError> {
    let fits = (1..=TEMPLATE_MAX).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(NumberingError::Length { max: TEMPLATE_MAX }) }
}

impl FromStr for NumberTemplate {
    type Err = NumberingError;

    fn from_str(text: &str) -> Result<Self, NumberingError> {
        check_length(text)?;
        let parts = split(text)?;
        let count = |wanted: fn(&Part) -> bool| parts.iter().filter(|part| wanted(part)).count();
        if count(|part| matches!(part, Part::Year)) != 1 {
            return Err(NumberingError::NotOnce("year"));
        }
        if count(|part| matches!(part, Part::Number { .. })) != 1 {
            return Err(NumberingError::NotOnce("n"));
        }
        let touching = |pair: &[Part]| pair.iter().all(|part| !matches!(part, Part::Text(_)));
        let prefix_first = matches!(parts.as_slice(), [Part::Prefix, next, ..] if !matches!(next, Part::Text(_)));
        if prefix_first || parts.windows(2).any(touching) {
            return Err(NumberingError::Touching);
        }
        Ok(Self(parts))
    }
}

fn split(text: &str) -> Result<Vec<Part>, NumberingError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['{', '}']).unwrap_or(rest.len());
        let (literal, after) = rest.split_at_checked(end).ok_or(NumberingError::Brace)?;
        if !literal.is_empty() {
            parts.push(Part::Text(literal.to_owned()));
        }
        rest = after;
        if let Some(inside) = rest.strip_prefix('{') {
            let (name, after) = inside.split_once('}').ok_or(NumberingError::Brace)?;
            parts.push(placeholder(name)?);
            rest = after;
        } else if !rest.is_empty() {
            return Err(NumberingError::Brace);
        }
    }
    Ok(parts)
}

fn placeholder(name: &str) -> Result<Part, NumberingError> {
    let unknown = || NumberingError::UnknownPlaceholder(name.to_owned());
    match name {
        "代字" => Ok(Part::Prefix),
        "year" => Ok(Part::Year),
        "n" => Ok(Part::Number { width: 0 }),
        other => {
            let width = other.strip_prefix("n:0").and_then(|width| width.parse().ok());
            width
                .filter(|width| (1..=WIDTH_MAX).contains(width))
                .map(|width| Part::Number { width })
                .ok_or_else(unknown)
        }
    }
}

impl Default for NumberTemplate {
    /// 「{代字}〔{year}〕{n}号」 (R20).
    fn default() -> Self {
        let text = |text: &str| Part::Text(text.to_owned());
        Self(vec![Part::Prefix, text("〔"), Part::Year, text("〕"), Part::Number { width: 0 }, text("号")])
    }
}

impl fmt::Display for NumberTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Prefix => f.write_str("{代字}"),
            Part::Year => f.write_str("{year}"),
            Part::Number { width: 0 } => f.write_str("{n}"),
            Part::Number { width } => write!(f, "{{n:0{width}}}"),
        })
    }
}

impl TryFrom<String> for NumberTemplate {
    type Error = NumberingError;

    fn try_from(text: String) -> Result<Self, NumberingError> {
        text.parse()
    }
}

impl From<NumberTemplate> for String {
    fn from(template: NumberTemplate) -> Self {
        template.to_string()
    }
}
