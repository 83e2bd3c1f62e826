//! Word 文档: the report on A4, in the type area of GB/T 9704 (156 mm between the margins).

use std::io::Cursor;

use askama::Template;
use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts, Shading,
    SpecialIndentType, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};

use super::RenderError;
use super::grid::{Grid, Kind, Placed};
use super::paper::{Body, Paper, Section};
use super::properties::Properties;
use crate::messages::Lang;

/// Type sizes in half points: 小二, 四号, 小四 and 小五.
const TITLE: usize = 36;
const HEADING: usize = 28;
const BODY: usize = 24;
const CELL: usize = 18;

/// The indentation of a paragraph, two characters of its size, in twentieths of a point.
const FIRST_LINE: i32 = 480;

/// The distance of a label from its border, in twentieths of a point.
const INSET: i32 = 50;

/// One step of indentation in a table, in twentieths of a point.
const STEP: i32 = 240;

/// Rows of a table that stays on one page.
const SHORT: usize = 14;

/// The shade behind a heading.
const TINT: &str = "F2F4F7";

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, RenderError> {
    let mut file = Cursor::new(Vec::new());
    let mut parts = document(paper).build();
    // The library has no way to set more of them than the dates.
    parts.doc_props.core = Core { properties: &paper.properties, lang: paper.lang }.render()?.into_bytes();
    parts.pack(&mut file).map_err(|error| RenderError::Docx(error.to_string()))?;
    Ok(file.into_inner())
}

/// 文档属性, as the package keeps them.
#[derive(Template)]
#[template(path = "core.xml", escape = "html")]
struct Core<'a> {
    properties: &'a Properties,
    lang: Lang,
}

fn document(paper: &Paper) -> Docx {
    // 天头 37 mm, 订口 28 mm, 156 mm of text.
    let margin = PageMargin::new().top(mm(37)).bottom(mm(35)).left(mm(28)).right(mm(26)).header(mm(15)).footer(mm(15));
    let page_number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    let docx = Docx::new()
        .page_size(to_u32(mm(210)), to_u32(mm(297)))
        .page_margin(margin)
        .default_fonts(song())
        .default_size(BODY)
        .footer(Footer::new().add_paragraph(page_number))
        .add_paragraph(centred(&paper.agency, TITLE, hei()))
        .add_paragraph(centred(&paper.title, TITLE, hei()))
        .add_paragraph(centred(&paper.subtitle, CELL + 3, song()));
    let docx = paper.notice.iter().fold(docx, |docx, notice| docx.add_paragraph(centred(notice, CELL + 3, song())));
    let docx = paper.lead().into_iter().fold(docx, |docx, lead| docx.add_paragraph(prose(lead)));
    paper.sections.iter().fold(docx, add_section)
}

/// A section with its heading. Charts are for the page: here their figures stand in the tables.
fn add_section(docx: Docx, section: &Section) -> Docx {
    match &section.body {
        Body::Prose(paragraphs) => paragraphs
            .iter()
            .fold(docx.add_paragraph(heading(section)), |docx, paragraph| docx.add_paragraph(prose(paragraph))),
        Body::Table(grid) => docx.add_paragraph(heading(section)).add_table(table(grid)),
        Body::Charts(_) => docx,
    }
}

fn prose(text: &str) -> Paragraph {
    Paragraph::new()
        .indent(None, Some(SpecialIndentType::FirstLine(FIRST_LINE)), None, None)
        .line_spacing(LineSpacing::new().line_rule(LineSpacingType::Auto).line(360))
        .add_run(Run::new().add_text(text))
}

fn heading(section: &Section) -> Paragraph {
    let run = Run::new().add_text(&section.heading).size(HEADING).fonts(hei());
    let spacing = LineSpacing::new().before(360).after(160);
    Paragraph::new()
        .keep_next(true)
        .page_break_before(section.on_new_page)
        .outline_lvl(1)
        .line_spacing(spacing)
        .add_run(run)
}

fn table(grid: &Grid) -> Table {
    let widths: Vec<usize> = grid.widths.iter().map(|width| to_usize(mm(i32::from(*width)))).collect();
    let placed = grid.placed();
    let is_short = grid.rows.len() <= SHORT;
    let stays = |row: usize| row < grid.head_rows || (is_short && row + 1 < grid.rows.len());
    let cells = |row| cells(row, &placed, &widths, stays(row));
    let rows = (0..grid.rows.len()).map(|row| TableRow::new(cells(row)).cant_split());
    Table::new(rows.collect())
        .width(widths.iter().sum(), WidthType::Dxa)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(30, 30, 30, 30))
}

/// The cells of a row, and in the place of a cell that reaches down from above its continuation: Word
/// wants both.
fn cells(row: usize, placed: &[Placed<'_>], widths: &[usize], stays: bool) -> Vec<TableCell> {
    let covers = |place: &&Placed<'_>| (place.row..place.row + place.cell.rows).contains(&row);
    let mut in_row: Vec<&Placed<'_>> = placed.iter().filter(covers).collect();
    in_row.sort_by_key(|place| place.column);
    in_row.into_iter().map(|place| cell(row, place, widths, stays)).collect()
}

fn cell(row: usize, place: &Placed<'_>, widths: &[usize], stays: bool) -> TableCell {
    let width = widths.iter().skip(place.column).take(place.cell.columns).sum();
    let mut cell =
        TableCell::new().width(width, WidthType::Dxa).grid_span(place.cell.columns).vertical_align(VAlignType::Center);
    if place.cell.kind == Kind::Head {
        cell = cell.shading(Shading::new().fill(TINT));
    }
    if place.cell.rows > 1 {
        cell = cell.vertical_merge(if row == place.row { VMergeType::Restart } else { VMergeType::Continue });
    }
    let paragraph = if row == place.row { content(place) } else { Paragraph::new() };
    // A page must not end between the headings and the first figures, nor within a short table.
    cell.add_paragraph(paragraph.keep_next(stays))
}

fn content(place: &Placed<'_>) -> Paragraph {
    let run = Run::new().add_text(place.cell.content.text()).size(CELL);
    let paragraph = Paragraph::new().line_spacing(LineSpacing::new().line_rule(LineSpacingType::Auto).line(240));
    match place.cell.kind {
        Kind::Head => paragraph.align(AlignmentType::Center).add_run(run.fonts(hei())),
        Kind::Figure => paragraph.align(AlignmentType::Center).add_run(run),
        Kind::Label(steps) => {
            let indent = INSET + STEP * i32::try_from(steps).unwrap_or(0);
            paragraph.indent(Some(indent), None, None, None).add_run(run)
        }
    }
}

fn centred(text: &str, size: usize, fonts: RunFonts) -> Paragraph {
    let spacing = LineSpacing::new().after(160);
    let run = Run::new().add_text(text).size(size).fonts(fonts);
    Paragraph::new().align(AlignmentType::Center).line_spacing(spacing).add_run(run)
}

/// 宋体, with a Western face for figures.
fn song() -> RunFonts {
    RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia("宋体")
}

/// 黑体, for headings.
fn hei() -> RunFonts {
    RunFonts::new().ascii("Arial").hi_ansi("Arial").east_asia("黑体")
}

/// Millimetres in twentieths of a point.
const fn mm(millimetres: i32) -> i32 {
    millimetres * 1440 * 10 / 254
}

fn to_u32(twips: i32) -> u32 {
    u32::try_from(twips).unwrap_or(0)
}

fn to_usize(twips: i32) -> usize {
    usize::try_from(twips).unwrap_or(0)
}
