//! XLSX with dates as dates, a heading that stays and is printed on every page, filters, and pages of A3.

use std::io::{self, BufWriter, Seek, Write};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Cell, Column, Sheet};

/// Lines of one sheet; a spreadsheet has 1,048,576 rows.
const LINES: u32 = 1_000_000;
/// The shade behind a heading.
const TINT: Color = Color::RGB(0x00F2_F4F7);
/// A3 in the numbering of spreadsheet programs.
const A3: u8 = 8;

/// A list as XLSX. Lines go to a file of their own as they come; the whole is put together at the end.
pub struct Xlsx {
    pub(super) workbook: Workbook,
    tables: Vec<Table>,
    formats: Formats,
    title: String,
    pages_wide: u16,
}

/// A table of the file, on one sheet or, if it is very long, on several.
struct Table {
    name: String,
    columns: Vec<Column>,
    /// The sheets, by their place in the file, each with its lines, the heading included.
    sheets: Vec<(usize, u32)>,
}

/// How cells look.
pub(super) struct Formats {
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) day: Format,
    pub(super) number: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        let heading = cell().set_bold().set_background_color(TINT).set_text_wrap();
        Self {
            heading: heading.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter),
            text: cell().set_text_wrap(),
            day: cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
            number: cell(),
        }
    }
}

impl Xlsx {
    /// Begins with the names of the columns; `name` is that of the sheet, `title` stands on top of printed pages, which
    /// take the columns in so many pages side by side.
    ///
    /// # Errors
    /// If there is no room for temporary files, or the name is none for a sheet.
    pub fn begin(name: &str, title: &str, pages_wide: u16, columns: &[Column]) -> io::Result<Self> {
        let mut xlsx = Self {
            workbook: Workbook::new(),
            tables: Vec::new(),
            formats: Formats::new(),
            title: title.to_owned(),
            pages_wide,
        };
        xlsx.add_table(name, columns)?;
        Ok(xlsx)
    }

    /// Begins another table on a sheet of its own, and gives its number; the first one is 0.
    ///
    /// # Errors
    /// As [`Xlsx::begin`].
    pub fn add_table(&mut self, name: &str, columns: &[Column]) -> io::Result<usize> {
        self.tables.push(Table { name: name.to_owned(), columns: columns.to_vec(), sheets: Vec::new() });
        let table = self.tables.len() - 1;
        self.add_sheet(table).map_err(io::Error::other)?;
        Ok(table)
    }

    /// Adds a line to a table.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn line_of(&mut self, table: usize, cells: &[Cell]) -> io::Result<()> {
        self.write(table, cells).map_err(io::Error::other)
    }

    /// Puts it together and writes it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        for table in 0..self.tables.len() {
            self.close_sheet(table).map_err(io::Error::other)?;
        }
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(BufWriter::new(&mut file)).map_err(io::Error::other)?;
        file.rewind()?;
        io::copy(&mut file, out)?;
        Ok(())
    }

    /// The sheets of a table: names, and the last line of each, counted from 1.
    pub(super) fn sheets(&self, table: usize) -> Vec<(String, u32)> {
        let Some(table) = self.tables.get(table) else { return Vec::new() };
        let name = |place: usize| if place == 0 { table.name.clone() } else { format!("{} {}", table.name, place + 1) };
        table.sheets.iter().enumerate().map(|(place, (_, lines))| (name(place), *lines)).collect()
    }

    fn add_sheet(&mut self, table: usize) -> Result<(), XlsxError> {
        let place = self.workbook.worksheets().len();
        let Some(table) = self.tables.get_mut(table) else { return Ok(()) };
        let count = table.sheets.len();
        let name = if count == 0 { table.name.clone() } else { format!("{} {}", table.name, count + 1) };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 1)?;
        paper(sheet, &self.title, self.pages_wide)?;
        for (number, column) in (0..).zip(&table.columns) {
            sheet.set_column_width(number, f64::from(column.width))?;
        }
        sheet.set_row_height(0, 32)?;
        for (number, column) in (0..).zip(&table.columns) {
            sheet.write_string_with_format(0, number, &column.title, &self.formats.heading)?;
        }
        table.sheets.push((place, 1));
        Ok(())
    }

    fn close_sheet(&mut self, table: usize) -> Result<(), XlsxError> {
        let Some(table) = self.tables.get(table) else { return Ok(()) };
        let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let Some((place, lines)) = table.sheets.last().copied() else { return Ok(()) };
        self.workbook.worksheet_from_index(place)?.autofilter(0, 0, lines.saturating_sub(1), last)?;
        Ok(())
    }

    fn write(&mut self, table: usize, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.tables.get(table).and_then(|it| it.sheets.last()).is_some_and(|(_, lines)| *lines > LINES) {
            self.close_sheet(table)?;
            self.add_sheet(table)?;
        }
        let Some(Table { sheets, .. }) = self.tables.get_mut(table) else { return Ok(()) };
        let Some((place, row)) = sheets.last_mut() else { return Ok(()) };
        let Formats { text, day, number, .. } = &self.formats;
        let sheet = self.workbook.worksheet_from_index(*place)?;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(words) if words.is_empty() => {}
                Cell::Text(words) => {
                    sheet.write_string_with_format(*row, column, words, text)?;
                }
                Cell::Number(Some(value)) => {
                    sheet.write_number_with_format(*row, column, *value as f64, number)?;
                }
                Cell::Date(Some(on)) => {
                    sheet.write_datetime_with_format(*row, column, excel(*on)?, day)?;
                }
                Cell::Date(None) | Cell::Number(None) => {}
            }
        }
        *row += 1;
        Ok(())
    }
}

impl Sheet for Xlsx {
    fn line(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line_of(0, cells)
    }
}

/// A3 across, the heading on every page, the first column beside those that follow on other pages, and the page's
/// number.
pub(super) fn paper(sheet: &mut Worksheet, title: &str, pages_wide: u16) -> Result<(), XlsxError> {
    sheet.set_paper_size(A3).set_landscape().set_print_fit_to_pages(pages_wide, 0).set_print_gridlines(true);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3).set_repeat_rows(0, 0)?;
    if pages_wide > 1 {
        sheet.set_repeat_columns(0, 0)?;
    }
    // What is a code in such a line is written twice; the space keeps a year from being read as a size.
    sheet.set_header(format!("&C&\"SimHei,Regular\"&14 {}", title.replace('&', "&&"))).set_footer("&C&P / &N");
    Ok(())
}

pub(super) fn excel(on: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(on.year()).unwrap_or(1900), part(on.month()), part(on.day()))
}
