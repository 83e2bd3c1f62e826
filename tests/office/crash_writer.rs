//! An office that is killed in the middle of its work: sixteen people write, and whatever one of them
//! was told is done must still be there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use gongkai::app::{App, AppError, project};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::case::{self, Case, Entry, Mode};
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::Actor;
use gongkai::store::events::{self, Head, NewEvent};
use gongkai::store::tallies::{self, Deltas};
use gongkai::store::{DbConn, StoreError, cases};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::office::{assert_clean, import};
use crate::support::{TestDb, on_both_databases};

const PEOPLE: usize = 16;
/// Fewer than people, so that two of them meet in one case.
const CASES: usize = 10;
const DATABASE: &str = "GONGKAI_TEST_OFFICE";

fn settings(url: &str) -> Settings {
    let mut settings = Settings::load(None).unwrap();
    settings.database.url = url.to_owned();
    settings
}

fn office(url: &str) -> App {
    let settings = settings(url);
    bootstrap::open(&settings, Clock::real(settings.time_zone)).unwrap()
}

/// Ten open cases.
fn open_cases(db: &TestDb) {
    let case = |n| {
        format!(
            r#"{{"ref":"{n}","channel":"post","applicant":{{"category":"natural_person"}},"received_on":"2025-03-03","steps":[]}}"#
        )
    };
    import(db, "a", &(1..=CASES).map(|n| case(n) + "\n").collect::<String>()).good();
}

/// One act: a note, or a complaint, which also counts in the year's figures.
fn act(app: &App, conn: &mut DbConn, id: CaseId, text: &str) -> Result<(i32, String), AppError> {
    let row = cases::find(conn, id)?;
    let stored = events::load(conn, id)?;
    let corrupt = || StoreError::Corrupt { what: id.to_string() };
    let entry =
        |row: &events::EventRow| serde_json::from_str(&row.payload).ok().map(|event| Entry { on: row.on_date, event });
    let history: Vec<Entry> = stored.iter().filter_map(entry).collect();
    let mut case = Case::fold(&history, app.rulebook.regimes()).ok_or_else(corrupt)?;
    let agency = gongkai::app::Agency::from_row(app, gongkai::store::agencies::find(conn, row.origin.agency_id)?)?;
    let context = case::Context {
        mode: Mode::Recorded,
        actor: &Actor::System,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today: app.clock.today(),
    };
    let command = match text.as_bytes().last() {
        Some(last) if last % 2 == 0 => case::Command::FileComplaint,
        _ => case::Command::Note { text: text.to_owned() },
    };
    let before = case.contribution(&agency.calendar)?;
    let added = case.apply(&command, app.clock.today(), &context)?;
    let payload = serde_json::to_string(&added[0].event).unwrap();
    let new = NewEvent {
        on_date: added[0].on,
        recorded_at: app.clock.now(),
        actor: Actor::System.to_string(),
        payload: payload.clone(),
    };
    let head = events::append(conn, id, &Head::of(&stored), &[new])?;
    let state =
        project(&case, &agency.calendar, row.state.applicant_id, row.state.source_digest.as_deref(), app.clock.now())?;
    cases::update(conn, id, row.state.version, &state)?;
    let mut deltas = Deltas::new();
    let after = case.contribution(&agency.calendar)?;
    for (lines, sign) in [(before, -1), (after, 1)] {
        for (key, amount) in lines {
            *deltas.entry((agency.id, key)).or_default() += sign * amount;
        }
    }
    tallies::apply(conn, &deltas)?;
    Ok((head.version, payload))
}

/// Acts until the process is killed, and says what was done as soon as it is told so. What was not
/// confirmed, or was refused because a colleague was faster, is tried again with the next act.
fn work(app: &'static App, person: usize) {
    static LAST: AtomicU32 = AtomicU32::new(0);
    let mut random = StdRng::seed_from_u64(person as u64);
    loop {
        let id = CaseId(random.random_range(1..=CASES as i64));
        let text = format!("{person}-{}", LAST.fetch_add(1, Ordering::Relaxed));
        if let Ok((version, payload)) = app.store.write_blocking(move |conn| act(app, conn, id, &text)) {
            writeln!(std::io::stdout().lock(), "done {} {version} {payload}", id.0).unwrap();
        }
    }
}

