//! 改动之处: what is otherwise in a draft than in the one that was looked at before, word by word.

use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::app::reply::EarlierDraft;
use crate::domain::review::{Draft, Ground};
use crate::messages::Lang;
use crate::web::pages::paper::outcome_in_words;
use crate::web::pages::queue::word;

/// After this long a long text is compared less finely.
const PATIENCE: Duration = Duration::from_millis(300);

/// Everything that is otherwise.
pub(super) struct Changes {
    /// What it is compared with.
    pub since: String,
    pub parts: Vec<ChangedPart>,
}

/// A part of the draft that has changed.
pub(super) struct ChangedPart {
    pub name: String,
    pub pieces: Vec<Piece>,
}

/// A piece of text that is the same, was added or was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub kind: Kind,
    pub text: String,
}

/// What became of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Same,
    Added,
    Removed,
}

impl Changes {
    /// Compares a draft with an earlier one; `step` names the last step that it passed.
    pub(super) fn new(lang: Lang, before: &EarlierDraft, step: Option<&str>, now: &Draft) -> Self {
        let on = before.submitted_on.to_string();
        let since = match step {
            Some(step) => lang.with("review-changes-passed", &[("on", on.into()), ("step", step.to_owned().into())]),
            None => lang.with("review-changes-submitted", &[("on", on.into())]),
        };
        let (old, new) = (in_words(lang, &before.draft), in_words(lang, now));
        let changed = old.into_iter().zip(new).filter(|((_, old), (_, new))| old != new);
        let part = |((name, old), (_, new)): ((&str, String), (&str, String))| ChangedPart {
            name: lang.text(name),
            pieces: pieces(&old, &new),
        };
        Self { since, parts: changed.map(part).collect() }
    }
}

/// The parts of a draft, as text.
fn in_words(lang: Lang, draft: &Draft) -> Vec<(&'static str, String)> {
    let ground = |Ground { item, outcome, article, reason }: &Ground| {
        [item, &word(lang, "outcome", outcome.as_str()), article, reason].map(String::as_str).join("\n")
    };
    let secret = draft.secret.as_ref().map(|secret| {
        [word(lang, "level", secret.level.as_str()), secret.term.clone(), secret.basis.clone()].join("\n")
    });
    let files = draft.attachments.iter().map(|file| format!("{} {}", file.name, file.sha256));
    vec![
        ("paper-outcome", outcome_in_words(lang, draft.outcome, draft.sub_reason.as_deref())),
        ("paper-text", draft.text.clone()),
        ("paper-grounds", draft.grounds.iter().map(ground).collect::<Vec<_>>().join("\n\n")),
        ("paper-secret", secret.unwrap_or_default()),
        ("paper-files", files.collect::<Vec<_>>().join("\n")),
    ]
}

/// The words of two texts, with what was added and removed.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let compared = TextDiff::configure().timeout(PATIENCE).diff_unicode_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in compared.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Kind::Same,
            ChangeTag::Insert => Kind::Added,
            ChangeTag::Delete => Kind::Removed,
        };
        match pieces.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => pieces.push(Piece { kind, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Kind, pieces};

    #[test]
    fn what_was_added_and_removed_is_told_word_by_word() {
        let told: Vec<_> = pieces("a small fee of 10 yuan", "a fee of 20 yuan").into_iter().collect();
        let of = |kind: Kind| told.iter().filter(|it| it.kind == kind).map(|it| it.text.trim()).collect::<Vec<_>>();
        assert_eq!((of(Kind::Removed), of(Kind::Added)), (vec!["small", "10"], vec!["20"]));
        let without = |kind: Kind| told.iter().filter(|it| it.kind != kind).map(|it| &*it.text).collect::<String>();
        assert_eq!(without(Kind::Removed), "a fee of 20 yuan");
        assert_eq!(without(Kind::Added), "a small fee of 10 yuan");
    }
}
