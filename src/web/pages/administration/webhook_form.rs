//! 推送地址的填写: where to, what of, and whether at present.

use serde::Deserialize;

use super::webhooks::event;
use crate::app::AppError;
use crate::app::webhooks::{Webhook, WebhookFault};
use crate::domain::webhook::{News, WebhookUrl};
use crate::messages::Lang;
use crate::web::WebError;
use crate::web::error::WrongField;
use crate::web::pages::parts::{Faults, Field, Fields};
use crate::web::posted::Posted;

/// What is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub url: String,
    pub events: Vec<News>,
    pub subtree: bool,
    pub active: bool,
}

/// The fields that are sent as they are.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    url: String,
    subtree: String,
    active: String,
}

impl Typed {
    /// Of a new one: told of everything, at once.
    pub(super) fn new() -> Self {
        Self { url: String::new(), events: News::ALL.to_vec(), subtree: false, active: true }
    }

    /// As it is kept.
    pub(super) fn of(webhook: &Webhook) -> Self {
        let Webhook { id: _, url, events, subtree, active, created_at: _, created_by: _ } = webhook;
        Self { url: url.clone(), events: events.clone(), subtree: *subtree, active: *active }
    }

    pub(super) fn read(posted: &Posted) -> Result<Self, WebError> {
        let Sent { url, subtree, active } = posted.typed()?;
        let is_ticked = |news: &&News| !posted.value(&field_of(**news)).is_empty();
        let events = News::ALL.iter().filter(is_ticked).copied().collect();
        Ok(Self { url: url.trim().to_owned(), events, subtree: !subtree.is_empty(), active: !active.is_empty() })
    }

    /// The address, or what is wrong with it.
    pub(super) fn url(&self, lang: Lang) -> Result<WebhookUrl, Faults> {
        self.url.parse().map_err(|error: crate::domain::webhook::InvalidUrl| {
            let wrong = WrongField { field: lang.text("webhook-url"), code: error.into(), message: String::new() };
            Faults::default().and("url", wrong.told(lang).message)
        })
    }
}

/// The form, for a new one and for one that there is.
pub(super) struct Form {
    pub url: Field,
    pub events: Vec<Field>,
    pub subtree: Field,
    pub active: Field,
    /// What is wrong with the events together.
    pub problem: Option<String>,
}

impl Form {
    pub(super) fn new(lang: Lang, typed: &Typed, faults: &Faults) -> Self {
        let fields = Fields::new(lang, faults);
        let tick = |news: &News| {
            let field = fields.tick(&field_of(*news), "webhook-events", typed.events.contains(news));
            field.labelled(event(lang, *news))
        };
        let url = fields.input("url", "url", "webhook-url", &typed.url).hint(lang.text("webhook-url-hint"));
        Self {
            url: url.required().most(WebhookUrl::MOST).autocomplete("off"),
            events: News::ALL.iter().map(tick).collect(),
            subtree: fields.tick("subtree", "webhook-subtree", typed.subtree),
            active: fields.tick("active", "webhook-active", typed.active).hint(lang.text("webhook-active-hint")),
            problem: faults.with_field("events"),
        }
    }
}

/// The box of something that may be told.
fn field_of(news: News) -> String {
    format!("event_{news}")
}

/// What an act gave, or what is wrong with the form that asked for it.
///
/// # Errors
/// The error itself, if it is none that can be put right in the form.
pub(super) fn tried<T>(lang: Lang, done: Result<T, WebError>) -> Result<Result<T, Faults>, WebError> {
    let error = match done {
        Ok(done) => return Ok(Ok(done)),
        Err(error) => error,
    };
    let is = |fault| matches!(&error, WebError::App(AppError::Webhook(found)) if *found == fault);
    if is(WebhookFault::NotYourSubtree) {
        return Ok(Err(Faults::default().and("subtree", error.tell(lang).message)));
    }
    let is_about_events = is(WebhookFault::NoEvents);
    let faults = Faults::of(lang, error)?;
    Ok(Err(if is_about_events { faults.about("events") } else { faults }))
}
