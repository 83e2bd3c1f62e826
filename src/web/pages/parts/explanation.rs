//! 期限说明: how a due date comes about, line by line with each holiday named, and on the calendar.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::calendar::Calendar;
use crate::domain::deadline::TraceEntry;
use crate::explain::{self, Parts};
use crate::messages::Lang;
use crate::web::pages::months::Months;

/// In a page's template: `{{ explanation }}`.
#[derive(Template)]
#[template(path = "parts/explanation.html", config = "src/web/askama.toml")]
pub(in crate::web) struct Explanation {
    lines: Vec<Parts>,
    calendar: Months,
}

impl HtmlSafe for Explanation {}

impl Explanation {
    /// The explanation of a period, counted on this calendar.
    pub(in crate::web) fn of(lang: Lang, trace: &[TraceEntry], calendar: &Calendar) -> Self {
        Self { lines: explain::parts(trace, lang), calendar: Months::of(lang, trace, calendar) }
    }
}
