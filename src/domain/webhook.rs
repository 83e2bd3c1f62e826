//! 推送: what an agency may be told of, and where to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::code::coded_enum;

coded_enum! {
    /// 推送事项: what a message tells.
    News {
        /// 办理状态变更: a case has another status than before; a new case has its first.
        StatusChanged = "case.status_changed",
        /// 答复期限变更 (arts 30–33, R2): a case has another due date than before, or none any more.
        DueDateChanged = "case.due_date_changed",
    }
}

/// 推送地址: an `http` or `https` address without a user name, a password or a fragment.
///
/// ```
/// use gongkai_core::domain::webhook::{InvalidUrl, WebhookUrl};
/// assert!("https://oa.example.cn/hook?from=gongkai".parse::<WebhookUrl>().is_ok());
/// assert!("http://[2001:db8::1]:8080/".parse::<WebhookUrl>().is_ok());
/// assert_eq!("file:///etc/passwd".parse::<WebhookUrl>(), Err(InvalidUrl::Scheme));
/// assert_eq!("https://wang:secret@oa.example.cn/".parse::<WebhookUrl>(), Err(InvalidUrl::UserInfo));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebhookUrl(String);

/// Text that is no address for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUrl {
    /// Neither `http://` nor `https://`.
    #[error("an address begins with https:// or http://")]
    Scheme,
    /// No host, or one that cannot be.
    #[error("the address names no host")]
    Host,
    /// A port that is none.
    #[error("the port is a number from 1 to 65535")]
    Port,
    /// A user name or a password.
    #[error("an address holds no user name and no password")]
    UserInfo,
    /// A space, a line break, or a letter that must be written with per cent signs.
    #[error("the address holds characters that must be written with per cent signs")]
    Character,
    /// `#` and what follows it.
    #[error("an address has no fragment")]
    Fragment,
    /// Longer than any address needs to be.
    #[error("an address has at most {} characters", WebhookUrl::MOST)]
    TooLong,
}

impl WebhookUrl {
    /// Characters at most.
    pub const MOST: usize = 2000;

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where it leads, with the port if one is named; what follows may be a secret.
    ///
    /// ```
    /// use gongkai_core::domain::webhook::WebhookUrl;
    /// assert_eq!(WebhookUrl::host_of("https://oa.example.cn:8443/hook?token=1"), "oa.example.cn:8443");
    /// ```
    #[must_use]
    pub fn host_of(url: &str) -> &str {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }
}

impl FromStr for WebhookUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        if text.len() > Self::MOST {
            return Err(InvalidUrl::TooLong);
        }
        let (scheme, rest) = text.split_once("://").ok_or(InvalidUrl::Scheme)?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err(InvalidUrl::Scheme);
        }
        if !rest.bytes().all(|byte| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte)) {
            return Err(InvalidUrl::Character);
        }
        if rest.contains('#') {
            return Err(InvalidUrl::Fragment);
        }
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        check_authority(authority)?;
        Ok(Self(text.to_owned()))
    }
}

/// `host`, `host:port` or `[address]:port`.
fn check_authority(authority: &str) -> Result<(), InvalidUrl> {
    if authority.contains('@') {
        return Err(InvalidUrl::UserInfo);
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']').ok_or(InvalidUrl::Host)?;
            address.parse::<std::net::Ipv6Addr>().map_err(|_| InvalidUrl::Host)?;
            (address, if after.is_empty() { None } else { Some(after.strip_prefix(':').ok_or(InvalidUrl::Port)?) })
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host_name(host)?, Some(port)),
            None => (host_name(authority)?, None),
        },
    };
    let is_port =
        |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse().is_ok_and(|port: u16| port > 0);
    match port {
        Some(port) if !is_port(port) => Err(InvalidUrl::Port),
        Some(_) | None if host.is_empty() => Err(InvalidUrl::Host),
        Some(_) | None => Ok(()),
    }
}

fn host_name(host: &str) -> Result<&str, InvalidUrl> {
    let is_of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    if host.bytes().all(is_of_a_name) { Ok(host) } else { Err(InvalidUrl::Host) }
}

impl TryFrom<String> for WebhookUrl {
    type Error = InvalidUrl;

    fn try_from(text: String) -> Result<Self, InvalidUrl> {
        text.parse()
    }
}

impl From<WebhookUrl> for String {
    fn from(url: WebhookUrl) -> Self {
        url.0
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
