//! XLSX with dates as dates, a heading that stays, and filters.

use std::io::{self, BufWriter, Seek, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Column, Sheet};

/// Lines of one sheet; a spreadsheet has 1,048,576 rows.
const LINES: u32 = 1_000_000;
/// The shade behind a heading.
const TINT: Color = Color::RGB(0x00F2_F4F7);

/// A list as XLSX. Lines go to a file of their own as they come; the whole is put together at the end.
pub struct Xlsx {
    workbook: Workbook,
    name: String,
    columns: Vec<Column>,
    /// Lines of the last sheet, its heading included.
    lines: u32,
    day: Format,
}

impl Xlsx {
    /// Begins with the names of the columns; `name` is that of the sheet.
    ///
    /// # Errors
    /// If there is no room for temporary files, or the name is none for a sheet.
    pub fn begin(name: &str, columns: &[Column]) -> io::Result<Self> {
        let mut xlsx = Self {
            workbook: Workbook::new(),
            name: name.to_owned(),
            columns: columns.to_vec(),
            lines: 0,
            day: Format::new().set_num_format("yyyy-mm-dd"),
        };
        xlsx.add_sheet().map_err(io::Error::other)?;
        Ok(xlsx)
    }

    /// Puts it together and writes it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        self.close_sheet().map_err(io::Error::other)?;
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(BufWriter::new(&mut file)).map_err(io::Error::other)?;
        file.rewind()?;
        io::copy(&mut file, out)?;
        Ok(())
    }

    fn add_sheet(&mut self) -> Result<(), XlsxError> {
        let count = self.workbook.worksheets().len();
        let name = if count == 0 { self.name.clone() } else { format!("{} {}", self.name, count + 1) };
        let heading = Format::new().set_bold().set_background_color(TINT);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (number, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(number, f64::from(column.width))?;
            sheet.write_string_with_format(0, number, &column.title, &heading)?;
        }
        self.lines = 1;
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let lines = self.lines;
        self.last_sheet()?.autofilter(0, 0, lines.saturating_sub(1), last)?;
        Ok(())
    }

    fn last_sheet(&mut self) -> Result<&mut Worksheet, XlsxError> {
        let last = self.workbook.worksheets().len().saturating_sub(1);
        self.workbook.worksheet_from_index(last)
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.lines > LINES {
            self.close_sheet()?;
            self.add_sheet()?;
        }
        let (row, day) = (self.lines, self.day.clone());
        let sheet = self.last_sheet()?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Number(Some(number)) => sheet.write_number(row, column, *number)?,
                Cell::Date(Some(on)) => sheet.write_datetime_with_format(row, column, excel(*on)?, &day)?,
                Cell::Date(None) | Cell::Number(None) => sheet,
            };
        }
        self.lines += 1;
        Ok(())
    }
}

impl Sheet for Xlsx {
    fn line(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.write(cells).map_err(io::Error::other)
    }
}

fn excel(on: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(on.year()).unwrap_or(1900), part(on.month()), part(on.day()))
}
