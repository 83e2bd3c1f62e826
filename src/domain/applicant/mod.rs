//! 申请人 (art 27): who asks, and how to reach them.
//!
//! Since 2019 nobody has to say why they ask; what is taken down is name, proof of identity and
//! contact (art 29(一)), and the category under which the annual report counts the request.
//!
//! - [`ApplicantForm`] is what somebody typed, [`Applicant`] what passed the checks;
//! - [`MatchKey`] tells whether two requests come from the same applicant;
//! - [`masking`] is what a list shows of a person.

mod credit_code;
mod document;
mod error;
mod form;
pub mod masking;
mod matching;
mod name;
mod resident_id;
mod value;

pub use credit_code::CreditCode;
pub use document::{IdDocument, IdDocumentKind, IdNumber};
pub use error::{Field, FieldError, Problem};
pub use form::ApplicantForm;
pub use matching::{MatchKey, Sameness, same_applicant};
pub use name::match_name;
pub use resident_id::ResidentId;
pub use value::{ADDRESS_MAX, Address, EMAIL_MAX, Email, LINE_MAX, Line, NAME_MAX, Name, PHONE_MAX, Phone, Postcode};
pub(in crate::domain) use value::{one_line, several_lines};

use serde::{Deserialize, Serialize};

use crate::domain::code::Category;

/// 申请人 (arts 27, 29): a person or an organisation, as entered in the register.
///
/// Everything but the category may be absent: a letter without a sender's name is registered too,
/// and what art 29 asks for is then requested by 补正 (see [`missing_elements`](Self::missing_elements)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// 姓名／名称.
    pub name: Option<Name>,
    /// 公民, or 法人或其他组织.
    pub party: Party,
    /// 联系方式.
    pub contact: Contact,
}

/// 公民, or 法人或其他组织: the two halves of the request form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// 公民.
    Person(Person),
    /// 法人或其他组织.
    Organisation(Organisation),
}

/// 公民: a natural person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// 身份证明.
    pub document: Option<IdDocument>,
    /// 工作单位.
    pub work_unit: Option<Line>,
}

/// 法人或其他组织.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its column in Table 3; never 自然人.
    pub category: Category,
    /// 统一社会信用代码.
    pub credit_code: Option<CreditCode>,
    /// 法定代表人.
    pub legal_representative: Option<Name>,
    /// 联系人姓名.
    pub contact_person: Option<Name>,
}

/// 联系方式 (art 29(一)).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// 联系电话.
    pub phone: Option<Phone>,
    /// 邮政编码.
    pub postcode: Option<Postcode>,
    /// 联系地址.
    pub address: Option<Address>,
    /// 传真.
    pub fax: Option<Phone>,
    /// 电子邮箱.
    pub email: Option<Email>,
}

impl Contact {
    /// Whether there is any way to reach the applicant.
    #[must_use]
    pub fn is_reachable(&self) -> bool {
        self.phone.is_some() || self.address.is_some() || self.fax.is_some() || self.email.is_some()
    }
}

impl Applicant {
    /// 申请人情况 (Table 3): the column under which the report counts this applicant.
    #[must_use]
    pub fn category(&self) -> Category {
        match &self.party {
            Party::Person(_) => Category::NaturalPerson,
            Party::Organisation(organisation) => organisation.category,
        }
    }

    /// What art 29(一) asks for and the request does not say: name, proof of identity, a way to
    /// reach the applicant ([`Field::Phone`] stands for any of them).
    ///
    /// The online form refuses a request with a gap; on paper it is registered all the same, and
    /// the officer decides whether to ask for it.
    #[must_use]
    pub fn missing_elements(&self) -> Vec<Field> {
        let (identity, has_identity) = match &self.party {
            Party::Person(person) => (Field::IdNumber, person.document.is_some()),
            Party::Organisation(organisation) => (Field::CreditCode, organisation.credit_code.is_some()),
        };
        [(Field::Name, self.name.is_some()), (identity, has_identity), (Field::Phone, self.contact.is_reachable())]
            .into_iter()
            .filter_map(|(field, given)| (!given).then_some(field))
            .collect()
    }

    /// The text whose keyed hash identifies the applicant: kind and number of the identity
    /// document or the credit code. The same document always gives the same text.
    #[must_use]
    pub fn identity_text(&self) -> Option<String> {
        match &self.party {
            Party::Person(person) => {
                person.document.as_ref().map(|document| format!("{}:{}", document.kind, document.number.as_str()))
            }
            Party::Organisation(organisation) => {
                organisation.credit_code.as_ref().map(|code| format!("credit_code:{}", code.as_str()))
            }
        }
    }

    /// The name as a list shows it: a person's masked, an organisation's whole.
    #[must_use]
    pub fn listed_name(&self) -> Option<String> {
        let name = self.name.as_ref()?.as_str();
        Some(match &self.party {
            Party::Person(_) => masking::person_name(name),
            Party::Organisation(_) => name.to_owned(),
        })
    }
}
