//! Three processes on one PostgreSQL, behind an address that sends each request to the next of them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::client::{Answer, send};
use crate::from_request_to_new_decision::tell;
use crate::office::registration;
use crate::office::{ADMINISTRATOR, CHIEF, CLERK, Case, EXAMINER, MORE_EXAMINERS, Office, PASSWORD, REGISTRAR};
use crate::support::TestDb;
use crate::support::round_robin::RoundRobin;
use crate::support::serving::{Serving, ask, assert_sound, run};

/// The servers, and the address in front of them.
pub struct ThreeServers {
    pub address: SocketAddr,
    /// Each of them, by its own address.
    pub each: Vec<SocketAddr>,
    running: Vec<Serving>,
    _in_front: RoundRobin,
}

impl ThreeServers {
    /// Starts them all at the same moment.
    pub fn start(db: &TestDb, arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let running: Vec<Serving> = std::thread::scope(|scope| {
            let starting: Vec<_> = (0..3).map(|_| scope.spawn(|| Serving::start(db, arguments, settings))).collect();
            starting.into_iter().map(|server| server.join().unwrap()).collect()
        });
        let each: Vec<SocketAddr> = running.iter().map(|server| server.address).collect();
        let in_front = RoundRobin::to(each.clone());
        Self { address: in_front.address, each, running, _in_front: in_front }
    }

    /// The first of them is gone, and nobody has told the others or the address in front.
    pub fn kill_one(&mut self) {
        self.running.remove(0).kill();
    }
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const PREVIEW: &str = "/api/v1/deadline-preview?received_on=2026-01-04";

/// A program posts to one of the servers.
fn post(server: SocketAddr, path: &str, body: &Value) -> Answer {
    send(server, "POST", path, &[JSON], &body.to_string())
}

/// Who a token is, if one of the servers knows.
fn me(server: SocketAddr, token: &str) -> u16 {
    send(server, "GET", "/api/v1/me", &[("Authorization", &format!("Bearer {token}"))], "").status
}

fn text(answer: &Answer, field: &str) -> String {
    answer.json()[field].as_str().unwrap_or_else(|| panic!("{}", answer.body)).to_owned()
}

#[test]
fn three_servers_tell_the_story_that_one_tells_though_one_of_them_is_killed() {
    let db = TestDb::postgres();
    let mut office = Office::of_three(&db, "2026-03-02");
    tell(&mut office);
    office.assert_sound();
    assert_sound(&db);
}

#[test]
fn three_servers_that_start_at_once_make_one_database_and_one_key_file() {
    let db = TestDb::empty_postgres();
    let three = ThreeServers::start(&db, &[], &[]);
    for server in &three.each {
        assert_eq!(send(*server, "GET", "/readyz", &[], "").status, 200);
    }
    drop(three);
    assert_sound(&db);
}

/// A case in which the second step is to be passed.
fn in_review(office: &mut Office<'_>, subject: &str) -> Case {
    let mut case = office.register("张三", "11010519491231002X", subject);
    case.does(office, REGISTRAR, "confirm-receipt", json!({}));
    case.is_submitted(office, json!({"outcome": "disclosed", "text": "予以公开。"}));
    case.is_passed(office, 1, CHIEF);
    case
}

#[test]
fn of_six_examiners_who_pass_the_same_step_at_three_servers_exactly_one_does() {
    let db = TestDb::postgres();
    let mut office = Office::of_three(&db, "2026-03-02");
    let examiners: Vec<&str> = MORE_EXAMINERS.into_iter().chain([EXAMINER]).collect();
    let tokens: Vec<String> = examiners.iter().map(|who| office.token(who)).collect();
    for round in 0..8 {
        let case = in_review(&mut office, &format!("采购合同{round}"));
        let (path, address) = (case.path("pass-review"), office.address());
        let body = case.body(json!({"step": 2, "digest": case.digest(&mut office, CHIEF)})).to_string();
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let (path, body) = (&path, &body);
            let asking = tokens.iter().map(|token| {
                scope.spawn(move || {
                    let bearer = format!("Bearer {token}");
                    send(address, "POST", path, &[JSON, ("Authorization", &bearer)], body)
                })
            });
            asking.collect::<Vec<_>>().into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        let (winners, others): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.status == 200);
        assert_eq!(winners.len(), 1, "{:?}", answers.iter().map(|answer| &answer.body).collect::<Vec<_>>());
        for other in others {
            assert_eq!((other.status, text(other, "code").as_str()), (409, "stale_version"), "{}", other.body);
            assert_eq!(other.json()["current"]["version"], winners[0].json()["version"]);
        }
        let review = office.ask(CLERK, "GET", &case.path("review"), None, &Value::Null).json();
        assert_eq!((&review["round"]["next_step"], &review["opinions"][3]), (&json!(3), &Value::Null), "{review}");
    }
    office.assert_sound();
}

