//! 门户首页

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, send};
use crate::app::App;
use crate::web::WebError;
use crate::web::limits::Public;
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "home.html", config = "src/web/askama.toml")]
struct HomePage {
    page: Page,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, _: Public, visit: Visit) -> Result<HttpResponse, WebError> {
    let page = Page::portal(&app, visit);
    send(page.reader.lang, &HomePage { page })
}
