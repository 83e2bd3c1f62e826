//! 已经公开的: what is offered to somebody who is about to ask.

use actix_web::web::Data;
use askama::Template;
use askama::filters::HtmlSafe;

use super::published_title;
use crate::app::{App, offers};
use crate::messages::Lang;
use crate::web::reader::{Reader, escaped};
use crate::web::{WebError, read};

/// A piece of the form's page: what matches, and a button that says that it was the answer.
#[derive(Template)]
#[template(path = "portal/offers.html", config = "src/web/askama.toml")]
pub(super) struct Offers {
    heading: String,
    question: String,
    answered: String,
    /// Title and address of each.
    found: Vec<(String, String)>,
}

impl HtmlSafe for Offers {}

impl Offers {
    /// What matches what is typed so far.
    pub(super) async fn find(app: &Data<App>, reader: &Reader, typed: &str) -> Result<Self, WebError> {
        let (lang, typed) = (reader.lang, typed.to_owned());
        // Whoever types English finds the title in English; whoever types Chinese, the Chinese one.
        let both = |row: &_| format!("{} {}", published_title(Lang::Zh, row), published_title(Lang::En, row));
        let rows = read(app, move |app| offers::matching(app, &typed, both)).await?;
        let offer = |row: &crate::store::reports::PublishedRow| {
            let address = format!("/published/{}/{}?scope={}", escaped(&row.code), row.report.year, row.report.scope);
            (published_title(lang, row), reader.href(&address))
        };
        Ok(Self {
            heading: lang.text("portal-offers"),
            question: lang.text("portal-offers-question"),
            answered: lang.text("portal-offers-answered"),
            found: rows.iter().map(offer).collect(),
        })
    }
}