#[test]
fn a_session_is_the_same_at_every_server() {
    let db = TestDb::postgres();
    let office = Office::of_three(&db, "2026-03-02");
    let [first, second, third] = office.each()[..] else { panic!("three servers") };
    let account = json!({"login": CLERK, "password": PASSWORD});
    let signed_in = post(first, "/api/v1/sign-in", &account);
    let (access, used) = (text(&signed_in, "access_token"), text(&signed_in, "refresh_token"));
    assert_eq!([first, second, third].map(|server| me(server, &access)), [200; 3]);
    let refreshed = post(second, "/api/v1/refresh", &json!({"refresh_token": used}));
    let newer = text(&refreshed, "access_token");
    assert_eq!(me(third, &newer), 200);

    // Somebody else has the token that was used: nobody of that session is believed any more, anywhere.
    let reused = post(third, "/api/v1/refresh", &json!({"refresh_token": used}));
    assert_eq!((reused.status, text(&reused, "code").as_str()), (401, "token_reused"));
    assert_eq!([first, second, third].map(|server| me(server, &newer)), [401; 3]);
    assert_eq!([first, second, third].map(|server| me(server, &access)), [401; 3]);
    let newest = json!({"refresh_token": text(&refreshed, "refresh_token")});
    assert_eq!(post(first, "/api/v1/refresh", &newest).status, 401);

    let again = text(&post(second, "/api/v1/sign-in", &account), "access_token");
    let bearer = format!("Bearer {again}");
    assert_eq!(send(third, "POST", "/api/v1/sign-out", &[("Authorization", &bearer)], "").status, 204);
    assert_eq!([first, second, third].map(|server| me(server, &again)), [401; 3]);
}

#[test]
fn wrong_passwords_are_counted_together_and_requests_by_each_server() {
    let db = TestDb::postgres();
    drop(Office::new(&db, "2026-03-02"));
    let day = ["--at", "2026-03-02T02:00:00Z"];
    let three = ThreeServers::start(&db, &day, &[("GONGKAI__LIMITS__PUBLIC_PER_MINUTE", "2")]);
    let guess = json!({"login": CLERK, "password": "not the sentence"});
    let guesses = three.each.iter().cycle().map(|server| post(*server, "/api/v1/sign-in", &guess).status);
    assert_eq!(guesses.take(5).collect::<Vec<_>>(), [401, 401, 401, 401, 429]);
    for server in &three.each {
        let locked = post(*server, "/api/v1/sign-in", &json!({"login": CLERK, "password": PASSWORD}));
        assert_eq!((locked.status, text(&locked, "code").as_str()), (429, "locked"), "{}", locked.body);
    }

    for server in &three.each {
        let preview = || send(*server, "GET", PREVIEW, &[], "");
        assert_eq!([preview().status, preview().status], [200; 2], "the others have not used up what this one gives");
        // Another one is given every half minute: on a slow day the third comes just then, but not the tenth.
        let refused = std::iter::repeat_with(preview).take(10).find(|answer| answer.status == 429);
        assert_ne!(refused.expect("more than two in a moment").header("retry-after"), "");
    }
}

