//! As much of a spreadsheet as the statistics of a register need: sums and counts with conditions, worked out from the
//! cells of the file alone.

use std::collections::HashMap;
use std::io::Cursor;

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook_from_rs};

pub struct Workbook {
    sheets: HashMap<String, (Range<Data>, Range<String>)>,
}

impl Workbook {
    pub fn open(bytes: Vec<u8>) -> Self {
        let mut xlsx: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheets = xlsx.sheet_names().into_iter().map(|name| {
            let both = (xlsx.worksheet_range(&name).unwrap(), xlsx.worksheet_formula(&name).unwrap());
            (name, both)
        });
        Self { sheets: sheets.collect() }
    }

    pub fn rows(&self, sheet: &str) -> Vec<Vec<Data>> {
        self.sheets[sheet].0.rows().map(<[Data]>::to_vec).collect()
    }

    /// Every formula of a sheet: where it stands, the value that was written beside it, and what it comes to.
    pub fn formulas(&self, sheet: &str) -> Vec<((u32, u32), f64, f64)> {
        let (values, formulas) = &self.sheets[sheet];
        let (top, left) = formulas.start().unwrap();
        let mut found = Vec::new();
        for (row, column, formula) in formulas.used_cells() {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            let written = values.get_value(at).and_then(DataType::as_f64).unwrap();
            found.push((at, written, Reading { book: self, sheet, rest: formula }.sum()));
        }
        assert!(!found.is_empty());
        found
    }

    /// What a cell comes to, by its formula if it has one.
    fn cell(&self, sheet: &str, at: (u32, u32)) -> f64 {
        let (values, formulas) = &self.sheets[sheet];
        match formulas.get_value(at).filter(|formula| !formula.is_empty()) {
            Some(formula) => Reading { book: self, sheet, rest: formula }.sum(),
            None => values.get_value(at).map_or(0.0, number),
        }
    }
}

fn number(cell: &Data) -> f64 {
    if let Data::DateTime(at) = cell { at.as_f64() } else { cell.as_f64().unwrap_or(0.0) }
}

/// A formula that is being read.
struct Reading<'a> {
    book: &'a Workbook,
    sheet: &'a str,
    rest: &'a str,
}

enum Criterion {
    Text(String),
    From(f64),
    UpTo(f64),
}

impl<'a> Reading<'a> {
    fn eat(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    fn must(&mut self, text: &str) {
        assert!(self.eat(text), "{text} expected at {}", self.rest);
    }

    fn sum(&mut self) -> f64 {
        let mut sum = self.term();
        loop {
            if self.eat("+") {
                sum += self.term();
            } else if self.eat("-") {
                sum -= self.term();
            } else {
                return sum;
            }
        }
    }

    fn term(&mut self) -> f64 {
        if self.eat("(") {
            let inside = self.sum();
            self.must(")");
            inside
        } else if self.eat("COUNTIFS(") {
            let lines = self.conditions();
            lines.iter().filter(|fulfilled| **fulfilled).count() as f64
        } else if self.eat("SUMIFS(") {
            let values = self.column();
            self.must(",");
            let lines = self.conditions();
            values.iter().zip(lines).filter(|(_, fulfilled)| *fulfilled).map(|(value, _)| number(value)).sum()
        } else if self.eat("SUM(") {
            let (from, to) = (self.place(), {
                self.must(":");
                self.place()
            });
            self.must(")");
            let places = (from.0..=to.0).flat_map(|row| (from.1..=to.1).map(move |column| (row, column)));
            places.map(|at| self.book.cell(self.sheet, at)).sum()
        } else {
            let at = self.place();
            self.book.cell(self.sheet, at)
        }
    }

    /// Which lines fulfil all conditions up to the closing bracket.
    fn conditions(&mut self) -> Vec<bool> {
        let mut fulfilled: Option<Vec<bool>> = None;
        loop {
            let column = self.column();
            self.must(",");
            let criterion = self.criterion();
            let these: Vec<bool> = column.iter().map(|cell| criterion.admits(cell)).collect();
            fulfilled = Some(match fulfilled {
                Some(before) => before.iter().zip(these).map(|(before, this)| *before && this).collect(),
                None => these,
            });
            if self.eat(")") {
                return fulfilled.unwrap();
            }
            self.must(",");
        }
    }

    /// `'sheet'!$A$2:$A$9`
    fn column(&mut self) -> Vec<Data> {
        let sheet = if self.eat("'") {
            let (name, rest) = self.rest.split_once("'!").unwrap();
            self.rest = rest;
            name
        } else {
            let (name, rest) = self.rest.split_once('!').unwrap();
            self.rest = rest;
            name
        };
        let from = self.place();
        self.must(":");
        let to = self.place();
        assert_eq!(from.1, to.1, "one column");
        let values = &self.book.sheets[sheet].0;
        (from.0..=to.0).map(|row| values.get_value((row, from.1)).cloned().unwrap_or(Data::Empty)).collect()
    }

    fn criterion(&mut self) -> Criterion {
        self.must("\"");
        let (text, rest) = self.rest.split_once('"').unwrap();
        self.rest = rest;
        match text {
            ">=" => Criterion::From(self.compared()),
            "<=" => Criterion::UpTo(self.compared()),
            text => Criterion::Text(text.to_owned()),
        }
    }

    fn compared(&mut self) -> f64 {
        self.must("&");
        let at = self.place();
        self.book.cell(self.sheet, at)
    }

    /// `$B$12` or `B12`, counted from 0.
    fn place(&mut self) -> (u32, u32) {
        self.eat("$");
        let letters = self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_uppercase()).len();
        let (letters, rest) = self.rest.split_at(letters);
        self.rest = rest;
        self.eat("$");
        let digits = self.rest.len() - self.rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (digits, rest) = self.rest.split_at(digits);
        self.rest = rest;
        let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
        (digits.parse::<u32>().unwrap() - 1, column - 1)
    }
}

impl Criterion {
    fn admits(&self, cell: &Data) -> bool {
        let is_number = matches!(cell, Data::DateTime(_) | Data::Float(_) | Data::Int(_));
        match self {
            Self::Text(text) => cell.as_string().is_some_and(|cell| cell == *text),
            Self::From(from) => is_number && number(cell) >= *from,
            Self::UpTo(to) => is_number && number(cell) <= *to,
        }
    }
}
