//! 政府信息公开工作机构: how the office that answers is reached, wherever a citizen looks for it.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::domain::office::{OfficeContact, OfficeFact};
use crate::messages::Lang;

/// In a page's template: `{{ office }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/office.html", config = "src/web/askama.toml")]
pub(super) struct Office {
    heading: String,
    facts: Vec<Fact>,
}

#[derive(Debug, Clone)]
struct Fact {
    label: String,
    text: String,
    /// What a phone dials, or to whom mail is written.
    address: Option<String>,
}

impl HtmlSafe for Office {}

impl Office {
    /// What the agency has entered; nothing if it has entered nothing.
    pub(super) fn of(lang: Lang, contact: &OfficeContact) -> Option<Self> {
        let fact = |(fact, text): (OfficeFact, &str)| Fact {
            label: lang.text(&format!("office-{fact}")),
            text: text.to_owned(),
            address: address(fact, text),
        };
        let facts: Vec<Fact> = contact.known().map(fact).collect();
        (!facts.is_empty()).then(|| Self { heading: lang.text("office-heading"), facts })
    }
}

fn address(fact: OfficeFact, text: &str) -> Option<String> {
    match fact {
        OfficeFact::Phone => {
            let number: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            // Two numbers in one line are none that a phone can dial.
            let is_one = text.chars().all(|c| c.is_ascii_digit() || "+- ()".contains(c));
            is_one.then(|| format!("tel:{number}"))
        }
        OfficeFact::Email => Some(format!("mailto:{text}")),
        OfficeFact::Name | OfficeFact::Address | OfficeFact::Postcode | OfficeFact::Hours | OfficeFact::Fax => None,
    }
}
