//! 文书的名称.

use super::Lang;
use crate::domain::letter::{LetterKind, LetterText};

/// What a kind of letter is called.
///
/// ```
/// use gongkai_core::{domain::letter::LetterKind, messages::{Lang, letters::kind}};
/// assert_eq!(kind(Lang::Zh, LetterKind::SupplementNotice), "补正告知书");
/// ```
#[must_use]
pub fn kind(lang: Lang, kind: LetterKind) -> String {
    lang.text(&format!("letter-{}", kind.as_str().replace('_', "-")))
}

/// What something that an agency may word itself is called.
///
/// ```
/// use gongkai_core::domain::{letter::LetterText, outcome::Outcome};
/// use gongkai_core::messages::{Lang, letters::text};
/// assert_eq!(text(Lang::Zh, LetterText::Reply(Outcome::Disclosed)), "答复书（予以公开）");
/// ```
#[must_use]
pub fn text(lang: Lang, text: LetterText) -> String {
    match text {
        LetterText::Kind(of) => kind(lang, of),
        LetterText::Reply(outcome) => {
            let outcome = lang.text(&format!("outcome-{}", outcome.as_str().replace(['_', '.'], "-")));
            lang.with("letter-reply-of", &[("outcome", outcome.into())])
        }
        LetterText::Fact(fact) => lang.text(&format!("letter-fact-{fact}")),
    }
}
