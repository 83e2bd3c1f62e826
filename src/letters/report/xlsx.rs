//! 电子表格: a sheet a table, figures as numbers, merged cells as on the form.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::RenderError;
use super::grid::{Content, Grid, Kind, Placed};
use super::paper::{Paper, Section};
use super::properties::Properties;

/// A4 in the numbering of spreadsheet programs.
const A4: u8 = 9;
/// How many millimetres of paper a unit of column width takes.
const MM_PER_UNIT: f64 = 1.85;
/// The first row of a table: above it the title, the heading, and a row that is empty unless there is something to
/// be said about the figures.
pub(super) const TABLE_ROW: u32 = 3;
/// The shade behind a heading.
const TINT: Color = Color::RGB(0x00F2_F4F7);

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, RenderError> {
    let mut workbook = Workbook::new();
    let Properties { title, subject, creator, status, description, dated_on, .. } = &paper.properties;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_subject(subject)
            .set_author(creator)
            .set_company(creator)
            .set_status(status)
            .set_comment(description)
            .set_creation_datetime(&ExcelDateTime::parse_from_str(&dated_on.to_string())?),
    );
    for (section, grid) in paper.tables() {
        write_sheet(workbook.add_worksheet(), paper, section, grid)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(sheet: &mut Worksheet, paper: &Paper, section: &Section, grid: &Grid) -> Result<(), XlsxError> {
    sheet.set_name(&section.name)?.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_footer("&C&P");
    for (column, width) in (0..).zip(&grid.widths) {
        sheet.set_column_width(column, f64::from(*width) / MM_PER_UNIT)?;
    }
    let last = to_column(grid.widths.len().saturating_sub(1));
    sheet.merge_range(0, 0, 0, last, &format!("{} {}", paper.agency, paper.title), &title())?;
    sheet.merge_range(1, 0, 1, last, &section.heading, &heading())?;
    if let Some(notice) = &paper.notice {
        sheet.merge_range(2, 0, 2, last, notice, &heading())?;
    }
    sheet.set_row_height(0, 30)?.set_row_height(1, 22)?;
    if grid.head_rows > 0 {
        let below = TABLE_ROW + to_row(grid.head_rows);
        sheet.set_freeze_panes(below, 0)?.set_repeat_rows(TABLE_ROW, below - 1)?;
    }
    write_heights(sheet, grid)?;
    grid.placed().iter().try_for_each(|place| write_cell(sheet, place))
}

fn write_cell(sheet: &mut Worksheet, place: &Placed<'_>) -> Result<(), XlsxError> {
    let format = format_of(place);
    let (row, column) = (TABLE_ROW + to_row(place.row), to_column(place.column));
    if place.cell.rows > 1 || place.cell.columns > 1 {
        let last_row = row + to_row(place.cell.rows - 1);
        let last_column = column + to_column(place.cell.columns - 1);
        sheet.merge_range(row, column, last_row, last_column, "", &format)?;
    }
    match &place.cell.content {
        Content::Text(text) => sheet.write_string_with_format(row, column, text, &format)?,
        Content::Number(amount) => sheet.write_number_with_format(row, column, amount.as_f64(), &format)?,
    };
    Ok(())
}

/// A spreadsheet does not make room for wrapped text in merged cells, so rows are made high enough here.
fn write_heights(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    const LINE: f64 = 15.0;
    for row in 0..grid.rows.len() {
        let in_row = |place: &&Placed<'_>| place.row == row && place.cell.rows == 1;
        let placed = grid.placed();
        let lines = placed.iter().filter(in_row).map(|place| lines(place, grid)).max().unwrap_or(1);
        sheet.set_row_height(TABLE_ROW + to_row(row), LINE * f64::from(lines) + 4.0)?;
    }
    Ok(())
}

/// How many lines a text takes in its cell, a Chinese character of this size being 3.4 mm wide.
fn lines(place: &Placed<'_>, grid: &Grid) -> u32 {
    let width: u16 = grid.widths.iter().skip(place.column).take(place.cell.columns).sum();
    let text = place.cell.content.text();
    let tenths: usize = text.chars().map(|char| if char.is_ascii() { 18 } else { 34 }).sum();
    to_row(tenths.div_ceil(usize::from(width.max(1)) * 10)).max(1)
}

fn title() -> Format {
    Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

fn heading() -> Format {
    Format::new()
        .set_font_name("黑体")
        .set_font_size(12)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
}

fn format_of(place: &Placed<'_>) -> Format {
    let format = Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter);
    match place.cell.kind {
        Kind::Head => format.set_align(FormatAlign::Center).set_font_name("黑体").set_background_color(TINT),
        Kind::Figure => format.set_align(FormatAlign::Center),
        Kind::Label(steps) => format.set_align(FormatAlign::Left).set_indent(u8::try_from(steps).unwrap_or(0)),
    }
}

fn to_row(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn to_column(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
