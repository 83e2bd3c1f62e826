//! What is wrong with a field of the request form.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::domain::code::coded_enum;

coded_enum! {
    /// 申请表栏目 (art 29, law.md §6.4): the fields about the applicant, then those about what is asked for.
    Field {
        /// 姓名／名称
        Name = "name",
        /// 证件名称
        IdKind = "id_kind",
        /// 证件号码
        IdNumber = "id_number",
        /// 工作单位
        WorkUnit = "work_unit",
        /// 统一社会信用代码
        CreditCode = "credit_code",
        /// 法定代表人
        LegalRepresentative = "legal_representative",
        /// 联系人姓名
        ContactPerson = "contact_person",
        /// 联系电话
        Phone = "phone",
        /// 邮政编码
        Postcode = "postcode",
        /// 联系地址
        Address = "address",
        /// 传真
        Fax = "fax",
        /// 电子邮箱
        Email = "email",
        /// 所需信息的名称
        Subject = "subject",
        /// 内容描述
        Description = "description",
        /// 文号或索取号
        DocumentNo = "document_no",
        /// 用途
        Purpose = "purpose",
        /// 提供方式
        ProvideAs = "provide_as",
        /// 获取方式
        ObtainBy = "obtain_by",
    }
}

/// Why a value cannot be taken down as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Needed, and empty.
    #[error("the field is empty")]
    Missing,
    /// Filled in, but not a field of this kind of applicant.
    #[error("the field does not belong to this kind of applicant")]
    NotApplicable,
    /// Longer than the register takes.
    #[error("longer than {max} characters")]
    TooLong {
        /// The limit, in characters.
        max: usize,
    },
    /// A control character, or one that turns the direction of the text.
    #[error("contains a control character")]
    ControlCharacter,
    /// Nothing but signs.
    #[error("contains no letter")]
    NoLetter,
    /// 身份证号码 of neither 18 nor 15 digits.
    #[error("an identity number has 18 digits, the first generation 15")]
    IdLength,
    /// 身份证号码 with something else than digits and a final X.
    #[error("an identity number has digits only, and X at most in the last place")]
    IdCharacter,
    /// 身份证号码 whose date of birth does not exist or lies in the future.
    #[error("the date of birth in the identity number is not a past date")]
    IdBirthDate,
    /// 身份证号码 with a wrong check digit (GB 11643).
    #[error("the check digit of the identity number does not match")]
    IdCheckDigit,
    /// Another 证件号码 that cannot be one.
    #[error("a document number has 4 to 30 letters and digits")]
    DocumentNumber,
    /// 统一社会信用代码 of another length than 18.
    #[error("a unified social credit code has 18 characters")]
    CreditCodeLength,
    /// 统一社会信用代码 with a character outside its alphabet.
    #[error("a unified social credit code has digits and capital letters without I, O, S, V, Z")]
    CreditCodeCharacter,
    /// 统一社会信用代码 with a wrong check character (GB 32100).
    #[error("the check character of the unified social credit code does not match")]
    CreditCodeCheck,
    /// Not a telephone or fax number.
    #[error("not a telephone number")]
    NotAPhone,
    /// Not a post code.
    #[error("not a post code")]
    NotAPostcode,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    NotAnEmail,
}

impl Problem {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotApplicable => "not_applicable",
            Self::TooLong { .. } => "too_long",
            Self::ControlCharacter => "control_character",
            Self::NoLetter => "no_letter",
            Self::IdLength => "id_length",
            Self::IdCharacter => "id_character",
            Self::IdBirthDate => "id_birth_date",
            Self::IdCheckDigit => "id_check_digit",
            Self::DocumentNumber => "document_number",
            Self::CreditCodeLength => "credit_code_length",
            Self::CreditCodeCharacter => "credit_code_character",
            Self::CreditCodeCheck => "credit_code_check",
            Self::NotAPhone => "not_a_phone",
            Self::NotAPostcode => "not_a_postcode",
            Self::NotAnEmail => "not_an_email",
        }
    }
}

/// One field and what is wrong with it. The value itself is never part of an error, so that an
/// error can be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct FieldError {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub problem: Problem,
}

impl Serialize for FieldError {
    /// `{"field": …, "code": …}`, the form in which the interface answers.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("FieldError", 2)?;
        object.serialize_field("field", &self.field)?;
        object.serialize_field("code", self.problem.code())?;
        object.end()
    }
}
