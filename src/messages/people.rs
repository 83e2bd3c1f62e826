//! What people read when a name, number, password or code cannot be taken as it stands.

use super::Lang;
use crate::domain::applicant::{FieldError, Problem};
use crate::domain::numbering::NumberingError;
use crate::domain::query_code::InvalidQueryCode;
use crate::passwords::WeakPassword;

/// 申请表: which field, what is wrong with it, what to do.
///
/// ```
/// use gongkai_core::domain::applicant::{Field, FieldError, Problem};
/// use gongkai_core::messages::{Lang, people::field_error};
/// let error = FieldError { field: Field::Email, problem: Problem::NotAnEmail };
/// assert!(field_error(Lang::Zh, error).starts_with("电子邮箱"));
/// ```
#[must_use]
pub fn field_error(lang: Lang, error: FieldError) -> String {
    let field = lang.text(&format!("field-{}", dashed(error.field.as_str())));
    let max = match error.problem {
        Problem::TooLong { max } => max,
        Problem::Missing
        | Problem::NotApplicable
        | Problem::ControlCharacter
        | Problem::NoLetter
        | Problem::IdLength
        | Problem::IdCharacter
        | Problem::IdBirthDate
        | Problem::IdCheckDigit
        | Problem::DocumentNumber
        | Problem::CreditCodeLength
        | Problem::CreditCodeCharacter
        | Problem::CreditCodeCheck
        | Problem::NotAPhone
        | Problem::NotAPostcode
        | Problem::NotAnEmail => 0,
    };
    let id = format!("problem-{}", dashed(error.problem.code()));
    lang.with(&id, &[("field", field.into()), ("max", max.into())])
}

/// 口令: why this password cannot be chosen.
#[must_use]
pub fn weak_password(lang: Lang, weak: WeakPassword) -> String {
    let id = dashed(weak.code());
    match weak {
        WeakPassword::TooShort { min } => lang.with(&id, &[("min", min.into())]),
        WeakPassword::TooLong { max } => lang.with(&id, &[("max", max.into())]),
        WeakPassword::IsLogin | WeakPassword::Repeated => lang.text(&id),
    }
}

/// 查询码: how it was mistyped.
#[must_use]
pub fn invalid_query_code(lang: Lang, invalid: InvalidQueryCode) -> String {
    let id = dashed(invalid.code());
    match invalid {
        InvalidQueryCode::Character(c) => lang.with(&id, &[("character", c.to_string().into())]),
        InvalidQueryCode::Length(length) => lang.with(&id, &[("length", length.into())]),
        InvalidQueryCode::Check => lang.text(&id),
    }
}

/// 文号格式: why it cannot be used.
#[must_use]
pub fn numbering_error(lang: Lang, error: &NumberingError) -> String {
    let id = dashed(error.code());
    match error {
        NumberingError::UnknownPlaceholder(name) => lang.with(&id, &[("name", name.as_str().into())]),
        NumberingError::NotOnce(name) => lang.with(&id, &[("name", (*name).into())]),
        NumberingError::Length { max } => lang.with(&id, &[("max", (*max).into())]),
        NumberingError::Brace | NumberingError::Touching => lang.text(&id),
    }
}

fn dashed(code: &str) -> String {
    code.replace('_', "-")
}
