//! Why something about mail was not done.

use crate::mail::TemplateFault;

/// Why something about mail was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// A template that cannot be kept.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// Only a mail that failed is sent again.
    #[error("the mail has not failed")]
    NotFailed,
    /// There is no e-mail address to write to.
    #[error("there is no e-mail address")]
    NoAddress,
}

impl MailFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Template(fault) => fault.code(),
            Self::NotFailed => "mail_not_failed",
            Self::NoAddress => "mail_no_address",
        }
    }
}
