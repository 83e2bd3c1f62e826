//! XLSX, cell by cell: a sheet that says it is a million lines long is not believed.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError, open_workbook_from_rs};
use chrono::NaiveDate;

use super::{Gathered, Sheet, SheetError};
use crate::domain::register::Given;

/// Sheets that are looked at.
const SHEETS: usize = 20;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names: Vec<String> = workbook.sheet_names().into_iter().take(SHEETS).collect();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let mut gathered = Gathered::default();
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet of charts has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(&error)),
        };
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            let (row, column) = cell.get_position();
            gathered.put(row as usize, column as usize, given(cell.get_value()))?;
        }
        sheets.push(Sheet { name, rows: gathered.rows });
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(SheetError::Empty) } else { Ok(sheets) }
}

fn given(value: &DataRef<'_>) -> Given {
    match value {
        DataRef::Int(number) => Given::Number(*number as f64),
        DataRef::Float(number) => Given::Number(*number),
        DataRef::String(text) => Given::Text(text.clone()),
        DataRef::SharedString(text) => Given::Text((*text).to_owned()),
        DataRef::Bool(is_true) => Given::Text(is_true.to_string()),
        DataRef::DateTime(at) => day(at).map_or(Given::Number(at.as_f64()), Given::Date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Given::Text(text.clone()),
        DataRef::Error(_) => Given::Broken,
        DataRef::Empty => Given::Empty,
    }
}

fn day(at: &ExcelDateTime) -> Option<NaiveDate> {
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    let is_day = !at.is_duration() && at.as_f64() >= 1.0;
    if is_day { NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()) } else { None }
}

fn damaged(error: &XlsxError) -> SheetError {
    SheetError::Damaged { detail: error.to_string() }
}
