//! 栏内所载: what stands in a column of the register, before it is put into words.

use chrono::NaiveDate;

use crate::domain::code::coded_enum;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;

/// What stands in a column. Several of a kind (a second reply, a second consultation) stand in the order in which
/// they happened.
///
/// ```
/// use gongkai_core::domain::register::{Value, YesNo};
/// assert!(Value::Dates(Vec::new()).is_empty());
/// assert!(!Value::word("yes-no", YesNo::No.as_str()).is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words as somebody wrote them; they may be empty.
    Text(String),
    /// Codes of a kind, to be said in the reader's language.
    Words(Vec<Word>),
    /// 法律依据 of results.
    Bases(Vec<Basis>),
    /// Days.
    Dates(Vec<NaiveDate>),
    /// Numbers of something: working days, items, yuan.
    Numbers(Vec<i64>),
}

/// A code and its kind, `outcome` and `disclosed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// What it is a code of.
    pub kind: &'static str,
    /// The code.
    pub code: &'static str,
}

/// A result whose legal basis is to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// 办理结果
    pub outcome: Outcome,
    /// 适用的条例
    pub regime: Option<RegimeId>,
    /// 细分原因
    pub sub_reason: Option<String>,
}

impl Value {
    /// A text, or none.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        Self::Text(text.unwrap_or_default().to_owned())
    }

    /// One code.
    #[must_use]
    pub fn word(kind: &'static str, code: &'static str) -> Self {
        Self::Words(vec![Word { kind, code }])
    }

    /// Codes of a kind.
    pub fn words(kind: &'static str, codes: impl IntoIterator<Item = &'static str>) -> Self {
        Self::Words(codes.into_iter().map(|code| Word { kind, code }).collect())
    }

    /// A day, or none.
    pub fn dates(days: impl IntoIterator<Item = NaiveDate>) -> Self {
        Self::Dates(days.into_iter().collect())
    }

    /// A number, or none.
    pub fn numbers(numbers: impl IntoIterator<Item = i64>) -> Self {
        Self::Numbers(numbers.into_iter().collect())
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Words(words) => words.is_empty(),
            Self::Bases(bases) => bases.is_empty(),
            Self::Dates(days) => days.is_empty(),
            Self::Numbers(numbers) => numbers.is_empty(),
        }
    }
}

coded_enum! {
    /// 统计归属: how the report of the register's year counts a request (R11, R13, R14).
    Standing {
        /// 本年新收
        New = "new",
        /// 上年结转
        CarriedOver = "carried_over",
        /// 以前年度办结: an appeal or a fee of the year brings it into the register
        Earlier = "earlier",
        /// 不计入: split, or never received in law
        NotCounted = "not_counted",
    }
}

coded_enum! {
    /// 导入进度 of a file that an office brought.
    ImportState {
        /// 已上传: its columns wait to be put right
        Uploaded = "uploaded",
        /// 已试导入: what would become of each line is known
        Checked = "checked",
        /// 已导入
        Imported = "imported",
    }
}

coded_enum! {
    /// 是否, and what was not said.
    YesNo {
        /// 是, 同意
        Yes = "yes",
        /// 否, 不同意
        No = "no",
        /// 未表明
        Unsaid = "unsaid",
    }
}

impl From<Option<bool>> for YesNo {
    fn from(said: Option<bool>) -> Self {
        match said {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unsaid,
        }
    }
}

impl From<YesNo> for Option<bool> {
    fn from(said: YesNo) -> Self {
        match said {
            YesNo::Yes => Some(true),
            YesNo::No => Some(false),
            YesNo::Unsaid => None,
        }
    }
}
