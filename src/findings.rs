//! 核对结果的文字: what the checker found, and why it could not read a report, as sentences.

use crate::domain::annual_report::life::Fault;
use crate::domain::annual_report::{Amount, Column};
use crate::domain::code::AppealGroup;
use crate::domain::reconcile::{Finding, OldColumn, Place, Problem, ReadError, Rule};
use crate::messages::{FluentValue, Lang};

/// The sentence for a contradiction: what the parts come to and what is printed.
///
/// ```
/// use gongkai_core::domain::annual_report::{Amount, Row};
/// use gongkai_core::domain::reconcile::{Finding, Place, Rule};
/// use gongkai_core::findings::sentence;
/// use gongkai_core::messages::Lang;
///
/// let (left, right) = (Some(Amount::from(9)), Some(Amount::from(8)));
/// let finding =
///     Finding { rule: Rule::RowSum, place: Place::Row(Row::PartlyDisclosed), left, right, exceeded_by: None };
/// assert_eq!(sentence(Lang::Zh, &finding), "表三“三(二)”行：六列之和是 9，“总计”列写的是 8。");
/// ```
#[must_use]
pub fn sentence(lang: Lang, finding: &Finding) -> String {
    let amount = |amount: Option<Amount>| FluentValue::from(amount.map_or("—".to_owned(), |amount| amount.to_string()));
    let particulars = [
        ("place", place(lang, &finding.place).into()),
        ("left", amount(finding.left)),
        ("right", amount(finding.right)),
        ("child", finding.exceeded_by.clone().unwrap_or_default().into()),
    ];
    lang.with(message(finding), &particulars)
}

/// The sentence for what keeps a report from being signed.
#[must_use]
pub fn fault(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Contradiction(finding) => sentence(lang, finding),
        Fault::Blank { cell } => lang.with("finding-entry-blank", &[("cell", cell.as_str().into())]),
    }
}

fn message(finding: &Finding) -> &'static str {
    match (finding.rule, &finding.place, &finding.exceeded_by) {
        (_, Place::Old(..), _) if is_sum_of_parts(finding.rule) => "finding-parts",
        (Rule::RowSum, ..) => "finding-row-sum",
        (Rule::ResultSum, ..) => "finding-result-sum",
        (Rule::Balance, ..) => "finding-balance",
        (Rule::Table4Sum, ..) => "finding-table4-sum",
        (Rule::CarryOver, ..) => "finding-carry-over",
        (Rule::Children, _, Some(_)) => "finding-children-exceeded",
        (Rule::Children, _, None) => "finding-children",
        (Rule::Prose, ..) => "finding-prose",
        (Rule::Blank, ..) => "finding-blank",
        (Rule::Channels, ..) => "finding-channels",
        (Rule::Dispositions, ..) => "finding-parts",
    }
}

fn is_sum_of_parts(rule: Rule) -> bool {
    matches!(rule, Rule::Table4Sum | Rule::Channels | Rule::Dispositions)
}

/// A place as a reader finds it on paper.
fn place(lang: Lang, place: &Place) -> String {
    match place {
        Place::Row(row) => lang.with("finding-place-row", &[("row", row.as_str().into())]),
        Place::Column(column) => lang.with("finding-place-column", &[("column", column_name(lang, *column).into())]),
        Place::Cell(row, column) => {
            let column = column_name(lang, *column).into();
            lang.with("finding-place-cell", &[("row", row.as_str().into()), ("column", column)])
        }
        Place::Group(group) => lang.with("finding-place-group", &[("group", group_name(lang, *group).into())]),
        Place::AppealCell(group, column) => {
            let column = if lang == Lang::Zh { column.label() } else { column.as_str() };
            let group = group_name(lang, *group).into();
            lang.with("finding-place-appeal-cell", &[("group", group), ("column", column.into())])
        }
        Place::Old(key, column) => {
            let column = match column {
                OldColumn::YearValue => lang.text("finding-year-value"),
                OldColumn::Cumulative => lang.text("finding-cumulative"),
            };
            lang.with("finding-place-old", &[("key", key.as_str().into()), ("column", column.into())])
        }
        Place::Channels => lang.text("finding-place-channels"),
        Place::CarriedOver => lang.text("finding-place-carried-over"),
        Place::ProseReceived => lang.text("finding-place-prose"),
    }
}

/// The form's label in Chinese; in English the code, which is what a script looks for.
fn column_name(lang: Lang, column: Column) -> &'static str {
    if lang == Lang::Zh { column.label() } else { column.as_str() }
}

fn group_name(lang: Lang, group: AppealGroup) -> &'static str {
    if lang == Lang::Zh { crate::domain::annual_report::appeal_group_label(group) } else { group.as_str() }
}

/// The sentence for a report that cannot be read: where, what is there, what to do.
#[must_use]
pub fn unreadable(lang: Lang, error: &ReadError) -> String {
    let id = format!("unreadable-{}", error.problem.code().replace('_', "-"));
    let (found, allowed) = match &error.problem {
        Problem::NotANumber { found } | Problem::NotWhole { found } | Problem::OutOfRange { found } => {
            (found.as_str(), "")
        }
        Problem::UnknownWord { found, allowed } => (found.as_str(), allowed.as_str()),
        Problem::NotAnObject | Problem::Missing | Problem::DividedAndNot => ("", ""),
    };
    let place = if error.place.is_empty() { lang.text("unreadable-whole") } else { error.place.clone() };
    lang.with(&id, &[("place", place.into()), ("found", found.into()), ("allowed", allowed.into())])
}
