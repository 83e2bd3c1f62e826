//! Names made comparable.

use crate::domain::text::{half_width, is_dash, is_invisible};

/// A name as it is compared: without spaces (also the wide ones that align 张　三 in a table),
/// half-width, lower case, one kind of dot, dash and bracket.
///
/// Two spellings with the same result are the same name; it is not for showing. Different
/// characters stay different, also simplified and traditional ones.
///
/// ```
/// use gongkai_core::domain::applicant::match_name;
/// assert_eq!(match_name("张　三"), "张三");
/// assert_eq!(match_name("阿卜杜拉・买买提"), match_name("阿卜杜拉·买买提"));
/// assert_eq!(match_name("ＡＢＣ（中国）有限公司"), "abc(中国)有限公司");
/// ```
#[must_use]
pub fn match_name(name: &str) -> String {
    name.chars()
        .map(half_width)
        .filter(|c| !c.is_whitespace() && !is_invisible(*c) && !c.is_control())
        .map(unified_sign)
        .flat_map(char::to_lowercase)
        .collect()
}

fn unified_sign(c: char) -> char {
    match c {
        // 间隔号 in transliterated names: input methods give any of these.
        '.' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '᛫' => '·',
        '[' | '{' | '〔' | '【' | '〈' | '《' | '「' => '(',
        ']' | '}' | '〕' | '】' | '〉' | '》' | '」' => ')',
        '“' | '”' | '‘' | '’' | '\'' => '"',
        dash if is_dash(dash) => '-',
        other => other,
    }
}
