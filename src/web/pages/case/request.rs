//! 申请与申请人: what is asked for, as the applicant wrote it, and who asks, as far as whoever looks may know.

use askama::Template;

use super::View;
use super::clock::Fact;
use super::section::{Fold, Section};
use super::similar::{Similar, earlier};
use crate::app::desk::ShownApplicant;
use crate::domain::applicant::{Applicant, Contact, Party};
use crate::domain::case::Request;
use crate::messages::Lang;
use crate::web::WebError;
use crate::web::pages::queue::word;

#[derive(Template)]
#[template(path = "case/request.html", config = "src/web/askama.toml")]
struct Asked {
    subject: String,
    description: Option<String>,
    particulars: Vec<Fact>,
}

#[derive(Template)]
#[template(path = "case/applicant.html", config = "src/web/askama.toml")]
struct Who {
    particulars: Vec<Fact>,
    /// What is said where something is kept back.
    masked: Option<String>,
    earlier: Vec<Similar>,
    earlier_heading: String,
}

/// 申请内容.
pub(super) fn request(view: &View<'_>) -> Result<Section, WebError> {
    let lang = view.lang();
    let Request { subject, description, document_no, purpose, provide_as, obtain_by } =
        view.loaded.desk.file.case.request.clone();
    let particulars = facts(
        lang,
        [
            ("field-document-no", document_no),
            ("field-purpose", purpose),
            ("field-provide-as", provide_as),
            ("field-obtain-by", obtain_by),
        ],
    );
    let body = Asked { subject, description, particulars };
    Section::new(lang, ("request", "case-request"), (String::new(), Fold::Open), &body)
}

/// 申请人 with the requests made before.
pub(super) fn applicant(view: &View<'_>) -> Result<Section, WebError> {
    let lang = view.lang();
    let shown = &view.loaded.desk.applicant;
    let earlier = earlier(view);
    let note = if shown.name.is_empty() { word(lang, "category", shown.category.as_str()) } else { shown.name.clone() };
    let body = Who {
        particulars: particulars(lang, shown),
        masked: shown.is_masked.then(|| lang.text("case-masked")),
        earlier_heading: lang.with("case-earlier", &[("count", earlier.len().into())]),
        earlier,
    };
    Section::new(lang, ("applicant", "case-applicant"), (note, Fold::Open), &body)
}

fn particulars(lang: Lang, shown: &ShownApplicant) -> Vec<Fact> {
    let category = word(lang, "category", shown.category.as_str());
    let head = facts(
        lang,
        [("filter-category", Some(category)), ("field-name", Some(shown.name.clone()).filter(|name| !name.is_empty()))],
    );
    let rest = shown.particulars.iter().flat_map(|applicant| identity(lang, applicant));
    head.into_iter().chain(rest).collect()
}

fn identity(lang: Lang, Applicant { name: _, party, contact }: &Applicant) -> Vec<Fact> {
    let text = |value: Option<&str>| value.map(str::to_owned);
    let mut shown = match party {
        Party::Person(person) => {
            let document = person.document.as_ref();
            facts(
                lang,
                [
                    ("field-id-kind", document.map(|it| word(lang, "document", it.kind.as_str()))),
                    ("field-id-number", document.map(|it| it.number.as_str().to_owned())),
                    ("field-work-unit", text(person.work_unit.as_ref().map(|it| it.as_str()))),
                ],
            )
        }
        Party::Organisation(organisation) => facts(
            lang,
            [
                ("field-credit-code", text(organisation.credit_code.as_ref().map(|it| it.as_str()))),
                ("field-legal-representative", text(organisation.legal_representative.as_ref().map(|it| it.as_str()))),
                ("field-contact-person", text(organisation.contact_person.as_ref().map(|it| it.as_str()))),
            ],
        ),
    };
    shown.extend(reached_by(lang, contact));
    shown
}

fn reached_by(lang: Lang, Contact { phone, postcode, address, fax, email }: &Contact) -> Vec<Fact> {
    let text = |value: Option<&str>| value.map(str::to_owned);
    facts(
        lang,
        [
            ("field-phone", text(phone.as_ref().map(|it| it.as_str()))),
            ("field-email", text(email.as_ref().map(|it| it.as_str()))),
            ("field-fax", text(fax.as_ref().map(|it| it.as_str()))),
            ("field-postcode", text(postcode.as_ref().map(|it| it.as_str()))),
            ("field-address", text(address.as_ref().map(|it| it.as_str()))),
        ],
    )
}

/// Those that there are. Names are ids of messages.
fn facts<const N: usize>(lang: Lang, named: [(&str, Option<String>); N]) -> Vec<Fact> {
    named.into_iter().filter_map(|(id, value)| Some(Fact { name: lang.text(id), value: value? })).collect()
}
