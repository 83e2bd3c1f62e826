//! 申请前的提示: what is already published that matches what somebody is about to ask for, and whether it was
//! the answer. Today that is the annual reports; they are found by their titles.

use std::collections::HashSet;

use super::{Agency, App, AppError};
use crate::store::offers::{self, OfferRow};
use crate::store::reports::{self, PublishedRow, PublishedSelection};

/// Offers at most.
const AT_MOST: usize = 5;
/// Reports that are compared at most: the latest.
const COMPARED: i64 = 500;
/// Pairs of characters that a title and what is typed must have in common.
const ENOUGH: usize = 3;

/// Published reports whose titles match what is typed, the best first. `title` says how a report is called.
///
/// # Errors
/// [`AppError::Store`].
pub fn matching(
    app: &App,
    typed: &str,
    title: impl Fn(&PublishedRow) -> String,
) -> Result<Vec<PublishedRow>, AppError> {
    let wanted = pairs(typed);
    if wanted.len() < ENOUGH {
        return Ok(Vec::new());
    }
    let rows = app.store.read(|conn| reports::published(conn, &PublishedSelection::default(), COMPARED))?;
    let score = |row: &PublishedRow| pairs(&title(row)).intersection(&wanted).count();
    let mut scored: Vec<(usize, PublishedRow)> = rows.into_iter().map(|row| (score(&row), row)).collect();
    scored.retain(|(score, _)| *score >= ENOUGH);
    // The sort is stable: of equals the later year stays first.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    Ok(scored.into_iter().take(AT_MOST).map(|(_, row)| row).collect())
}

/// Pairs of characters that stand beside each other; years and words in Latin letters give pairs as well.
fn pairs(text: &str) -> HashSet<[char; 2]> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    letters.windows(2).filter_map(|pair| pair.first_chunk().copied()).collect()
}

/// Counts that an offer was the answer, or that a request was made all the same.
///
/// # Errors
/// [`AppError::Store`].
pub fn count(app: &App, agency: &Agency, is_answered: bool) -> Result<(), AppError> {
    let (id, day) = (agency.id, app.clock.today());
    app.store.write_blocking(move |conn| Ok::<_, AppError>(offers::count(conn, id, day, is_answered)?))
}

/// What was counted for an agency, the last day first.
///
/// # Errors
/// [`AppError::Store`].
pub fn counted(app: &App, agency: &Agency) -> Result<Vec<OfferRow>, AppError> {
    Ok(app.store.read(|conn| offers::of_agency(conn, agency.id))?)
}
