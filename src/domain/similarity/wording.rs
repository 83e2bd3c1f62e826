//! The words of a request without the phrases that every request uses.

use crate::domain::text::{half_width, is_invisible};

/// What anybody writes around what they want, longest first where one begins another.
const PHRASES: [&str; 40] = [
    "政府信息公开",
    "依申请公开",
    "申请公开",
    "请求公开",
    "依法公开",
    "政府信息",
    "申请获取",
    "复印件",
    "电子版",
    "扫描件",
    "纸质件",
    "你单位",
    "贵单位",
    "我单位",
    "贵机关",
    "你机关",
    "本机关",
    "贵局",
    "你局",
    "贵府",
    "贵委",
    "相关",
    "有关",
    "关于",
    "提供",
    "获取",
    "公开",
    "申请",
    "本人",
    "全部",
    "所有",
    "材料",
    "资料",
    "文件",
    "信息",
    "情况",
    "内容",
    "以及",
    "的",
    "请",
];

/// Half-width, lower case, Chinese years in digits; spaces and signs still there.
pub(super) fn folded(text: &str) -> Vec<char> {
    let characters: Vec<char> =
        text.chars().filter(|c| !is_invisible(*c)).map(half_width).flat_map(char::to_lowercase).collect();
    years_in_digits(&characters)
}

/// The letters and digits that say what is asked for. A text of nothing but usual phrases is kept
/// whole.
pub(super) fn essential(folded: &[char]) -> Vec<char> {
    let letters: Vec<char> = folded.iter().copied().filter(|c| c.is_alphanumeric()).collect();
    let words = without_phrases(&letters);
    if words.is_empty() { letters } else { words }
}

fn without_phrases(letters: &[char]) -> Vec<char> {
    let mut words = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let [first, after @ ..] = rest {
        rest = match phrase_at(rest) {
            Some(length) => rest.get(length..).unwrap_or_default(),
            None => {
                words.push(*first);
                after
            }
        };
    }
    words
}

fn phrase_at(letters: &[char]) -> Option<usize> {
    PHRASES.iter().find_map(|phrase| {
        let length = phrase.chars().count();
        let begin = letters.get(..length)?;
        phrase.chars().eq(begin.iter().copied()).then_some(length)
    })
}

/// 二〇二四 → 2024. Four Chinese digits or more in a row are a year or a number read digit by
/// digit; fewer may be words.
fn years_in_digits(characters: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(characters.len());
    let mut rest = characters;
    while let [first, after @ ..] = rest {
        let run = rest.iter().take_while(|c| chinese_digit(**c).is_some()).count();
        if run >= 4 {
            out.extend(rest.iter().take(run).copied().filter_map(chinese_digit));
            rest = rest.get(run..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = after;
        }
    }
    out
}

fn chinese_digit(c: char) -> Option<char> {
    "〇零○一二三四五六七八九".chars().zip("000123456789".chars()).find_map(|(han, digit)| (han == c).then_some(digit))
}
