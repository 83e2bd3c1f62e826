//! 文字: what two ways of typing the same thing have in common.
//!
//! Full Unicode normalisation would need tables; forms filled in on Chinese keyboards differ in far
//! fewer ways, and these are written out here: full-width and half-width, invisible characters,
//! spaces, dashes, brackets and the dots inside transliterated names.

/// 全角转半角: the half-width form of a full-width letter, digit, sign or space.
///
/// ```
/// use gongkai_core::domain::text::half_width;
/// assert_eq!(half_width('Ａ'), 'A');
/// assert_eq!(half_width('张'), '张');
/// ```
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other,
    }
}

/// Whether a character takes no room: joiners, marks of direction, variation selectors, the byte
/// order mark. They come along when text is copied from a web page or a document.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}'
    )
}

/// Whether a character turns the direction of what follows, so that a name could be made to read
/// as another one.
#[must_use]
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A number or code as it is meant: half-width, without spaces, invisible characters and dashes,
/// letters in upper case.
///
/// ```
/// use gongkai_core::domain::text::bare_code;
/// assert_eq!(bare_code(" １１０１０５-1949 1231００２x "), "11010519491231002X");
/// ```
#[must_use]
pub fn bare_code(text: &str) -> String {
    text.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !is_dash(*c))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a character is one of the many dashes.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}
