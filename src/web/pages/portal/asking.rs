//! 申请表 (law.md §6.4) as it is typed on the page, and its fields.

use serde::Deserialize;

use crate::domain::applicant::{ApplicantForm, IdDocumentKind};
use crate::domain::case::Request;
use crate::domain::code::Category;
use crate::messages::Lang;
use crate::web::pages::parts::{Choice, Field, Fields};

/// 提供方式
const PROVIDE_AS: &[&str] = &["electronic", "paper", "disc"];
/// 获取方式
const OBTAIN_BY: &[&str] = &["email", "post", "fax", "pick-up", "read-on-site"];
/// How the page calls the column of Table 3 of a person.
const PERSON: &str = "natural_person";

/// Everything that is typed; an empty text was left empty.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    pub subject: String,
    description: String,
    document_no: String,
    purpose: String,
    provide_as: String,
    obtain_by: String,
    /// Whether another way will do if this one is not possible: `yes`.
    other_way: String,
    category: String,
    name: String,
    id_kind: String,
    id_number: String,
    work_unit: String,
    credit_code: String,
    legal_representative: String,
    contact_person: String,
    phone: String,
    postcode: String,
    address: String,
    fax: String,
    email: String,
    /// The secret under which the files of this form wait.
    pub draft: String,
    /// Whether something already published was shown beside it: `yes`.
    pub offered: String,
}

/// The fields in the groups of the page.
pub(super) struct Groups {
    pub what: Vec<Field>,
    pub how: Vec<Field>,
    pub category: Field,
    pub person: Vec<Field>,
    pub organisation: Vec<Field>,
    pub contact: Vec<Field>,
}

impl Asking {
    /// An empty form with a draft of its own.
    pub(super) fn new(subject: String, draft: String) -> Self {
        Self { subject, draft, ..Self::default() }
    }

    /// 申请人. What belongs to the other kind of applicant was not visible, and is left out.
    pub(super) fn applicant(&self) -> ApplicantForm {
        let category = self.category.parse().unwrap_or(Category::NaturalPerson);
        let is_person = category == Category::NaturalPerson;
        let of_person = |text: &String| if is_person { text.clone() } else { String::new() };
        let of_organisation = |text: &String| if is_person { String::new() } else { text.clone() };
        ApplicantForm {
            category,
            name: self.name.clone(),
            id_kind: self.id_kind.parse().ok().filter(|_: &IdDocumentKind| is_person),
            id_number: of_person(&self.id_number),
            work_unit: of_person(&self.work_unit),
            credit_code: of_organisation(&self.credit_code),
            legal_representative: of_organisation(&self.legal_representative),
            contact_person: of_organisation(&self.contact_person),
            phone: self.phone.clone(),
            postcode: self.postcode.clone(),
            address: self.address.clone(),
            fax: self.fax.clone(),
            email: self.email.clone(),
        }
    }

    /// 申请内容. The ways are kept in the words of the statutory form.
    pub(super) fn request(&self) -> Request {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        let obtain_by = [obtained(Lang::Zh, &self.obtain_by), self.other_way(Lang::Zh)];
        Request {
            subject: self.subject.clone(),
            description: given(&self.description),
            document_no: given(&self.document_no),
            purpose: given(&self.purpose),
            provide_as: provided(Lang::Zh, &self.provide_as),
            obtain_by: given(
                &obtain_by.into_iter().flatten().collect::<Vec<_>>().join(&Lang::Zh.text("list-separator")),
            ),
        }
    }

    fn other_way(&self, lang: Lang) -> Option<String> {
        (!self.other_way.is_empty()).then(|| lang.text("portal-other-way-word"))
    }

    /// Whether anything is said by which the applicant can be reached.
    pub(super) fn is_reachable(&self) -> bool {
        [&self.phone, &self.email, &self.address, &self.fax].into_iter().any(|text| !text.trim().is_empty())
    }

    /// Whether it looks like several requests in one: they are answered one by one (一事一申请).
    pub(super) fn seems_several(&self) -> bool {
        let text = format!("{}\n{}", self.subject, self.description);
        let starts_item = |line: &str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let begins = text.lines().filter(|line| starts_item(line)).count();
        begins >= 2 || text.matches('\u{300a}').count() >= 2 || text.matches('\u{ff1b}').count() >= 2
    }

