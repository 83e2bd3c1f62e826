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
    /// HTML.
    pub body: String,
}

/// Whether a part of the page is unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Open,
    Folded,
}

impl Fold {
    pub(super) fn open_if(is_open: bool) -> Self {
        if is_open { Self::Open } else { Self::Folded }
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
        let is_open = fold == Fold::Open;
        Ok(Self { id, name: lang.text(name), note, is_open, body: body.render()? })
    }
}
