//! 申请内容: what was asked for and how the applicant would like it, beside what is written in answer to it.

use crate::domain::case::{Case, Request};
use crate::messages::Lang;

/// The names and the values of what was filled in.
pub(super) fn asked_for(lang: Lang, case: &Case) -> Vec<(String, String)> {
    let Request { subject, description, document_no, purpose, provide_as, obtain_by } = case.request.clone();
    let fields = [
        ("field-subject", Some(subject)),
        ("field-description", description),
        ("field-document-no", document_no),
        ("field-purpose", purpose),
        ("field-provide-as", provide_as),
        ("field-obtain-by", obtain_by),
    ];
    fields.into_iter().filter_map(|(id, value)| Some((lang.text(id), value?))).collect()
}
