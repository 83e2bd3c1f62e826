//! What the desk feels while the morning's duties are done and a heap of mail goes out: the wait for the queue's first
//! page, alone and beside both, in turns.
//!
//! `cargo bench --bench beside` makes a register in which 100,000 cases are open; `-- 20000` tries it with fewer. It
//! needs wrk. The server sends the mail; the duties are done by another program on the same database, on a thread that
//! steps back as the server's own do.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/support/smtp.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod smtp;
mod support;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Days};
use gongkai::app::duties::{Duties, Plan};
use gongkai::app::mail::{Mail, enqueue};
use gongkai::app::search::index_new;
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::duty::Duty;
use gongkai::domain::mail::{MailContent, Recipient};
use gongkai::jobs::step_back;
use gongkai::store::{StoreError, officers};

use smtp::Sink;
use support::bounds::Bounds;
use support::clerk::{clerk, token};
use support::office::{Office, temporary_folder};
use support::register::Register;
use support::server::Server;
use support::timing::median;
use support::wrk::Load;

const ROUNDS: u64 = 3;
const ROUND: Duration = Duration::from_secs(6);
/// An office full of people.
const CONNECTIONS: u32 = 8;
/// More than go out in a round.
const MAILS: usize = 20_000;
const DAILY: [Duty; 4] = [Duty::Lapses, Duty::Reminders, Duty::Escalations, Duty::Digests];

fn main() -> ExitCode {
    let open = support::size_argument(100_000);
    let folder = temporary_folder();
    let path = folder.path().join("beside.db");
    let mut office = Office::in_file(&path, "bench");
    office.import(Register::of(open * 2).with_open(480).reader());
    index_new(&office.app).unwrap();
    let login = clerk(&office);
    let sink = Sink::start();
    let settings = [
        ("GONGKAI__MAIL__TRANSPORT", "smtp".to_owned()),
        ("GONGKAI__MAIL__HOST", "127.0.0.1".to_owned()),
        ("GONGKAI__MAIL__PORT", sink.address.port().to_string()),
        ("GONGKAI__MAIL__TLS", "none".to_owned()),
    ];
    let server = Server::with_settings(&format!("sqlite:{}", path.display()), &settings);
    let token = token(&server, &login);
    let load = || Load::run(&server, "queue.lua", CONNECTIONS, ROUND, &[&token]);
    let (mut alone, mut beside, mut ratios, mut failures) = (vec![], vec![], vec![], 0);
    load();
    for round in 0..ROUNDS {
        let quiet = load();
        write_mails(&office, &login);
        let before = sink.count();
        let busy = while_duties_are_done(&mut office, round, load);
        Bounds::figure("  mails sent meanwhile", (sink.count() - before) as f64, "");
        ratios.push(busy.p99_milliseconds / quiet.p99_milliseconds);
        failures += quiet.failures + busy.failures;
        alone.push(quiet.p99_milliseconds);
        beside.push(busy.p99_milliseconds);
    }
    let mut bounds = Bounds::default();
    Bounds::figure("the queue's first page alone, p99", median(alone), " ms");
    Bounds::figure("beside mail and duties, p99", median(beside), " ms");
    bounds.at_most("beside : alone", median(ratios), "×", 1.5);
    bounds.holds("every request was answered", failures == 0);
    bounds.exit()
}

/// Tests of the mail, which go out at any hour.
fn write_mails(office: &Office, login: &str) {
    let login = login.to_owned();
    let agency = office.agency.id;
    let now = office.app.clock.now();
    let written: Result<(), StoreError> = office.app.store.write_blocking(move |conn| {
        let to = officers::find_by_login(conn, &login)?.unwrap().id;
        officers::set_email(conn, to, Some("clerk@hz.example.cn"))?;
        let mail =
            Mail { agency, case: None, to: Recipient::Officer(to), content: MailContent::Test {}, not_before: None };
        (0..MAILS).try_for_each(|_| enqueue(conn, &mail, now).map(drop))
    });
    written.unwrap();
}

/// Does the duties of one morning after another for as long as `work` takes.
fn while_duties_are_done<T>(office: &mut Office, round: u64, work: impl FnOnce() -> T) -> T {
    let settings = Settings::load(None).unwrap();
    let plan = Plan::of(&settings);
    let day = Register::last_day() + Days::new(1 + 7 * round);
    let start: DateTime<chrono::FixedOffset> = format!("{day}T08:00:00+08:00").parse().unwrap();
    office.app.clock = Clock::starting_at(settings.time_zone, start.to_utc());
    let duties = Duties::new(&office.app, &plan);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            step_back();
            for duty in DAILY.iter().cycle().take_while(|_| !is_over.load(Ordering::SeqCst)) {
                duties.run_now(*duty).unwrap().unwrap().outcome.unwrap();
            }
        });
        let done = work();
        is_over.store(true, Ordering::SeqCst);
        done
    })
}
