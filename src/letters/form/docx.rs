//! A form as a Word document.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, PageMargin, Paragraph, Run, RunFonts, Table, TableCell, TableLayoutType, TableRow, WidthType,
};

use super::{Cell, Form, Section};
use crate::letters::report::RenderError;

/// 小二, 小四 and 五号 in half points.
const TITLE: usize = 36;
const TEXT: usize = 24;
const NOTE: usize = 21;
/// 156 mm, in twentieths of a point.
const WIDTH: usize = 8844;

impl Form {
    /// The form as a Word document.
    ///
    /// # Errors
    /// [`RenderError`] if it cannot be packed.
    pub fn docx(&self) -> Result<Vec<u8>, RenderError> {
        let mut file = Cursor::new(Vec::new());
        self.document().build().pack(&mut file).map_err(|error| RenderError::Docx(error.to_string()))?;
        Ok(file.into_inner())
    }

    fn document(&self) -> Docx {
        let dated = format!("{}T00:00:00Z", self.dated_on);
        let title = Run::new().add_text(&self.title).size(TITLE).bold();
        let docx = Docx::new()
            .page_size(11_906, 16_838)
            .page_margin(PageMargin::new().top(1701).bottom(1587).left(1531).right(1531))
            .default_fonts(RunFonts::new().ascii("仿宋_GB2312").hi_ansi("仿宋_GB2312").east_asia("仿宋_GB2312"))
            .default_size(TEXT)
            .created_at(&dated)
            .updated_at(&dated)
            .add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(title));
        let docx = self.subtitle.iter().fold(docx, |docx, subtitle| {
            docx.add_paragraph(Paragraph::new().align(AlignmentType::Center).add_run(Run::new().add_text(subtitle)))
        });
        let docx = self.sections.iter().fold(docx, add_section);
        let note = |docx: Docx, note: &String| {
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(note).size(NOTE)))
        };
        self.notes.iter().fold(docx, note)
    }
}

fn add_section(docx: Docx, section: &Section) -> Docx {
    let docx = section.title.iter().fold(docx, |docx, title| {
        docx.add_paragraph(Paragraph::new().keep_next(true).add_run(Run::new().add_text(title).bold()))
    });
    docx.add_table(table(section))
}

fn table(section: &Section) -> Table {
    let all: u32 = section.columns.iter().sum::<u32>().max(1);
    let widths: Vec<usize> =
        section.columns.iter().map(|part| WIDTH * usize::try_from(*part).unwrap_or(1) / to_usize(all)).collect();
    let head = section.head.iter().map(Cell::label).collect::<Vec<_>>();
    let head = (!head.is_empty()).then_some(&head);
    let rows = head.into_iter().chain(&section.rows).map(|cells| row(cells, &widths)).collect();
    Table::new(rows).set_grid(widths).width(WIDTH, WidthType::Dxa).layout(TableLayoutType::Fixed)
}

fn row(cells: &[Cell], widths: &[usize]) -> TableRow {
    let mut at = 0;
    let mut made = Vec::with_capacity(cells.len());
    for cell in cells {
        let width = widths.iter().skip(at).take(cell.span).sum();
        at += cell.span;
        let run = Run::new().add_text(&cell.text);
        let align = if cell.is_label { AlignmentType::Center } else { AlignmentType::Left };
        let paragraph = Paragraph::new().align(align).add_run(run);
        made.push(TableCell::new().width(width, WidthType::Dxa).grid_span(cell.span).add_paragraph(paragraph));
    }
    TableRow::new(made).cant_split()
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(1)
}
