//! 记录: a list of things that happened in a case, each with its day, what it was and how it stands.

use askama::Template;
use chrono::NaiveDate;

use crate::messages::Lang;

/// A list of records.
#[derive(Template)]
#[template(path = "case/records.html", config = "src/web/askama.toml")]
pub(super) struct Records {
    pub records: Vec<Record>,
    /// In the place of an empty list.
    pub empty: String,
    /// A page with more about it.
    pub more: Option<Link>,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub address: String,
    pub name: String,
}

/// Something that happened.
#[derive(Default)]
pub(super) struct Record {
    pub on: Option<NaiveDate>,
    pub what: String,
    /// How it stands: the look of a badge, and its words.
    pub badge: Option<(&'static str, String)>,
    /// Particulars, each a few words.
    pub notes: Vec<String>,
    /// What somebody wrote.
    pub words: Option<String>,
    pub link: Option<Link>,
}

impl Records {
    pub(super) fn new(lang: Lang, records: Vec<Record>) -> Self {
        Self { records, empty: lang.text("case-nothing"), more: None }
    }
}

/// How many, in a few words.
pub(super) fn count(lang: Lang, count: usize) -> String {
    lang.with("case-count", &[("count", count.into())])
}
