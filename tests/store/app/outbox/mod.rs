//! What is told to other systems: written with the act, sent afterwards.

use std::collections::HashSet;
use std::sync::Mutex;

use gongkai::app::outbox::{Backlog, backlog};
use gongkai::app::webhooks::{Webhook, WebhookForm, WebhookSecret, create_webhook};
use gongkai::app::{Agency, App};
use gongkai::clock::Clock;
use gongkai::delivery::{Post, SendError, Sender};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::role::Role;
use gongkai::domain::webhook::News;
use gongkai::store::outbox::{self, MessageRow};

use super::{app, officer};
use crate::support::TestDb;

mod managing;
mod over_http;
mod sending;
mod telling;

/// The program on a database at an instant.
fn app_at(db: &TestDb, instant: &str) -> App {
    App { clock: Clock::starting_at(chrono_tz::Asia::Shanghai, instant.parse().unwrap()), ..app(db) }
}

fn form(url: &str) -> WebhookForm {
    WebhookForm { url: url.parse().unwrap(), events: News::ALL.to_vec(), subtree: false, active: true }
}

fn administrator(app: &App, agency: &Agency) -> OfficerId {
    officer(app, agency, Role::Administrator).officer().unwrap()
}

fn webhook(app: &App, agency: &Agency, url: &str) -> (Webhook, WebhookSecret) {
    create_webhook(app, agency, administrator(app, agency), &form(url), None).unwrap()
}

/// The messages to a webhook, oldest first.
fn messages(app: &App, webhook: &Webhook) -> Vec<MessageRow> {
    let mut rows = app.store.read(|conn| outbox::page(conn, &webhook.id.to_string(), None, 10_000)).unwrap();
    rows.reverse();
    rows
}

fn waiting(app: &App) -> i64 {
    let Backlog { waiting, failed: _ } = backlog(app).unwrap();
    waiting
}

/// Writes messages to a webhook without an act.
fn enqueue(app: &App, webhook: &Webhook, count: usize) {
    use gongkai::domain::message::MessageKind;
    use gongkai::store::StoreError;
    let (to, now) = (webhook.id.to_string(), app.clock.now());
    let write = move |conn: &mut gongkai::store::DbConn| {
        (0..count).try_for_each(|n| {
            let payload = format!("{{\"type\":\"webhook.test\",\"n\":{n}}}");
            outbox::enqueue(conn, MessageKind::Webhook, &to, &payload, now).map(drop)
        })
    };
    let written: Result<(), StoreError> = app.store.write_blocking(write);
    written.unwrap();
}

type Answer = dyn Fn(&Post) -> Result<u16, SendError> + Send + Sync;

/// Takes messages down, and answers as it is told.
struct Receiver {
    posts: Mutex<Vec<Post>>,
    answer: Box<Answer>,
}

impl Receiver {
    fn new(answer: impl Fn(&Post) -> Result<u16, SendError> + Send + Sync + 'static) -> Self {
        Self { posts: Mutex::default(), answer: Box::new(answer) }
    }

    fn accepting() -> Self {
        Self::new(|_| Ok(200))
    }

    fn posts(&self) -> Vec<Post> {
        self.posts.lock().unwrap().clone()
    }

    /// The ids of the messages, in the order they came.
    fn ids(&self) -> Vec<String> {
        self.posts().iter().map(|post| header(post, "Gongkai-Delivery")).collect()
    }

    fn has_each_once(&self, count: usize) -> bool {
        let ids = self.ids();
        ids.len() == count && ids.iter().collect::<HashSet<_>>().len() == count
    }
}

impl Sender for Receiver {
    fn post(&self, post: &Post) -> Result<u16, SendError> {
        self.posts.lock().unwrap().push(post.clone());
        (self.answer)(post)
    }
}

fn header(post: &Post, name: &str) -> String {
    post.headers.iter().find(|(known, _)| *known == name).unwrap().1.clone()
}

/// The `v1` of a signature header, made by the receiver itself.
fn expected_signature(secret: &str, header: &str, body: &str) -> String {
    let t = header.split(',').find_map(|part| part.strip_prefix("t=")).unwrap();
    gongkai::keys::sign(secret.as_bytes(), &[format!("{t}.{body}").as_bytes()])
}
