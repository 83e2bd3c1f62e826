//! `Idempotency-Key`: whoever did not hear the answer sends the same again under the same key.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::WebError;
use crate::app::once::OnceKey;
use crate::app::{App, AppError};

/// The name of the header.
const HEADER: &str = "idempotency-key";
/// Its characters at most.
const LENGTH: usize = 200;

/// The key that a request came with, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once(Option<String>);

impl Once {
    /// The key for a request. `who` asks for `what` with a body of this hash: the same key from somebody else,
    /// or for something else, is another key.
    ///
    /// # Errors
    /// [`AppError::Keys`].
    pub fn key(&self, app: &App, who: &str, what: &str, body_hash: &str) -> Result<Option<OnceKey>, AppError> {
        let Some(key) = &self.0 else { return Ok(None) };
        OnceKey::new(app, &format!("{who}\n{what}\n{key}"), body_hash).map(Some)
    }
}

impl FromRequest for Once {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(value) = request.headers().get(HEADER) else { return ready(Ok(Self(None))) };
        let text = value.to_str().ok().map(str::trim).filter(|text| (1..=LENGTH).contains(&text.len()));
        ready(match text {
            Some(text) => Ok(Self(Some(text.to_owned()))),
            None => Err(WebError::BadParameter { name: "Idempotency-Key" }),
        })
    }
}
