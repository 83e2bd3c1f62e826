//! 未导入的行: the lines that were refused as a spreadsheet, each with the reason in the last column.

use std::io::Write;

use super::Opened;
use super::inspect::{Shown, inspect};
use crate::app::{Agency, App, AppError};
use crate::domain::register::Given;
use crate::letters::register::{Cell, Column, Sheet, Xlsx};
use crate::messages::Lang;
use crate::store::StoreError;
use crate::wording;

/// Width of the columns of the file, and of the one with the reason.
const WIDTH: u16 = 16;
const REASON: u16 = 60;

/// Writes the lines that are refused under the headings of the file, with the reason in the reader's language.
///
/// # Errors
/// [`AppError::Store`] if what was found out cannot be read, or nothing can be written.
pub fn refused_rows(
    app: &App,
    agency: &Agency,
    opened: &Opened,
    lang: Lang,
    out: &mut impl Write,
) -> Result<(), AppError> {
    let mut columns: Vec<Column> =
        opened.headings().into_iter().map(|heading| Column { title: heading.title, width: WIDTH }).collect();
    let count = columns.len();
    columns.push(Column { title: lang.text("register-import-reason"), width: REASON });
    let name = lang.text("register-import-refused-sheet");
    let mut xlsx = Xlsx::begin(&name, &name, 1, &columns).map_err(StoreError::from)?;
    for row in inspect(app, agency, opened, Shown::Refused, (0, usize::MAX))? {
        let given = opened.sheet.rows.get(row.number.saturating_sub(1)).map_or(&[][..], Vec::as_slice);
        let mut cells: Vec<Cell> = given.iter().take(count).map(cell).collect();
        cells.resize(count, Cell::Text(String::new()));
        let reasons: Vec<String> = row.problems.iter().map(|problem| wording::row_problem(lang, problem)).collect();
        cells.push(Cell::Text(reasons.join("\n")));
        xlsx.line(&cells).map_err(StoreError::from)?;
    }
    Ok(xlsx.finish(out).map_err(StoreError::from)?)
}

/// A cell as it stood, so that the sheet can be put right and brought again.
fn cell(given: &Given) -> Cell {
    match given {
        Given::Date(day) => Cell::Date(Some(*day)),
        Given::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Cell::Number(Some(*number as i64)),
        Given::Empty | Given::Text(_) | Given::Number(_) | Given::Broken => Cell::Text(given.shown()),
    }
}
