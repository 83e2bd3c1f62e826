//! 来源: a web site as browsers name it.

use std::net::Ipv6Addr;

use serde::Deserialize;

/// A web site as browsers name it: scheme, host and, unless it is the usual one, port. No path, no slash at the end.
///
/// ```
/// use gongkai_core::config::Origin;
/// assert!("https://portal.example.cn".parse::<Origin>().is_ok());
/// assert!("http://localhost:3000".parse::<Origin>().is_ok());
/// assert!("http://[::1]:3000".parse::<Origin>().is_ok());
/// for wrong in ["*", "portal.example.cn", "https://portal.example.cn/", "https://", "ftp://a.cn", "https://A.cn"] {
///     assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin(String);

/// What no browser would send.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a site as browsers name it: write https://HOST or https://HOST:PORT, in small letters")]
pub struct InvalidOrigin(pub String);

impl Origin {
    /// As a browser sends it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let wrong = || InvalidOrigin(text.to_owned());
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(wrong)?;
        let (name, port) = host.rsplit_once(':').filter(|_| !host.ends_with(']')).unwrap_or((host, "443"));
        let is_domain = !name.is_empty() && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '.' | '-'));
        let is_ip6 = || {
            let within = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
            within.is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
        };
        if (is_domain || is_ip6()) && port.parse::<u16>().is_ok() { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Origin {
    type Error = InvalidOrigin;

    fn try_from(text: String) -> Result<Self, InvalidOrigin> {
        text.parse()
    }
}
