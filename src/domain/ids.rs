//! Identifiers. Inside the program an id is a number with a type of its own, so that an officer can
//! never be passed where an agency is meant; outside it carries a prefix (`case_12`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An identifier that is not of the expected form.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("not a {kind} identifier: {value}")]
pub struct InvalidId {
    /// What was expected, for example `agency code`.
    pub kind: &'static str,
    /// What was given.
    pub value: String,
}

macro_rules! numeric_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    .ok_or_else(|| InvalidId { kind: $prefix, value: text.to_owned() })
            }
        }
    };
}

numeric_id!(
    /// 依申请公开件 (art 29): one request in the register.
    ///
    /// ```
    /// use gongkai_core::domain::ids::CaseId;
    /// assert_eq!(CaseId(12).to_string(), "case_12");
    /// assert_eq!("case_12".parse(), Ok(CaseId(12)));
    /// ```
    CaseId, "case"
);
numeric_id!(
    /// 行政机关: an agency in the tree.
    AgencyId, "agency"
);
numeric_id!(
    /// 申请人 (art 27): a person or organisation that asked.
    ApplicantId, "applicant"
);
numeric_id!(
    /// 工作人员: somebody with an account.
    OfficerId, "officer"
);
numeric_id!(
    /// 科室: a section of an agency.
    SectionId, "section"
);
numeric_id!(
    /// 附件: a file of a case.
    AttachmentId, "attachment"
);
numeric_id!(
    /// 常用查询: a list that an officer keeps under a name.
    ViewId, "view"
);
numeric_id!(
    /// 推送地址: where an agency's news are sent.
    WebhookId, "webhook"
);
numeric_id!(
    /// 待发消息: one message to one receiver, the same at every attempt.
    MessageId, "message"
);
numeric_id!(
    /// 邮件: one mail to one person, the same at every attempt.
    MailId, "mail"
);
numeric_id!(
    /// 督办: a case that a supervisor urged.
    UrgingId, "urging"
);
numeric_id!(
    /// 文书: a letter about a case.
    LetterId, "letter"
);
numeric_id!(
    /// 日历订阅: a secret address of an officer's deadlines.
    FeedId, "feed"
);
numeric_id!(
    /// 登记簿导入: a file that an office brought.
    RegisterImportId, "import"
);
numeric_id!(
    /// 登录会话: one sign-in of an officer on one device.
    SessionId, "session"
);

/// 机关代码: the short code by which an agency is named on the command line and in files.
///
/// ```
/// use gongkai_core::domain::ids::AgencyCode;
/// assert!("hz-zfb".parse::<AgencyCode>().is_ok());
/// assert!("has space".parse::<AgencyCode>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

impl AgencyCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgencyCode {
    type Err = InvalidId;

    /// 1–64 letters, digits, `-`, `_` or `.`; Chinese characters count as letters.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if (1..=64).contains(&text.chars().count()) && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId { kind: "agency code", value: text.to_owned() })
        }
    }
}

impl TryFrom<String> for AgencyCode {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<AgencyCode> for String {
    fn from(code: AgencyCode) -> Self {
        code.0
    }
}

/// 登录名: what a person types to log in.
///
/// ```
/// use gongkai_core::domain::ids::Login;
/// assert!("wang.xm@hz".parse::<Login>().is_ok());
/// assert!("".parse::<Login>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

impl Login {
    /// The login as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = InvalidId;

    /// 1–64 letters, digits, `-`, `_`, `.` or `@`; Chinese characters count as letters.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
        if (1..=64).contains(&text.chars().count()) && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId { kind: "login", value: text.to_owned() })
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AgencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
