//! 接口说明: the OpenAPI document to read and to try out, with Swagger UI from the program itself.

use std::borrow::Cow;
use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use askama::Template;
use utoipa_swagger_ui::{Config, serve};

use super::layout::{Page, send};
use crate::web::WebError;
use crate::web::reader::Reader;

/// Swagger UI is a script that asks this program for the document and for whatever is tried out. It writes styles into
/// elements as it draws them, and its icons are `data:` addresses. Nothing is asked of anybody else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What the page is made of; the rest that comes with Swagger UI is not handed out.
const FILES: [&str; 5] = [
    "swagger-ui.css",
    "index.css",
    "swagger-ui-bundle.js",
    "swagger-ui-standalone-preset.js",
    "swagger-initializer.js",
];

/// They change only with the program.
const FOR_A_DAY: &str = "public, max-age=86400";

#[derive(Template)]
#[template(path = "api_docs.html", config = "src/web/askama.toml")]
struct ApiDocsPage {
    page: Page,
}

/// The page.
pub(in crate::web) async fn show(reader: Reader) -> Result<HttpResponse, WebError> {
    let lang = reader.lang;
    let mut answer = send(lang, &ApiDocsPage { page: Page::bare(reader) })?;
    let policy = header::HeaderValue::from_static(CONTENT_SECURITY_POLICY);
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(answer)
}

/// A file of the page.
pub(in crate::web) async fn file(name: Path<String>) -> Result<HttpResponse, WebError> {
    if !FILES.contains(&name.as_str()) {
        return Err(WebError::NoSuchPage);
    }
    // The initializer is filled in; nothing in it can fail. A token that is entered is not kept by the browser.
    let config = Config::new(["/api/openapi.json"])
        .use_base_layout()
        .deep_linking(true)
        .display_request_duration(true)
        .persist_authorization(false)
        .validator_url("none");
    let found = serve(&name, Arc::new(config)).ok().flatten().ok_or(WebError::NoSuchPage)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(found.content_type).insert_header((header::CACHE_CONTROL, FOR_A_DAY));
    Ok(match found.bytes {
        Cow::Borrowed(bytes) => answer.body(bytes),
        Cow::Owned(bytes) => answer.body(bytes),
    })
}
