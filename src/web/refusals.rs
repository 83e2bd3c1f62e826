//! The refusals of every operation in the OpenAPI document: they follow from what an operation takes, so they
//! are worked out here and not repeated at each.

use utoipa::Modify;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{self, ContentBuilder, Ref, RefOr};

/// Adds them.
pub(super) struct Refusals;

impl Modify for Refusals {
    fn modify(&self, document: &mut openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let is_api = path.starts_with("/api/v1/");
            let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
            for operation in operations.into_iter().flatten() {
                add(operation, path, is_api);
            }
        }
    }
}

fn add(operation: &mut Operation, path: &str, is_api: bool) {
    let needs_sign_in = operation.security.is_some();
    let has_body = operation.request_body.is_some();
    let has_path = path.contains('{');
    let has_parameters = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty());
    let refusals = [
        (has_body || has_parameters || has_path, 400, "The request cannot be read, or a parameter cannot be used"),
        (needs_sign_in, 401, "Nobody is signed in, or the session has ended"),
        (needs_sign_in, 403, "A right is missing, or the password must be changed first"),
        (has_path, 404, "There is no such thing, or not for whoever asks"),
        (has_body && has_path, 409, "Not in this state, or somebody else was faster (`stale_version`, with `current`)"),
        (has_body, 408, "The body was sent too slowly"),
        (has_body, 413, "The body is too large"),
        (has_body, 415, "The body does not say that it is JSON"),
        (has_body, 422, "Fields are wrong, or the law says no"),
        (is_api, 429, "Too often; see `Retry-After`"),
        (path != "/healthz", 503, "Not now; see `Retry-After`"),
    ];
    let responses = &mut operation.responses.responses;
    for (_, status, description) in refusals.into_iter().filter(|(applies, _, _)| *applies) {
        responses.entry(status.to_string()).or_insert_with(|| RefOr::T(Response::new(description)));
    }
    // Also those that an operation names itself, to say what they mean there.
    for (_, response) in responses.iter_mut().filter(|(status, _)| status.starts_with(['4', '5'])) {
        if let RefOr::T(response) = response
            && response.content.is_empty()
        {
            *response = ResponseBuilder::from(response.clone()).content("application/problem+json", problem()).build();
        }
    }
}

fn problem() -> openapi::Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build()
}
