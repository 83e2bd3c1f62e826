//! What an index is asked.

use super::query::{Query, Sight};
use super::token::{Token, pairs, shortened};
use crate::domain::ids::AgencyId;

/// Which entries a document must have. It misses nothing; some of what it gives may have the neighbours
/// of a phrase in other places than the phrase, which [`Query::find`] sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// This entry: letters, digits and characters after at most one sign.
    Term(String),
    /// Every one of these.
    All(Vec<Expression>),
    /// One of these.
    Any(Vec<Expression>),
}

/// The agencies in whose cases somebody may search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Within {
    /// Where everything is seen.
    pub full: Vec<AgencyId>,
    /// Where neither names nor drafts are.
    pub limited: Vec<AgencyId>,
}

impl Within {
    /// Whether there is nothing to search in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.limited.is_empty()
    }

    /// How much of an agency's cases is seen; `None` if nothing.
    #[must_use]
    pub fn sight(&self, agency: AgencyId) -> Option<Sight> {
        if self.full.contains(&agency) {
            Some(Sight::Full)
        } else {
            self.limited.contains(&agency).then_some(Sight::Limited)
        }
    }
}

impl Query {
    /// What an index is asked; `None` if there is no agency to search in.
    #[must_use]
    pub fn expression(&self, within: &Within) -> Option<Expression> {
        let full = in_agencies(&within.full, || self.phrases.iter().map(|phrase| anywhere(phrase)).collect());
        let limited = in_agencies(&within.limited, || self.phrases.iter().flat_map(|phrase| entries(phrase)).collect());
        let parts: Vec<Expression> = full.into_iter().chain(limited).collect();
        (!parts.is_empty()).then_some(Expression::Any(parts))
    }
}

/// Entries of an agency's documents only.
fn in_agencies(agencies: &[AgencyId], entries: impl FnOnce() -> Vec<Expression>) -> Option<Expression> {
    let terms: Vec<Expression> = agencies.iter().map(|agency| Expression::Term(agency_term(*agency))).collect();
    (!terms.is_empty()).then(|| {
        let mut all = entries();
        all.push(Expression::Any(terms));
        Expression::All(all)
    })
}

/// A phrase in what everybody sees or in what few see.
fn anywhere(phrase: &[Token]) -> Expression {
    let plain = entries(phrase);
    let inner = plain.iter().map(|entry| match entry {
        Expression::Term(term) => Expression::Term(inner_term(term)),
        Expression::All(_) | Expression::Any(_) => entry.clone(),
    });
    Expression::Any(vec![Expression::All(inner.collect()), Expression::All(plain)])
}

/// The entries of a phrase: its pairs of neighbours, or its only token.
fn entries(phrase: &[Token]) -> Vec<Expression> {
    let mut terms: Vec<String> = match phrase {
        [token] => vec![shortened(&token.text)],
        several => pairs(several).collect(),
    };
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().map(Expression::Term).collect()
}

/// The entry that says whose a document is.
pub(super) fn agency_term(agency: AgencyId) -> String {
    format!("#{}", agency.0)
}

/// The entry of what not everybody sees.
pub(super) fn inner_term(term: &str) -> String {
    format!("@{term}")
}
