//! 读登记簿: case log lines from a stream, one at a time, in flat memory.
//!
//! A file may be of any size and hold anything. A line that is not a request is a fault of that line only.

use std::io::{BufRead, Read};

use serde::de::DeserializeOwned;

use crate::domain::calendar::OutsideCalendar;
use crate::domain::case_log::{LogFault, LogLine};

/// Longest line that is read, in bytes. A real request with forty steps takes 4 KiB.
pub const MAX_LINE: usize = 1024 * 1024;

/// Why a line cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// Longer than [`MAX_LINE`].
    #[error("the line is longer than {MAX_LINE} bytes")]
    TooLong,
    /// Not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// Not JSON.
    #[error("the line is not JSON")]
    NotJson,
    /// JSON that ends too early: half a line.
    #[error("the line ends in the middle")]
    Truncated,
    /// A field that the contract does not know.
    #[error("unknown field `{field}`")]
    UnknownField {
        /// Its name.
        field: String,
    },
    /// A field that is missing.
    #[error("missing field `{field}`")]
    MissingField {
        /// Its name.
        field: String,
    },
    /// A field given twice.
    #[error("duplicate field `{field}`")]
    DuplicateField {
        /// Its name.
        field: String,
    },
    /// A date that does not exist, or is not written `YYYY-MM-DD`.
    #[error("`{field}` is not a date")]
    NotADate {
        /// Where in the line, `steps[2].on` for example.
        field: String,
    },
    /// A word that is not one of the contract's codes.
    #[error("`{field}` is not one of the codes allowed")]
    UnknownWord {
        /// Where in the line.
        field: String,
        /// What was given.
        value: String,
        /// What may be given.
        allowed: String,
    },
    /// A value of the wrong type.
    #[error("`{field}`: {detail}")]
    InvalidValue {
        /// Where in the line.
        field: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A date for which there is no calendar.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
    /// It is a request, but cannot have happened like this.
    #[error(transparent)]
    History(#[from] LogFault),
}

impl LineFault {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong => "line_too_long",
            Self::NotUtf8 => "not_utf8",
            Self::NotJson => "not_json",
            Self::Truncated => "truncated_line",
            Self::UnknownField { .. } => "unknown_field",
            Self::MissingField { .. } => "missing_field",
            Self::DuplicateField { .. } => "duplicate_field",
            Self::NotADate { .. } => "invalid_date",
            Self::UnknownWord { .. } => "unknown_word",
            Self::InvalidValue { .. } => "invalid_value",
            Self::OutsideCalendar(_) => "outside_calendar",
            Self::History(fault) => fault.code(),
        }
    }
}

/// One line as it was read, with its number from 1.
#[derive(Debug)]
pub struct Line {
    /// Its number in the file.
    pub number: usize,
    /// Its text, or why it has none.
    pub text: Result<String, LineFault>,
}

/// Reads lines of bounded length. Empty lines are passed over; they are numbered all the same.
pub struct Lines<R> {
    reader: R,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    /// Reads from `reader`.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0 }
    }

    /// The next line that is not empty.
    ///
    /// # Errors
    /// When the stream itself cannot be read.
    pub fn next_line(&mut self) -> std::io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let limit = u64::try_from(MAX_LINE).unwrap_or(u64::MAX) + 1;
            if self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            let number = self.number;
            if bytes.len() > MAX_LINE && !bytes.ends_with(b"\n") {
                self.skip_rest_of_line()?;
                return Ok(Some(Line { number, text: Err(LineFault::TooLong) }));
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let text = String::from_utf8(bytes).map_err(|_| LineFault::NotUtf8);
            return Ok(Some(Line { number, text: text.map(|text| bare(&text)) }));
        }
    }

    fn skip_rest_of_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |at| at + 1);
            self.reader.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// Without the line end, and without the mark that spreadsheet programs write at the start of a file.
fn bare(text: &str) -> String {
    text.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}').to_owned()
}

/// A case log line from its text.
///
/// # Errors
/// [`LineFault`], naming the field.
pub fn parse_line(text: &str) -> Result<LogLine, LineFault> {
    parse(text)
}

/// Any of the contract's JSON lines from its text.
///
/// # Errors
/// [`LineFault`], naming the field.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, LineFault> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        fault(&path, error.inner())
    })?;
    json.end().map_err(|_| LineFault::NotJson)?;
    Ok(value)
}

/// serde tells a field that is unknown, missing or double only in its sentence; the sentences are
/// covered by tests, so a new serde that words them differently is noticed.
fn fault(path: &str, error: &serde_json::Error) -> LineFault {
    use serde_json::error::Category;
    match error.classify() {
        Category::Eof => return LineFault::Truncated,
        Category::Syntax | Category::Io => return LineFault::NotJson,
        Category::Data => {}
    }
    let sentence = error.to_string();
    let named = |prefix: &str| {
        let name = sentence.strip_prefix(prefix)?.split('`').next()?;
        Some(name.to_owned())
    };
    if let Some(field) = named("unknown field `") {
        LineFault::UnknownField { field }
    } else if let Some(field) = named("missing field `") {
        LineFault::MissingField { field: inside(path, &field) }
    } else if let Some(field) = named("duplicate field `") {
        LineFault::DuplicateField { field }
    } else {
        value_fault(path.to_owned(), sentence.split(" at line ").next().unwrap_or(&sentence))
    }
}

fn value_fault(field: String, sentence: &str) -> LineFault {
    const DATE: [&str; 5] = [
        "input is out of range",
        "input contains invalid",
        "premature end of input",
        "trailing input",
        "no possible date",
    ];
    if DATE.iter().any(|known| sentence.starts_with(known)) {
        return LineFault::NotADate { field };
    }
    let word = sentence.strip_prefix('`').and_then(|rest| rest.split_once("` is not a "));
    match word.and_then(|(value, rest)| Some((value, rest.split_once("use one of: ")?.1))) {
        Some((value, allowed)) => {
            LineFault::UnknownWord { field, value: value.to_owned(), allowed: allowed.to_owned() }
        }
        None => LineFault::InvalidValue { field, detail: sentence.to_owned() },
    }
}

fn inside(path: &str, field: &str) -> String {
    if path == "." { field.to_owned() } else { format!("{path}.{field}") }
}
