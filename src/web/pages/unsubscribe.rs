//! 退订每日待办: a link in each digest leads here. Mail programs may also send the form themselves (RFC 8058), so
//! it carries no token of the page: that of the link is enough.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, send_with};
use crate::app::App;
use crate::app::mail::end_digest;
use crate::domain::ids::OfficerId;
use crate::web::limits::Trying;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "unsubscribe.html", config = "src/web/askama.toml")]
struct UnsubscribePage {
    page: Page,
    address: String,
    is_done: bool,
}

/// What the link says.
#[derive(Clone, Deserialize)]
pub(in crate::web) struct UnsubscribeQuery {
    #[serde(default)]
    officer: String,
    #[serde(default)]
    token: String,
}

/// Asks whether the digest is to end: mail programs follow links that nobody clicked.
pub(in crate::web) async fn show(visit: Visit, query: Query<UnsubscribeQuery>) -> Result<HttpResponse, WebError> {
    render(visit, query.into_inner(), false)
}

/// Ends it.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Trying,
    visit: Visit,
    query: Query<UnsubscribeQuery>,
) -> Result<HttpResponse, WebError> {
    let asked = query.into_inner();
    let officer: OfficerId = asked.officer.parse().map_err(|_| WebError::NoSuchPage)?;
    let token = asked.token.clone();
    read(&app, move |app| end_digest(app, officer, &token)).await?;
    render(visit, asked, true)
}

fn render(visit: Visit, asked: UnsubscribeQuery, is_done: bool) -> Result<HttpResponse, WebError> {
    let UnsubscribeQuery { officer, token } = asked;
    // What does not belong into an address is not put into one.
    let plain = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let address = format!("/mail/unsubscribe?officer={}&token={}", plain(&officer), plain(&token));
    let page = UnsubscribePage { page: Page::plain(visit), address, is_done };
    send_with(StatusCode::OK, page.page.reader.lang, &page)
}
