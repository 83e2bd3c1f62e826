//! 拒绝理由的文字: what the domain refused, as a sentence in the reader's language.
//!
//! A refusal carries codes and dates. Codes that have a name are replaced by it before the sentence is
//! filled in: `status=awaiting_payment` becomes 待缴费.

use crate::app::case_log::LineFault;
use crate::domain::case::Refused;
use crate::domain::case_log::LogFault;
use crate::messages::Lang;
use crate::rulebook::words;

/// The sentence for a refusal.
#[must_use]
pub fn refused(lang: Lang, refused: &Refused) -> String {
    let particulars: Vec<_> =
        refused.particulars().into_iter().map(|(name, value)| (name, word(lang, name, &value).into())).collect();
    lang.with(&format!("refused-{}", refused.code().replace('_', "-")), &particulars)
}

/// The name of a code, where it has one: message `KIND-CODE`.
fn word(lang: Lang, kind: &str, value: &str) -> String {
    let id = format!("{kind}-{}", value.replace(['_', '.'], "-"));
    lang.find(&id).unwrap_or_else(|| value.to_owned())
}

/// The sentence for a line of a case log that is not used.
#[must_use]
pub fn line_fault(lang: Lang, fault: &LineFault) -> String {
    let id = format!("line-{}", fault.code().replace('_', "-"));
    match fault {
        LineFault::TooLong | LineFault::NotUtf8 | LineFault::NotJson | LineFault::Truncated => lang.text(&id),
        LineFault::UnknownField { field }
        | LineFault::MissingField { field }
        | LineFault::DuplicateField { field }
        | LineFault::NotADate { field } => lang.with(&id, &[("field", field.clone().into())]),
        LineFault::UnknownWord { field, value, allowed } => lang.with(
            &id,
            &[("field", field.clone().into()), ("value", value.clone().into()), ("allowed", allowed.clone().into())],
        ),
        LineFault::InvalidValue { field, detail } => {
            lang.with(&id, &[("field", field.clone().into()), ("detail", detail.clone().into())])
        }
        LineFault::OutsideCalendar(outside) => words::outside_calendar(*outside, lang),
        LineFault::History(fault) => log_fault(lang, fault),
    }
}

fn log_fault(lang: Lang, fault: &LogFault) -> String {
    match fault {
        LogFault::MissingField { index, kind, field } => lang.with(
            "line-step-missing-field",
            &[("index", (*index).into()), ("kind", kind.as_str().into()), ("field", (*field).into())],
        ),
        LogFault::UnexpectedField { index, kind, field } => lang.with(
            "line-step-unexpected-field",
            &[("index", (*index).into()), ("kind", kind.as_str().into()), ("field", (*field).into())],
        ),
        LogFault::BadText { field, limit } => {
            lang.with("line-bad-text", &[("field", (*field).into()), ("limit", (*limit).into())])
        }
        LogFault::BadValue { index, field, value } => lang.with(
            "line-step-bad-value",
            &[("index", (*index).into()), ("field", (*field).into()), ("value", value.clone().into())],
        ),
        LogFault::Refused { index: 0, refused } => self::refused(lang, refused),
        LogFault::Refused { index, refused } => lang
            .with("line-step-refused", &[("index", (*index).into()), ("reason", self::refused(lang, refused).into())]),
    }
}
