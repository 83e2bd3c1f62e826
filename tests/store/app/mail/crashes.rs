//! The program is killed while it sends: every mail arrives, and arrives twice only if the crash fell between
//! the server's answer and the note of it.

use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use gongkai::app::mail::{Backlog, backlog};
use gongkai::app::{Agency, AgencyForm, App, create_agency};
use gongkai::domain::mail::{MailContent, MailState};
use gongkai::domain::role::Role;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::{app_at, rows, write, written_to};
use crate::mime::Part;
use crate::smtp::Sink;
use crate::support::TestDb;

const MAILS: usize = 2_000;
const CONNECTIONS: usize = 8;

fn office(db: &TestDb) -> (App, Agency) {
    let app = app_at(db, "2025-03-03T02:00:00Z");
    let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
    let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
    write(&app, &agency, officer, MailContent::Test {}, MAILS);
    (app, agency)
}

/// The program, serving, with the test's mail server.
fn serve(db: &TestDb, sink: &Sink) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(["serve", "--database", &db.settings.url]).stdout(Stdio::null()).stderr(Stdio::null());
    let settings = [
        ("SERVER__BIND", "127.0.0.1:0".to_owned()),
        ("SECRETS__KEY_FILE", db.file("test.keys").display().to_string()),
        ("MAIL__TRANSPORT", "smtp".to_owned()),
        ("MAIL__HOST", "127.0.0.1".to_owned()),
        ("MAIL__PORT", sink.address.port().to_string()),
        ("MAIL__TLS", "none".to_owned()),
        ("MAIL__TIMEOUT_SECONDS", "1".to_owned()),
        ("MAIL__CONNECTIONS", CONNECTIONS.to_string()),
    ];
    for (name, value) in settings {
        command.env(format!("GONGKAI__{name}"), value);
    }
    command.spawn().unwrap()
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(240), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// How often each mail arrived, by its `Message-ID`.
fn arrivals(sink: &Sink) -> HashMap<String, usize> {
    let mut arrivals = HashMap::new();
    for mail in sink.arrived() {
        *arrivals.entry(Part::read(&mail.text).header("message-id").to_owned()).or_default() += 1;
    }
    arrivals
}

fn killed_at_random_points(db: &TestDb) {
    let (app, agency) = office(db);
    let sink = Sink::start();
    let mut random = StdRng::seed_from_u64(7);
    let mut kills = 0;
    while kills < 5 {
        let program = serve(db, &sink);
        let enough = sink.count() + random.random_range(50..400);
        wait_until("mail arrives", || sink.count() >= enough.min(MAILS));
        kill(program);
        kills += 1;
    }
    let program = serve(db, &sink);
    wait_until("all mail is sent", || backlog(&app).unwrap().waiting == 0);
    kill(program);
    assert_eq!(backlog(&app).unwrap(), Backlog { waiting: 0, failed: 0 });
    let arrivals = arrivals(&sink);
    assert_eq!(arrivals.len(), MAILS, "every mail arrived");
    let twice: usize = arrivals.values().map(|times| times - 1).sum();
    assert!(twice <= kills * CONNECTIONS, "{twice} arrived again after {kills} crashes");
    // A mail that was tried twice is one that a killed program had claimed: no other was sent again.
    let again: usize = rows(&app, &agency).iter().map(|row| usize::try_from(row.attempts).unwrap() - 1).sum();
    assert!(twice <= again, "{twice} arrived again, {again} were claimed again");
}

#[test]
fn killed_at_random_points_no_mail_is_lost_on_sqlite() {
    killed_at_random_points(&TestDb::sqlite());
}

#[test]
fn three_programs_share_the_work_and_one_is_killed() {
    let db = TestDb::postgres();
    let (app, agency) = office(&db);
    let sink = Sink::start();
    let mut programs: Vec<Child> = (0..3).map(|_| serve(&db, &sink)).collect();
    wait_until("mail arrives", || sink.count() >= MAILS / 4);
    kill(programs.remove(0));
    wait_until("all mail is sent", || backlog(&app).unwrap().waiting == 0);
    programs.into_iter().for_each(kill);
    let arrivals = arrivals(&sink);
    assert_eq!(arrivals.len(), MAILS, "every mail arrived");
    let twice: usize = arrivals.values().map(|times| times - 1).sum();
    assert!(twice <= CONNECTIONS, "{twice} arrived again after one crash");
    assert!(rows(&app, &agency).iter().all(|row| row.state == MailState::Sent));
}
