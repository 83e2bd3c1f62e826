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
            .fold(Faults::default(), |faults, fault| faults.and(&shown(&fault.field), setting(lang, fault))))),
        Err(error) => Faults::of(lang, error).map(Err),
    }
}

/// What is wrong with a setting, called as the page calls it.
fn setting(lang: Lang, PolicyFault { field, problem }: &PolicyFault) -> String {
    if field == "duties.lapse_grace" {
        return lang.text("admin-grace-wrong");
    }
    administration::setting(lang, &PolicyFault { field: label(lang, field), problem: *problem })
}

fn label(lang: Lang, field: &str) -> String {
    match field {
        "letter_prefix" => lang.text("admin-letter-prefix"),
        "register_no" => lang.text("admin-register-no"),
        "internal.draft_by" => lang.text("admin-draft-by"),
        "internal.review_step" => lang.text("admin-review-step"),
        "duties.remind_before" => lang.text("admin-remind-before"),
        "duties.escalate_after" => lang.text("admin-late"),
        "remedies.reconsideration" => lang.text("admin-reconsideration"),
        "remedies.court" => lang.text("admin-court"),
        "review.steps" => lang.text("admin-steps"),
        fact if fact.starts_with("contact.") => lang.text(&fact.replacen("contact.", "office-", 1)),
        step => step_label(lang, step),
    }
}

/// `review.steps[1].name` is the name of the second step.
fn step_label(lang: Lang, field: &str) -> String {
    let Some((at, part)) = step_part(field) else { return field.to_owned() };
    let part = if part == "role" { "admin-step-role" } else { "admin-step-name" };
    lang.with("admin-step-part", &[("number", (at + 1).into()), ("part", lang.text(part).into())])
}

fn step_part(field: &str) -> Option<(usize, &str)> {
    let (at, part) = field.strip_prefix("review.steps[")?.split_once("].")?;
    Some((at.parse().ok()?, part))
}

/// The field of a page for that of a setting.
fn shown(field: &str) -> String {
    match (step_part(field), field) {
        (Some((at, part)), _) => format!("review.steps.{at}.{part}"),
        // Three boxes, of which the first stands for all.
        (None, "duties.escalate_after") => format!("{field}.0"),
        (None, field) => field.to_owned(),
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
