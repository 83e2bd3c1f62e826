//! 栏目: a part of the page of a case, with an entry in its table of contents. What is empty or settled is folded.

use askama::Template;

use crate::messages::Lang;
use crate::web::WebError;

/// A part of the page.
pub(super) struct Section {
    /// The part of the address after `#`.
    pub id: &'static str,
    pub name: String,
    /// What is in it, in a few words.
    pub note: String,
    pub is_open: bool,
    /// Whether there is nothing in it.
    pub is_bare: bool,
    /// HTML.
    pub body: String,
}

/// How a part of the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Open,
    Folded,
    /// Folded, because there is nothing in it.
    Bare,
}

impl Fold {
    /// Of a part with so much in it.
    pub(super) fn of(size: usize, is_open: bool) -> Self {
        match (size, is_open) {
            (_, true) => Self::Open,
            (0, false) => Self::Bare,
            (_, false) => Self::Folded,
        }
    }
}

impl Section {
    /// `name` is the id of a message.
    pub(super) fn new(
        lang: Lang,
        (id, name): (&'static str, &str),
        (note, fold): (String, Fold),
        body: &impl Template,
    ) -> Result<Self, WebError> {
        let (is_open, is_bare) = (fold == Fold::Open, fold == Fold::Bare);
        Ok(Self { id, name: lang.text(name), note, is_open, is_bare, body: body.render()? })
    }
}
