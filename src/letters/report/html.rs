//! 网页: the report as one self-contained page, for the screen and for A4.

use askama::Template;

use super::RenderError;
use super::grid::{Content, Grid, GridCell, Kind};
use super::paper::Paper;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    paper: &'a Paper,
    sections: Vec<SectionView<'a>>,
}

struct SectionView<'a> {
    heading: &'a str,
    on_new_page: bool,
    grid: &'a Grid,
    head: Vec<Vec<CellView>>,
    body: Vec<Vec<CellView>>,
}

impl SectionView<'_> {
    /// A column's share of the table's width, in per cent.
    fn share(&self, width: &u16) -> String {
        let whole: u16 = self.grid.widths.iter().sum();
        format!("{:.2}", f64::from(*width) * 100.0 / f64::from(whole.max(1)))
    }
}

struct CellView {
    tag: &'static str,
    class: String,
    text: String,
    columns: usize,
    rows: usize,
}

pub(super) fn write(paper: &Paper) -> Result<String, RenderError> {
    let view = |grid: &Grid, rows: std::ops::Range<usize>| {
        grid.rows[rows].iter().map(|row| row.iter().map(cell).collect()).collect()
    };
    let sections = paper.sections.iter().map(|section| SectionView {
        heading: &section.heading,
        on_new_page: section.on_new_page,
        grid: &section.grid,
        head: view(&section.grid, 0..section.grid.head_rows),
        body: view(&section.grid, section.grid.head_rows..section.grid.rows.len()),
    });
    Ok(Page { paper, sections: sections.collect() }.render()?)
}

fn cell(cell: &GridCell) -> CellView {
    let (tag, class) = match (cell.kind, &cell.content) {
        (Kind::Head, _) => ("th", "head".to_owned()),
        (Kind::Label(steps), _) => ("th", format!("label step{steps}")),
        (Kind::Figure, Content::Number(number)) if number.as_whole() == Some(0) => ("td", "zero".to_owned()),
        (Kind::Figure, Content::Number(_)) => ("td", "number".to_owned()),
        (Kind::Figure, Content::Text(_)) => ("td", "word".to_owned()),
    };
    CellView { tag, class, text: cell.content.text(), columns: cell.columns, rows: cell.rows }
}
