//! 核对: the identities of the tables, each with whether it holds and by how much it does not.

use super::names::name;
use crate::app::annual_report::Checked;
use crate::domain::annual_report::{Amount, Column, FigurePlace, Figures, Row, Table3, Tables};
use crate::domain::reconcile::{Finding, Rule};
use crate::domain::regime::Form;
use crate::findings;
use crate::messages::Lang;

/// What is to be seen of a report's figures before they are signed.
pub(super) struct Checks {
    /// Whether nothing is wrong.
    pub is_sound: bool,
    pub lines: Vec<Line>,
    /// 勾稽关系, column by column; none in the form of 2014.
    pub balance: Option<Balance>,
    /// 未填
    pub blanks: Vec<String>,
}

/// A rule with what breaks it.
pub(super) struct Line {
    pub rule: String,
    pub faults: Vec<Fault>,
}

/// A place where a rule does not hold.
pub(super) struct Fault {
    pub sentence: String,
    /// By how much; none for a blank.
    pub difference: Option<String>,
}

/// 一 + 二 = 三（七） + 四, column by column.
pub(super) struct Balance {
    pub columns: [&'static str; 7],
    pub came: [i64; 7],
    pub went: [i64; 7],
    pub differences: [i64; 7],
}

impl Checks {
    /// The checks of a report with those of its cells that nobody has entered.
    pub(super) fn of(lang: Lang, figures: &Figures, blanks: &[String], checked: &Checked) -> Self {
        let form = figures.header.form;
        let has_previous = checked.previous.is_some();
        let rules = Rule::ALL.iter().filter(|rule| concerns(**rule, form, has_previous));
        let blank = |key: &String| name(lang, &FigurePlace::Entered(form, key.clone())).words;
        Self {
            is_sound: checked.findings.is_empty() && blanks.is_empty(),
            lines: rules.map(|rule| line(lang, *rule, &checked.findings)).collect(),
            balance: match &figures.tables {
                Tables::Current { table3, .. } => Some(Balance::of(table3)),
                Tables::Old(_) => None,
            },
            blanks: blanks.iter().map(blank).collect(),
        }
    }
}

/// Whether a rule has anything to say of our own report. The sum of several agencies is never entered, and a blank
/// stands in a list of its own.
fn concerns(rule: Rule, form: Form, has_previous: bool) -> bool {
    let is_old = form == Form::Form2014;
    match rule {
        Rule::RowSum | Rule::ResultSum | Rule::Balance | Rule::Prose => !is_old,
        Rule::Table4Sum | Rule::Channels => true,
        Rule::Dispositions => is_old,
        Rule::CarryOver => has_previous,
        Rule::Children | Rule::Blank => false,
    }
}

fn line(lang: Lang, rule: Rule, findings: &[Finding]) -> Line {
    let fault = |finding: &Finding| Fault {
        sentence: findings::sentence(lang, finding),
        difference: finding.left.zip(finding.right).map(|(left, right)| signed(left - right)),
    };
    Line {
        rule: lang.text(&format!("reconcile-rule-{rule}").replace('_', "-")),
        faults: findings.iter().filter(|finding| finding.rule == rule).map(fault).collect(),
    }
}

impl Balance {
    fn of(table: &Table3) -> Self {
        let sum = |rows: [Row; 2]| Column::ALL.map(|column| rows.map(|row| table.get(row, column)).iter().sum::<i64>());
        let came = sum([Row::Received, Row::CarriedOver]);
        let went = sum([Row::Results, Row::CarriedForward]);
        let mut differences = came;
        differences.iter_mut().zip(went).for_each(|(difference, went)| *difference -= went);
        Self { columns: Column::ALL.map(Column::label), came, went, differences }
    }
}

/// A difference with its sign.
pub(in crate::web::pages) fn signed(difference: Amount) -> String {
    match difference.cmp(&Amount::ZERO) {
        std::cmp::Ordering::Greater => format!("+{difference}"),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Less => format!("\u{2212}{}", Amount::ZERO - difference),
    }
}
