//! 推送地址: one of them: what it is told, its secret, what was sent to it and what became of that.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::frame::Frame;
use super::secret::SecretPage;
use super::webhook_form::{Form, Typed, tried};
use super::webhooks::{list_address, webhook_address};
use crate::app::once::OnceKey;
use crate::app::webhooks::{self, Webhook, WebhookPatch, WebhookSecret};
use crate::app::{Agency, App, AppError};
use crate::domain::ids::{MessageId, OfficerId, WebhookId};
use crate::domain::message::MessageState;
use crate::domain::webhook::WebhookUrl;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::store::outbox::MessageRow;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Messages on a page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "administration/webhook.html", config = "src/web/askama.toml")]
struct WebhookPage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    /// The address as it is kept.
    url: String,
    is_active: bool,
    form: Form,
    deliveries: Vec<Delivery>,
    /// The messages before these.
    next: Option<String>,
}

/// A message that was sent, or waits.
struct Delivery {
    id: String,
    state: MessageState,
    state_name: String,
    when: String,
    /// How often it was sent, if more than once.
    attempts: String,
    /// What went wrong last.
    reason: String,
}

/// Which messages.
#[derive(Deserialize)]
pub(in crate::web) struct WebhookQuery {
    after: Option<String>,
}

/// What a button of the page asks for.
enum Act {
    Details(WebhookUrl),
    Test,
    Retry(MessageId),
    Rotate,
    Remove,
}

/// What came of it.
enum Done {
    /// Said on the page of the address.
    Said(&'static str),
    Secret(WebhookSecret),
    Removed,
}

impl Act {
    fn read(lang: Lang, act: &str, typed: &Typed) -> Result<Result<Self, Faults>, WebError> {
        let wrong = || WebError::BadParameter { name: "act" };
        if let Some(message) = act.strip_prefix("retry ") {
            return Ok(Ok(Self::Retry(message.parse().map_err(|_| wrong())?)));
        }
        Ok(match act {
            "details" => typed.url(lang).map(Self::Details),
            "test" => Ok(Self::Test),
            "rotate" => Ok(Self::Rotate),
            "remove" => Ok(Self::Remove),
            _ => return Err(wrong()),
        })
    }

    fn run(self, app: &App, at: &Place, typed: Typed, once: Option<OnceKey>) -> Result<Done, AppError> {
        let Place { agency, by, id } = at;
        match self {
            Self::Details(url) => {
                let Typed { url: _, events, subtree, active } = typed;
                let (url, events) = (Some(url), Some(events));
                let patch = WebhookPatch { url, events, subtree: Some(subtree), active: Some(active) };
                webhooks::change_webhook(app, agency, *by, *id, &patch).map(|_| Done::Said("admin-saved"))
            }
            Self::Test => webhooks::test_webhook(app, agency, *id, once).map(|_| Done::Said("webhook-tested")),
            Self::Retry(message) => {
                webhooks::retry_delivery(app, agency, *id, message, once).map(|_| Done::Said("webhook-retried"))
            }
            Self::Rotate => webhooks::rotate_secret(app, agency, *by, *id, once).map(Done::Secret),
            Self::Remove => webhooks::remove_webhook(app, agency, *by, *id).map(|()| Done::Removed),
        }
    }
}

/// Which webhook, and who looks at it.
#[derive(Debug, Clone)]
struct Place {
    agency: Agency,
    by: OfficerId,
    id: WebhookId,
}

impl Place {
    fn of(officer: &In<Administrator>, path: &Path<(String, String)>) -> Result<Self, WebError> {
        let id = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
        Ok(Self { agency: officer.agency.clone(), by: officer.officer(), id })
    }

