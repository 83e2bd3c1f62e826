//! 定稿后调整: figures that are no longer what was frozen, with the cases behind them.

use super::names::{Name, name};
use crate::app::annual_report::{AdjustedCase, Adjustment};
use crate::domain::annual_report::Amount;
use crate::web::pages::layout::Page;

/// A figure that is no longer what was frozen.
pub(super) struct Adjusted {
    pub name: Name,
    pub from: Amount,
    pub to: Amount,
    pub cases: Vec<Case>,
    /// How many cases more there are.
    pub others: usize,
}

/// A case that counts otherwise than it did.
pub(super) struct Case {
    pub address: String,
    pub case_no: String,
    pub from: i64,
    pub to: i64,
}

/// 定稿后调整 as a page shows it.
pub(super) fn adjusted(page: &Page, adjustments: Vec<Adjustment>) -> Vec<Adjusted> {
    let case = |AdjustedCase { row, from, to }: AdjustedCase| Case {
        address: page.href(&format!("/cases/{}", row.id)),
        case_no: row.origin.case_no,
        from,
        to,
    };
    let figure = |Adjustment { difference, cases, cases_total }: Adjustment| Adjusted {
        name: name(page.reader.lang, &difference.place),
        from: difference.from,
        to: difference.to,
        others: cases_total.saturating_sub(cases.len()),
        cases: cases.into_iter().map(case).collect(),
    };
    adjustments.into_iter().map(figure).collect()
}
