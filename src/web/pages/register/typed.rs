//! 登记表: what is typed, and the fields it is typed into.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::app::intake::Intake;
use crate::domain::applicant::{ADDRESS_MAX, ApplicantForm, EMAIL_MAX, IdDocumentKind, LINE_MAX, NAME_MAX, PHONE_MAX};
use crate::domain::calendar::iso_date;
use crate::domain::case::{DESCRIPTION_MAX, Request, SUBJECT_MAX};
use crate::domain::code::{Category, Channel};
use crate::messages::Lang;
use crate::web::pages::parts::{Choice, Faults, Field, Fields};
use crate::web::pages::queue::word;

/// How a request comes to a registrar; what is sent online is registered by itself.
const CHANNELS: [Channel; 5] = [Channel::InPerson, Channel::Post, Channel::Fax, Channel::Email, Channel::Oral];

/// What is typed, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub channel: String,
    pub submitted_on: String,
    pub received_on: String,
    pub category: String,
    pub name: String,
    pub id_kind: String,
    pub id_number: String,
    pub work_unit: String,
    pub credit_code: String,
    pub legal_representative: String,
    pub contact_person: String,
    pub phone: String,
    pub postcode: String,
    pub address: String,
    pub fax: String,
    pub email: String,
    pub subject: String,
    pub description: String,
    pub document_no: String,
    pub purpose: String,
    pub provide_as: String,
    pub obtain_by: String,
    /// Likely repeats that have been shown, so that nobody is stopped by them twice.
    pub seen: String,
}

impl Typed {
    /// An empty form of a day.
    pub(super) fn on(today: NaiveDate, channel: &str) -> Self {
        let channel = channel.parse().unwrap_or(Channel::InPerson);
        Self { channel: channel.to_string(), submitted_on: today.to_string(), ..Self::default() }
    }

    /// 申请人类别: a person, unless another is chosen.
    pub(super) fn category(&self) -> Category {
        self.category.parse().unwrap_or(Category::NaturalPerson)
    }

    /// The applicant's half. What belongs to the other kind of applicant is left out, as it is not seen.
    pub(super) fn applicant(&self) -> ApplicantForm {
        let category = self.category();
        let is_person = category == Category::NaturalPerson;
        let of = |is_asked: bool, text: &str| if is_asked { text.to_owned() } else { String::new() };
        ApplicantForm {
            category,
            name: self.name.clone(),
            id_kind: self.id_kind.parse().map_or(None, |kind: IdDocumentKind| is_person.then_some(kind)),
            id_number: of(is_person, &self.id_number),
            work_unit: of(is_person, &self.work_unit),
            credit_code: of(!is_person, &self.credit_code),
            legal_representative: of(!is_person, &self.legal_representative),
            contact_person: of(!is_person, &self.contact_person),
            phone: self.phone.clone(),
            postcode: self.postcode.clone(),
            address: self.address.clone(),
            fax: self.fax.clone(),
            email: self.email.clone(),
        }
    }

    /// The same form with another applicant.
    pub(super) fn with(self, form: ApplicantForm) -> Self {
        Self {
            category: form.category.to_string(),
            name: form.name,
            id_kind: form.id_kind.map(|kind| kind.to_string()).unwrap_or_default(),
            id_number: form.id_number,
            work_unit: form.work_unit,
            credit_code: form.credit_code,
            legal_representative: form.legal_representative,
            contact_person: form.contact_person,
            phone: form.phone,
            postcode: form.postcode,
            address: form.address,
            fax: form.fax,
            email: form.email,
            ..self
        }
    }

    /// What is to be registered, or which days are none.
    pub(super) fn intake(&self, lang: Lang, today: NaiveDate) -> Result<Intake, Faults> {
        let no_day = || lang.text("register-no-day");
        let day = |name: &str, text: &str| match text.trim() {
            "" => Ok(None),
            text => iso_date(text).map(Some).ok_or_else(|| Faults::default().and(name, no_day())),
        };
        let optional = |text: &str| Some(text.to_owned());
        Ok(Intake {
            channel: self.channel.parse().unwrap_or(Channel::InPerson),
            applicant: self.applicant(),
            request: Request {
                subject: self.subject.clone(),
                description: optional(&self.description),
                document_no: optional(&self.document_no),
                purpose: optional(&self.purpose),
                provide_as: optional(&self.provide_as),
                obtain_by: optional(&self.obtain_by),
            },
            submitted_on: day("submitted_on", &self.submitted_on)?.unwrap_or(today),
            received_on: day("received_on", &self.received_on)?,
        })
    }
}

/// The fields in the order in which they are filled in.
pub(super) struct Form {
    pub channel: Field,
    pub submitted_on: Field,
    pub received_on: Field,
    pub category: Field,
    pub name: Field,
    pub person: Vec<Field>,
    pub organisation: Vec<Field>,
    pub contact: Vec<Field>,
    pub subject: Field,
    pub details: Vec<Field>,
}

impl Form {
    pub(super) fn new(lang: Lang, typed: &Typed, faults: &Faults) -> Self {
        let fields = Fields::new(lang, faults);
        let line = |name: &str, label: &str, value: &str, most: usize| fields.text(name, label, value).most(most);
        let choices = |kind: &str, codes: Vec<&'static str>| -> Vec<Choice> {
            codes.into_iter().map(|code| Choice::new(code, word(lang, kind, code))).collect()
        };
        let channels = choices("channel", CHANNELS.map(Channel::as_str).to_vec());
        let categories = choices("category", Category::ALL.iter().map(|it| it.as_str()).collect());
        let documents = choices("document", IdDocumentKind::ALL.iter().map(|it| it.as_str()).collect());
        Self {
            channel: fields.radios("channel", "queue-channel", &typed.channel, channels).required(),
            submitted_on: fields.date("submitted_on", "register-submitted", &typed.submitted_on).required(),
            received_on: fields
                .date("received_on", "register-received", &typed.received_on)
                .hint(lang.text("register-received-hint")),
            category: fields.select("category", "filter-category", typed.category().as_str(), categories).required(),
            name: line("name", "field-name", &typed.name, NAME_MAX),
            person: vec![
                fields.select("id_kind", "field-id-kind", &typed.id_kind, documents),
                line("id_number", "field-id-number", &typed.id_number, 40),
                line("work_unit", "field-work-unit", &typed.work_unit, LINE_MAX),
            ],
            organisation: vec![
                line("credit_code", "field-credit-code", &typed.credit_code, 40),
                line("legal_representative", "field-legal-representative", &typed.legal_representative, NAME_MAX),
                line("contact_person", "field-contact-person", &typed.contact_person, NAME_MAX),
            ],
            contact: vec![
                fields.input("tel", "phone", "field-phone", &typed.phone).most(PHONE_MAX),
                line("address", "field-address", &typed.address, ADDRESS_MAX),
                line("postcode", "field-postcode", &typed.postcode, 10).inputmode("numeric"),
                fields.input("email", "email", "field-email", &typed.email).most(EMAIL_MAX),
                fields.input("tel", "fax", "field-fax", &typed.fax).most(PHONE_MAX),
            ],
            subject: line("subject", "field-subject", &typed.subject, SUBJECT_MAX).required(),
            details: vec![
                fields.area("description", "field-description", &typed.description).most(DESCRIPTION_MAX).rows(3),
                line("document_no", "field-document-no", &typed.document_no, 200),
                line("provide_as", "field-provide-as", &typed.provide_as, 200),
                line("obtain_by", "field-obtain-by", &typed.obtain_by, 200),
                line("purpose", "field-purpose", &typed.purpose, 200),
            ],
        }
    }
}
