//! A form that comes as JSON alone, or as JSON in the part `request` with files in the parts beside it.

use actix_web::http::header;
use actix_web::web::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::WebError;
use super::body::{self, Body};
use super::error::{Wrong, WrongField};
use super::upload::{self, Upload};
use crate::app::attachments::Kept;

/// Reads the form, and its files if there are any. They go away with the [`Upload`].
///
/// # Errors
/// As [`Body`] and [`upload::receive`]; [`WebError::Invalid`] if the part `request` is missing.
pub(super) async fn read<T: DeserializeOwned + 'static>(
    request: &HttpRequest,
    payload: Payload,
) -> Result<(Body<T>, Upload), WebError> {
    if !is_multipart(request) {
        return Ok((Body::from_request(request, &mut payload.into_inner()).await?, Upload::default()));
    }
    let upload = upload::receive(request, payload).await?;
    let missing = || {
        let part = WrongField { field: "request".to_owned(), code: Wrong::Missing, message: "part request".to_owned() };
        WebError::Invalid(vec![part])
    };
    let form = body::part(upload.field("request")?.ok_or_else(missing)?)?;
    Ok((form, upload))
}

/// Whether the body comes in parts.
pub(super) fn is_multipart(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.to_ascii_lowercase().starts_with("multipart/form-data")
}

/// The hash by which a repeated form is recognised: the same words with another file are another request.
pub(super) fn hash(words: &str, files: &[Kept]) -> String {
    files.iter().fold(words.to_owned(), |hash, kept| format!("{hash} {}", kept.file.sha256))
}
