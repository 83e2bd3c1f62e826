//! 单元格原貌: what stands in a cell of an office's own register, as its file has it.

use chrono::{Days, NaiveDate};

/// What a cell of a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number, which may stand for a day.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A formula that came to an error.
    Broken,
}

/// Days that spreadsheets count by number: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;
/// What this program writes between several texts in one cell; none of its words has it.
pub const SEPARATOR: &str = "；";
/// What offices write there.
const BETWEEN: [char; 5] = ['；', ';', '、', '\n', '|'];

impl Given {
    /// Whether nothing stands there that could be seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Date(_) | Self::Broken => false,
        }
    }

    /// What one reads there. A number without a fraction is written without a point.
    ///
    /// ```
    /// use gongkai_core::domain::register::Given;
    /// assert_eq!(Given::Number(20250301.0).shown(), "20250301");
    /// // A mark that keeps a spreadsheet from taking a text for a formula is none of the text.
    /// assert_eq!(Given::Text(" '=甲 ".into()).shown(), "=甲");
    /// ```
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => unmarked(text.trim()).to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Broken => "#".to_owned(),
        }
    }

    /// Several texts of one cell, each without the space around it.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        split(&self.shown())
    }

    /// 日期 in the ways in which offices write them; several in one cell.
    ///
    /// ```
    /// use gongkai_core::domain::register::Given;
    /// let read = |text: &str| Given::Text(text.into()).dates().map(|days| days[0].to_string());
    /// for text in ["2025-3-1", "2025年3月1日", "2025/3/1", "2025.03.01", "20250301", "２０２５年３月１日", "2025-03-01 09:30", "45717"] {
    ///     assert_eq!(read(text).as_deref(), Some("2025-03-01"), "{text}");
    /// }
    /// assert_eq!(Given::Number(45717.0).dates().map(|days| days[0].to_string()).as_deref(), Some("2025-03-01"));
    /// assert_eq!(read("3月1日"), None);
    /// assert_eq!(read("2025-02-30"), None);
    /// ```
    #[must_use]
    pub fn dates(&self) -> Option<Vec<NaiveDate>> {
        match self {
            Self::Empty => Some(Vec::new()),
            Self::Date(day) => Some(vec![*day]),
            Self::Number(number) => numbered(*number).map(|day| vec![day]),
            Self::Text(text) => split(text).iter().map(|part| written(part)).collect(),
            Self::Broken => None,
        }
    }

    /// Numbers; several in one cell. What an office writes behind one (元, 天, 个工作日) is passed over.
    ///
    /// ```
    /// use gongkai_core::domain::register::Given;
    /// assert_eq!(Given::Text("1,200元".into()).numbers(), Some(vec![1200]));
    /// assert_eq!(Given::Text("20个工作日".into()).numbers(), Some(vec![20]));
    /// assert_eq!(Given::Number(2.5).numbers(), None);
    /// assert_eq!(Given::Text("很多".into()).numbers(), None);
    /// ```
    #[must_use]
    pub fn numbers(&self) -> Option<Vec<i64>> {
        match self {
            Self::Empty => Some(Vec::new()),
            Self::Number(number) => whole(*number).map(|number| vec![number]),
            Self::Text(text) => split(text).iter().map(|part| counted(part)).collect(),
            Self::Date(_) | Self::Broken => None,
        }
    }
}

/// A text as it is compared: half as wide where it may be, in small letters, without space and punctuation.
///
/// ```
/// use gongkai_core::domain::register::plain;
/// assert_eq!(plain("申请人（姓名／名称）："), plain("申请人姓名名称"));
/// assert_eq!(plain("ＮＯ. １"), "no1");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn unmarked(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        Some(_) | None => text,
    }
}

fn split(text: &str) -> Vec<String> {
    let parts = unmarked(text.trim()).split(BETWEEN).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn written(text: &str) -> Option<NaiveDate> {
    let text: String = text.chars().map(narrow).collect();
    // The time of day that some programs write behind it.
    let text = text.split(['T', ' ']).find(|part| !part.is_empty())?;
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    if text.len() == 5
        && let Ok(serial) = text.parse::<i64>()
    {
        return counted_by_number(serial);
    }
    let text = text.trim_end_matches(['日', '号']);
    let mut parts = text.split(['年', '月', '-', '/', '.']).map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_whole = parts.next().is_none() && year.len() == 4;
    if !is_whole { None } else { NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?) }
}

/// A day that a spreadsheet counts by number, or one that was typed as `20250301`.
fn numbered(number: f64) -> Option<NaiveDate> {
    let number = whole(number.floor())?;
    counted_by_number(number).or_else(|| written(&number.to_string()))
}

fn counted_by_number(serial: i64) -> Option<NaiveDate> {
    let days = u64::try_from(serial).ok().filter(|_| SERIALS.contains(&serial))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

fn counted(text: &str) -> Option<i64> {
    let text: String = text.chars().map(narrow).filter(|c| *c != ',' && !c.is_whitespace()).collect();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-' && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let is_unit = unit.chars().count() <= 4 && !unit.chars().any(|c| c.is_ascii_digit());
    if is_unit { whole(number.trim_start_matches('¥').parse().ok()?) } else { None }
}

/// A number without a fraction, as far as a register can have it.
fn whole(number: f64) -> Option<i64> {
    let is_whole = number.fract() == 0.0 && number.abs() < 1e15;
    if is_whole { Some(number as i64) } else { None }
}
