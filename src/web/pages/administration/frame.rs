//! The head of an agency's pages: which agency it is, and what else of it may be administered.

use super::address;
use crate::app::Agency;
use crate::web::pages::layout::{Page, agency_address};

/// What each of an agency's pages is called, and where it is.
const PAGES: &[(&str, &str)] = &[
    ("admin-tab-agency", ""),
    ("admin-tab-sections", "/sections"),
    ("admin-tab-people", "/people"),
    ("admin-tab-settings", "/settings"),
    ("admin-tab-webhooks", "/webhooks"),
];

/// In a page's template: `{% include "administration/frame.html" %}`.
pub(super) struct Frame {
    pub name: String,
    pub code: String,
    pub is_closed: bool,
    pub tabs: Vec<Tab>,
}

/// A link to a page of the agency.
pub(super) struct Tab {
    pub name: String,
    pub address: String,
    pub is_here: bool,
}

impl Frame {
    pub(super) fn new(page: &Page, agency: &Agency) -> Self {
        let base = address(&agency.code);
        let tab = |name: &str, address: String| Tab {
            name: page.t(name),
            is_here: is_at(page.reader.path(), &address, &base),
            address: page.href(&address),
        };
        let mut tabs: Vec<Tab> = PAGES.iter().map(|(name, part)| tab(name, format!("{base}{part}"))).collect();
        tabs.push(tab("admin-tab-log", super::audit::log_address(&agency.code)));
        let own = agency_address(&agency.code);
        tabs.push(tab("mail-outbox", format!("{own}/outbox")));
        tabs.push(tab("mail-templates", format!("{own}/mail-templates")));
        Self { name: agency.name.clone(), code: agency.code.clone(), is_closed: !agency.active, tabs }
    }
}

/// Whether a page is the one of a tab or lies below it; everything lies below the first.
fn is_at(here: &str, tab: &str, base: &str) -> bool {
    here == tab || (tab != base && here.strip_prefix(tab).is_some_and(|rest| rest.starts_with('/')))
}
