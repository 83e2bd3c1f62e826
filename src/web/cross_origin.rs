//! 跨域访问 (CORS): which other sites' scripts may use the API. None, unless the settings name them. Pages are never
//! theirs to read, and cookies never travel along: such a script shows the access token of its own user.

use actix_cors::Cors;
use actix_web::middleware::Condition;

use crate::config::Origin;

/// Headers that may be sent with a request.
const SENT: [&str; 6] = ["accept", "accept-language", "authorization", "content-type", "idempotency-key", "query-code"];
/// Headers of an answer that may be read.
const READ: [&str; 4] = ["content-disposition", "content-language", "retry-after", "x-request-id"];
/// Seconds for which a browser need not ask again.
const REMEMBERED_SECONDS: usize = 3600;

/// Answers browsers that ask on behalf of these sites, and refuses the rest. Without a site nobody is answered.
pub(super) fn rules(origins: &[Origin]) -> Condition<Cors> {
    let known: Vec<String> = origins.iter().map(|origin| origin.as_str().to_owned()).collect();
    let cors = Cors::default()
        .allowed_origin_fn(move |origin, request| {
            request.uri.path().starts_with("/api/") && known.iter().any(|known| known.as_bytes() == origin.as_bytes())
        })
        .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
        .allowed_headers(SENT)
        .expose_headers(READ)
        .max_age(REMEMBERED_SECONDS);
    Condition::new(!origins.is_empty(), cors)
}
