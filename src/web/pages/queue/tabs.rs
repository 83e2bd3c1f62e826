//! 待办分类与排序: the links above a list.

use super::asked::Asked;
use super::word;
use crate::app::queue::{Sort, Tab, TabCount};
use crate::messages::Lang;
use crate::web::pages::layout::Page;

/// A link above a list.
pub(super) struct Link {
    pub name: String,
    pub address: String,
    /// How many cases there are.
    pub count: String,
    /// Whether there is something that should not wait.
    pub is_urgent: bool,
    pub is_current: bool,
}

/// The tabs with their counts. What waits for a review by somebody who reviews nothing is left out.
pub(super) fn tabs(page: &Page, asked: &Asked, here: &str, counts: &[TabCount], works: bool) -> Vec<Link> {
    let current = asked.query.question.tab;
    let shown = counts.iter().filter(|count| works || count.tab != Tab::MyReview || count.tab == current);
    shown
        .map(|TabCount { tab, count, more }| {
            let value = if *tab == Tab::Open { "" } else { tab.as_str() };
            Link {
                name: word(page.reader.lang, "tab", tab.as_str()),
                // Another tab has another usual order.
                address: page.href(&asked.with(here, &[("tab", value), ("sort", "")])),
                count: number(page.reader.lang, *count, *more),
                is_urgent: *tab == Tab::Late && *count > 0,
                is_current: *tab == current,
            }
        })
        .collect()
}

/// The orders.
pub(super) fn sorts(page: &Page, asked: &Asked, here: &str) -> Vec<Link> {
    let current = asked.query.question.sort;
    let link = |sort: &Sort| Link {
        name: word(page.reader.lang, "sort", sort.as_str()),
        address: page.href(&asked.with(here, &[("sort", sort.as_str())])),
        count: String::new(),
        is_urgent: false,
        is_current: *sort == current,
    };
    Sort::ALL.iter().map(link).collect()
}

/// A count that may have been broken off.
pub(in crate::web::pages) fn number(lang: Lang, count: u32, more: bool) -> String {
    if more { lang.with("queue-more-than", &[("count", count.into())]) } else { count.to_string() }
}
