//! 公文 as a Word document, to go on writing: the same words in the same type area.
//!
//! Fonts are named, not enclosed: 仿宋_GB2312 and 方正小标宋 are on every office's machines.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Footer, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts,
    SpecialIndentType, Table, TableCell, TableRow, WidthType,
};

use super::pdf::written;
use super::{Block, Letter};
use crate::letters::report::RenderError;
use crate::messages::Lang;

/// 2号 and 3号 in half points.
const TITLE: usize = 44;
const TEXT: usize = 32;
/// A character of the text, in twentieths of a point.
const CHARACTER: i32 = 320;
/// 225 mm in 22 lines, in twentieths of a point.
const PITCH: i32 = 579;
/// 156 mm, in twentieths of a point.
const WIDTH: usize = 8844;

impl Letter {
    /// The letter as a Word document; a draft says so at the head of every page.
    ///
    /// # Errors
    /// [`RenderError`] if it cannot be packed.
    pub fn docx(&self, is_draft: bool) -> Result<Vec<u8>, RenderError> {
        let mut file = Cursor::new(Vec::new());
        self.document(is_draft).build().pack(&mut file).map_err(|error| RenderError::Docx(error.to_string()))?;
        Ok(file.into_inner())
    }

    fn document(&self, is_draft: bool) -> Docx {
        let margin = PageMargin::new().top(2098).bottom(1984).left(1587).right(1474).header(851).footer(1587);
        let dated = format!("{}T00:00:00Z", self.dated_on);
        let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
        let mut docx = Docx::new()
            .page_size(11_906, 16_838)
            .page_margin(margin)
            .default_fonts(fang_song())
            .default_size(TEXT)
            .footer(Footer::new().add_paragraph(number))
            .created_at(&dated)
            .updated_at(&dated);
        if is_draft {
            let mark = Run::new().add_text(Lang::Zh.text("letters-draft")).fonts(hei());
            docx = docx.header(Header::new().add_paragraph(Paragraph::new().align(AlignmentType::Right).add_run(mark)));
        }
        let docx = docx.add_paragraph(title(&self.issuer)).add_paragraph(title(&self.title));
        let docx = match &self.number {
            Some(number) => docx.add_paragraph(line(number).align(AlignmentType::Center)),
            None => docx,
        };
        let docx = docx.add_paragraph(line("")).add_paragraph(line(&format!("{}：", self.addressee)));
        let docx = self.body.iter().fold(docx, add_block);
        self.signed(self.enclosed(docx))
    }

    fn enclosed(&self, docx: Docx) -> Docx {
        let label = Lang::Zh.text("letters-enclosures");
        let several = self.enclosures.len() > 1;
        let numbered = |(number, name): (usize, &String)| {
            let name = if several { format!("{}. {name}", number + 1) } else { name.clone() };
            if number == 0 { (2, format!("{label}{name}")) } else { (5, name) }
        };
        let lines = self.enclosures.iter().enumerate().map(numbered);
        let docx = if self.enclosures.is_empty() { docx } else { docx.add_paragraph(line("")) };
        lines.fold(docx, |docx, (characters, text)| {
            docx.add_paragraph(line(&text).indent(Some(characters * CHARACTER), None, None, None))
        })
    }

    fn signed(&self, docx: Docx) -> Docx {
        let end = |text: &str, characters: i32| {
            line(text).align(AlignmentType::Right).indent(None, None, Some(characters * CHARACTER), None)
        };
        let docx = docx.add_paragraph(line("")).add_paragraph(line(""));
        docx.add_paragraph(end(&self.issuer, 2).keep_next(true)).add_paragraph(end(&written(self.dated_on), 4))
    }
}

fn add_block(docx: Docx, block: &Block) -> Docx {
    let first_line = Some(SpecialIndentType::FirstLine(2 * CHARACTER));
    let text = |run: Run| paragraph().indent(None, first_line, None, None).add_run(run);
    match block {
        Block::Paragraph { text: words } => docx.add_paragraph(text(Run::new().add_text(words))),
        Block::Heading { text: words } => docx.add_paragraph(text(Run::new().add_text(words).fonts(hei()))),
        Block::Subheading { text: words } => docx.add_paragraph(text(Run::new().add_text(words).fonts(kai()))),
        Block::Table { rows, .. } => docx.add_table(table(rows)),
    }
}

fn table(rows: &[Vec<String>]) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let width = WIDTH / columns;
    let cell = |text: &String| {
        let run = Run::new().add_text(text).size(28);
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(Paragraph::new().add_run(run))
    };
    let rows = rows.iter().map(|row| TableRow::new(row.iter().map(cell).collect()).cant_split()).collect();
    Table::new(rows).set_grid(vec![width; columns]).width(width * columns, WidthType::Dxa)
}

fn title(text: &str) -> Paragraph {
    let run = Run::new().add_text(text).size(TITLE).fonts(RunFonts::new().east_asia("方正小标宋简体"));
    Paragraph::new().align(AlignmentType::Center).add_run(run)
}

fn line(text: &str) -> Paragraph {
    paragraph().add_run(Run::new().add_text(text))
}

fn paragraph() -> Paragraph {
    Paragraph::new().line_spacing(LineSpacing::new().line_rule(LineSpacingType::Exact).line(PITCH))
}

/// 仿宋, with the same face for figures.
fn fang_song() -> RunFonts {
    RunFonts::new().ascii("仿宋_GB2312").hi_ansi("仿宋_GB2312").east_asia("仿宋_GB2312")
}

fn hei() -> RunFonts {
    RunFonts::new().ascii("黑体").hi_ansi("黑体").east_asia("黑体")
}

fn kai() -> RunFonts {
    RunFonts::new().ascii("楷体_GB2312").hi_ansi("楷体_GB2312").east_asia("楷体_GB2312")
}
