//! 表三: applicants across, results down.

use super::super::grid::{Grid, GridCell};
use crate::domain::annual_report::{Cell, Column, Counts, FigurePlace, Row, RowRole, Table3};

/// The words in the corner of the form.
const CORNER: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

/// Three columns of labels, seven of figures.
const WIDTHS: [u16; 10] = [12, 26, 46, 11, 10, 10, 10, 10, 10, 11];

/// 表三 of either form: which rows it has, the table knows.
pub(in super::super) fn table3(table: &Table3) -> Grid {
    let rows: Vec<(Row, &Counts)> = table.rows().collect();
    let below = rows.iter().map(|(row, counts)| {
        let place = |column| FigurePlace::Counted(Cell::Table3(*row, column));
        let figures = Column::ALL.map(|column| GridCell::number(counts.get(column)).at(place(column)));
        labels(*row, &rows).into_iter().chain(figures).collect()
    });
    Grid { widths: WIDTHS.to_vec(), head_rows: 3, rows: headings().into_iter().chain(below).collect() }
}

fn headings() -> [Vec<GridCell>; 3] {
    let [person, organisations @ .., total] = Column::ALL;
    [
        vec![GridCell::head(CORNER).across(3).down(3), GridCell::head("申请人情况").across(7)],
        vec![
            GridCell::head(person.label()).down(2),
            GridCell::head("法人或其他组织").across(organisations.len()),
            GridCell::head(total.label()).down(2),
        ],
        organisations.map(|column| GridCell::head(column.label())).into(),
    ]
}

/// The labels that begin in a row: its own, and those of the merged headings it is the first row of.
fn labels(row: Row, rows: &[(Row, &Counts)]) -> Vec<GridCell> {
    if !is_in_section_three(row) {
        return vec![GridCell::label(row.label()).across(3)];
    }
    let mut labels = Vec::new();
    if row == Row::Disclosed {
        let height = rows.iter().filter(|(row, _)| is_in_section_three(*row)).count();
        labels.push(GridCell::label("三、本年度办理结果").down(height));
    }
    match row.group() {
        None => labels.push(GridCell::label(row.label()).across(2)),
        Some(group) => {
            let members: Vec<Row> = rows.iter().map(|(row, _)| *row).filter(|row| row.group() == Some(group)).collect();
            if members.first() == Some(&row) {
                labels.push(GridCell::label(group.label()).down(members.len()));
            }
            labels.push(GridCell::label(row.label()));
        }
    }
    labels
}

fn is_in_section_three(row: Row) -> bool {
    matches!(row.role(), RowRole::Result | RowRole::Results)
}
