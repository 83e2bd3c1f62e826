//! 表二: a block of rows under each item of art 20.

use super::super::grid::{Grid, GridCell};
use crate::domain::annual_report::{Block, FigurePlace, Table2, table2_blocks};
use crate::domain::regime::Form;

/// The width of the table in columns: 信息内容 and up to three figures.
const COLUMNS: usize = 4;

/// 表二 of a form.
pub(in super::super) fn table2(form: Form, table: &Table2) -> Grid {
    let rows = table2_blocks(form).iter().flat_map(|block| block_rows(form, block, table)).collect();
    Grid { widths: vec![48, 36, 36, 36], head_rows: 0, rows }
}

fn block_rows(form: Form, block: &Block, table: &Table2) -> Vec<Vec<GridCell>> {
    let spans = spans(block.columns.len());
    let item = vec![GridCell::head(block.item).across(COLUMNS)];
    let headings = block.columns.iter().zip(&spans);
    let headings = headings.map(|(column, span)| GridCell::head(Block::printed_column(column)).across(*span));
    let header = std::iter::once(GridCell::head("信息内容")).chain(headings).collect();
    let figures = block.rows.iter().map(|row| {
        let place = |column: &str| FigurePlace::Entered(form, Block::key(row, column));
        let figure =
            |(column, span): (&&str, &usize)| GridCell::number(table.get(row, column)).at(place(column)).across(*span);
        std::iter::once(GridCell::label(*row)).chain(block.columns.iter().zip(&spans).map(figure)).collect()
    });
    [item, header].into_iter().chain(figures).collect()
}

/// How many of the three figure columns each figure of a block takes: the last one fills up.
fn spans(figures: usize) -> Vec<usize> {
    let last = COLUMNS - figures;
    (1..=figures).map(|figure| if figure == figures { last } else { 1 }).collect()
}
