//! 口令交付: a password that nobody chose, shown once to be told to the person.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use super::frame::Frame;
use crate::web::WebError;
use crate::web::pages::layout::{Page, send_with};

/// The page stands at the address of the form: it is nowhere to be found again.
#[derive(Template)]
#[template(path = "administration/handover.html", config = "src/web/askama.toml")]
pub(super) struct Handover {
    pub page: Page,
    pub frame: Frame,
    /// Whether the account is new.
    pub is_new: bool,
    pub login: String,
    /// None if it was shown before, to whoever sent the form twice.
    pub password: Option<String>,
    /// The page of the person.
    pub person: String,
}

impl Handover {
    /// An answer that nobody keeps.
    pub(super) fn send(&self) -> Result<HttpResponse, WebError> {
        let status = if self.is_new { StatusCode::CREATED } else { StatusCode::OK };
        let mut answer = send_with(status, self.page.reader.lang, self)?;
        answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        Ok(answer)
    }
}
