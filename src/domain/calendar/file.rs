//! The format of a calendar file, as people write it (`config/calendars/*.toml`).

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, de};

use super::error::{CalendarError, CalendarFault, LayerName};
use crate::domain::code::coded_enum;

/// The one version of the format there is.
pub(super) const SCHEMA: u32 = 1;

coded_enum! {
    /// What sort of document a [`Notice`] is.
    NoticeKind {
        /// 年度放假安排通知
        Annual = "annual",
        /// 年中调整: changes what an earlier notice said
        Amendment = "amendment",
        /// 专项调休放假: a single occasion
        Special = "special",
        /// 放假办法 itself
        Statute = "statute",
    }
}

coded_enum! {
    /// How much of the year a file knows.
    Coverage {
        /// 全年: the annual notice is published
        Full = "full",
        /// 全年，下一年度通知尚未公布: that notice may still change the last days of December; the
        /// year has a published calendar all the same, so nothing is 暂定 (R2)
        UntilNextNotice = "until-next-notice",
        /// 仅法定节日: the notice is not published; answers are 暂定
        StatutoryOnly = "statutory-only",
        /// 仅所列通知: a region's file that lists some notices and claims no more
        ExampleOnly = "example-only",
    }
}

/// 放假通知: the document that a day off or a make-up day comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// How the entries of the file refer to it.
    pub id: Arc<str>,
    /// What sort of document it is.
    pub kind: NoticeKind,
    /// 发文字号; empty where it is not known.
    #[serde(default)]
    pub number: Arc<str>,
    /// 标题.
    pub title: Arc<str>,
    /// 发文机关.
    pub issuer: Arc<str>,
    /// 成文日期.
    #[serde(default, deserialize_with = "date_or_blank")]
    pub dated: Option<NaiveDate>,
    /// 公布日期: from this day on it is known.
    #[serde(default, deserialize_with = "date_or_blank")]
    pub published: Option<NaiveDate>,
    /// Where it was read.
    #[serde(default)]
    pub url: Arc<str>,
}

impl Notice {
    /// How it is cited to a reader: 发文字号, or the title where there is no number.
    #[must_use]
    pub fn citation(&self) -> &str {
        if self.number.is_empty() { &self.title } else { &self.number }
    }

    /// Whether it was public on a day; a notice without a date always was.
    #[must_use]
    pub fn is_known_on(&self, day: NaiveDate) -> bool {
        self.published.or(self.dated).is_none_or(|published| published <= day)
    }
}

/// 放假: days off for one occasion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayEntry {
    /// 节日.
    pub name: Arc<str>,
    /// Which [`Notice`] says so.
    pub notice: Arc<str>,
    /// The days.
    #[serde(deserialize_with = "dates")]
    pub dates: Vec<NaiveDate>,
    /// The parts of the jurisdiction that have it; all, if none is named. A day off in any part is
    /// off in the whole (as FOIA 2000 s.10(6) has it).
    #[serde(default)]
    pub regions: Vec<Arc<str>>,
}

/// 调休上班: a day of a weekend that is worked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeupEntry {
    /// The day.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// 节日 whose holiday it makes up for.
    #[serde(rename = "for")]
    pub festival: Arc<str>,
    /// Which [`Notice`] says so.
    pub notice: Arc<str>,
}

/// 年中变更: what a notice changed. The file's entries are the state after it; this takes them back
/// to the state before, for answers "as known on" an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which [`Notice`] made it.
    pub notice: Arc<str>,
    /// The first day on which it was known.
    #[serde(deserialize_with = "date")]
    pub known_from: NaiveDate,
    /// Days that became days off.
    #[serde(default, deserialize_with = "dates")]
    pub add_off: Vec<NaiveDate>,
    /// Days that ceased to be days off.
    #[serde(default, deserialize_with = "dates")]
    pub remove_off: Vec<NaiveDate>,
    /// Days that became make-up days.
    #[serde(default, deserialize_with = "dates")]
    pub add_makeup: Vec<NaiveDate>,
    /// Days that ceased to be make-up days.
    #[serde(default, deserialize_with = "dates")]
    pub remove_makeup: Vec<NaiveDate>,
}