    fn find(&self, app: &App) -> Result<Webhook, AppError> {
        let found = webhooks::list_webhooks(app, &self.agency)?.into_iter().find(|webhook| webhook.id == self.id);
        found.ok_or_else(|| StoreError::NotFound { what: "webhook", key: self.id.to_string() }.into())
    }
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<WebhookQuery>,
) -> Result<HttpResponse, WebError> {
    let before = query.after.as_deref().map(str::parse).transpose().map_err(|_| WebError::NoSuchPage)?;
    let place = Place::of(&officer, &path)?;
    page(&app, &officer, visit, place, before, None, Faults::default()).await
}

/// Does what the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let place = Place::of(&officer, &path)?;
    let typed = Typed::read(&posted)?;
    let done = match Act::read(lang, posted.act(), &typed)? {
        Err(faults) => Err(faults),
        Ok(act) => {
            let what = format!("{} {}", posted.act(), place.id);
            let once = posted.once(&app, &place.by.to_string(), &what, &[])?;
            let (at, typed) = (place.clone(), typed.clone());
            tried(lang, read(&app, move |app| act.run(app, &at, typed, once)).await)?
        }
    };
    let code = &officer.agency.code;
    match done {
        Ok(Done::Said(said)) => {
            visit.say(said);
            Ok(see_other(&visit.reader.href(&webhook_address(code, place.id))))
        }
        Ok(Done::Removed) => {
            visit.say("webhook-removed");
            Ok(see_other(&visit.reader.href(&list_address(code))))
        }
        Ok(Done::Secret(secret)) => show_secret(&app, &officer, visit, &place, &secret).await,
        Err(faults) => {
            let typed = (posted.act() == "details").then_some(typed);
            page(&app, &officer, visit, place, None, typed, faults).await
        }
    }
}

async fn show_secret(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    place: &Place,
    secret: &WebhookSecret,
) -> Result<HttpResponse, WebError> {
    let at = place.clone();
    let webhook = read(app, move |app| at.find(app)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let shown = SecretPage {
        frame: Frame::new(&page, &officer.agency),
        is_new: false,
        back: page.href(&webhook_address(&officer.agency.code, place.id)),
        url: webhook.url,
        secret: secret.reveal().to_owned(),
        page,
    };
    shown.send()
}

/// The page; `typed` is what stands in the form instead of what is kept.
async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    place: Place,
    before: Option<MessageId>,
    typed: Option<Typed>,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let here = webhook_address(&officer.agency.code, place.id);
    // One more than is shown tells whether there is a next page.
    let list = move |app: &App| {
        let rows = webhooks::list_deliveries(app, &place.agency, place.id, before, PAGE + 1)?;
        Ok((place.find(app)?, rows))
    };
    let (webhook, mut rows) = read(app, list).await?;
    let is_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let last = rows.last().filter(|_| is_more);
    let template = WebhookPage {
        frame: Frame::new(&page, &officer.agency),
        summary: faults.summary(lang),
        form: Form::new(lang, &typed.unwrap_or_else(|| Typed::of(&webhook)), &faults),
        next: last.map(|row| page.href(&format!("{here}?after={}", row.id))),
        deliveries: rows.iter().map(|row| delivery(app, lang, row)).collect(),
        here: page.href(&here),
        url: webhook.url,
        is_active: webhook.active,
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn delivery(app: &App, lang: Lang, row: &MessageRow) -> Delivery {
    let at = match row.state {
        MessageState::Waiting => row.next_at,
        MessageState::Sent | MessageState::Failed => row.sent_at.unwrap_or(row.created_at),
    };
    let status = row.response_status.map(|status| status.to_string()).unwrap_or_default();
    let reason = |code: &String| {
        lang.with(&format!("webhook-error-{}", code.replace('_', "-")), &[("status", status.clone().into())])
    };
    let attempts = match row.attempts {
        0 | 1 => String::new(),
        count => lang.with("webhook-attempts", &[("count", count.into())]),
    };
    Delivery {
        id: row.id.to_string(),
        state: row.state,
        state_name: lang.text(&format!("mail-state-{}", row.state)),
        when: app.clock.local(at).format("%Y-%m-%d %H:%M").to_string(),
        attempts,
        reason: row.last_error.as_ref().map(reason).unwrap_or_default(),
    }
}
