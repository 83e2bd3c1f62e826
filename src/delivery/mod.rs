//! 发送: a message out of the house, over HTTP. The only folder that knows the HTTP client.
//!
//! One POST, no redirects, ten seconds for all of it, and the body of the answer is not read. Where a name
//! leads is checked when the connection is made ([`address`]), so a name that points elsewhere by then is
//! found out as well.

pub mod address;
mod http;

use std::collections::BTreeSet;

pub use http::HttpSender;

/// A message ready to be posted.
#[derive(Clone)]
pub struct Post {
    /// Where to.
    pub url: String,
    /// What it says, JSON.
    pub body: String,
    /// What is said about it.
    pub headers: Vec<(&'static str, String)>,
}

/// Why a message did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendError {
    /// No such host.
    HostNotFound,
    /// The host is on the office's own network or on this computer, and was not allowed in the settings.
    PrivateAddress,
    /// Nobody answers there, or the connection broke off.
    Connection,
    /// No answer in time.
    Timeout,
    /// The certificate is not valid, or there is no encryption.
    Tls,
    /// It answered with something that is not HTTP.
    Protocol,
    /// It answered that it is elsewhere; nobody is followed.
    Redirect(u16),
    /// It answered that it did not take the message.
    Status(u16),
}

impl SendError {
    /// The stable code, for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HostNotFound => "host_not_found",
            Self::PrivateAddress => "private_address",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Tls => "tls",
            Self::Protocol => "protocol",
            Self::Redirect(_) => "redirect",
            Self::Status(_) => "status",
        }
    }

    /// The HTTP status, where there was an answer.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Redirect(status) | Self::Status(status) => Some(status),
            Self::HostNotFound
            | Self::PrivateAddress
            | Self::Connection
            | Self::Timeout
            | Self::Tls
            | Self::Protocol => None,
        }
    }

    /// Whether the next message to the same place would fare no better: it did not answer, or asked for
    /// a rest (429, 503).
    #[must_use]
    pub const fn is_about_the_place(self) -> bool {
        match self {
            Self::Status(status) => matches!(status, 429 | 503),
            Self::HostNotFound
            | Self::PrivateAddress
            | Self::Connection
            | Self::Timeout
            | Self::Tls
            | Self::Protocol
            | Self::Redirect(_) => true,
        }
    }
}

/// 发送方式: HTTP, or whatever a test puts in its place.
pub trait Sender: Send + Sync {
    /// Posts a message and gives the status with which it was taken (2xx).
    ///
    /// # Errors
    /// [`SendError`].
    fn post(&self, post: &Post) -> Result<u16, SendError>;
}

/// Hosts on the office's own network that may be written to, in lower case.
pub type PrivateHosts = BTreeSet<String>;
