//! 推送密钥: the key that signs what is pushed, shown once to be entered in the other system.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use super::frame::Frame;
use crate::web::WebError;
use crate::web::pages::layout::{Page, send_with};

/// The page stands at the address of the form: it is nowhere to be found again.
#[derive(Template)]
#[template(path = "administration/secret.html", config = "src/web/askama.toml")]
pub(super) struct SecretPage {
    pub page: Page,
    pub frame: Frame,
    /// Whether the address is new.
    pub is_new: bool,
    pub url: String,
    pub secret: String,
    /// The page of the address.
    pub back: String,
}

impl SecretPage {
    /// An answer that nobody keeps.
    pub(super) fn send(&self) -> Result<HttpResponse, WebError> {
        let status = if self.is_new { StatusCode::CREATED } else { StatusCode::OK };
        let mut answer = send_with(status, self.page.reader.lang, self)?;
        answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        Ok(answer)
    }
}
