//! 仅限本机: these pages have no sign-in, so they are shown on this computer only. Both halves of that rule
//! are here: where the program may listen, and whom it answers.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;

use super::WebError;

/// Why the program does not listen there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an address.
    #[error("{bind} is not an address to listen on: {reason}")]
    Unusable {
        /// What the setting says.
        bind: String,
        /// What the system said.
        reason: String,
    },
    /// Others could reach it.
    #[error("{bind} can be reached from other computers, and the pages have no sign-in")]
    Reachable {
        /// What the setting says.
        bind: String,
    },
}

/// The address of the setting `server.bind`.
///
/// # Errors
/// [`AddressError::Reachable`] unless it is this computer's own under every name it has.
///
/// ```
/// use gongkai::web::loopback::listen_address;
/// assert!(listen_address("127.0.0.1:8080").is_ok());
/// assert!(listen_address("0.0.0.0:8080").is_err());
/// ```
pub fn listen_address(bind: &str) -> Result<SocketAddr, AddressError> {
    let unusable = |reason: String| AddressError::Unusable { bind: bind.to_owned(), reason };
    let addresses: Vec<SocketAddr> = bind.to_socket_addrs().map_err(|error| unusable(error.to_string()))?.collect();
    if addresses.iter().any(|address| !address.ip().is_loopback()) {
        return Err(AddressError::Reachable { bind: bind.to_owned() });
    }
    addresses.first().copied().ok_or_else(|| unusable("it names no address".to_owned()))
}

/// Answers only requests for this computer by one of its own names. A page from elsewhere could
/// otherwise let a name of its own lead to this computer and read what is shown here.
pub(super) async fn only_this_computer<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let host = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    // Browsers always say what they ask for; simple health checks may not.
    if host.is_none_or(is_this_computer) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    Ok(request.error_response(WebError::ForeignHost).map_into_right_body())
}

/// Whether a `Host` header names this computer: `localhost`, `127.0.0.1:8080`, `[::1]:8080`.
fn is_this_computer(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_this_computer;

    #[test]
    fn only_names_of_this_computer_are_answered() {
        for own in ["localhost", "LOCALHOST:8080", "127.0.0.1:80", "127.8.8.8", "[::1]", "[::1]:8080"] {
            assert!(is_this_computer(own), "{own}");
        }
        for other in ["", "gk.example", "127.0.0.1.example:80", "localhost.example", "10.0.0.1", "[::2]:80", "::1x"] {
            assert!(!is_this_computer(other), "{other}");
        }
    }
}
