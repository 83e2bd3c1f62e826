//! 查询码: the secret that lets an applicant without an account see their own request.
//!
//! It is shown once, on screen and by e-mail; the register keeps only its keyed hash. It must
//! survive being read aloud over a telephone and copied from paper, hence the alphabet without
//! look-alikes, the groups, and a check character that tells a slip from a wrong code.

use std::fmt;
use std::str::FromStr;

use super::text::bare_code;

/// No 0 and O, no 1, I and L.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Characters that carry the secret: 31^14, more than 69 bits.
const SECRET: usize = 14;
/// With the check character: three groups of five.
const LENGTH: usize = SECRET + 1;
const GROUP: usize = 5;

/// 查询码: 15 characters, written `ABCDE-FGHJK-MNPQR`.
///
/// ```
/// use gongkai_core::domain::query_code::{InvalidQueryCode, QueryCode};
/// let code = QueryCode::from_random(*b"sixteen bytes of");
/// let spoken = code.to_string().to_lowercase().replace('-', " ");
/// assert_eq!(spoken.parse(), Ok(code));
/// assert_eq!("no code".parse::<QueryCode>(), Err(InvalidQueryCode::Character('O')));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct QueryCode(String);

/// Text that is not a query code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQueryCode {
    /// A character that no code has; 0, O, 1, I and L among them.
    #[error("`{0}` does not occur in a query code")]
    Character(char),
    /// Too short or too long.
    #[error("a query code has {LENGTH} letters and digits, not {0}")]
    Length(usize),
    /// Mistyped: the check character does not match.
    #[error("the query code is mistyped")]
    Check,
}

impl InvalidQueryCode {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Character(_) => "query_code_character",
            Self::Length(_) => "query_code_length",
            Self::Check => "query_code_check",
        }
    }
}

impl QueryCode {
    /// The code for 16 random bytes, which must come from the operating system.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut number = u128::from_le_bytes(bytes);
        let mut values = Vec::with_capacity(LENGTH);
        for _ in 0..SECRET {
            // 128 bits against 69: the remainder favours no character measurably.
            values.push(usize::try_from(number % 31).unwrap_or_default());
            number /= 31;
        }
        values.push(check_value(&values));
        Self(values.iter().filter_map(|value| ALPHABET.get(*value)).copied().map(char::from).collect())
    }

    /// The code without its groups: what the keyed hash is made of.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A weighted sum modulo the prime 31: any one wrong character and any two neighbours exchanged
/// change it.
fn check_value(values: &[usize]) -> usize {
    values.iter().enumerate().map(|(place, value)| (place + 1) * value).sum::<usize>() % 31
}

impl FromStr for QueryCode {
    type Err = InvalidQueryCode;

    /// Reads a code as people write it: any case, spaces and dashes anywhere, full-width letters.
    fn from_str(text: &str) -> Result<Self, InvalidQueryCode> {
        let code = bare_code(text);
        let value = |c: char| ALPHABET.iter().position(|letter| char::from(*letter) == c);
        let values: Result<Vec<usize>, _> =
            code.chars().map(|c| value(c).ok_or(InvalidQueryCode::Character(c))).collect();
        match values?.as_slice() {
            [secret @ .., check] if secret.len() == SECRET => {
                if *check == check_value(secret) {
                    Ok(Self(code))
                } else {
                    Err(InvalidQueryCode::Check)
                }
            }
            other => Err(InvalidQueryCode::Length(other.len())),
        }
    }
}

impl fmt::Display for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().enumerate().try_for_each(|(place, c)| {
            let gap = if place > 0 && place % GROUP == 0 { "-" } else { "" };
            write!(f, "{gap}{c}")
        })
    }
}

impl fmt::Debug for QueryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QueryCode(***)")
    }
}
