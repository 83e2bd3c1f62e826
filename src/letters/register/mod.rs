//! 登记簿导出: a list as a file for a spreadsheet, line by line, so that memory does not grow with it.

mod book;
mod criteria;
mod csv;
mod statistics;
mod table;
mod words;

use std::io;

use chrono::NaiveDate;

pub use book::{Book, Heading, Of};
pub use csv::Csv;
pub use table::Xlsx;
pub use words::{cells, columns, said, separator, title};

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub title: String,
    /// How wide it is, in characters of a spreadsheet.
    pub width: u16,
}

/// What stands in a line under a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words; they may be empty.
    Text(String),
    /// A day.
    Date(Option<NaiveDate>),
    /// Days, yuan, or how many of something.
    Number(Option<i64>),
}

/// A list that is being written.
pub trait Sheet {
    /// Adds a line.
    ///
    /// # Errors
    /// If it cannot be written.
    fn line(&mut self, cells: &[Cell]) -> io::Result<()>;
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
