//! 没有办成: what was refused, told beside the field that it is about.

use crate::app::AppError;
use crate::domain::case::{CommandKind, Refused};
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::WebError;
use crate::web::pages::parts::Faults;
use crate::wording;

/// Why an act was not done, as the form tells it.
///
/// # Errors
/// The error itself, if it is none that can be put right in the form.
pub(super) fn faults(lang: Lang, kind: CommandKind, error: WebError) -> Result<Faults, WebError> {
    let WebError::App(error) = error else { return Faults::of(lang, error) };
    if let AppError::Refused(refused) = &error {
        let field = field_of(refused, kind);
        let faults = Faults::of(lang, error.into())?;
        return Ok(match field {
            Some(field) => faults.about(field),
            None => faults,
        });
    }
    // A number that names no case, a person who left: wrong in the form, not an address without a page.
    if let AppError::Store(missing @ StoreError::NotFound { what: "case" | "officer" | "section", .. }) = &error {
        let field = named_by(kind).ok_or(WebError::NoSuchPage)?;
        return Ok(Faults::default().and(field, wording::store_error(lang, missing)));
    }
    let faults = Faults::of(lang, error.into())?;
    // Each line is the subject of a part.
    Ok(match faults.with_field("subject") {
        Some(sentence) if kind == CommandKind::Split => Faults::default().and("parts", sentence),
        Some(_) | None => faults,
    })
}

/// The field by which an act names something else.
fn named_by(kind: CommandKind) -> Option<&'static str> {
    let fields = [(CommandKind::Merge, "into"), (CommandKind::Link, "to"), (CommandKind::Assign, "officer")];
    fields.into_iter().find(|(it, _)| *it == kind).map(|(_, field)| field)
}

/// The field that a refusal is about; by its code, since most are about the act as a whole.
fn field_of(refused: &Refused, kind: CommandKind) -> Option<&'static str> {
    match refused.code() {
        "dates_run_backwards" | "before_receipt" | "in_future" if kind == CommandKind::Correct => Some("to"),
        "dates_run_backwards" | "before_receipt" | "in_future" => Some("on"),
        "respond_by_too_early" => Some("respond_by"),
        "later_date_not_later" => Some("due_on"),
        "extension_too_long" => Some("working_days"),
        "fee_amount_wrong" => Some("count"),
        "fee_underpaid" | "amount_too_large" => Some("amount_yuan"),
        "split_too_few" => Some("parts"),
        "nothing_to_correct" | "outcome_not_in_regime" | "no_regime" if kind == CommandKind::Correct => Some("to"),
        "same_case" | "other_applicant" | "merged_into_ended" => named_by(kind),
        _ => None,
    }
}
