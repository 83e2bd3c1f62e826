//! Published reports, read from the cases beside the tests.

use std::path::PathBuf;

use gongkai::domain::annual_report::{AppealColumn, Column, Figures, Row};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::reconcile::{Finding, Node, Published};

/// The text of a file under `tests/cases`.
pub fn case_file(path: &str) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// A report as printed.
pub fn published(path: &str) -> Published {
    parse(&case_file(path))
}

/// A report from its JSON text.
pub fn parse(json: &str) -> Published {
    Published::read(&serde_json::from_str::<Node>(json).unwrap()).unwrap()
}

/// A finding without its sentence: rule, where, left, right.
pub fn outline(findings: &[Finding]) -> Vec<String> {
    let side = |amount: Option<gongkai::domain::annual_report::Amount>| amount.map_or("null".into(), |a| a.to_string());
    findings.iter().map(|f| format!("{} {} {} {}", f.rule, f.place, side(f.left), side(f.right))).collect()
}

/// The cells of Tables 3 and 4 in which our figures differ from a published report. A report that prints
/// （六） as one row is compared with the sum of ours.
pub fn differences(ours: &Figures, theirs: &Published) -> Vec<String> {
    let ours = Published::from(ours);
    let figure = |report: &Published, row, column| {
        if row == Row::OtherHandling { report.other_handling(column) } else { report.table3(row, column) }
    };
    let rows = theirs.rows().flat_map(|row| Column::ALL.map(|column| (row, column)));
    let table3 =
        rows.map(|(row, column)| (format!("{row}/{column}"), figure(&ours, row, column), figure(theirs, row, column)));
    let groups = AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| (*group, *column)));
    let table4 = groups
        .map(|(group, column)| (format!("{group}/{column}"), ours.table4(group, column), theirs.table4(group, column)));
    let differing = table3.chain(table4).filter(|(_, ours, theirs)| ours != theirs);
    differing.map(|(place, ours, theirs)| format!("{place}: {ours:?}, published {theirs:?}")).collect()
}