/// What the author of the file counted, so that a slip of a digit is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Working days of the year.
    pub working_days: u32,
    /// Working days of each month.
    pub working_days_by_month: [u32; 12],
    /// Which independent sources have the same days.
    #[serde(default)]
    pub sources_agreeing: Vec<String>,
}

/// One year of one jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarFile {
    /// Version of the format.
    pub schema: u32,
    /// `CN`, `CN-GX`, `GB` …
    pub jurisdiction: Arc<str>,
    /// The jurisdiction this one is layered on; absent in a national file.
    pub extends: Option<Arc<str>>,
    /// 年度. Every date of the file is in it.
    pub year: i32,
    /// Time zone of the dates.
    pub timezone: String,
    /// 周末; a region has its base's.
    #[serde(default)]
    pub weekend: Vec<Weekday>,
    /// Whom a region's file binds.
    pub scope: Option<String>,
    /// How much of the year the file knows.
    pub coverage: Coverage,
    /// The documents.
    #[serde(default, rename = "notice")]
    pub notices: Vec<Arc<Notice>>,
    /// Days off.
    #[serde(default, rename = "holiday")]
    pub holidays: Vec<HolidayEntry>,
    /// Make-up working days.
    #[serde(default, rename = "makeup")]
    pub makeups: Vec<MakeupEntry>,
    /// What was changed after the annual notice.
    #[serde(default, rename = "change")]
    pub changes: Vec<Change>,
    /// The author's own count.
    pub check: Option<Check>,
}

impl CalendarFile {
    /// Which layer of a calendar it is.
    #[must_use]
    pub fn layer(&self) -> LayerName {
        LayerName { jurisdiction: Arc::clone(&self.jurisdiction), year: self.year }
    }

    pub(super) fn fault(&self, fault: CalendarFault) -> CalendarError {
        fault.in_layer(self.layer())
    }

    /// Whether it has only what the 放假办法 itself names.
    #[must_use]
    pub fn is_statutory_only(&self) -> bool {
        self.coverage == Coverage::StatutoryOnly
    }

    /// 本年度放假通知. The next year's notice may be in the file too, for a day before 1 January;
    /// it is always the later one.
    #[must_use]
    pub fn annual_notice(&self) -> Option<&Arc<Notice>> {
        self.notices.iter().filter(|notice| notice.kind == NoticeKind::Annual).min_by_key(|notice| notice.published)
    }

    /// The document with this id.
    #[must_use]
    pub fn notice(&self, id: &str) -> Option<&Arc<Notice>> {
        self.notices.iter().find(|notice| &*notice.id == id)
    }
}

/// A day written as `YYYY-MM-DD` and in no other way; `None` also for a day that does not exist.
///
/// ```
/// use gongkai_core::domain::calendar::iso_date;
/// assert!(iso_date("2024-02-29").is_some());
/// assert!(iso_date("2025-02-29").is_none());
/// assert!(iso_date("2025-2-3").is_none());
/// ```
#[must_use]
pub fn iso_date(text: &str) -> Option<NaiveDate> {
    let is_digits_and_dashes = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !is_digits_and_dashes {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.to_string() == text)
}

fn parsed<E: de::Error>(text: &str) -> Result<NaiveDate, E> {
    iso_date(text).ok_or_else(|| E::custom(format!("`{text}` is not a day of the calendar; write YYYY-MM-DD")))
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    parsed(&String::deserialize(deserializer)?)
}

fn dates<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveDate>, D::Error> {
    Vec::<String>::deserialize(deserializer)?.iter().map(|text| parsed(text)).collect()
}

fn date_or_blank<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() { Ok(None) } else { parsed(&text).map(Some) }
}
