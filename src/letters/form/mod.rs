//! 表格类文书: forms, registers of one case and the like, as data. They have no number and decide nothing.

mod docx;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use serde_json::json;

use crate::letters::press::{Layout, Press, PressError};

/// The layout of forms.
const LAYOUT: Layout = Layout { name: "/form.typ", source: include_str!("../templates/form.typ") };

/// A cell of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Columns that it covers.
    pub span: usize,
    /// Whether it names what stands beside it.
    pub is_label: bool,
}

/// A table of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its heading.
    pub title: Option<String>,
    /// How wide its columns are beside each other.
    pub columns: Vec<u32>,
    /// The headings of its columns, repeated on every page.
    pub head: Vec<String>,
    /// Its rows; the spans of each are as many as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A form, filled or blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// 机关
    pub issuer: String,
    /// 标题
    pub title: String,
    /// A line below the title.
    pub subtitle: Option<String>,
    /// Its tables.
    pub sections: Vec<Section>,
    /// Notes below them.
    pub notes: Vec<String>,
    /// Its day.
    pub dated_on: NaiveDate,
}

impl Cell {
    /// What names something.
    #[must_use]
    pub fn label(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: 1, is_label: true }
    }

    /// What is filled in.
    #[must_use]
    pub fn value(text: impl Into<String>, span: usize) -> Self {
        Self { text: text.into(), span, is_label: false }
    }
}

impl Section {
    /// A table of names with what stands beside them: two pairs a row, or one that is written across.
    #[must_use]
    pub fn pairs(title: Option<String>) -> Self {
        Self { title, columns: vec![4, 6, 4, 6], head: Vec::new(), rows: Vec::new() }
    }

    /// Adds two pairs in one row.
    #[must_use]
    pub fn two(mut self, (one, first): (&str, &str), (other, second): (&str, &str)) -> Self {
        self.rows.push(vec![Cell::label(one), Cell::value(first, 1), Cell::label(other), Cell::value(second, 1)]);
        self
    }

    /// Adds a pair that is written across.
    #[must_use]
    pub fn one(mut self, name: &str, value: &str) -> Self {
        self.rows.push(vec![Cell::label(name), Cell::value(value, 3)]);
        self
    }

    /// A list with headed columns.
    #[must_use]
    pub fn list(title: Option<String>, columns: Vec<u32>, head: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let row = |row: Vec<String>| row.into_iter().map(|text| Cell::value(text, 1)).collect();
        Self { title, columns, head, rows: rows.into_iter().map(row).collect() }
    }
}

impl Form {
    /// The form on paper.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn pdf(&self, press: &Press) -> Result<Vec<u8>, PressError> {
        let data = json!({
            "title": self.title,
            "subtitle": self.subtitle,
            "issuer": self.issuer,
            "sections": self.sections,
            "notes": self.notes,
            "day": { "year": self.dated_on.year(), "month": self.dated_on.month(), "day": self.dated_on.day() },
        });
        press.set(LAYOUT, &data, &[])
    }
}
