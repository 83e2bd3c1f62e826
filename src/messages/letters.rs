//! 文书的名称.

use super::Lang;
use crate::domain::letter::LetterKind;

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
