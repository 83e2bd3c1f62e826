//! 用语: what this program writes itself, in both languages, and what the configuration lists.

use crate::app::AppError;
use crate::domain::code::{AppealResult, Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::register::{Field, Reason, Vocabulary, Word, Words, YesNo};
use crate::domain::status::Status;
use crate::letters::register::{said, title};
use crate::messages::Lang;
use crate::store::StoreError;

const WORDS: &str = include_str!("../../../config/register/words.toml");

/// Everything that is known. What the program writes comes first: it means one thing.
pub(super) fn vocabulary() -> Result<Vocabulary, AppError> {
    let words: Words = toml::from_str(WORDS).map_err(|error| StoreError::Corrupt { what: error.to_string() })?;
    let mut known = Vocabulary::default();
    for lang in Lang::ALL {
        learn_own(&mut known, lang);
    }
    known.learn(&words);
    Ok(known)
}

fn learn_own(known: &mut Vocabulary, lang: Lang) {
    let word = |kind, code| said(lang, Word { kind, code });
    Field::ALL.iter().for_each(|field| known.fields.learn(&title(lang, *field), *field));
    Channel::ALL.iter().for_each(|it| known.channels.learn(&word("channel", it.as_str()), *it));
    Category::ALL.iter().for_each(|it| known.categories.learn(&word("category", it.as_str()), *it));
    Outcome::ALL.iter().for_each(|it| known.outcomes.learn(&word("outcome", it.as_str()), *it));
    AppealResult::ALL.iter().for_each(|it| known.results.learn(&word("result", it.as_str()), *it));
    YesNo::ALL.iter().for_each(|it| known.consents.learn(&word("consent", it.as_str()), *it));
    Reason::ALL.iter().for_each(|it| known.reasons.learn(&word("reason", it.as_str()), *it));
    for (by, is_item) in [("item", true), ("page", false)] {
        known.by_item.learn(&word("fee-by", by), is_item);
    }
    for status in [Status::Split, Status::NotReceived] {
        known.uncounted.learn(&word("status", status.as_str()), ());
    }
    // The contract's own codes are words as well.
    Channel::ALL.iter().for_each(|it| known.channels.learn(it.as_str(), *it));
    Category::ALL.iter().for_each(|it| known.categories.learn(it.as_str(), *it));
    Outcome::ALL.iter().for_each(|it| known.outcomes.learn(it.as_str(), *it));
}

#[cfg(test)]
mod tests {
    use super::vocabulary;
    use crate::domain::outcome::Outcome;
    use crate::domain::register::Field;

    #[test]
    fn what_the_program_writes_and_what_offices_write_is_known() {
        let known = match vocabulary() {
            Ok(known) => known,
            Err(error) => panic!("{error}"),
        };
        assert_eq!(known.fields.of("登记编号"), Some(Field::Number));
        assert_eq!(known.fields.of("收 件 日 期："), Some(Field::ReceivedOn));
        assert_eq!(known.fields.of("Subject"), Some(Field::Subject));
        assert_eq!(known.fields.of("天气"), None);
        assert_eq!(known.outcomes.of("信息不存在"), Some(Outcome::UnavailableNotHeld));
        assert_eq!(known.outcomes.of("危及“三安全一稳定”"), Some(Outcome::WithheldPublicSafety));
    }
}
