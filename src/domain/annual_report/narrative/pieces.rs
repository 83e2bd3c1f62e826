//! 拆分: a text as words, numbers and names of figures.

use super::fault::TextFault;
use crate::domain::annual_report::Amount;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// A number as typed, full-width or not, with what it amounts to.
    Number(&'a str, Amount),
    /// The name of a figure, which stood in braces.
    Figure(&'a str),
}

/// Takes a text apart. A number that no figure can be stays among the words.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TextFault> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let begins = rest.find(|c| c == '{' || c == '}' || digit(c).is_some()).unwrap_or(rest.len());
        let (words, after) = rest.split_at(begins);
        if !words.is_empty() {
            found.push(Piece::Words(words));
        }
        rest = after;
        if let Some(inside) = rest.strip_prefix('{') {
            let (name, after) = inside.split_once('}').ok_or(TextFault::Brace)?;
            if name.contains('{') {
                return Err(TextFault::Brace);
            }
            found.push(Piece::Figure(name.trim()));
            rest = after;
        } else if rest.starts_with('}') {
            return Err(TextFault::Brace);
        } else if !rest.is_empty() {
            let (number, after) = rest.split_at(length(rest));
            found.push(amount(number).map_or(Piece::Words(number), |amount| Piece::Number(number, amount)));
            rest = after;
        }
    }
    Ok(found)
}

/// How many bytes of a text are the number that it begins with: digits, a comma before three of them, a point
/// before one.
fn length(text: &str) -> usize {
    let mut end = 0;
    for (place, c) in text.char_indices() {
        let after = text.get(place + c.len_utf8()..).unwrap_or_default();
        let goes_on = match c {
            ',' => after.chars().take(3).filter(|c| digit(*c).is_some()).count() == 3,
            '.' | '\u{ff0e}' => after.chars().next().and_then(digit).is_some(),
            c => digit(c).is_some(),
        };
        if !goes_on {
            break;
        }
        end = place + c.len_utf8();
    }
    end
}

fn amount(number: &str) -> Option<Amount> {
    let plain = number.chars().filter(|c| *c != ',').map(|c| digit(c).unwrap_or('.'));
    Amount::decimal(plain.collect::<String>().parse().ok()?)
}

/// A digit in its usual width.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}
