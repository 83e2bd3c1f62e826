//! 发信: what is due, handed to a mail server on this computer over eight connections, each mail claimed and marked in
//! a durable transaction. The yardstick is one connection.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/support/smtp.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod smtp;
mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use gongkai::app::mail::{Dispatcher, Mail, Step, enqueue};
use gongkai::app::{Agency, App, accounts};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::mail::{MailContent, Recipient};
use gongkai::domain::role::Role;
use gongkai::mail::{Encryption, Smtp, SmtpAddress};
use gongkai::store::{StoreError, officers};

use smtp::Sink;
use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::timing::median;

const MAILS: usize = 2_000;
const CONNECTIONS: usize = 8;
const ROUNDS: usize = 3;

fn main() -> ExitCode {
    let folder = temporary_folder();
    let Office { app, agency } = Office::in_file(&folder.path().join("mail.db"), "bench");
    let officer = officer(&app, &agency);
    let sink = Sink::start();
    let (mut alone, mut together, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let one = run(&app, &agency, officer, &sink, 1);
        let many = run(&app, &agency, officer, &sink, CONNECTIONS);
        ratios.push(many / one);
        alone.push(one);
        together.push(many);
    }
    let mut bounds = Bounds::default();
    Bounds::figure("one connection", median(alone), " mails/s");
    Bounds::figure("eight connections : one", median(ratios), "×");
    bounds.at_least("eight connections", median(together), " mails/s", 200.0);
    bounds.holds("every mail arrived once", sink.count() == ROUNDS * 2 * MAILS);
    bounds.exit()
}

fn officer(app: &App, agency: &Agency) -> OfficerId {
    let account = accounts::NewAccount {
        login: "wang".parse().unwrap(),
        name: "王某".parse().unwrap(),
        roles: vec![Role::CaseOfficer],
        subtree: false,
    };
    let id = accounts::create_account(app, agency, &account, "十个汉字的密码就够了吧").unwrap();
    app.store.write_blocking(move |conn| officers::set_email(conn, id, Some("wang@hz.example.cn"))).unwrap();
    id
}

/// Mails a second.
fn run(app: &App, agency: &Agency, to: OfficerId, sink: &Sink, connections: usize) -> f64 {
    let content = MailContent::Test {};
    let mail = Mail { agency: agency.id, case: None, to: Recipient::Officer(to), content, not_before: None };
    let now = app.clock.now();
    let written: Result<(), StoreError> =
        app.store.write_blocking(move |conn| (0..MAILS).try_for_each(|_| enqueue(conn, &mail, now).map(drop)));
    written.unwrap();
    let address = SmtpAddress {
        host: "127.0.0.1".to_owned(),
        port: sink.address.port(),
        encryption: Encryption::None,
        login: None,
        timeout: Duration::from_secs(20),
        connections,
    };
    let mailer = Smtp::new(address, None).unwrap();
    let dispatcher = Dispatcher::new(app, &mailer).unwrap();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| while dispatcher.send_next().unwrap() == Step::Sent {});
        }
    });
    MAILS as f64 / begun.elapsed().as_secs_f64()
}
