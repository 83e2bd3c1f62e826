//! What people are told: written with the act, sent afterwards.

use std::time::Duration;

use gongkai::app::mail::{Dispatcher, Mail, enqueue};
use gongkai::app::{Agency, App};
use gongkai::clock::Clock;
use gongkai::domain::ids::OfficerId;
use gongkai::domain::mail::{MailContent, Recipient};
use gongkai::domain::role::Role;
use gongkai::mail::{Encryption, Smtp, SmtpAddress};
use gongkai::store::mails::{self, MailRow};
use gongkai::store::{StoreError, officers};

use super::{app, officer};
use crate::smtp::Sink;
use crate::support::TestDb;

mod arriving;
mod crashes;
mod failing;
mod telling;
mod templates;

/// The program on a database at an instant.
fn app_at(db: &TestDb, instant: &str) -> App {
    App { clock: Clock::starting_at(chrono_tz::Asia::Shanghai, instant.parse().unwrap()), ..app(db) }
}

fn address(sink: &Sink, encryption: Encryption) -> SmtpAddress {
    SmtpAddress {
        host: "localhost".to_owned(),
        port: sink.address.port(),
        encryption,
        login: None,
        timeout: Duration::from_secs(3),
        connections: 4,
    }
}

fn smtp(sink: &Sink) -> Smtp {
    Smtp::new(address(sink, Encryption::None), None).unwrap()
}

/// An officer with an address.
fn written_to(app: &App, agency: &Agency, role: Role, email: &str) -> OfficerId {
    let (id, email) = (officer(app, agency, role).officer().unwrap(), email.to_owned());
    app.store.write_blocking(move |conn| officers::set_email(conn, id, Some(&email))).unwrap();
    id
}

/// Writes mails to an officer, without an act.
fn write(app: &App, agency: &Agency, to: OfficerId, content: MailContent, count: usize) {
    let mail = Mail { agency: agency.id, case: None, to: Recipient::Officer(to), content, not_before: None };
    let now = app.clock.now();
    app.store
        .write_blocking(move |conn| {
            for _ in 0..count {
                assert!(enqueue(conn, &mail, now)?.is_some());
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Every mail of an agency, oldest first.
fn rows(app: &App, agency: &Agency) -> Vec<MailRow> {
    let id = agency.id;
    let mut rows = app.store.read(|conn| mails::page(conn, id, None, None, 10_000)).unwrap();
    rows.reverse();
    rows
}

fn send_all(app: &App, sink: &Sink) -> usize {
    Dispatcher::new(app, &smtp(sink)).unwrap().send_all().unwrap()
}
