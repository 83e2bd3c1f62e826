//! 表内核对: the rules that need only the one report.

use super::finding::{Finding, Place, Rule};
use super::published::{OldColumn, Published, ReceivedMeans};
use crate::domain::annual_report::{Amount, AppealColumn, Column, Row, RowRole, Statistic};
use crate::domain::code::{AppealGroup, Category};

/// 六列之和 = 总计, row by row.
pub(super) fn row_sum(report: &Published) -> Vec<Finding> {
    let six = |row| Category::ALL.iter().map(|category| report.table3(row, Column::Of(*category))).sum();
    let check = |row| Finding::unless_equal(Rule::RowSum, Place::Row(row), six(row), report.table3(row, Column::Total));
    report.rows().filter_map(check).collect()
}

/// （一）至（六）之和 = （七）, column by column.
pub(super) fn result_sum(report: &Published) -> Vec<Finding> {
    let results: Vec<Row> = report.rows().filter(|row| row.role() == RowRole::Result).collect();
    let sum = |column| results.iter().map(|row| report.table3(*row, column)).sum::<Option<Amount>>();
    per_column(report, Rule::ResultSum, |column| (sum(column), report.table3(Row::Results, column)))
}

/// 一 + 二 = 三（七） + 四, column by column.
pub(super) fn balance(report: &Published) -> Vec<Finding> {
    let sum = |rows: [Row; 2], column| rows.into_iter().map(|row| report.table3(row, column)).sum::<Option<Amount>>();
    per_column(report, Rule::Balance, |column| {
        (sum([Row::Received, Row::CarriedOver], column), sum([Row::Results, Row::CarriedForward], column))
    })
}

/// A rule over the columns of Table 3; no finding for a report that does not have the table.
pub(super) fn per_column(
    report: &Published,
    rule: Rule,
    sides: impl Fn(Column) -> (Option<Amount>, Option<Amount>),
) -> Vec<Finding> {
    let check = |column| {
        let (left, right) = sides(column);
        Finding::unless_equal(rule, Place::Column(column), left, right)
    };
    Column::ALL.into_iter().filter(|_| report.has_current_tables()).filter_map(check).collect()
}

/// 四项之和 = 总计, group by group of Table 4.
pub(super) fn table4_sum(report: &Published) -> Vec<Finding> {
    let check = |group: &AppealGroup| {
        let parts = AppealColumn::PARTS.into_iter().map(|column| report.table4(*group, column)).sum();
        let total = report.table4(*group, AppealColumn::Total);
        Finding::unless_equal(Rule::Table4Sum, Place::Group(*group), parts, total)
    };
    AppealGroup::ALL.iter().filter_map(check).collect()
}

/// 文字 = 表 (R21): a stated number of requests is the table's 新收, or 新收 and 上年结转 together.
pub(super) fn prose(report: &Published) -> Option<Finding> {
    let (stated, means) = report.prose?;
    let counted = match means {
        ReceivedMeans::New => received(report),
        ReceivedMeans::NewAndCarried => [received(report), carried_over(report)].into_iter().sum(),
    };
    Finding::unless_equal(Rule::Prose, Place::ProseReceived, Some(stated), counted)
}

/// 各渠道之和 = 收到, in the statistics.
pub(super) fn channels(report: &Published) -> Option<Finding> {
    if report.channels.is_empty() {
        return None;
    }
    let sum = report.channels.values().copied().sum();
    Finding::unless_equal(Rule::Channels, Place::Channels, sum, received(report))
}

/// 新收 as the report's own table gives it.
fn received(report: &Published) -> Option<Amount> {
    if report.has_current_tables() {
        report.table3(Row::Received, Column::Total)
    } else {
        let totals = super::old::RECEIVED_KEYS.iter();
        totals.filter_map(|key| report.old(key, OldColumn::YearValue)).next()
    }
}

fn carried_over(report: &Published) -> Option<Amount> {
    if report.has_current_tables() {
        report.table3(Row::CarriedOver, Column::Total)
    } else {
        report.carried(Statistic::CarriedOver)
    }
}

/// 每格都是数: every cell of the form that was left blank or out.
pub(super) fn blank(report: &Published) -> Vec<Finding> {
    let cells = report.rows().flat_map(|row| Column::ALL.map(|column| (row, column)));
    let of_table3 = cells
        .filter(|(row, column)| report.table3(*row, *column).is_none())
        .map(|(row, column)| Place::Cell(row, column));
    let places = AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
    let of_table4 = places
        .filter(|(group, column)| report.has_current_tables() && report.table4(*group, *column).is_none())
        .map(|(group, column)| Place::AppealCell(group, column));
    let of_old_table = report.table_old.iter().flat_map(|line| {
        let blanks = line.figures.iter().filter(|(_, figure)| figure.is_none());
        blanks.map(|(column, _)| Place::Old(line.key.clone(), *column))
    });
    of_table3.chain(of_table4).chain(of_old_table).map(Finding::blank).collect()
}
