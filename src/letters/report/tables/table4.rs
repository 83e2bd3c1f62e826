//! 表四: three groups of five columns, one row of figures.

use super::super::grid::{Grid, GridCell};
use crate::domain::annual_report::{AppealColumn, Cell, FigurePlace, Table4, appeal_group_label};
use crate::domain::code::AppealGroup;

/// 表四.
pub(in super::super) fn table4(table: &Table4) -> Grid {
    let columns = AppealColumn::ALL.len();
    let headings = || AppealColumn::ALL.iter().map(|column| GridCell::head(column.label()));
    let group = |group| GridCell::head(appeal_group_label(group)).across(columns);
    let places = AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
    let figure = |(group, column)| {
        let place = FigurePlace::Counted(Cell::Table4(group, column));
        GridCell::number(table.get(group, column)).at(place)
    };
    let rows = vec![
        vec![group(AppealGroup::Reconsideration), GridCell::head("行政诉讼").across(2 * columns)],
        headings()
            .map(|heading| heading.down(2))
            .chain([group(AppealGroup::LitigationDirect), group(AppealGroup::LitigationAfterReconsideration)])
            .collect(),
        headings().chain(headings()).collect(),
        places.map(figure).collect(),
    ];
    // 15 columns on 156 mm; the totals are a little wider.
    let widths = [10, 10, 10, 10, 12].repeat(AppealGroup::ALL.len());
    Grid { widths, head_rows: 3, rows }
}
