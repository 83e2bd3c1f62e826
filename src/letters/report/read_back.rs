//! 读回: the spreadsheet that this program writes, filled in by an agency that is not on it, as the contract's JSON.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::{Map, Number, Value, json};

use super::grid::{Content, Grid, Placed};
use super::paper::Paper;
use super::xlsx::TABLE_ROW;
use crate::domain::annual_report::{Entered, Figures, Header, Scope, TallySums};
use crate::messages::Lang;

/// Why a spreadsheet is not one of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// It cannot be opened.
    #[error("it is no spreadsheet: {0}")]
    NotASpreadsheet(String),
    /// A sheet is missing.
    #[error("there is no sheet {0}")]
    NoSheet(String),
    /// A cell that says something else than the form.
    #[error("{sheet}!{cell} says {found}, not {expected}")]
    OtherWords {
        /// The sheet.
        sheet: String,
        /// The cell, `C4`.
        cell: String,
        /// What it says.
        found: String,
        /// What the form says.
        expected: String,
    },
    /// A cell that should be a number.
    #[error("{sheet}!{cell} is no number: {found}")]
    NotANumber {
        /// The sheet.
        sheet: String,
        /// The cell, `C4`.
        cell: String,
        /// What it says.
        found: String,
    },
}

/// The tables of a spreadsheet for a report, as the contract's JSON; a blank cell is `null`.
///
/// # Errors
/// [`SheetFault`] names the sheet and the cell.
pub fn read_xlsx(bytes: &[u8], header: &Header) -> Result<Value, SheetFault> {
    let unreadable = |error: calamine::XlsxError| SheetFault::NotASpreadsheet(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let empty = Figures::build(header, &TallySums::default(), &Entered::new());
    // The sheets have the names of the language in which they were written.
    let names = book.sheet_names();
    let papers = Lang::ALL.map(|lang| Paper::lay_out(&empty, lang));
    let is_here = |paper: &&Paper| paper.tables().all(|(section, _)| names.contains(&section.name));
    let [first, _] = &papers;
    let paper = papers.iter().find(is_here).unwrap_or(first);
    let mut report = json!({
        "agency": header.agency, "year": header.year, "form": header.form, "scope": header.scope,
        "statistics": {"fees": {"charged_yuan": 0, "waived_yuan": 0, "cases": 0}},
    });
    for (section, grid) in paper.tables() {
        let missing = |_| SheetFault::NoSheet(section.name.clone());
        let range = book.worksheet_range(&section.name).map_err(missing)?;
        read_sheet(&mut report, &section.name, grid, &range)?;
    }
    Ok(report)
}

fn read_sheet(report: &mut Value, sheet: &str, grid: &Grid, range: &Range<Data>) -> Result<(), SheetFault> {
    for placed in grid.placed() {
        let row = TABLE_ROW + u32::try_from(placed.row).unwrap_or(u32::MAX);
        let column = u32::try_from(placed.column).unwrap_or(u32::MAX);
        let data = range.get_value((row, column)).unwrap_or(&Data::Empty);
        let name = || (sheet.to_owned(), cell_name(row, placed.column));
        match (&placed.cell.content, &placed.cell.place) {
            (Content::Number(_), Some(place)) => {
                let number = number(data).map_err(|found| {
                    let (sheet, cell) = name();
                    SheetFault::NotANumber { sheet, cell, found }
                })?;
                let place = place.to_string();
                let keys: Vec<&str> = place.splitn(3, '/').collect();
                match keys.as_slice() {
                    ["statistics", "channels", channel] => {
                        put(report, &["statistics", "channels", channel], json!({ "count": number }));
                    }
                    keys => put(report, keys, number),
                }
            }
            (Content::Text(expected), None) => says(&placed, data, expected).map_err(|found| {
                let (sheet, cell) = name();
                SheetFault::OtherWords { sheet, cell, found, expected: expected.clone() }
            })?,
            // Sums and shares that the form does not print.
            (Content::Number(_), None) | (Content::Text(_), Some(_)) => {}
        }
    }
    Ok(())
}

/// Whether a heading or a label says what the form says; a percentage beside the figures may be anything.
fn says(placed: &Placed<'_>, data: &Data, expected: &str) -> Result<(), String> {
    let found = data.to_string().trim().to_owned();
    let is_share = placed.cell.kind == super::grid::Kind::Figure;
    if is_share || found == expected.trim() { Ok(()) } else { Err(found) }
}

fn number(data: &Data) -> Result<Value, String> {
    let whole_or_not = |number: f64| {
        let whole = number as i64;
        if whole as f64 == number { Some(Number::from(whole)) } else { Number::from_f64(number) }
    };
    match data {
        Data::Empty => Ok(Value::Null),
        Data::Int(number) => Ok(Value::from(*number)),
        Data::Float(number) => whole_or_not(*number).map(Value::Number).ok_or_else(|| number.to_string()),
        Data::String(text) if text.trim().is_empty() => Ok(Value::Null),
        Data::String(text) => {
            let number = text.trim().parse().ok().and_then(whole_or_not);
            number.map(Value::Number).ok_or_else(|| text.clone())
        }
        Data::Bool(_) | Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) | Data::Error(_) => {
            Err(data.to_string())
        }
    }
}

/// Puts a value where a path of keys leads.
fn put(report: &mut Value, keys: &[&str], value: Value) {
    let Some((key, rest)) = keys.split_first() else {
        *report = value;
        return;
    };
    if let Value::Object(object) = report {
        put(object.entry(*key).or_insert_with(|| Value::Object(Map::new())), rest, value);
    }
}

/// `C4`: the third column, the fourth row.
fn cell_name(row: u32, column: usize) -> String {
    let letter =
        u8::try_from(column).ok().filter(|column| *column < 26).map_or('?', |column| char::from(b'A' + column));
    format!("{letter}{}", row + 1)
}

/// Fills in what a published report may leave out, and names it: an agency's own report.
pub fn complete(report: &mut Value, name: &str) {
    let received = ["/table3/一/total", "/table_old/三(一)/year_value"];
    let received = received.iter().find_map(|place| report.pointer(place).cloned()).unwrap_or_else(|| json!(0));
    let Value::Object(report) = report else { return };
    report.insert("agency".to_owned(), json!(name));
    report.insert("scope".to_owned(), json!(Scope::Own));
    report.insert("prose".to_owned(), json!({ "received": received }));
    let statistics = report.entry("statistics").or_insert_with(|| json!({}));
    let Value::Object(statistics) = statistics else { return };
    for (key, nothing) in [
        ("channels", json!({})),
        ("on_time", json!({})),
        ("fees", json!({})),
        ("first_reply_working_days", json!({"median": 0, "p90": 0})),
    ] {
        statistics.entry(key).or_insert(nothing);
    }
    if let Some(Value::Object(fees)) = statistics.get_mut("fees") {
        for key in ["charged_yuan", "waived_yuan", "cases"] {
            fees.entry(key).or_insert_with(|| json!(0));
        }
    }
}
