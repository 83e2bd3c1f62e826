//! 疑似重复申请 (art 36(六)): how alike two requests read.
//!
//! A repeat must concern the same applicant and the same information; only an officer can say so.
//! This measure puts the earlier requests worth reading in front of them. It compares pairs of
//! neighbouring characters, so no dictionary is needed and the order of phrases matters little,
//! and then looks at the particulars that make two like sentences ask for different things: the
//! number of a document, years and other numbers, places.

mod particulars;
mod wording;

use particulars::Particulars;

/// From this similarity on an earlier request is shown as a likely repeat.
pub const LIKELY_REPEAT: u8 = 60;

/// Kept of the similarity when each text names a number that the other does not, in percent.
const OTHER_NUMBERS: usize = 55;
/// Kept when the two texts name different places of one kind, in percent.
const OTHER_PLACES: usize = 60;

/// A request text prepared for comparison; made once, compared with thousands.
///
/// ```
/// use gongkai_core::domain::similarity::{Fingerprint, LIKELY_REPEAT};
/// let earlier = Fingerprint::of("申请公开2024年度西湖区部门预算执行情况");
/// let repeat = Fingerprint::of("请提供西湖区２０２４年度部门预算执行情况的相关材料。");
/// let next_year = Fingerprint::of("申请公开2025年度西湖区部门预算执行情况");
/// assert!(earlier.similarity(&repeat) >= LIKELY_REPEAT);
/// assert!(earlier.similarity(&next_year) < LIKELY_REPEAT);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Pairs of neighbouring characters, packed, sorted, each once.
    shingles: Box<[u64]>,
    particulars: Particulars,
}

impl Fingerprint {
    /// The fingerprint of a request's description.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded = wording::folded(text);
        let words = wording::essential(&folded);
        Self { shingles: shingles(&words), particulars: Particulars::of(&folded, &words) }
    }

    /// How alike two texts are, 0 to 100: Dice's coefficient over character pairs, raised halfway
    /// to 100 by a document number in common, lowered by numbers or places that differ.
    ///
    /// Symmetric; 100 for a text and itself, 0 if either has no letter or digit.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> u8 {
        let all = self.shingles.len() + other.shingles.len();
        if self.shingles.is_empty() || other.shingles.is_empty() {
            return 0;
        }
        let mut percent = 200 * in_common(&self.shingles, &other.shingles) / all;
        if self.particulars.shares_document_number(&other.particulars) {
            percent += (100 - percent) / 2;
        } else if self.particulars.has_other_numbers(&other.particulars) {
            percent = percent * OTHER_NUMBERS / 100;
        }
        if self.particulars.has_other_places(&other.particulars) {
            percent = percent * OTHER_PLACES / 100;
        }
        u8::try_from(percent).unwrap_or(100)
    }

    /// Whether an earlier request with this text is shown as a likely repeat.
    #[must_use]
    pub fn is_likely_repeat_of(&self, earlier: &Self) -> bool {
        self.similarity(earlier) >= LIKELY_REPEAT
    }
}

fn shingles(words: &[char]) -> Box<[u64]> {
    if let [single] = words {
        return Box::new([u64::from(u32::from(*single))]);
    }
    sorted_once(words.windows(2).map(packed))
}

/// Two or three characters as one number: a character needs 21 bits.
fn packed(characters: &[char]) -> u64 {
    characters.iter().fold(0, |number, c| number << 21 | u64::from(u32::from(*c)))
}

fn sorted_once(values: impl Iterator<Item = u64>) -> Box<[u64]> {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.dedup();
    values.into_boxed_slice()
}

/// How many values two sorted slices share.
fn in_common(mut one: &[u64], mut other: &[u64]) -> usize {
    let mut count = 0;
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        count += usize::from(a == b);
        if a <= b {
            one = one_rest;
        }
        if b <= a {
            other = other_rest;
        }
    }
    count
}
