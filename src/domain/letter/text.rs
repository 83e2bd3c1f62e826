//! 用语的范围: what an agency may say in its own words.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::code::{UnknownCode, coded_enum};
use super::LetterKind;
use crate::domain::outcome::Outcome;

coded_enum! {
    /// 机关告知事项: a fact about the agency that its letters tell.
    LetterFact {
        /// 缴纳方式: how and where 信息处理费 is paid (FEE art 6).
        Payment = "payment",
        /// 联系方式: whom to call about a letter.
        Contact = "contact",
    }
}

/// 用语的范围: a kind of letter, 答复书 of one 办理结果, or a fact that letters tell.
///
/// ```
/// use gongkai_core::domain::letter::{LetterKind, LetterText};
/// use gongkai_core::domain::outcome::Outcome;
/// let reply = LetterText::Reply(Outcome::WithheldThirdParty);
/// assert_eq!(reply.as_str(), "reply.withheld.third_party");
/// assert_eq!("reply.withheld.third_party".parse(), Ok(reply));
/// assert_eq!(reply.falls_back_to(), Some(LetterText::Kind(LetterKind::Reply)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterText {
    /// Every letter of a kind.
    Kind(LetterKind),
    /// 答复书 of one 办理结果 (arts 36–39); the words of every reply where an agency has none for it.
    Reply(Outcome),
    /// A fact that letters tell.
    Fact(LetterFact),
}

/// `reply.` and the code of each result.
static REPLIES: LazyLock<Vec<String>> =
    LazyLock::new(|| Outcome::ALL.iter().map(|outcome| format!("{}.{outcome}", LetterKind::Reply)).collect());

impl LetterText {
    /// All there are: every kind, 答复书 of every result that an officer answers with, every fact.
    pub fn all() -> impl Iterator<Item = Self> {
        let answered = Outcome::ALL.iter().filter(|outcome| !outcome.is_set_by_system());
        let kinds = LetterKind::ALL.iter().copied().map(Self::Kind);
        kinds.chain(answered.copied().map(Self::Reply)).chain(LetterFact::ALL.iter().copied().map(Self::Fact))
    }

    /// The code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.as_str(),
            Self::Reply(outcome) => {
                let at = Outcome::ALL.iter().position(|known| *known == outcome);
                at.and_then(|at| REPLIES.get(at)).map_or(LetterKind::Reply.as_str(), String::as_str)
            }
            Self::Fact(fact) => fact.as_str(),
        }
    }

    /// The kind of letter that it is of; a fact is of none.
    #[must_use]
    pub const fn kind(self) -> Option<LetterKind> {
        match self {
            Self::Kind(kind) => Some(kind),
            Self::Reply(_) => Some(LetterKind::Reply),
            Self::Fact(_) => None,
        }
    }

    /// Whose words count where an agency has none of its own for it.
    #[must_use]
    pub const fn falls_back_to(self) -> Option<Self> {
        match self {
            Self::Reply(_) => Some(Self::Kind(LetterKind::Reply)),
            Self::Kind(_) | Self::Fact(_) => None,
        }
    }
}

impl fmt::Display for LetterText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for LetterText {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let unknown = || UnknownCode {
            kind: "LetterText",
            value: text.to_owned(),
            allowed: Self::all().map(Self::as_str).collect::<Vec<_>>().join(", "),
        };
        Self::all().find(|known| known.as_str() == text).ok_or_else(unknown)
    }
}

impl Serialize for LetterText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for LetterText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
