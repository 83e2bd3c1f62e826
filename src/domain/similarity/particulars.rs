//! What makes two like sentences ask for different things: document numbers, numbers, places.

use super::{in_common, packed, sorted_once};

/// The particulars of one text, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Particulars {
    /// 文号 〔2024〕18号: year and number.
    document_numbers: Box<[u64]>,
    /// All numbers in digits, years among them.
    numbers: Box<[u64]>,
    /// 西湖区、转塘镇: one list for each kind of place in [`PLACES`].
    places: [Box<[u64]>; PLACES.len()],
}

/// 行政区划: the character in which the name of a place ends.
const PLACES: [char; 7] = ['省', '市', '县', '区', '镇', '乡', '村'];
/// Before one of [`PLACES`] these point at a place instead of naming it: 本市、全县、某村.
const POINTERS: &str = "我本全各该此贵某年月日的在";
/// Words that end like a place and are none.
const NOT_PLACES: [[char; 2]; 22] = [
    ['节', '省'],
    ['城', '市'],
    ['省', '市'],
    ['超', '市'],
    ['股', '市'],
    ['上', '市'],
    ['市', '县'],
    ['县', '区'],
    ['市', '区'],
    ['地', '区'],
    ['小', '区'],
    ['社', '区'],
    ['辖', '区'],
    ['园', '区'],
    ['校', '区'],
    ['厂', '区'],
    ['城', '镇'],
    ['乡', '镇'],
    ['村', '镇'],
    ['城', '乡'],
    ['农', '村'],
    ['乡', '村'],
];

impl Particulars {
    /// `folded` with its signs, `words` without signs and usual phrases.
    pub(super) fn of(folded: &[char], words: &[char]) -> Self {
        Self {
            document_numbers: sorted_once(document_numbers(folded)),
            numbers: sorted_once(numbers(folded).map(|number| number.value)),
            places: PLACES.map(|suffix| places(words, suffix)),
        }
    }

    pub(super) fn shares_document_number(&self, other: &Self) -> bool {
        in_common(&self.document_numbers, &other.document_numbers) > 0
    }

    /// Each names a number that the other does not. One that only names more (2022至2024年 beside
    /// 2024年) may well ask for the same.
    pub(super) fn has_other_numbers(&self, other: &Self) -> bool {
        let shared = in_common(&self.numbers, &other.numbers);
        shared < self.numbers.len() && shared < other.numbers.len()
    }

    /// Both name places of one kind, and none is the same.
    pub(super) fn has_other_places(&self, other: &Self) -> bool {
        self.places
            .iter()
            .zip(&other.places)
            .any(|(ours, theirs)| !ours.is_empty() && !theirs.is_empty() && in_common(ours, theirs) == 0)
    }
}

/// A run of digits and where it ends.
struct Number {
    value: u64,
    digits: usize,
    begin: usize,
    end: usize,
}

fn numbers(text: &[char]) -> impl Iterator<Item = Number> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + text.get(at..)?.iter().position(char::is_ascii_digit)?;
        let run: Vec<u64> = text.get(begin..)?.iter().map_while(|c| c.to_digit(10)).map(u64::from).collect();
        at = begin + run.len();
        // Very long numbers wrap: two of them that differ stay different in all but freak cases.
        let value = run.iter().fold(0_u64, |value, digit| value.wrapping_mul(10).wrapping_add(*digit));
        Some(Number { value, digits: run.len(), begin, end: at })
    })
}

/// 〔2024〕18号, in whatever brackets, with or without 第: year and number in one value.
fn document_numbers(text: &[char]) -> impl Iterator<Item = u64> {
    let all: Vec<Number> = numbers(text).collect();
    let pairs: Vec<u64> = all
        .windows(2)
        .filter_map(|pair| match pair {
            [year, number] if is_bracketed_year(text, year) && follows(text, year.end + 1, number.begin) => {
                Some(year.value << 32 | number.value & 0xFFFF_FFFF)
            }
            _ => None,
        })
        .collect();
    pairs.into_iter()
}

fn is_bracketed_year(text: &[char], year: &Number) -> bool {
    let before = year.begin.checked_sub(1).and_then(|place| text.get(place));
    let after = text.get(year.end);
    year.digits == 4
        && before.is_some_and(|c| "〔[(【{﹝〈<".contains(*c))
        && after.is_some_and(|c| "〕])】}﹞〉>".contains(*c))
}

/// Nothing but spaces and 第 between the bracket and the number.
fn follows(text: &[char], from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.iter().all(|c| *c == '第' || c.is_whitespace()))
}

/// Names of places ending in `suffix`: the two characters before it and itself, which tells
/// 东城区 from 西城区 and does not depend on what stands in front.
fn places(words: &[char], suffix: char) -> Box<[u64]> {
    let names = words.windows(3).filter(|window| match window {
        [first, second, last] => {
            *last == suffix
                && is_name(*first)
                && is_name(*second)
                && !POINTERS.contains(*second)
                && !NOT_PLACES.contains(&[*second, *last])
        }
        _ => false,
    });
    sorted_once(names.map(packed))
}

fn is_name(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}
