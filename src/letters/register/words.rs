//! 登记簿的文字: what the columns are called, and what stands in them, in the reader's language.

use super::{Cell, Column};
use crate::domain::register::{Basis, Field, Shape, Value, Word};
use crate::messages::Lang;
use crate::messages::outcomes::basis;

/// The columns of the register, in the order of [`Field::ALL`].
#[must_use]
pub fn columns(lang: Lang) -> Vec<Column> {
    Field::ALL.iter().map(|field| Column { title: title(lang, *field), width: width(*field) }).collect()
}

/// What a column is called.
#[must_use]
pub fn title(lang: Lang, field: Field) -> String {
    lang.text(&format!("register-field-{}", field.as_str().replace('_', "-")))
}

/// What stands in the columns, as cells.
#[must_use]
pub fn cells(lang: Lang, values: &[(Field, Value)]) -> Vec<Cell> {
    values.iter().map(|(_, value)| cell(lang, value)).collect()
}

/// What separates several of a kind in one cell.
#[must_use]
pub fn separator(lang: Lang) -> String {
    lang.text("register-separator")
}

/// What a code is called.
#[must_use]
pub fn said(lang: Lang, Word { kind, code }: Word) -> String {
    lang.text(&format!("{kind}-{}", code.replace(['_', '.'], "-")))
}

fn cell(lang: Lang, value: &Value) -> Cell {
    match value {
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Words(words) => listed(lang, words.iter().map(|word| said(lang, *word))),
        Value::Bases(bases) => listed(
            lang,
            bases
                .iter()
                .map(|Basis { outcome, regime, sub_reason }| basis(lang, *regime, *outcome, sub_reason.as_deref())),
        ),
        Value::Dates(days) => match days.as_slice() {
            [] => Cell::Date(None),
            [day] => Cell::Date(Some(*day)),
            days => listed(lang, days.iter().map(ToString::to_string)),
        },
        Value::Numbers(numbers) => match numbers.as_slice() {
            [] => Cell::Number(None),
            [number] => Cell::Number(Some(*number)),
            numbers => listed(lang, numbers.iter().map(ToString::to_string)),
        },
    }
}

fn listed(lang: Lang, texts: impl Iterator<Item = String>) -> Cell {
    Cell::Text(texts.collect::<Vec<_>>().join(&separator(lang)))
}

fn width(field: Field) -> u16 {
    match (field, field.shape()) {
        (Field::Number | Field::SourceRef | Field::Agency | Field::Applicant | Field::ReplyNo | Field::Basis, _) => 18,
        (Field::Outcome | Field::SuspensionReason, _) => 22,
        (_, Shape::Long) => 36,
        (_, Shape::Short) => 12,
        (_, Shape::Date) => 11,
        (_, Shape::Number) => 8,
    }
}
