//! 出错页: what went wrong, the number under which it is logged, and where to go on.

use askama::Template;

use super::layout::Page;
use crate::web::error::Told;
use crate::web::reader::Reader;

#[derive(Template)]
#[template(path = "error.html", config = "src/web/askama.toml")]
struct ErrorPage<'a> {
    page: Page,
    status: u16,
    heading: String,
    message: &'a str,
    request_id: &'a str,
}

/// The page of an error.
pub(in crate::web) fn error(reader: Reader, told: &Told, request_id: &str) -> Result<String, askama::Error> {
    let heading = match told.status.as_u16() {
        404 => "web-error-heading-404",
        500..=599 => "web-error-heading-500",
        _ => "web-error-heading",
    };
    let page = Page::bare(reader);
    let heading = page.t(heading);
    ErrorPage { page, status: told.status.as_u16(), heading, message: &told.message, request_id }.render()
}
