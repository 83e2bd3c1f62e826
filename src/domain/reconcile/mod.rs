//! # 核对 (R21, R22)
//!
//! Finds every contradiction in a report's figures, ours or anyone's. The rules are those by which
//! published reports are graded; each finding says which rule is broken, where, and what stands on
//! either side. A rule one of whose operands is blank is not evaluated: the blank is the finding.

mod finding;
mod node;
mod old;
mod others;
mod published;
mod read;
mod rules;

pub use finding::{Finding, Place, Rule};
pub use node::Node;
pub use published::{OldColumn, OldLine, Published, ReceivedMeans};
pub use read::{Problem, ReadError};

/// 核对: all contradictions of a report, rule by rule in the contract's order.
///
/// `previous` is last year's report of the same agency, `below` are the reports of the agencies that a
/// summary adds up; rules that need them are skipped without them.
///
/// ```
/// use gongkai_core::domain::annual_report::{Entered, Figures, Header, Scope, TallySums};
/// use gongkai_core::domain::reconcile::{Published, reconcile};
/// use gongkai_core::domain::regime::Form;
///
/// let header = Header { agency: "某局".into(), year: 2025, form: Form::Form2021, scope: Scope::Own };
/// let ours = Published::from(&Figures::build(&header, &TallySums::default(), &Entered::new()));
/// assert!(reconcile(&ours, None, &[]).is_empty());
/// ```
#[must_use]
pub fn reconcile(report: &Published, previous: Option<&Published>, below: &[Published]) -> Vec<Finding> {
    let by_rule = |rule: &Rule| match rule {
        Rule::RowSum => rules::row_sum(report),
        Rule::ResultSum => rules::result_sum(report),
        Rule::Balance => rules::balance(report),
        Rule::Table4Sum => [rules::table4_sum(report), old::identities(report, *rule)].concat(),
        Rule::CarryOver => previous.map(|previous| others::carry_over(report, previous)).unwrap_or_default(),
        Rule::Children => others::children(report, below),
        Rule::Prose => rules::prose(report).into_iter().collect(),
        Rule::Blank => rules::blank(report),
        Rule::Channels => rules::channels(report).into_iter().chain(old::identities(report, *rule)).collect(),
        Rule::Dispositions => old::identities(report, *rule),
    };
    Rule::ALL.iter().flat_map(by_rule).collect()
}
