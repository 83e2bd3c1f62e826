//! 表单过期页: a form that was shown too long ago comes back with everything that was typed, to be sent again
//! with one click.

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev};
use askama::Template;

use super::layout::Page;
use crate::web::posted::Typed;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "old_form.html", config = "src/web/askama.toml")]
struct OldFormPage {
    page: Page,
    address: String,
    fields: Vec<(String, String)>,
}

/// The page, if it is known what was typed.
pub(in crate::web) fn old_form(request: &HttpRequest) -> Option<String> {
    let Typed(fields) = request.extensions_mut().remove()?;
    let Ok(visit) = Visit::from_request(request, &mut dev::Payload::None).into_inner() else { return None };
    // A password is typed again, not sent back to whoever sits there now.
    let fields = fields.into_iter().filter(|(name, _)| !name.contains("password")).collect();
    let address = request.uri().path_and_query().map_or("/", |here| here.as_str()).to_owned();
    let page = OldFormPage { page: Page::plain(visit), address, fields };
    page.render().ok()
}
