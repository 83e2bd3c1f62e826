//! 文书的拒绝理由: why a letter was not made, as a sentence.

use crate::app::letters::LetterFault;
use crate::letters::letter::{Gap, WordingFault};
use crate::letters::press::PressError;
use crate::messages::letters::kind;
use crate::messages::{Lang, people};

/// The sentence for why a letter was not made.
pub(super) fn fault(lang: Lang, fault: &LetterFault) -> String {
    match fault {
        LetterFault::Wording(fault) => wording(lang, fault),
        LetterFault::Lacks(gaps) => lacks(lang, gaps),
        LetterFault::NotCalledFor => lang.text("letters-not-called-for"),
        LetterFault::OtherNumber { document_no } => {
            lang.with("letters-other-number", &[("number", document_no.clone().into())])
        }
        LetterFault::Issued { document_no } => lang.with("letters-issued", &[("number", document_no.clone().into())]),
        LetterFault::Void => lang.text("letters-void-already"),
        LetterFault::NoDraft => lang.text("letters-no-draft"),
        LetterFault::Numbering(error) => people::numbering_error(lang, error),
        LetterFault::SameNumbers(other) => lang.with("letters-same-numbers", &[("kind", kind(lang, *other).into())]),
        LetterFault::Seal => lang.text("letters-no-seal-picture"),
        LetterFault::Numbers(fault) => lang.with("letters-not-set", &[("detail", fault.to_string().into())]),
        LetterFault::Fact { max } => lang.with("letters-fact-too-long", &[("max", (*max).into())]),
        LetterFault::Press(error) => press(lang, error),
    }
}

fn wording(lang: Lang, fault: &WordingFault) -> String {
    match fault {
        WordingFault::Length { max } => lang.with("letters-wording-length", &[("max", (*max).into())]),
        WordingFault::Broken { line, detail } => {
            lang.with("letters-wording-broken", &[("line", (*line).into()), ("detail", detail.clone().into())])
        }
        WordingFault::NoAddressee => lang.text("letters-wording-addressee"),
        WordingFault::Lacks(gaps) => lacks(lang, gaps),
    }
}

fn lacks(lang: Lang, gaps: &[Gap]) -> String {
    let names: Vec<String> =
        gaps.iter().map(|gap| lang.text(&format!("letters-gap-{}", gap.as_str().replace('_', "-")))).collect();
    lang.with("letters-lacks", &[("gaps", names.join(&lang.text("list-separator")).into())])
}

fn press(lang: Lang, error: &PressError) -> String {
    match error {
        PressError::NoFonts { looked } => {
            lang.with("letters-no-fonts", &[("folders", looked.join(&lang.text("list-separator")).into())])
        }
        PressError::Unreadable { .. } | PressError::Typesetting { .. } => {
            lang.with("letters-not-set", &[("detail", error.to_string().into())])
        }
    }
}
