//! 表间核对: the rules that compare a report with last year's and with those of the agencies below.

use super::finding::{Finding, Place, Rule};
use super::published::{OldColumn, Published};
use super::rules::per_column;
use crate::domain::annual_report::{Amount, AppealColumn, Column, Row, Statistic};
use crate::domain::code::AppealGroup;
use crate::domain::regime::Form;

/// 本年二 = 上年四, column by column; for the 2014 form the totals that the statistics state.
pub(super) fn carry_over(report: &Published, previous: &Published) -> Vec<Finding> {
    if report.has_current_tables() {
        return per_column(report, Rule::CarryOver, |column| {
            (report.table3(Row::CarriedOver, column), carried_forward(previous, column))
        });
    }
    let left = report.carried(Statistic::CarriedOver);
    let right = carried_forward(previous, Column::Total);
    Finding::unless_equal(Rule::CarryOver, Place::CarriedOver, left, right).into_iter().collect()
}

fn carried_forward(report: &Published, column: Column) -> Option<Amount> {
    if report.has_current_tables() {
        report.table3(Row::CarriedForward, column)
    } else {
        report.carried(Statistic::CarriedForward).filter(|_| column == Column::Total)
    }
}

/// 汇总 = 各机关之和, cell by cell.
pub(super) fn children(report: &Published, children: &[Published]) -> Vec<Finding> {
    if children.is_empty() {
        return Vec::new();
    }
    let compare = |place, figure: &dyn Fn(&Published) -> Option<Amount>| {
        let below: Vec<_> = children.iter().map(|child| (child.agency.as_str(), figure(child))).collect();
        compare(place, figure(report), &below)
    };
    let rows = common_rows(report, children).flat_map(|row| Column::ALL.map(|column| (row, column)));
    let of_table3 = rows.filter_map(|(row, column)| compare(Place::Cell(row, column), &|one| table3(one, row, column)));
    let groups = AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
    let of_table4 = groups
        .filter_map(|(group, column)| compare(Place::AppealCell(group, column), &|one| one.table4(group, column)));
    let lines = report.table_old.iter().flat_map(|line| OldColumn::ALL.iter().map(|column| (&line.key, *column)));
    let of_old_table =
        lines.filter_map(|(key, column)| compare(Place::Old(key.clone(), column), &|one| one.old(key, column)));
    of_table3.chain(of_table4).chain(of_old_table).collect()
}

/// The rows that all of them have in one shape: （六） is compared as one row unless everybody divides it.
fn common_rows(report: &Published, children: &[Published]) -> impl Iterator<Item = Row> {
    let divided = std::iter::once(report).chain(children).all(Published::divides_other_handling);
    Row::of_form(if divided { Form::Form2021 } else { Form::Form2019 })
}

fn table3(report: &Published, row: Row, column: Column) -> Option<Amount> {
    if row == Row::OtherHandling { report.other_handling(column) } else { report.table3(row, column) }
}

/// A summary that differs from the sum of its children, or that is below one of them: no number is
/// negative, so that one alone contradicts it, whatever the others left blank.
fn compare(place: Place, summary: Option<Amount>, children: &[(&str, Option<Amount>)]) -> Option<Finding> {
    let sum = children.iter().map(|(_, figure)| *figure).sum::<Option<Amount>>();
    let exceeding = children.iter().filter(|(_, figure)| summary.is_some() && *figure > summary);
    let largest = exceeding.max_by_key(|(_, figure)| *figure);
    let right = sum.or_else(|| largest.and_then(|(_, figure)| *figure));
    let finding = Finding::unless_equal(Rule::Children, place, summary, right)?;
    Some(Finding { exceeded_by: largest.map(|(agency, _)| (*agency).to_owned()), ..finding })
}
