//! 旧表核对: the identities of the statistics tables of the years before 2019.
//!
//! Offices printed this table with its row numbers or with labels of their own; an identity is
//! looked for under both and evaluated over the rows that are there.

use super::finding::{Finding, Place, Rule};
use super::published::{OldColumn, Published};
use crate::domain::annual_report::Amount;

/// The keys under which the number of requests received is printed.
pub(super) const RECEIVED_KEYS: &[&str] = &["三(一)", "受理政府信息公开申请总数", "收到申请数"];

/// A total and the rows that make it up.
struct Identity {
    rule: Rule,
    /// The keys under which the total is printed.
    totals: &'static [&'static str],
    /// The parts are the rows whose key is one of these followed by a number.
    parts: &'static [&'static str],
}

const IDENTITIES: &[Identity] = &[
    Identity { rule: Rule::Table4Sum, totals: &["四"], parts: &["四"] },
    Identity { rule: Rule::Table4Sum, totals: &["五"], parts: &["五"] },
    Identity { rule: Rule::Channels, totals: RECEIVED_KEYS, parts: &["三(一)", "申请"] },
    Identity { rule: Rule::Dispositions, totals: &["三(二)"], parts: &["三(二)"] },
    Identity {
        rule: Rule::Dispositions,
        totals: &["三(三)", "对申请的答复总数", "申请答复数"],
        parts: &["三(三)", "答复"],
    },
    Identity { rule: Rule::Dispositions, totals: &["三(三)4"], parts: &["三(三)4其中"] },
];

impl Identity {
    fn has_part(&self, key: &str) -> bool {
        self.parts.iter().any(|prefix| key.strip_prefix(prefix).is_some_and(begins_with_number))
    }
}

/// Whether the rest of a key is a number of its own (`1`, `1.当面申请数`, `(一)`), not one below another.
fn begins_with_number(rest: &str) -> bool {
    let own = rest.starts_with(|first: char| first.is_ascii_digit() || first == '(' || first == '（');
    own && !rest.contains("其中")
}

/// The identities of an old table that a rule names, for the year and for the running total.
pub(super) fn identities(report: &Published, rule: Rule) -> Vec<Finding> {
    let named = IDENTITIES.iter().filter(|identity| identity.rule == rule);
    let cells = named.flat_map(|identity| OldColumn::ALL.iter().map(move |column| (identity, *column)));
    cells.filter_map(|(identity, column)| check(report, identity, column)).collect()
}

fn check(report: &Published, identity: &Identity, column: OldColumn) -> Option<Finding> {
    let total = report.table_old.iter().find(|line| identity.totals.contains(&line.key.as_str()))?;
    let parts = report.table_old.iter().filter(|line| identity.has_part(&line.key));
    let printed: Vec<Option<Amount>> = parts.filter_map(|line| line.figures.get(&column).copied()).collect();
    if printed.is_empty() {
        return None;
    }
    let place = Place::Old(total.key.clone(), column);
    Finding::unless_equal(identity.rule, place, printed.into_iter().sum(), report.old(&total.key, column))
}
