//! 脱敏: what a list shows of a person (art 15). The case itself shows everything to those who
//! work on it; a list is read over shoulders.

use crate::domain::text::{is_dash, is_invisible};

/// 复姓: a surname of two characters is not cut in half.
const COMPOUND_SURNAMES: [&str; 60] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "司空", "长孙",
    "宇文", "轩辕", "端木", "南宫", "百里", "呼延", "东郭", "西门", "申屠", "公冶", "太史", "闻人", "澹台", "淳于",
    "单于", "独孤", "拓跋", "赫连", "钟离", "仲孙", "万俟", "濮阳", "公羊", "第五", "纳兰", "叶赫", "宗政", "太叔",
    "鲜于", "闾丘", "司寇", "亓官", "子车", "颛孙", "巫马", "公西", "漆雕", "乐正", "壤驷", "公良", "夹谷", "宰父",
    "谷梁", "段干", "梁丘", "左丘",
];

/// 姓名: the surname and the last character stay, the rest is `*`.
///
/// | characters | shown | |
/// |---|---|---|
/// | 1 | nothing | `*` |
/// | 2 | the surname | 张* |
/// | 3 | surname and last | 张*三 |
/// | 3, compound surname | the surname | 欧阳* |
/// | 4 and more | surname and last | 陈**生, 欧阳*修, 阿****提 |
///
/// Spaces are dropped first, so that 张　三 is not taken for three characters. A name in Latin
/// letters keeps its first and last letter. Organisations are not masked.
///
/// ```
/// use gongkai_core::domain::applicant::masking::person_name;
/// assert_eq!(person_name("张三"), "张*");
/// assert_eq!(person_name("张小三"), "张*三");
/// assert_eq!(person_name("欧阳修"), "欧阳*");
/// ```
#[must_use]
pub fn person_name(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
    let length = name.chars().count();
    let compound = length > 2 && COMPOUND_SURNAMES.iter().any(|surname| name.starts_with(surname));
    let surname = if compound { 2 } else { usize::from(length > 1) };
    let tail = usize::from(length > surname + 1);
    stars(&name, surname, tail)
}

/// 证件号码: the first three and the last two characters; of a short number only the first.
///
/// ```
/// use gongkai_core::domain::applicant::masking::id_number;
/// assert_eq!(id_number("11010519491231002X"), "110*************2X");
/// ```
#[must_use]
pub fn id_number(number: &str) -> String {
    ends(number.trim())
}

/// 联系电话: the first three and the last two digits, without the signs in between.
///
/// ```
/// use gongkai_core::domain::applicant::masking::phone;
/// assert_eq!(phone("138-0013-8000"), "138******00");
/// ```
#[must_use]
pub fn phone(number: &str) -> String {
    let digits: String = number.chars().filter(|c| c.is_alphanumeric() && !is_dash(*c)).collect();
    ends(&digits)
}

/// 电子邮箱: the first letter and the domain; how long the name is stays hidden. A domain that
/// repeats the name, as with an address of one's own, is hidden as well.
///
/// ```
/// use gongkai_core::domain::applicant::masking::email;
/// assert_eq!(email("zhangsan@example.com"), "z***@example.com");
/// assert_eq!(email("mail@ail.cn"), "m***@***");
/// ```
#[must_use]
pub fn email(address: &str) -> String {
    let Some((local, domain)) = address.trim().rsplit_once('@') else {
        return "***".to_owned();
    };
    let mut letters = local.chars();
    let first = letters.next().filter(|_| !letters.as_str().is_empty());
    let hidden = if first.is_some() { letters.as_str() } else { local };
    let domain = if domain.to_lowercase().contains(&hidden.to_lowercase()) { "***" } else { domain };
    format!("{}***@{domain}", first.map(String::from).unwrap_or_default())
}

fn ends(text: &str) -> String {
    match text.chars().count() {
        10.. => stars(text, 3, 2),
        4..10 => stars(text, 1, 0),
        0..4 => stars(text, 0, 0),
    }
}

/// Keeps `head` characters in front and `tail` at the end.
fn stars(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    let shown = |place: usize| place < head || place + tail >= length;
    text.chars().enumerate().map(|(place, c)| if shown(place) { c } else { '*' }).collect()
}
