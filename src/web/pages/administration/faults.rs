//! What is wrong with a form of the administration, in the words of its fields.

use crate::app::AppError;
use crate::domain::administration::{AdminRefused, PolicyFault};
use crate::domain::applicant::{Field, FieldError, Problem};
use crate::messages::{Lang, administration, people};
use crate::web::WebError;
use crate::web::pages::parts::Faults;

/// What an act gave, or what is wrong with the form that asked for it.
///
/// # Errors
/// The error itself, if it is none that can be put right in the form.
pub(super) fn tried<T>(lang: Lang, done: Result<T, WebError>) -> Result<Result<T, Faults>, WebError> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(WebError::App(AppError::Admin(AdminRefused::BadSettings(wrong)))) => Ok(Err(wrong
            .iter()
            .fold(Faults::default(), |faults, fault| faults.and(&fault.field, setting(lang, fault))))),
        Err(error) => Faults::of(lang, error).map(Err),
    }
}

/// What is wrong with a setting, called as the page calls it.
fn setting(lang: Lang, PolicyFault { field, problem }: &PolicyFault) -> String {
    administration::setting(lang, &PolicyFault { field: label(lang, field), problem: *problem })
}

fn label(lang: Lang, field: &str) -> String {
    match field {
        "letter_prefix" => lang.text("admin-letter-prefix"),
        other => other.to_owned(),
    }
}

/// What is wrong with somebody's or an agency's name.
pub(super) fn name(lang: Lang, problem: Problem) -> String {
    people::field_error(lang, FieldError { field: Field::Name, problem })
}

/// What is wrong with an address for mail.
pub(super) fn email(lang: Lang, problem: Problem) -> String {
    people::field_error(lang, FieldError { field: Field::Email, problem })
}
