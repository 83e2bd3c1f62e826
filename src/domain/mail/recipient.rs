//! Whom a mail is for.

use std::fmt;
use std::str::FromStr;

use crate::domain::ids::{CaseId, InvalidId, OfficerId};

/// 收件人: a person by what the register calls them. The applicant is named by the case: the address is the
/// one that was given with that request.
///
/// ```
/// use gongkai_core::domain::{ids::CaseId, mail::Recipient};
/// let applicant = Recipient::ApplicantOf(CaseId(12));
/// assert_eq!(applicant.to_string(), "case_12");
/// assert_eq!("case_12".parse(), Ok(applicant));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// 申请人 of a case
    ApplicantOf(CaseId),
    /// 工作人员
    Officer(OfficerId),
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApplicantOf(case) => case.fmt(f),
            Self::Officer(officer) => officer.fmt(f),
        }
    }
}

impl FromStr for Recipient {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        text.parse().map(Self::ApplicantOf).or_else(|_| text.parse().map(Self::Officer))
    }
}
