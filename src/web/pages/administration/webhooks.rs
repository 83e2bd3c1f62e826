//! 推送地址: the systems that are told what happens to an agency's cases, and a new one.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::address;
use super::frame::Frame;
use super::secret::SecretPage;
use super::webhook_form::{Form, Typed, tried};
use crate::app::App;
use crate::app::webhooks::{self, MOST, Webhook, WebhookForm};
use crate::domain::ids::WebhookId;
use crate::domain::webhook::News;
use crate::messages::Lang;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Faults, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/webhooks.html", config = "src/web/askama.toml")]
struct WebhooksPage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    rows: Vec<Row>,
    /// The form of a new one; none if there are as many as there may be.
    form: Option<Form>,
    docs: String,
}

struct Row {
    address: String,
    url: String,
    events: Vec<String>,
    subtree: bool,
    active: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, &Typed::new(), Faults::default()).await
}

/// Enters an address, and shows its secret once.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed = Typed::read(&posted)?;
    let made = match typed.url(lang) {
        Err(faults) => Err(faults),
        Ok(url) => {
            let what = format!("webhook in {}", officer.agency.code);
            let once = posted.once(&app, &officer.officer().to_string(), &what, &[])?;
            let (by, agency) = (officer.officer(), officer.agency.clone());
            let form = WebhookForm { url, events: typed.events.clone(), subtree: typed.subtree, active: typed.active };
            tried(lang, read(&app, move |app| webhooks::create_webhook(app, &agency, by, &form, once)).await)?
        }
    };
    let (webhook, secret) = match made {
        Ok(made) => made,
        Err(faults) => return page(&app, &officer, visit, &typed, faults).await,
    };
    let page = Page::desk(&app, visit, &officer.who).await?;
    let shown = SecretPage {
        frame: Frame::new(&page, &officer.agency),
        is_new: true,
        back: page.href(&webhook_address(&officer.agency.code, webhook.id)),
        url: webhook.url,
        secret: secret.reveal().to_owned(),
        page,
    };
    shown.send()
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: &Typed,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let found = read(app, move |app| webhooks::list_webhooks(app, &agency)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let code = &officer.agency.code;
    let template = WebhooksPage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&list_address(code)),
        summary: faults.summary(lang),
        form: (found.len() < MOST).then(|| Form::new(lang, typed, &faults)),
        rows: found.into_iter().map(|webhook| row(&page, code, webhook)).collect(),
        docs: page.href("/api/docs"),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn row(page: &Page, code: &str, webhook: Webhook) -> Row {
    let Webhook { id, url, events, subtree, active, created_at: _, created_by: _ } = webhook;
    let events = events.into_iter().map(|news| event(page.reader.lang, news)).collect();
    Row { address: page.href(&webhook_address(code, id)), url, events, subtree, active }
}

/// How a thing that is told is called.
pub(super) fn event(lang: Lang, news: News) -> String {
    lang.text(&format!("webhook-event-{}", news.as_str().replace(['_', '.'], "-")))
}

/// The address of an agency's webhooks.
pub(super) fn list_address(code: &str) -> String {
    format!("{}/webhooks", address(code))
}

/// The address of one of them.
pub(super) fn webhook_address(code: &str, id: WebhookId) -> String {
    format!("{}/{id}", list_address(code))
}
