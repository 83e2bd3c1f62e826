//! 年度截止: how the year was closed for the statistics, from which the report was drafted.

use super::names::{Name, total_name};
use crate::app::App;
use crate::app::duties::year_end::YearClosing;
use crate::domain::annual_report::{Amount, Difference};
use crate::findings;
use crate::web::pages::layout::Page;

/// How a time is written: where the agency is, without seconds.
const WRITTEN: &str = "%Y-%m-%d %H:%M";

/// How the year was closed.
pub(super) struct Closed {
    pub sentence: String,
    /// What contradicted itself then.
    pub faults: Vec<String>,
    pub changes: Vec<Change>,
}

/// A figure that differed much from that of the year before.
pub(super) struct Change {
    pub name: Name,
    pub from: Amount,
    pub to: Amount,
}

impl Closed {
    pub(super) fn of(app: &App, page: &Page, closing: &YearClosing) -> Self {
        let lang = page.reader.lang;
        let at = app.clock.local(closing.closed_at).format(WRITTEN).to_string();
        let counts = [
            ("at", at.into()),
            ("year", closing.figures.header.year.to_string().into()),
            ("faults", closing.faults.len().into()),
            ("changes", closing.changes.len().into()),
        ];
        let change = |Difference { place, from, to }: &Difference| Change {
            name: total_name(lang, place),
            from: *from,
            to: *to,
        };
        Self {
            sentence: lang.with("reports-closed", &counts),
            faults: closing.faults.iter().map(|fault| findings::sentence(lang, fault)).collect(),
            changes: closing.changes.iter().map(change).collect(),
        }
    }
}
