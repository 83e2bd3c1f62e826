//! 表: a stranger's figures as they are printed, blanks and all, with the contradictions each is part of.

use crate::domain::annual_report::{Amount, AppealColumn, Column, OldRow, Row, appeal_group_label};
use crate::domain::code::AppealGroup;
use crate::domain::reconcile::{Finding, OldColumn, Place, Published, Rule};
use crate::messages::Lang;
use crate::web::pages::reports::names::row_label;

/// A table of figures.
pub(super) struct Table {
    pub heading: String,
    pub columns: Vec<String>,
    pub rows: Vec<Line>,
}

pub(super) struct Line {
    pub label: String,
    pub cells: Vec<Cell>,
}

/// A figure.
pub(super) struct Cell {
    /// None where it is printed blank.
    pub figure: Option<Amount>,
    /// The numbers of the contradictions that it is part of.
    pub findings: Vec<usize>,
}

/// The tables that the report has.
pub(super) fn tables(lang: Lang, report: &Published, found: &[Finding]) -> Vec<Table> {
    let mut tables = Vec::new();
    if report.has_current_tables() {
        tables.push(table3(lang, report, found));
        tables.push(table4(lang, report, found));
    }
    if !report.table_old.is_empty() {
        tables.push(old_table(lang, report, found));
    }
    tables
}

/// The figure with the findings that concern it.
fn cell(figure: Option<Amount>, found: &[Finding], concerns: impl Fn(&Finding) -> bool) -> Cell {
    let numbered = found.iter().zip(1..);
    Cell { figure, findings: numbered.filter(|(finding, _)| concerns(finding)).map(|(_, number)| number).collect() }
}

fn table3(lang: Lang, report: &Published, found: &[Finding]) -> Table {
    let figure = |row: Row, column: Column| {
        cell(report.table3(row, column), found, |finding| is_in_table3(finding, row, column))
    };
    let row = |row: Row| Line { label: row_label(row), cells: Column::ALL.map(|column| figure(row, column)).into() };
    Table {
        heading: lang.text("reports-table-3"),
        columns: Column::ALL.map(|column| column.label().to_owned()).into(),
        rows: report.rows().map(row).collect(),
    }
}

fn is_in_table3(finding: &Finding, row: Row, column: Column) -> bool {
    match &finding.place {
        Place::Row(wrong) => *wrong == row && column == Column::Total,
        Place::Column(wrong) => *wrong == column && sides(finding.rule).contains(&row),
        Place::Cell(wrong_row, wrong_column) => (*wrong_row, *wrong_column) == (row, column),
        Place::Channels | Place::ProseReceived => (row, column) == (Row::Received, Column::Total),
        Place::CarriedOver => (row, column) == (Row::CarriedOver, Column::Total),
        Place::Group(_) | Place::AppealCell(..) | Place::Old(..) => false,
    }
}

/// The rows that stand on either side of a rule for columns.
fn sides(rule: Rule) -> &'static [Row] {
    match rule {
        Rule::ResultSum => &[Row::Results],
        Rule::Balance => &[Row::Received, Row::CarriedOver, Row::Results, Row::CarriedForward],
        Rule::CarryOver => &[Row::CarriedOver],
        Rule::RowSum
        | Rule::Table4Sum
        | Rule::Children
        | Rule::Prose
        | Rule::Blank
        | Rule::Channels
        | Rule::Dispositions => &[],
    }
}

fn table4(lang: Lang, report: &Published, found: &[Finding]) -> Table {
    let concerns = |finding: &Finding, group: AppealGroup, column: AppealColumn| match &finding.place {
        Place::Group(wrong) => *wrong == group && column == AppealColumn::Total,
        Place::AppealCell(wrong_group, wrong_column) => (*wrong_group, *wrong_column) == (group, column),
        Place::Row(_)
        | Place::Column(_)
        | Place::Cell(..)
        | Place::Old(..)
        | Place::Channels
        | Place::CarriedOver
        | Place::ProseReceived => false,
    };
    let figure = |group, column| cell(report.table4(group, column), found, |finding| concerns(finding, group, column));
    let row = |group: &AppealGroup| Line {
        label: appeal_group_label(*group).to_owned(),
        cells: AppealColumn::ALL.iter().map(|column| figure(*group, *column)).collect(),
    };
    Table {
        heading: lang.text("reports-table-4"),
        columns: AppealColumn::ALL.iter().map(|column| column.label().to_owned()).collect(),
        rows: AppealGroup::ALL.iter().map(row).collect(),
    }
}

fn old_table(lang: Lang, report: &Published, found: &[Finding]) -> Table {
    let concerns = |finding: &Finding, key: &str, column: OldColumn| matches!(&finding.place, Place::Old(wrong, wrong_column) if (wrong.as_str(), *wrong_column) == (key, column));
    let columns: Vec<OldColumn> = OldColumn::ALL
        .iter()
        .copied()
        .filter(|column| report.table_old.iter().any(|line| line.figures.contains_key(column)))
        .collect();
    let row = |key: &String| Line {
        label: OldRow::find(key).map_or_else(|_| key.clone(), OldRow::printed_label),
        cells: columns
            .iter()
            .map(|column| cell(report.old(key, *column), found, |finding| concerns(finding, key, *column)))
            .collect(),
    };
    let name = |column: &OldColumn| match column {
        OldColumn::YearValue => lang.text("finding-year-value"),
        OldColumn::Cumulative => lang.text("finding-cumulative"),
    };
    Table {
        heading: lang.text("reports-table-old"),
        columns: columns.iter().map(name).collect(),
        rows: report.table_old.iter().map(|line| row(&line.key)).collect(),
    }
}
