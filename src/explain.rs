//! 期限说明的文字: a deadline's trace as sentences, and as JSON for other programs.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::domain::deadline::{Cause, Pauses, TraceEntry};
use crate::messages::Lang;

/// One line of an explanation, for people and for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TraceLine {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What the stretch is: a stable word.
    pub cause: &'static str,
    /// Working days in the stretch.
    pub working_days: u32,
    /// Working days counted towards the period so far.
    pub counted: u32,
    /// The article or document, where one says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The sentence in Chinese.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
}

/// The explanation in both languages.
#[must_use]
pub fn lines(trace: &[TraceEntry]) -> Vec<TraceLine> {
    let zh = sentences(trace, Lang::Zh);
    let en = sentences(trace, Lang::En);
    trace
        .iter()
        .zip(zh.into_iter().zip(en))
        .map(|(entry, (zh, en))| TraceLine {
            from: entry.from,
            to: entry.to,
            cause: code(&entry.cause),
            working_days: entry.working_days,
            counted: entry.counted,
            basis: basis(entry),
            zh,
            en,
        })
        .collect()
}

/// The explanation as sentences. The year is written out where it changes.
#[must_use]
pub fn sentences(trace: &[TraceEntry], lang: Lang) -> Vec<String> {
    let mut year = None;
    trace
        .iter()
        .map(|entry| {
            let text = sentence(entry, lang, year);
            year = Some(entry.to.year());
            text
        })
        .collect()
}

fn sentence(entry: &TraceEntry, lang: Lang, year: Option<i32>) -> String {
    let what = lang.with(
        &format!("trace-{}", code(&entry.cause)),
        &[
            ("days", entry.working_days.into()),
            ("counted", entry.counted.into()),
            ("length", length(&entry.cause).into()),
            ("name", name(&entry.cause, lang).into()),
        ],
    );
    let span = span(entry, lang, year);
    match basis(entry) {
        Some(basis) => {
            lang.with("trace-line-with-basis", &[("span", span.into()), ("what", what.into()), ("basis", basis.into())])
        }
        None => lang.with("trace-line", &[("span", span.into()), ("what", what.into())]),
    }
}

fn span(entry: &TraceEntry, lang: Lang, year: Option<i32>) -> String {
    let from = day(entry.from, year);
    if entry.from == entry.to {
        return from;
    }
    lang.with("trace-span", &[("from", from.into()), ("to", day(entry.to, Some(entry.from.year())).into())])
}

fn day(day: NaiveDate, year: Option<i32>) -> String {
    let pattern = if year == Some(day.year()) { "%m-%d" } else { "%Y-%m-%d" };
    day.format(pattern).to_string()
}

/// The stable word for a cause, and the tail of its message id.
fn code(cause: &Cause) -> &'static str {
    match cause {
        Cause::Received => "received",
        Cause::Period { .. } => "period",
        Cause::SupplementRequested => "supplement-requested",
        Cause::SupplementRestarts => "supplement-restarts",
        Cause::FeeNotified => "fee-notified",
        Cause::PaymentRestarts => "payment-restarts",
        Cause::ExtensionLapsed { .. } => "extension-lapsed",
        Cause::Extended { .. } => "extended",
        Cause::ExtendedTooLate { .. } => "extended-too-late",
        Cause::Counted => "counted",
        Cause::Holiday { .. } => "holiday",
        Cause::Makeup { .. } => "makeup",
        Cause::Excluded(_) => "excluded",
        Cause::Stopped(_) => "stopped",
        Cause::LaterDate => "later-date",
        Cause::Provisional { .. } => "provisional",
        Cause::Started => "started",
        Cause::Due => "due",
    }
}

fn length(cause: &Cause) -> u32 {
    match cause {
        Cause::Period { working_days }
        | Cause::ExtensionLapsed { working_days }
        | Cause::Extended { working_days }
        | Cause::ExtendedTooLate { working_days } => *working_days,
        Cause::Received
        | Cause::SupplementRequested
        | Cause::SupplementRestarts
        | Cause::FeeNotified
        | Cause::PaymentRestarts
        | Cause::Counted
        | Cause::Holiday { .. }
        | Cause::Makeup { .. }
        | Cause::Excluded(_)
        | Cause::Stopped(_)
        | Cause::LaterDate
        | Cause::Provisional { .. }
        | Cause::Started
        | Cause::Due => 0,
    }
}

/// The festival, what is awaited, or the year.
fn name(cause: &Cause, lang: Lang) -> String {
    match cause {
        Cause::Holiday { name, .. } | Cause::Makeup { festival: name, .. } => festival(name, lang),
        Cause::Excluded(holds) | Cause::Stopped(holds) => awaited(*holds, lang),
        Cause::Provisional { year } => year.to_string(),
        Cause::Received
        | Cause::Period { .. }
        | Cause::SupplementRequested
        | Cause::SupplementRestarts
        | Cause::FeeNotified
        | Cause::PaymentRestarts
        | Cause::ExtensionLapsed { .. }
        | Cause::Extended { .. }
        | Cause::ExtendedTooLate { .. }
        | Cause::Counted
        | Cause::LaterDate
        | Cause::Started
        | Cause::Due => String::new(),
    }
}

/// Calendar files name festivals in Chinese. A regional festival without a message keeps its own name.
fn festival(name: &str, lang: Lang) -> String {
    let parts = name.split('、').map(|part| festival_id(part).map_or_else(|| part.to_owned(), |id| lang.text(id)));
    parts.collect::<Vec<_>>().join(&lang.text("list-separator"))
}

fn festival_id(name: &str) -> Option<&'static str> {
    Some(match name {
        "元旦" => "festival-new-year",
        "春节" => "festival-spring",
        "清明节" => "festival-qingming",
        "劳动节" => "festival-labour",
        "端午节" => "festival-dragon-boat",
        "中秋节" => "festival-mid-autumn",
        "国庆节" => "festival-national",
        _ => return None,
    })
}

fn awaited(holds: Pauses, lang: Lang) -> String {
    let parts = [
        (holds.third_party, "awaited-third-party"),
        (holds.agency, "awaited-agency"),
        (holds.supplement, "awaited-supplement"),
        (holds.fee, "awaited-fee"),
        (holds.suspension, "awaited-suspension"),
    ];
    let named = parts.into_iter().filter(|(held, _)| *held).map(|(_, id)| lang.text(id));
    named.collect::<Vec<_>>().join(&lang.text("list-separator"))
}

/// The article, or the document that gives the day off. Documents without a number are named.
fn basis(entry: &TraceEntry) -> Option<String> {
    match &entry.cause {
        Cause::Holiday { notice, .. } | Cause::Makeup { notice, .. } => Some(notice.citation().to_string()),
        Cause::Received
        | Cause::Period { .. }
        | Cause::SupplementRequested
        | Cause::SupplementRestarts
        | Cause::FeeNotified
        | Cause::PaymentRestarts
        | Cause::ExtensionLapsed { .. }
        | Cause::Extended { .. }
        | Cause::ExtendedTooLate { .. }
        | Cause::Counted
        | Cause::Excluded(_)
        | Cause::Stopped(_)
        | Cause::LaterDate
        | Cause::Provisional { .. }
        | Cause::Started
        | Cause::Due => entry.article.as_deref().map(str::to_owned),
    }
}
