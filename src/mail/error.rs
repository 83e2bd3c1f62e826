//! Why a mail was not taken.

use std::fmt;

/// Why a mail was not taken, and what that means for it and for the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailError {
    /// What kind of failure.
    pub reason: Reason,
    /// What the server said, where it said something. It may name the recipient.
    pub answer: Option<String>,
}

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nobody answers at the server's address.
    Unreachable,
    /// The server does not offer encryption, or its certificate is not valid.
    Tls,
    /// The server does not accept user and password.
    Login,
    /// The server turns everybody away.
    Unavailable,
    /// The connection broke off, or the answer did not come in time: whether the mail arrived is not known.
    Interrupted,
    /// The server refused this mail for now (4xx).
    Refused,
    /// The server refused this mail for good (5xx).
    Rejected,
    /// The person has no e-mail address any more.
    NoAddress,
    /// The mail cannot be written as it should: an address that is none, a template that does not come to an end.
    Unwritable,
    /// The folder cannot be written to.
    Folder,
}

impl Reason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Login => "login",
            Self::Unavailable => "unavailable",
            Self::Interrupted => "interrupted",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
            Self::NoAddress => "no_address",
            Self::Unwritable => "unwritable",
            Self::Folder => "folder",
        }
    }

    /// Whether the next mail would fare no better: this one is not to blame, and waits without having been tried.
    #[must_use]
    pub const fn is_about_the_server(self) -> bool {
        match self {
            Self::Unreachable | Self::Tls | Self::Login | Self::Unavailable | Self::Folder => true,
            Self::Interrupted | Self::Refused | Self::Rejected | Self::NoAddress | Self::Unwritable => false,
        }
    }

    /// Whether trying again is of no use.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Rejected | Self::NoAddress | Self::Unwritable => true,
            Self::Unreachable
            | Self::Tls
            | Self::Login
            | Self::Unavailable
            | Self::Folder
            | Self::Interrupted
            | Self::Refused => false,
        }
    }
}

impl MailError {
    /// A failure without an answer.
    #[must_use]
    pub const fn new(reason: Reason) -> Self {
        Self { reason, answer: None }
    }

    /// The same with what the server said.
    #[must_use]
    pub fn answered(reason: Reason, answer: impl Into<String>) -> Self {
        Self { reason, answer: Some(answer.into()) }
    }
}

impl fmt::Display for MailError {
    /// Without the answer, which may name the recipient.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.reason.code())
    }
}

impl std::error::Error for MailError {}
