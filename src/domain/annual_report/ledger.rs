//! 台账合计: the sums that a report is made of.

use std::collections::BTreeMap;

use crate::domain::code::Category;
use crate::domain::tally::{Measure, TallyKey};

/// Which years a line of the ledger sums up, seen from the year reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 本年度: 1 January to 31 December.
    ThisYear,
    /// All years before.
    Earlier,
}

/// One line of the ledger: what was counted, for whom, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line {
    /// Of the year, or of the years before.
    pub period: Period,
    /// What is counted.
    pub measure: Measure,
    /// 申请人类别.
    pub category: Category,
}

/// 台账合计: everything that a year's report is computed from, for one agency or for a tree of them.
///
/// Sums of several agencies are added line by line, so the report of a tree is the report of its sums.
///
/// ```
/// use gongkai_core::domain::annual_report::TallySums;
/// use gongkai_core::domain::code::{Category, Channel};
/// use gongkai_core::domain::tally::{Measure, TallyKey};
///
/// let received = |year| TallyKey { year, measure: Measure::Received(Channel::Post), category: Category::NaturalPerson };
/// let sums = TallySums::of_year(2025, [(received(2024), 3), (received(2025), 5), (received(2026), 7)]);
/// assert_eq!(sums.lines().map(|(_, count)| count).sum::<i64>(), 8);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TallySums {
    lines: BTreeMap<Line, i64>,
}

impl TallySums {
    /// Sums the ledger's lines for the report of `year`; lines of later years are left out.
    #[must_use]
    pub fn of_year(year: i32, lines: impl IntoIterator<Item = (TallyKey, i64)>) -> Self {
        let mut sums = Self::default();
        for (TallyKey { year: own, measure, category }, count) in lines {
            if own <= year {
                let period = if own == year { Period::ThisYear } else { Period::Earlier };
                sums.add(Line { period, measure, category }, count);
            }
        }
        sums
    }

    /// Adds to one line.
    pub fn add(&mut self, line: Line, count: i64) {
        *self.lines.entry(line).or_default() += count;
    }

    /// Every line with its sum.
    pub fn lines(&self) -> impl Iterator<Item = (Line, i64)> {
        self.lines.iter().map(|(line, count)| (*line, *count))
    }
}
