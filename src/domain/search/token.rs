//! What a text is made of, as it is compared.

use crate::domain::text::{half_width, is_invisible};

/// Longest entry of the index, in characters; what is longer is told apart when it is read again.
const TERM_MAX: usize = 64;

/// A token, and where it stands in the text, counted in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The token in half-width and lower case.
    pub text: String,
    /// Its first character.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
}

/// The tokens of a text: each Chinese character, each run of letters and digits.
///
/// Invisible characters are not there at all; every other sign separates runs and is dropped.
///
/// ```
/// use gongkai_core::domain::search::tokens;
/// let texts = |text| tokens(text).into_iter().map(|token| token.text).collect::<Vec<_>>();
/// assert_eq!(texts("Ａ座张喆，2025-0007"), ["a", "座", "张", "喆", "2025", "0007"]);
/// assert_eq!(texts("《 》——"), [""; 0]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut run_is_open = false;
    for (at, c) in text.chars().enumerate().filter(|(_, c)| !is_invisible(*c)) {
        let c = half_width(c);
        let kind = Kind::of(c);
        match (kind, tokens.last_mut().filter(|_| run_is_open)) {
            (Kind::Letter, Some(run)) => {
                run.text.extend(c.to_lowercase());
                run.end = at + 1;
            }
            (Kind::Letter | Kind::Character, _) => {
                tokens.push(Token { text: c.to_lowercase().collect(), start: at, end: at + 1 });
            }
            (Kind::Sign, _) => {}
        }
        run_is_open = kind == Kind::Letter;
    }
    tokens
}

/// The entries of the index for a run of tokens: every token, and every two neighbours as one.
pub(super) fn terms(tokens: &[Token]) -> impl Iterator<Item = String> {
    tokens.iter().map(|token| shortened(&token.text)).chain(pairs(tokens))
}

/// The entries for neighbours.
pub(super) fn pairs(tokens: &[Token]) -> impl Iterator<Item = String> {
    tokens.windows(2).map(|two| shortened(&two.iter().map(|token| token.text.as_str()).collect::<String>()))
}

/// The entry of one token.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(TERM_MAX).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A token of its own.
    Character,
    /// Part of a run.
    Letter,
    /// Nothing that is searched.
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            // 间隔号 in katakana, between the parts of a transliterated name.
            '\u{30A0}' | '\u{30FB}' => Self::Sign,
            c if stands_alone(c) => Self::Character,
            c if c.is_alphanumeric() => Self::Letter,
            _ => Self::Sign,
        }
    }
}

/// 汉字 of every plane, with radicals and 〇, kana, hangul, and the private areas in which offices keep the
/// characters of names that their fonts lacked.
fn stands_alone(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{31FF}'
            | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{E000}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' | '\u{F0000}'..='\u{10FFFF}'
    )
}
