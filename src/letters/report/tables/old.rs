//! 统计表 of 2014: an indented list of indicators with unit and figure.

use super::super::grid::{Grid, GridCell};
use crate::domain::annual_report::{Amount, FigurePlace, OLD_ROWS, OldRow};

/// 统计表, headings included.
pub(in super::super) fn old_table(figures: &[(&'static OldRow, Amount)]) -> Grid {
    let header = vec![GridCell::head("统计指标"), GridCell::head("单位"), GridCell::head("统计数")];
    let row = |row: &'static OldRow| {
        let figure = figures.iter().find(|(own, _)| own.key == row.key).map(|(_, figure)| *figure);
        vec![
            GridCell::indented(row.printed_label(), row.depth()),
            GridCell::word(row.unit.label()),
            figure.map_or_else(
                || GridCell::word(row.unit.label()),
                |figure| GridCell::number(figure).at(FigurePlace::of_old_row(row)),
            ),
        ]
    };
    let rows = std::iter::once(header).chain(OLD_ROWS.iter().map(row)).collect();
    Grid { widths: vec![112, 18, 26], head_rows: 1, rows }
}
