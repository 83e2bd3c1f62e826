//! 日历订阅: an address for the calendar on a telephone is made, shown once, and taken back.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::page;
use crate::app::{App, calendar_feeds};
use crate::config::Settings;
use crate::domain::ids::FeedId;
use crate::web::auth::Signed;
use crate::web::pages::layout::{Page, see_other, send as show};
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "feed.html", config = "src/web/askama.toml")]
struct FeedPage {
    page: Page,
    label: String,
    address: String,
}

/// Makes a feed, or takes one back, as the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    settings: Data<Settings>,
    request: HttpRequest,
    who: Signed,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    match posted.act() {
        "make" => make(&app, &Own { settings: &settings, request: &request }, &who, visit, posted).await,
        "revoke" => revoke(&app, &who, &visit, &posted).await,
        _ => Err(WebError::BadParameter { name: "act" }),
    }
}

/// By which address the program is reached.
struct Own<'a> {
    settings: &'a Settings,
    request: &'a HttpRequest,
}

impl Own<'_> {
    fn address(&self, path: &str) -> String {
        let scheme = if self.settings.server.https { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.request.connection_info().host())
    }
}

async fn make(
    app: &Data<App>,
    own: &Own<'_>,
    who: &Signed,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (me, label) = (who.officer, posted.value("label").to_owned());
    let typed = label.clone();
    let made = read(app, move |app| {
        let once = posted.once(app, &me.to_string(), "calendar feed", &[])?;
        calendar_feeds::create_feed(app, me, &label, once)
    });
    match made.await {
        Ok((feed, token)) => {
            let address = own.address(&format!("/calendar/{}.ics", token.reveal()));
            let page = Page::desk(app, visit, who).await?;
            let template = FeedPage { label: feed.label, address, page };
            show(template.page.reader.lang, &template)
        }
        Err(error) => {
            let sentence = error.tell(visit.reader.lang).message;
            // Only what can be put right here is told here.
            Faults::of(visit.reader.lang, error)?;
            page(app, who, visit, &typed, Faults::default().and("label", sentence)).await
        }
    }
}

async fn revoke(app: &Data<App>, who: &Signed, visit: &Visit, posted: &Posted) -> Result<HttpResponse, WebError> {
    let id: FeedId = posted.value("feed").parse().map_err(|_| WebError::BadParameter { name: "feed" })?;
    let me = who.officer;
    read(app, move |app| calendar_feeds::revoke_feed(app, me, id)).await?;
    visit.say("me-feed-revoked");
    Ok(see_other(&visit.reader.href("/me")))
}
