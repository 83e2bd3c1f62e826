//! 表格: a table with merged cells, independent of the format it is written in.

use crate::domain::annual_report::{Amount, FigurePlace};

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A column's heading.
    Head,
    /// A row's label, indented by so many steps.
    Label(usize),
    /// A figure, or a word that stands for one (a unit, a percentage).
    Figure,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A figure.
    Number(Amount),
}

impl Content {
    /// As it is printed.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(amount) => amount.to_string(),
        }
    }
}

/// A cell, one or more columns wide and one or more rows high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCell {
    /// What it is for.
    pub kind: Kind,
    /// What stands in it.
    pub content: Content,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// Which figure of the report it is; none for words and for sums that the form does not print.
    pub place: Option<FigurePlace>,
}

impl GridCell {
    /// A heading.
    pub fn head(text: impl Into<String>) -> Self {
        Self { kind: Kind::Head, content: Content::Text(text.into()), columns: 1, rows: 1, place: None }
    }

    /// A row's label.
    pub fn label(text: impl Into<String>) -> Self {
        Self { kind: Kind::Label(0), ..Self::head(text) }
    }

    /// A row's label, indented.
    pub fn indented(text: impl Into<String>, steps: usize) -> Self {
        Self { kind: Kind::Label(steps), ..Self::head(text) }
    }

    /// A figure.
    pub fn number(number: impl Into<Amount>) -> Self {
        Self { kind: Kind::Figure, content: Content::Number(number.into()), columns: 1, rows: 1, place: None }
    }

    /// A word among figures.
    pub fn word(text: impl Into<String>) -> Self {
        Self { kind: Kind::Figure, ..Self::head(text) }
    }

    /// The cell, as this figure of the report.
    #[must_use]
    pub fn at(self, place: FigurePlace) -> Self {
        Self { place: Some(place), ..self }
    }

    /// The cell, so many columns wide.
    #[must_use]
    pub fn across(self, columns: usize) -> Self {
        Self { columns, ..self }
    }

    /// The cell, so many rows high.
    #[must_use]
    pub fn down(self, rows: usize) -> Self {
        Self { rows, ..self }
    }
}

/// A cell with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// The row of its upper left corner, from 0.
    pub row: usize,
    /// The column of its upper left corner, from 0.
    pub column: usize,
    /// The cell.
    pub cell: &'a GridCell,
}

/// A table. As in HTML, a row lists the cells that begin in it, from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The width of each column, in millimetres on A4.
    pub widths: Vec<u16>,
    /// How many rows at the top are headings.
    pub head_rows: usize,
    /// The rows.
    pub rows: Vec<Vec<GridCell>>,
}

impl Grid {
    /// Every cell with its place, row by row: a cell that begins in a row takes the first columns not
    /// covered by a cell from above.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed<'_>> {
        // For each column, the first row that is free again.
        let mut free_from = vec![0; self.widths.len()];
        let mut placed = Vec::new();
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while free_from.get(column).is_some_and(|free| *free > row) {
                    column += 1;
                }
                placed.push(Placed { row, column, cell });
                free_from.iter_mut().skip(column).take(cell.columns).for_each(|free| *free = row + cell.rows);
                column += cell.columns;
            }
        }
        placed
    }
}