#[test]
#[ignore = "the crash tests start it as a process of its own"]
fn sixteen_people_work_until_they_are_killed() {
    let url = std::env::var(DATABASE).expect("started by a crash test");
    let app: &'static App = Box::leak(Box::new(office(&url)));
    std::thread::scope(|scope| {
        for person in 0..PEOPLE {
            scope.spawn(move || work(app, person));
        }
    });
}

/// This test program again, as the office.
fn open_the_office(db: &TestDb) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "--nocapture"]);
    command.arg("crash_writer::sixteen_people_work_until_they_are_killed");
    command.env(DATABASE, &db.settings.url).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// An act that somebody was told is done.
#[derive(Debug)]
struct Done {
    case: CaseId,
    version: i32,
    payload: String,
}

fn done(line: &str) -> Option<Done> {
    let mut words = line.strip_prefix("done ")?.splitn(3, ' ');
    let case = CaseId(words.next()?.parse().unwrap());
    Some(Done { case, version: words.next()?.parse().unwrap(), payload: words.next()?.to_owned() })
}

/// Lets the office do some acts, then calls `disaster` a moment later, and gives everything it said was
/// done until its output ended.
fn until(office: &mut Child, acts: usize, pause: Duration, disaster: impl FnOnce(&mut Child)) -> Vec<Done> {
    let mut output = BufReader::new(office.stdout.take().unwrap());
    let mut told = Vec::new();
    let mut disaster = Some(disaster);
    let mut line = String::new();
    while output.read_line(&mut line).unwrap() > 0 {
        // The last line may have been cut off by the kill: nobody was told that.
        told.extend(line.strip_suffix('\n').and_then(done));
        line.clear();
        if told.len() >= acts
            && let Some(strike) = disaster.take()
        {
            std::thread::sleep(pause);
            strike(office);
        }
    }
    assert!(disaster.is_none(), "the office went home after {} acts", told.len());
    told
}

fn kill(office: &mut Child) {
    office.kill().unwrap();
    office.wait().unwrap();
}

/// Fails unless every act is where its author was told it is.
fn assert_kept(db: &TestDb, told: &[Done]) {
    let store = db.store();
    let all: Vec<_> = (1..=CASES as i64).map(|id| store.read(|conn| events::load(conn, CaseId(id))).unwrap()).collect();
    for Done { case, version, payload } in told {
        let history = &all[usize::try_from(case.0).unwrap() - 1];
        let kept = history.iter().find(|event| event.version == *version);
        assert_eq!(kept.map(|event| event.payload.as_str()), Some(payload.as_str()), "{case} {version}");
    }
}

on_both_databases! {
    fn whatever_sixteen_people_were_told_is_done_survives_a_kill(db: &TestDb) {
        open_cases(db);
        let mut random = StdRng::seed_from_u64(16);
        let mut told = Vec::new();
        for _ in 0..5 {
            let (acts, pause) = (random.random_range(1..400), Duration::from_micros(random.random_range(0..20_000)));
            told.extend(until(&mut open_the_office(db), acts, pause, kill));
            assert_kept(db, &told);
            assert_clean(db);
        }
    }
}

#[test]
fn whatever_they_were_told_is_done_survives_a_crash_of_the_server() {
    let (mut cluster, db) = TestDb::on_own_cluster();
    open_cases(&db);
    let mut told = Vec::new();
    for acts in [50, 300] {
        told.extend(until(&mut open_the_office(&db), acts, Duration::ZERO, |office| {
            cluster.crash();
            // They come back to work on the recovered server, and are then killed.
            std::thread::sleep(Duration::from_millis(300));
            kill(office);
        }));
        assert_kept(&db, &told);
        assert_clean(&db);
    }
}
