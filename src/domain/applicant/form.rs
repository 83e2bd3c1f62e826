//! 申请表 (art 29(一), law.md §6.4): what somebody typed about the applicant.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;

use super::error::{Field, FieldError, Problem};
use super::{Applicant, Contact, IdDocument, IdDocumentKind, Organisation, Party, Person};
use crate::domain::code::Category;

/// The applicant's half of the request form, field by field as it was typed; an empty field was
/// left empty.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApplicantForm {
    /// 申请人情况: decides which of the two halves of the form applies.
    pub category: Category,
    /// 姓名／名称.
    #[serde(default)]
    pub name: String,
    /// 证件名称; 居民身份证 if a number is given without it. Persons only.
    #[serde(default)]
    pub id_kind: Option<IdDocumentKind>,
    /// 证件号码. Persons only.
    #[serde(default)]
    pub id_number: String,
    /// 工作单位. Persons only.
    #[serde(default)]
    pub work_unit: String,
    /// 统一社会信用代码. Organisations only.
    #[serde(default)]
    pub credit_code: String,
    /// 法定代表人. Organisations only.
    #[serde(default)]
    pub legal_representative: String,
    /// 联系人姓名. Organisations only.
    #[serde(default)]
    pub contact_person: String,
    /// 联系电话.
    #[serde(default)]
    pub phone: String,
    /// 邮政编码.
    #[serde(default)]
    pub postcode: String,
    /// 联系地址.
    #[serde(default)]
    pub address: String,
    /// 传真.
    #[serde(default)]
    pub fax: String,
    /// 电子邮箱.
    #[serde(default)]
    pub email: String,
}

impl std::fmt::Debug for ApplicantForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApplicantForm").field("category", &self.category).finish_non_exhaustive()
    }
}

impl ApplicantForm {
    /// An empty form for an applicant of this category.
    #[must_use]
    pub fn new(category: Category) -> Self {
        Self {
            category,
            name: String::new(),
            id_kind: None,
            id_number: String::new(),
            work_unit: String::new(),
            credit_code: String::new(),
            legal_representative: String::new(),
            contact_person: String::new(),
            phone: String::new(),
            postcode: String::new(),
            address: String::new(),
            fax: String::new(),
            email: String::new(),
        }
    }

    /// Checks every field that was filled in, on the day `on`. Empty fields pass here; what art 29
    /// asks for is a question of its own ([`Applicant::missing_elements`]).
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use gongkai_core::domain::applicant::{ApplicantForm, Field, Problem};
    /// use gongkai_core::domain::code::Category;
    /// let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default();
    /// let mut form = ApplicantForm::new(Category::NaturalPerson);
    /// form.name = "张三".into();
    /// form.email = "zhangsan".into();
    /// let errors = form.check(on).map_err(|errors| errors.into_iter().map(|e| (e.field, e.problem)).collect());
    /// assert_eq!(errors, Err(vec![(Field::Email, Problem::NotAnEmail)]));
    /// ```
    ///
    /// # Errors
    /// All that is wrong, in the order of the form.
    pub fn check(&self, on: NaiveDate) -> Result<Applicant, Vec<FieldError>> {
        let mut checks = Checks::default();
        let name = checks.read(Field::Name, &self.name);
        let party = match self.category {
            Category::NaturalPerson => self.person(on, &mut checks),
            Category::Enterprise
            | Category::Research
            | Category::PublicWelfare
            | Category::LegalService
            | Category::OtherOrg => self.organisation(&mut checks),
        };
        let contact = Contact {
            phone: checks.read(Field::Phone, &self.phone),
            postcode: checks.read(Field::Postcode, &self.postcode),
            address: checks.read(Field::Address, &self.address),
            fax: checks.read(Field::Fax, &self.fax),
            email: checks.read(Field::Email, &self.email),
        };
        if checks.errors.is_empty() { Ok(Applicant { name, party, contact }) } else { Err(checks.errors) }
    }

    fn person(&self, on: NaiveDate, checks: &mut Checks) -> Party {
        let document = self.document(on, checks);
        let work_unit = checks.read(Field::WorkUnit, &self.work_unit);
        checks.forbid(Field::CreditCode, &self.credit_code);
        checks.forbid(Field::LegalRepresentative, &self.legal_representative);
        checks.forbid(Field::ContactPerson, &self.contact_person);
        Party::Person(Person { document, work_unit })
    }

    fn document(&self, on: NaiveDate, checks: &mut Checks) -> Option<IdDocument> {
        if self.id_number.trim().is_empty() {
            return None;
        }
        let kind = self.id_kind.unwrap_or(IdDocumentKind::ResidentId);
        checks.keep(Field::IdNumber, IdDocument::shown_on(kind, &self.id_number, on))
    }

    fn organisation(&self, checks: &mut Checks) -> Party {
        checks.forbid(Field::IdNumber, &self.id_number);
        checks.forbid(Field::WorkUnit, &self.work_unit);
        Party::Organisation(Organisation {
            category: self.category,
            credit_code: checks.read(Field::CreditCode, &self.credit_code),
            legal_representative: checks.read(Field::LegalRepresentative, &self.legal_representative),
            contact_person: checks.read(Field::ContactPerson, &self.contact_person),
        })
    }
}

/// Reads fields and remembers what was wrong with them.
#[derive(Default)]
struct Checks {
    errors: Vec<FieldError>,
}

impl Checks {
    fn read<T: FromStr<Err = Problem>>(&mut self, field: Field, text: &str) -> Option<T> {
        if text.trim().is_empty() { None } else { self.keep(field, text.parse()) }
    }

    fn keep<T>(&mut self, field: Field, value: Result<T, Problem>) -> Option<T> {
        value.map_err(|problem| self.errors.push(FieldError { field, problem })).ok()
    }

    fn forbid(&mut self, field: Field, text: &str) {
        if !text.trim().is_empty() {
            self.errors.push(FieldError { field, problem: Problem::NotApplicable });
        }
    }
}
