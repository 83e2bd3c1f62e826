//! 不能签发的原因: what is wrong with frozen figures.

use crate::domain::annual_report::Figures;
use crate::domain::reconcile::{Finding, Published, reconcile};

/// 差错: why figures cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// 矛盾: the figures contradict themselves, or last year's report.
    Contradiction(Finding),
    /// 未填: a cell that the form asks for and that nobody has entered.
    Blank {
        /// The key by which it is entered.
        cell: String,
    },
}

impl Fault {
    /// Everything that is wrong: contradictions by rule, then cells left blank.
    pub(super) fn all(figures: &Figures, blanks: &[String], previous: Option<&Figures>) -> Vec<Self> {
        let previous = previous.map(Published::from);
        let findings = reconcile(&Published::from(figures), previous.as_ref(), &[]);
        let blanks = blanks.iter().map(|cell| Self::Blank { cell: cell.clone() });
        findings.into_iter().map(Self::Contradiction).chain(blanks).collect()
    }
}