#[test]
fn a_calendar_that_one_server_was_given_is_followed_by_all() {
    let db = TestDb::postgres();
    let mut office = Office::of_three(&db, "2026-01-04");
    let due = |server: &SocketAddr| text(&send(*server, "GET", PREVIEW, &[], ""), "due_on");
    let each = office.each();
    assert!(each.iter().all(|server| due(server) == "2026-01-30"), "{}", due(&each[0]));
    let mut case = office.register("张三", "11010519491231002X", "采购合同");
    assert_eq!(case.does(&mut office, REGISTRAR, "confirm-receipt", json!({}))["due_on"], "2026-01-30");

    // 2026-01-05 is off as well, and nobody counts the year.
    let file = include_str!("../../config/calendars/cn-2026.toml").split("[check]").next().unwrap();
    let file = json!({"text": file.replacen("\"2026-01-03\"]", "\"2026-01-03\", \"2026-01-05\"]", 1)});
    let bearer = format!("Bearer {}", office.token(ADMINISTRATOR));
    let given = send(each[0], "POST", "/api/v1/calendars", &[JSON, ("Authorization", &bearer)], &file.to_string());
    assert_eq!((given.status, &given.json()["moved_count"]), (200, &json!(1)), "{}", given.body);
    assert_eq!(each.iter().map(due).collect::<Vec<_>>(), ["2026-02-02"; 3]);
    let clerk = format!("Bearer {}", office.token(CLERK));
    for server in &each {
        let told = send(*server, "GET", &format!("/api/v1/cases/{}", case.id), &[("Authorization", &clerk)], "").json();
        assert_eq!(told["due_on"], "2026-02-02");
    }
    // An act afterwards at a server that was not told goes by the new calendar.
    case.is_seen(&mut office);
    let extend = case.body(json!({"working_days": 1, "reason": "情况复杂"})).to_string();
    let head = format!("Bearer {}", office.token(crate::office::HEAD));
    let path = case.path("extend");
    let extended = send(each[2], "POST", &path, &[JSON, ("Authorization", &head)], &extend);
    assert_eq!((extended.status, &extended.json()["due_on"]), (200, &json!("2026-02-03")), "{}", extended.body);
    office.assert_sound();
}

/// Registers one letter, whoever answers, until somebody does.
async fn letter(address: SocketAddr, bearer: Arc<String>, number: usize) -> String {
    let body = registration("张三", "11010519491231002X", &format!("采购合同{number}")).to_string();
    let key = format!("letter-{number}");
    let headers = [("Idempotency-Key", &*key), ("Authorization", &**bearer)];
    loop {
        match ask(address, "POST /api/v1/agencies/shi/cases", &headers, &body).await {
            Ok((201, answer)) => return answer,
            Ok((503, _)) | Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            Ok((status, answer)) => panic!("{status}: {answer}"),
        }
    }
}

async fn letters(address: SocketAddr, token: &str) -> Vec<String> {
    let bearer = Arc::new(format!("Bearer {token}"));
    let all: JoinSet<String> = (0..LETTERS).map(|number| letter(address, Arc::clone(&bearer), number)).collect();
    let mut answers = all.join_all().await;
    answers.sort();
    answers
}

const LETTERS: usize = 300;

#[test]
fn three_hundred_letters_are_each_entered_once_though_a_server_is_killed() {
    let db = TestDb::postgres();
    let mut office = Office::of_three(&db, "2026-03-02");
    let (address, token) = (office.address(), office.token(REGISTRAR));
    let runtime = Runtime::new().unwrap();
    let entering = runtime.spawn(async move { letters(address, &token).await });
    while db.case_numbers().len() < LETTERS / 5 {
        std::thread::sleep(Duration::from_millis(2));
    }
    office.one_dies();
    let before = db.case_numbers().len();
    assert!(before < LETTERS, "all letters had been entered: this was no kill in the middle");
    let entered = runtime.block_on(entering).unwrap();
    assert_eq!(db.case_numbers().len(), LETTERS);
    let token = office.token(REGISTRAR);
    assert_eq!(runtime.block_on(letters(address, &token)), entered, "asked again, everybody is told the same");
    assert_eq!(db.case_numbers().len(), LETTERS);
    office.assert_sound();
    assert!(run(&db, "check", &[]).status.success());
}
