//! 身份证明 (art 29(一)): the document by which a person shows who they are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::Problem;
use super::resident_id::ResidentId;
use super::value::personal;
use crate::domain::code::coded_enum;
use crate::domain::text::bare_code;

coded_enum! {
    /// 证件名称.
    IdDocumentKind {
        /// 居民身份证
        ResidentId = "resident_id",
        /// 护照
        Passport = "passport",
        /// 港澳居民来往内地通行证
        HongKongMacaoPermit = "hong_kong_macao_permit",
        /// 台湾居民来往大陆通行证
        TaiwanPermit = "taiwan_permit",
        /// 港澳台居民居住证 (numbered like an identity card)
        ResidencePermit = "residence_permit",
        /// 外国人永久居留身份证 (since 2023 numbered like an identity card)
        PermanentResidence = "permanent_residence",
        /// 军官证、士兵证
        MilitaryId = "military_id",
        /// 其他证件
        Other = "other",
    }
}

fn check_number(text: &str) -> Result<String, Problem> {
    let number = bare_code(text);
    let plausible = (4..=30).contains(&number.chars().count()) && number.chars().all(char::is_alphanumeric);
    if plausible { Ok(number) } else { Err(Problem::DocumentNumber) }
}

personal!(
    /// 证件号码: without spaces and dashes, letters in upper case.
    IdNumber,
    check_number
);

/// 身份证明: kind and number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdDocument {
    /// 证件名称.
    pub kind: IdDocumentKind,
    /// 证件号码.
    pub number: IdNumber,
}

impl IdDocument {
    /// Reads the number of a document shown on the day `on`. Numbers built like the identity
    /// card's are checked like it; of others only what cannot be a number is refused.
    ///
    /// # Errors
    /// The [`Problem`] of the number.
    pub fn shown_on(kind: IdDocumentKind, number: &str, on: NaiveDate) -> Result<Self, Problem> {
        let like_identity_card = match kind {
            IdDocumentKind::ResidentId | IdDocumentKind::ResidencePermit => true,
            IdDocumentKind::PermanentResidence => bare_code(number).len() == 18,
            IdDocumentKind::Passport
            | IdDocumentKind::HongKongMacaoPermit
            | IdDocumentKind::TaiwanPermit
            | IdDocumentKind::MilitaryId
            | IdDocumentKind::Other => false,
        };
        let number =
            if like_identity_card { ResidentId::given_on(number, on)?.as_str().parse()? } else { number.parse()? };
        Ok(Self { kind, number })
    }
}
