//! 网页: the report as one self-contained page, for the agency's website, the screen and A4.

use askama::Template;

use super::RenderError;
use super::charts::Chart;
use super::grid::{Content, Grid, GridCell, Kind};
use super::paper::{Body, Paper, Section};

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    paper: &'a Paper,
    sections: Vec<SectionView<'a>>,
}

struct SectionView<'a> {
    id: String,
    heading: &'a str,
    is_statutory: bool,
    on_new_page: bool,
    paragraphs: &'a [String],
    table: Option<TableView>,
    charts: Vec<ChartView<'a>>,
}

struct TableView {
    /// Each column's share of the width, in per cent.
    shares: Vec<String>,
    head: Vec<Vec<CellView>>,
    body: Vec<Vec<CellView>>,
}

struct CellView {
    tag: &'static str,
    /// Of what a heading is one.
    scope: &'static str,
    class: String,
    text: String,
    columns: usize,
    rows: usize,
}

struct ChartView<'a> {
    title: &'a str,
    /// All of it in words, for whoever cannot see it.
    words: String,
    height: i64,
    bars: Vec<BarView<'a>>,
}

struct BarView<'a> {
    label: &'a str,
    count: i64,
    /// Where it begins, from above.
    top: i64,
    /// The line on which its words stand.
    baseline: i64,
    length: i64,
    /// Where its number begins.
    end: i64,
}

/// The places of a chart that is 640 wide: the bars begin after their labels and end before their numbers.
const BEGIN: i64 = 170;
const LONGEST: i64 = 390;
const STEP: i64 = 30;
const MARGIN: i64 = 6;

pub(super) fn write(paper: &Paper) -> Result<String, RenderError> {
    let sections = (1..).zip(&paper.sections).map(|(number, section)| view(number, section));
    Ok(Page { paper, sections: sections.collect() }.render()?)
}

fn view(number: usize, section: &Section) -> SectionView<'_> {
    let (paragraphs, table, charts) = match &section.body {
        Body::Prose(paragraphs) => (paragraphs.as_slice(), None, Vec::new()),
        Body::Table(grid) => (Default::default(), Some(table(grid)), Vec::new()),
        Body::Charts(charts) => (Default::default(), None, charts.iter().map(chart).collect()),
    };
    let Section { heading, is_statutory, on_new_page, .. } = section;
    let (is_statutory, on_new_page) = (*is_statutory, *on_new_page);
    SectionView { id: format!("section-{number}"), heading, is_statutory, on_new_page, paragraphs, table, charts }
}

fn table(grid: &Grid) -> TableView {
    let whole: u16 = grid.widths.iter().sum();
    let share = |width: &u16| format!("{:.2}", f64::from(*width) * 100.0 / f64::from(whole.max(1)));
    let rows = |is_head: bool, rows: &[Vec<GridCell>]| {
        rows.iter().map(|row| row.iter().map(|grid_cell| cell(grid_cell, is_head)).collect()).collect()
    };
    let (head, body) = grid.rows.split_at(grid.head_rows.min(grid.rows.len()));
    TableView { shares: grid.widths.iter().map(share).collect(), head: rows(true, head), body: rows(false, body) }
}

fn cell(cell: &GridCell, is_in_head: bool) -> CellView {
    let (tag, class) = match (cell.kind, &cell.content) {
        (Kind::Head, _) => ("th", "head".to_owned()),
        (Kind::Label(steps), _) => ("th", format!("label step{steps}")),
        (Kind::Figure, Content::Number(number)) if number.as_whole() == Some(0) => ("td", "zero".to_owned()),
        (Kind::Figure, Content::Number(_)) => ("td", "number".to_owned()),
        (Kind::Figure, Content::Text(_)) => ("td", "word".to_owned()),
    };
    let scope = match cell.kind {
        Kind::Figure => "",
        Kind::Head if cell.columns > 1 && is_in_head => "colgroup",
        Kind::Head => "col",
        Kind::Label(_) if cell.rows > 1 => "rowgroup",
        Kind::Label(_) => "row",
    };
    CellView { tag, scope, class, text: cell.content.text(), columns: cell.columns, rows: cell.rows }
}

fn chart(chart: &Chart) -> ChartView<'_> {
    let bars: Vec<BarView<'_>> = (0..)
        .zip(&chart.bars)
        .map(|(place, bar)| {
            let length = bar.count * LONGEST / chart.longest.max(1);
            let top = place * STEP + MARGIN;
            BarView { label: &bar.label, count: bar.count, top, baseline: top + 14, length, end: BEGIN + length + 8 }
        })
        .collect();
    let words: Vec<String> = chart.bars.iter().map(|bar| format!("{} {}", bar.label, bar.count)).collect();
    let height = bars.last().map_or(0, |bar| bar.top + STEP);
    ChartView { title: &chart.title, words: format!("{}: {}", chart.title, words.join(", ")), height, bars }
}
