//! 登记回执: what the applicant takes home from the counter.

use askama::Template;

use super::typed::Typed;
use crate::app::Agency;
use crate::app::intake::Registered;
use crate::web::pages::layout::{Page, agency_address};
use crate::web::pages::queue::word;

#[derive(Template)]
#[template(path = "receipt.html", config = "src/web/askama.toml")]
pub(super) struct Receipt {
    page: Page,
    agency: String,
    agency_address: String,
    case_no: String,
    case_address: String,
    query_code: String,
    facts: Vec<(String, String)>,
    /// What happens next, in a sentence.
    next: String,
    another: String,
}

impl Receipt {
    pub(super) fn new(page: Page, agency: &Agency, typed: &Typed, registered: Registered) -> Self {
        let Registered { view, query_code } = registered;
        let lang = page.reader.lang;
        let (case, state) = (&view.case, &view.row.state);
        let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string());
        let facts = [
            ("queue-column-applicant", Some(typed.name.trim().to_owned()).filter(|name| !name.is_empty())),
            ("field-subject", Some(state.subject.clone())),
            ("queue-channel", Some(word(lang, "channel", state.channel.as_str()))),
            ("register-submitted", day(Some(case.submitted_on))),
            ("register-received", day(state.received_on)),
            ("web-verdict-reply", day(state.due_on)),
        ];
        let address = agency_address(&agency.code);
        Self {
            agency: agency.name.clone(),
            agency_address: page.href(&address),
            case_address: page.href(&format!("/cases/{}", view.row.id)),
            query_code: query_code.to_string(),
            facts: facts.into_iter().filter_map(|(id, value)| Some((lang.text(id), value?))).collect(),
            next: lang.text(if state.received_on.is_some() {
                "register-next-received"
            } else {
                "register-next-confirm"
            }),
            another: page.href(&format!("{address}/register?channel={}", state.channel)),
            case_no: view.row.origin.case_no,
            page,
        }
    }
}
