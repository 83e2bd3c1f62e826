//! 报告的表: a table of an annual report in the layout of its form; its figures may lead somewhere.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::annual_report::{Amount, FigurePlace};
use crate::letters::report::{Body, Content, Grid, GridCell, Kind, Paper, Placed, Section};

/// In a page's template: `{{ sheet }}`.
#[derive(Template)]
#[template(path = "parts/sheet.html", config = "src/web/askama.toml")]
pub(in crate::web) struct Sheet {
    id: String,
    heading: String,
    /// Whether its words are those of the form, Chinese in every language.
    is_statutory: bool,
    /// 文字, of a section that is not a table.
    paragraphs: Vec<String>,
    /// How many columns it has, by which the style sheet knows it.
    columns: usize,
    head: Vec<Vec<SheetCell>>,
    body: Vec<Vec<SheetCell>>,
}

impl HtmlSafe for Sheet {}

struct SheetCell {
    /// Of what a heading is one; a figure is none.
    scope: Option<&'static str>,
    class: String,
    text: String,
    columns: usize,
    rows: usize,
    address: Option<String>,
}

/// What a figure of the report is on a page, beside its amount.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Figure {
    /// Where it leads.
    pub address: Option<String>,
    /// What stands in its place.
    pub instead: Option<String>,
}

impl Sheet {
    /// Every section of a report that is words or a table, without the annexes of the agencies. `figure` tells where a figure leads, and what stands in its place.
    pub(in crate::web) fn all(paper: &Paper, figure: impl Fn(&FigurePlace, Amount) -> Figure) -> Vec<Self> {
        let sections = (1..).zip(&paper.sections).filter(|(_, section)| !section.is_annex);
        let sheet = |(number, section): (usize, &Section)| match &section.body {
            Body::Prose(paragraphs) => Some(Self::of_words(section, number, paragraphs)),
            Body::Table(grid) => Some(Self::of_table(section, number, grid, &figure)),
            Body::Charts(_) => None,
        };
        sections.filter_map(sheet).collect()
    }

    fn of_words(section: &Section, number: usize, paragraphs: &[String]) -> Self {
        let (head, body) = (Vec::new(), Vec::new());
        let Section { heading, is_statutory, .. } = section.clone();
        let id = format!("section-{number}");
        Self { id, heading, is_statutory, paragraphs: paragraphs.to_vec(), columns: 0, head, body }
    }

    fn of_table(
        section: &Section,
        number: usize,
        grid: &Grid,
        figure: &impl Fn(&FigurePlace, Amount) -> Figure,
    ) -> Self {
        let mut rows: Vec<Vec<SheetCell>> = grid.rows.iter().map(|_| Vec::new()).collect();
        for placed in grid.placed() {
            if let Some(row) = rows.get_mut(placed.row) {
                row.push(cell(&placed, placed.row < grid.head_rows, figure));
            }
        }
        let body = rows.split_off(grid.head_rows.min(rows.len()));
        Self {
            id: format!("table-{number}"),
            heading: section.heading.clone(),
            is_statutory: section.is_statutory,
            paragraphs: Vec::new(),
            columns: grid.widths.len(),
            head: rows,
            body,
        }
    }
}

fn cell(
    Placed { column, cell, .. }: &Placed<'_>,
    is_in_head: bool,
    figure: &impl Fn(&FigurePlace, Amount) -> Figure,
) -> SheetCell {
    let Figure { address, instead } = match (&cell.place, &cell.content) {
        (Some(place), Content::Number(amount)) => figure(place, *amount),
        (Some(_) | None, _) => Figure::default(),
    };
    SheetCell {
        scope: scope(cell, is_in_head),
        class: format!("{} col-{column}", class(cell)),
        text: instead.unwrap_or_else(|| cell.content.text()),
        columns: cell.columns,
        rows: cell.rows,
        address,
    }
}

fn scope(cell: &GridCell, is_in_head: bool) -> Option<&'static str> {
    match cell.kind {
        Kind::Figure => None,
        Kind::Head if cell.columns > 1 && is_in_head => Some("colgroup"),
        Kind::Head => Some("col"),
        Kind::Label(_) if cell.rows > 1 => Some("rowgroup"),
        Kind::Label(_) => Some("row"),
    }
}

fn class(cell: &GridCell) -> &'static str {
    match (cell.kind, &cell.content) {
        (Kind::Head, _) => "head",
        (Kind::Label(0), _) if cell.rows > 1 => "label upright",
        (Kind::Label(0), _) => "label",
        (Kind::Label(1), _) => "label step1",
        (Kind::Label(2), _) => "label step2",
        (Kind::Label(_), _) => "label step3",
        (Kind::Figure, Content::Number(number)) if *number == Amount::ZERO => "zero",
        (Kind::Figure, _) => "figure",
    }
}
