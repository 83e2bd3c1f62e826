//! Where the program listens, and who is asking.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

use actix_web::HttpRequest;
use actix_web::web::Data;

use crate::config::Settings;

/// Why the program does not listen there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{bind} is not an address to listen on: {reason}")]
pub struct AddressError {
    /// What the setting says.
    pub bind: String,
    /// What the system said.
    pub reason: String,
}

/// The address of the setting `server.bind`.
///
/// # Errors
/// [`AddressError`] if it names none.
///
/// ```
/// use gongkai::web::listen::listen_address;
/// assert!(listen_address("127.0.0.1:8080").is_ok());
/// assert!(listen_address("8080").is_err());
/// ```
pub fn listen_address(bind: &str) -> Result<SocketAddr, AddressError> {
    let unusable = |reason: String| AddressError { bind: bind.to_owned(), reason };
    let mut addresses = bind.to_socket_addrs().map_err(|error| unusable(error.to_string()))?;
    addresses.next().ok_or_else(|| unusable("it names no address".to_owned()))
}

/// The address of whoever asks: of the connection, or, where that is a proxy that is trusted, the last one
/// before the trusted proxies. What stands further left in the header anybody could have written.
pub(super) fn client(request: &HttpRequest) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    let trusted = &request.app_data::<Data<Settings>>()?.server.trusted_proxies;
    let forwarded: Vec<&str> =
        request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok()).collect();
    Some(before_proxies(peer, &forwarded.join(","), trusted))
}

fn before_proxies(peer: IpAddr, forwarded: &str, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer;
    for hop in forwarded.rsplit(',') {
        if !trusted.contains(&client) {
            break;
        }
        let Ok(before) = hop.trim().parse() else { break };
        client = before;
    }
    client
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::before_proxies;

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_what_it_wrote_itself() {
        let trusted = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        for (peer, forwarded, client) in [
            ("192.0.2.7", "", "192.0.2.7"),
            ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("10.0.0.1", "nonsense", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let found = before_proxies(peer.parse().unwrap(), forwarded, &trusted);
            assert_eq!(found.to_string(), client, "{peer} {forwarded}");
        }
    }
}
