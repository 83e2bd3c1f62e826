//! The HTTP client.

use std::io;
use std::time::Duration;

use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use super::address::is_public;
use super::{Post, PrivateHosts, SendError, Sender};

/// For all of it: finding the host, connecting, sending, and the head of the answer.
const AT_MOST: Duration = Duration::from_secs(10);
/// Of the head of the answer; its body is not read at all.
const HEAD_BYTES: usize = 16 * 1024;

/// Posts over HTTP and HTTPS. Certificates are those that browsers trust.
#[derive(Debug)]
pub struct HttpSender {
    agent: Agent,
}

impl HttpSender {
    /// A sender that reaches the Internet, and these hosts of the office's own network.
    #[must_use]
    pub fn new(private_hosts: PrivateHosts) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(AT_MOST))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_response_header_size(HEAD_BYTES)
            .max_idle_connections(0)
            // A proxy from the environment would look the host up itself, past the check.
            .proxy(None)
            .user_agent(concat!("gongkai/", env!("CARGO_PKG_VERSION")))
            .build();
        let resolver = Checked { private_hosts, names: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }
}

impl Sender for HttpSender {
    fn post(&self, post: &Post) -> Result<u16, SendError> {
        let mut request = self.agent.post(&post.url).header("Content-Type", "application/json");
        for (name, value) in &post.headers {
            request = request.header(*name, value);
        }
        let answer = request.send(&post.body).map_err(|error| told(&error))?;
        match answer.status().as_u16() {
            status @ 200..=299 => Ok(status),
            status @ 300..=399 => Err(SendError::Redirect(status)),
            status => Err(SendError::Status(status)),
        }
    }
}

/// The crate's list of errors may grow; what is not told apart here is [`SendError::Protocol`].
fn told(error: &Error) -> SendError {
    if let Error::Io(error) = error {
        return told_io(error.kind());
    }
    if let Error::Other(inner) = error
        && inner.is::<NotPublic>()
    {
        return SendError::PrivateAddress;
    }
    if matches!(error, Error::HostNotFound | Error::BadUri(_)) {
        SendError::HostNotFound
    } else if matches!(error, Error::Timeout(_)) {
        SendError::Timeout
    } else if matches!(error, Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired) {
        SendError::Tls
    } else if matches!(error, Error::ConnectionFailed) {
        SendError::Connection
    } else {
        SendError::Protocol
    }
}

fn told_io(kind: io::ErrorKind) -> SendError {
    if kind == io::ErrorKind::TimedOut {
        SendError::Timeout
    } else if kind == io::ErrorKind::InvalidData {
        // How a certificate that is refused comes out of the connection.
        SendError::Tls
    } else {
        SendError::Connection
    }
}

/// Every address of the host is one that may not be reached.
#[derive(Debug, thiserror::Error)]
#[error("the host is not on the public Internet")]
struct NotPublic;

/// Looks names up and keeps only the addresses that may be reached; the connection is made to these.
#[derive(Debug)]
struct Checked {
    private_hosts: PrivateHosts,
    names: DefaultResolver,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(not_found)?;
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        if self.private_hosts.contains(&host) {
            return Ok(found);
        }
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| is_public(address.ip())) {
            allowed.push(*address);
        }
        if allowed.is_empty() { Err(Error::Other(Box::new(NotPublic))) } else { Ok(allowed) }
    }
}

/// The system says in many ways that there is no such host.
fn not_found(error: Error) -> Error {
    if matches!(error, Error::Io(_)) { Error::HostNotFound } else { error }
}