    /// Everything by name, for hidden fields.
    pub(super) fn all(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("subject", &self.subject),
            ("description", &self.description),
            ("document_no", &self.document_no),
            ("purpose", &self.purpose),
            ("provide_as", &self.provide_as),
            ("obtain_by", &self.obtain_by),
            ("other_way", &self.other_way),
            ("category", &self.category),
            ("name", &self.name),
            ("id_kind", &self.id_kind),
            ("id_number", &self.id_number),
            ("work_unit", &self.work_unit),
            ("credit_code", &self.credit_code),
            ("legal_representative", &self.legal_representative),
            ("contact_person", &self.contact_person),
            ("phone", &self.phone),
            ("postcode", &self.postcode),
            ("address", &self.address),
            ("fax", &self.fax),
            ("email", &self.email),
            ("draft", &self.draft),
            ("offered", &self.offered),
        ]
    }

    /// What was filled in, for reading once more before it is sent: the id of each name, and the value.
    pub(super) fn filled_in(&self, lang: Lang) -> Vec<(String, String)> {
        let applicant = self.applicant();
        let is_person = applicant.category == Category::NaturalPerson;
        let lines = [
            ("field-subject", self.subject.clone()),
            ("field-description", self.description.clone()),
            ("field-document-no", self.document_no.clone()),
            ("field-purpose", self.purpose.clone()),
            ("field-provide-as", provided(lang, &self.provide_as).unwrap_or_default()),
            ("field-obtain-by", obtained(lang, &self.obtain_by).unwrap_or_default()),
            ("portal-category", category(lang, applicant.category)),
            (if is_person { "portal-person-name" } else { "portal-organisation-name" }, applicant.name),
            ("field-id-number", applicant.id_number),
            ("field-work-unit", applicant.work_unit),
            ("field-credit-code", applicant.credit_code),
            ("field-legal-representative", applicant.legal_representative),
            ("field-contact-person", applicant.contact_person),
            ("field-phone", applicant.phone),
            ("field-address", applicant.address),
            ("field-postcode", applicant.postcode),
            ("field-fax", applicant.fax),
            ("field-email", applicant.email),
        ];
        let filled = lines.into_iter().filter(|(_, value)| !value.trim().is_empty());
        filled.map(|(id, value)| (lang.text(id), value)).collect()
    }

    /// The fields of the page.
    pub(super) fn groups(&self, lang: Lang, fields: Fields<'_>) -> Groups {
        let hint = |id: &str| lang.text(id);
        let chosen = |value: &str, first: &str| if value.is_empty() { first.to_owned() } else { value.to_owned() };
        Groups {
            what: vec![
                fields.text("subject", "field-subject", &self.subject).required().hint(hint("portal-subject-hint")),
                fields
                    .area("description", "field-description", &self.description)
                    .hint(hint("portal-description-hint")),
                fields
                    .text("document_no", "field-document-no", &self.document_no)
                    .hint(hint("portal-document-no-hint")),
            ],
            how: vec![
                fields
                    .radios(
                        "provide_as",
                        "field-provide-as",
                        &chosen(&self.provide_as, "electronic"),
                        ways(PROVIDE_AS, |code| provided(lang, code)),
                    )
                    .required(),
                fields
                    .radios(
                        "obtain_by",
                        "field-obtain-by",
                        &chosen(&self.obtain_by, "email"),
                        ways(OBTAIN_BY, |code| obtained(lang, code)),
                    )
                    .required(),
                fields.tick("other_way", "portal-other-way", !self.other_way.is_empty()),
                fields.text("purpose", "field-purpose", &self.purpose).hint(hint("portal-purpose-hint")),
            ],
            category: fields
                .radios("category", "portal-category", &chosen(&self.category, PERSON), categories(lang))
                .required(),
            person: self.person(lang, fields),
            organisation: self.organisation(lang, fields),
            contact: self.contact(lang, fields),
        }
    }

    fn person(&self, lang: Lang, fields: Fields<'_>) -> Vec<Field> {
        let kinds = IdDocumentKind::ALL.iter().map(|kind| {
            let code = kind.as_str();
            Choice::new(code, lang.text(&format!("portal-id-kind-{}", code.replace('_', "-"))))
        });
        vec![
            fields.select("id_kind", "field-id-kind", &self.id_kind, kinds.collect()).required(),
            fields
                .text("id_number", "field-id-number", &self.id_number)
                .required()
                .hint(lang.text("portal-id-number-hint")),
            fields.text("work_unit", "field-work-unit", &self.work_unit).autocomplete("organization"),
        ]
    }

    fn organisation(&self, lang: Lang, fields: Fields<'_>) -> Vec<Field> {
        vec![
            fields
                .text("credit_code", "field-credit-code", &self.credit_code)
                .required()
                .hint(lang.text("portal-credit-code-hint")),
            fields.text("legal_representative", "field-legal-representative", &self.legal_representative),
            fields.text("contact_person", "field-contact-person", &self.contact_person),
        ]
    }

    fn contact(&self, lang: Lang, fields: Fields<'_>) -> Vec<Field> {
        vec![
            fields
                .input("tel", "phone", "field-phone", &self.phone)
                .autocomplete("tel")
                .hint(lang.text("portal-phone-hint")),
            fields
                .input("email", "email", "field-email", &self.email)
                .autocomplete("email")
                .hint(lang.text("portal-email-hint")),
            fields.text("address", "field-address", &self.address).autocomplete("street-address"),
            fields.text("postcode", "field-postcode", &self.postcode).autocomplete("postal-code").inputmode("numeric"),
            fields.input("tel", "fax", "field-fax", &self.fax),
        ]
    }
}

/// The name of the applicant is one field for both kinds.
pub(super) fn name_field(asking: &Asking, fields: Fields<'_>) -> Field {
    fields.text("name", "field-name", &asking.name).required().autocomplete("name")
}

fn categories(lang: Lang) -> Vec<Choice> {
    let choice = |category: &Category| {
        let note = lang.text(&format!("portal-category-note-{}", category.as_str().replace('_', "-")));
        Choice::new(category.as_str(), self::category(lang, *category)).note(note)
    };
    Category::ALL.iter().map(choice).collect()
}

fn category(lang: Lang, category: Category) -> String {
    lang.text(&format!("portal-category-{}", category.as_str().replace('_', "-")))
}

fn ways(codes: &[&str], named: impl Fn(&str) -> Option<String>) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(code, named(code).unwrap_or_default())).collect()
}

/// The name of a 提供方式; none if it is not one of the form's.
fn provided(lang: Lang, code: &str) -> Option<String> {
    PROVIDE_AS.contains(&code).then(|| lang.text(&format!("portal-provide-{code}")))
}

/// The name of a 获取方式; none if it is not one of the form's.
fn obtained(lang: Lang, code: &str) -> Option<String> {
    OBTAIN_BY.contains(&code).then(|| lang.text(&format!("portal-obtain-{code}")))
}
