//! PDF 文档: the report on A4, in the type area of GB/T 9704, tagged and made to be kept (PDF/A).

use chrono::Datelike;
use serde_json::{Value, json};

use super::RenderError;
use super::charts::Chart;
use super::grid::{Grid, GridCell, Kind};
use super::paper::{Body, Paper, Section};
use crate::letters::press::{Layout, Press};

/// The layout of reports.
const LAYOUT: Layout = Layout { name: "/report.typ", source: include_str!("../templates/report.typ") };

pub(super) fn write(paper: &Paper, press: &Press) -> Result<Vec<u8>, RenderError> {
    Ok(press.set(LAYOUT, &data(paper), &[])?)
}

fn data(paper: &Paper) -> Value {
    let properties = &paper.properties;
    let day = properties.dated_on;
    json!({
        "agency": paper.agency,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "notice": paper.notice,
        "lead": paper.lead(),
        "sections": paper.sections.iter().map(section).collect::<Vec<_>>(),
        "properties": {
            "title": properties.title,
            "creator": properties.creator,
            "subject": properties.subject,
            "status": properties.status,
            "description": properties.description,
        },
        "day": { "year": day.year(), "month": day.month(), "day": day.day() },
    })
}

fn section(section: &Section) -> Value {
    let (paragraphs, grid, charts) = match &section.body {
        Body::Prose(paragraphs) => (paragraphs.as_slice(), None, Default::default()),
        Body::Table(grid) => (Default::default(), Some(table(grid)), Default::default()),
        Body::Charts(charts) => (Default::default(), None, charts.as_slice()),
    };
    json!({
        "heading": section.heading,
        "on_new_page": section.on_new_page,
        "paragraphs": paragraphs,
        "table": grid,
        "charts": charts.iter().map(chart).collect::<Vec<_>>(),
    })
}

fn table(grid: &Grid) -> Value {
    let rows =
        |rows: &[Vec<GridCell>]| -> Vec<Vec<Value>> { rows.iter().map(|row| row.iter().map(cell).collect()).collect() };
    let (head, body) = grid.rows.split_at(grid.head_rows.min(grid.rows.len()));
    json!({ "widths": grid.widths, "head": rows(head), "body": rows(body) })
}

fn cell(cell: &GridCell) -> Value {
    let (kind, steps) = match cell.kind {
        Kind::Head => ("head", 0),
        Kind::Label(steps) => ("label", steps),
        Kind::Figure => ("figure", 0),
    };
    let GridCell { columns, rows, content, .. } = cell;
    json!({ "kind": kind, "steps": steps, "columns": columns, "rows": rows, "text": content.text() })
}

fn chart(chart: &Chart) -> Value {
    let bars: Vec<Value> = chart.bars.iter().map(|bar| json!({ "label": bar.label, "count": bar.count })).collect();
    json!({ "title": chart.title, "longest": chart.longest, "bars": bars })
}
