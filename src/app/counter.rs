//! 窗口登记: what a registrar is shown while a request is entered: applicants who were here before, and requests
//! that this one may repeat.

use super::duplicates::{self, Duplicate};
use super::{Agency, App, AppError, applicants, sealing};
use crate::domain::applicant::{Applicant, ApplicantForm, Contact, Field, Organisation, Party, Person, Sameness};
use crate::domain::code::Category;
use crate::domain::ids::ApplicantId;

/// Applicants that are shown.
const SHOWN: usize = 8;

/// An applicant who was here before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownApplicant {
    /// The file.
    pub id: ApplicantId,
    /// How sure it is that it is the same.
    pub sameness: Sameness,
    /// What was given then.
    pub applicant: Applicant,
}

/// 回忆: files that agree with what has been typed of name and identity, surest and newest first. Files that an
/// older register left without particulars help nobody and are left out.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Keys`].
pub fn recall(app: &App, agency: &Agency, typed: &ApplicantForm) -> Result<Vec<KnownApplicant>, AppError> {
    let Some(asked) = so_far(app, typed) else { return Ok(Vec::new()) };
    sealing::with_keyring(app, |keyring| {
        app.store.snapshot(|conn| {
            let mut known: Vec<KnownApplicant> = Vec::new();
            for (id, sameness) in applicants::find_same(conn, keyring, agency.id, &asked)? {
                let file = crate::store::applicants::find(conn, id)?;
                if let Some(applicant) = applicants::open_identifiers(keyring, &file.details)? {
                    known.push(KnownApplicant { id, sameness, applicant });
                }
                if known.len() == SHOWN {
                    break;
                }
            }
            Ok(known)
        })
    })
}

/// 疑似重复 of what has been typed so far, likeliest first.
///
/// # Errors
/// As [`recall`].
pub fn similar(app: &App, agency: &Agency, typed: &ApplicantForm, subject: &str) -> Result<Vec<Duplicate>, AppError> {
    duplicates::find_similar(app, agency, so_far(app, typed).as_ref(), subject)
}

/// The form of a file, to be entered again.
///
/// # Errors
/// [`AppError::Store`] with [`NotFound`](crate::store::StoreError::NotFound) if the agency has no such file;
/// [`AppError::Keys`].
pub fn form_of(app: &App, agency: &Agency, id: ApplicantId) -> Result<Option<ApplicantForm>, AppError> {
    Ok(applicants::open_file(app, agency.id, id)?.map(form))
}

/// What has been typed of name, identity and telephone, as far as it can be right; nothing if that is nothing.
fn so_far(app: &App, typed: &ApplicantForm) -> Option<Applicant> {
    let mut asked = ApplicantForm::new(typed.category);
    asked.name.clone_from(&typed.name);
    asked.phone.clone_from(&typed.phone);
    match typed.category {
        Category::NaturalPerson => {
            asked.id_kind = typed.id_kind;
            asked.id_number.clone_from(&typed.id_number);
        }
        Category::Enterprise
        | Category::Research
        | Category::PublicWelfare
        | Category::LegalService
        | Category::OtherOrg => asked.credit_code.clone_from(&typed.credit_code),
    }
    let on = app.clock.today();
    if let Err(wrong) = asked.check(on) {
        let fields = [
            (Field::Name, &mut asked.name),
            (Field::Phone, &mut asked.phone),
            (Field::IdNumber, &mut asked.id_number),
            (Field::CreditCode, &mut asked.credit_code),
        ];
        for (field, typed) in fields {
            if wrong.iter().any(|error| error.field == field) {
                typed.clear();
            }
        }
    }
    let applicant = asked.check(on).unwrap_or_else(|_| empty());
    (applicant.name.is_some() || applicant.identity_text().is_some()).then_some(applicant)
}

fn empty() -> Applicant {
    Applicant { name: None, party: Party::Person(Person::default()), contact: Contact::default() }
}

fn form(applicant: Applicant) -> ApplicantForm {
    let mut form = ApplicantForm::new(applicant.category());
    let Applicant { name, party, contact: Contact { phone, postcode, address, fax, email } } = applicant;
    form.name = text(name.as_ref().map(|it| it.as_str()));
    form.phone = text(phone.as_ref().map(|it| it.as_str()));
    form.postcode = text(postcode.as_ref().map(|it| it.as_str()));
    form.address = text(address.as_ref().map(|it| it.as_str()));
    form.fax = text(fax.as_ref().map(|it| it.as_str()));
    form.email = text(email.as_ref().map(|it| it.as_str()));
    match party {
        Party::Person(Person { document, work_unit }) => {
            form.id_kind = document.as_ref().map(|it| it.kind);
            form.id_number = text(document.as_ref().map(|it| it.number.as_str()));
            form.work_unit = text(work_unit.as_ref().map(|it| it.as_str()));
        }
        Party::Organisation(Organisation { category: _, credit_code, legal_representative, contact_person }) => {
            form.credit_code = text(credit_code.as_ref().map(|it| it.as_str()));
            form.legal_representative = text(legal_representative.as_ref().map(|it| it.as_str()));
            form.contact_person = text(contact_person.as_ref().map(|it| it.as_str()));
        }
    }
    form
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}
