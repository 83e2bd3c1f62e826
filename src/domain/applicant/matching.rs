//! 同一申请人: whether two requests come from the same applicant (arts 35, 36(六), 42).
//!
//! It matters twice, and the two pull in opposite directions. Counting items for the fee costs the
//! applicant money, so only certainty counts there. Pointing a registrar at an earlier request
//! costs a glance, so a fair guess is enough. Hence four answers instead of two (ruling R0).

use super::{Applicant, match_name};

/// What is compared of an applicant. The hashes are keyed and computed outside the domain, so the
/// register can find an applicant without anybody reading an identity number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatchKey {
    /// The name, through [`match_name`]; empty if unknown.
    pub name: String,
    /// Keyed hash of [`Applicant::identity_text`].
    pub id_hash: Option<String>,
    /// Keyed hash of the digits of the telephone number.
    pub phone_hash: Option<String>,
}

impl MatchKey {
    /// The key of an applicant, given the keyed hashes for identities and for telephone numbers.
    #[must_use]
    pub fn of(
        applicant: &Applicant,
        identity_hash: impl FnOnce(&str) -> String,
        phone_hash: impl FnOnce(&str) -> String,
    ) -> Self {
        Self {
            name: applicant.name.as_ref().map(|name| match_name(name.as_str())).unwrap_or_default(),
            id_hash: applicant.identity_text().map(|text| identity_hash(&text)),
            phone_hash: applicant.contact.phone.as_ref().map(|phone| phone_hash(&phone.digits())),
        }
    }
}

/// How sure it is that two requests come from the same applicant, surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sameness {
    /// Two identities, or nothing in common.
    Different,
    /// The same name, and nothing that contradicts it; common names meet like this every day.
    Possible,
    /// The same name and the same telephone number.
    Likely,
    /// The same identity document.
    Same,
}

impl Sameness {
    /// Whether items are added up for the fee (FEE art 4): certain only, as the applicant pays.
    #[must_use]
    pub fn counts_for_fees(self) -> bool {
        self == Self::Same
    }

    /// Whether earlier requests are shown to the registrar, who decides (art 36(六)).
    #[must_use]
    pub fn is_offered_as_duplicate(self) -> bool {
        self > Self::Different
    }
}

/// 同一申请人, as far as the register can tell.
///
/// Two identity hashes decide alone: equal is the same, unequal is different whatever the names
/// say. Unless both are known, the same name makes it possible and the same telephone number
/// likely, never certain: in registers brought over from elsewhere several people are called 张某
/// and share their lawyer's number. A shared number under different names means nothing.
///
/// ```
/// use gongkai_core::domain::applicant::{MatchKey, Sameness, same_applicant};
/// let by_letter = MatchKey { name: "张三".into(), ..MatchKey::default() };
/// let online = MatchKey { id_hash: Some("5f…".into()), ..by_letter.clone() };
/// assert_eq!(same_applicant(&by_letter, &online), Sameness::Possible);
/// assert_eq!(same_applicant(&online, &online), Sameness::Same);
/// ```
#[must_use]
pub fn same_applicant(a: &MatchKey, b: &MatchKey) -> Sameness {
    if let (Some(one), Some(other)) = (&a.id_hash, &b.id_hash) {
        return if one == other { Sameness::Same } else { Sameness::Different };
    }
    if a.name.is_empty() || a.name != b.name {
        return Sameness::Different;
    }
    if a.phone_hash.is_some() && a.phone_hash == b.phone_hash { Sameness::Likely } else { Sameness::Possible }
}
