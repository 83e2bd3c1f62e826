//! Who may ask for what: every role at every address, in its own agency and in those around it, compared with the
//! table in `access.txt`.

use std::collections::BTreeMap;
use std::sync::Arc;

use gongkai::app::accounts::{NewAccount, create_account};
use gongkai::app::{AgencyForm, create_agency};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::domain::role::Role;

use crate::applicants::submission;
use crate::client::{Answer, Server, TODAY, serve, settings};
use crate::openapi::routes;

const TABLE: &str = include_str!("access.txt");
/// Every agency of the tree with the one above it; everybody works in the second.
const TREE: [(&str, Option<&str>); 4] =
    [("parent", None), ("own", Some("parent")), ("child", Some("own")), ("sibling", Some("parent"))];
/// The columns of the table.
const PLACES: [&str; 4] = ["own", "child", "sibling", "parent"];
const PASSWORD: &str = "a sentence for tests";
/// Those whose roles hold for everything below as well.
const ABOVE: [Role; 4] = [Role::OfficeHead, Role::Supervisor, Role::Administrator, Role::Auditor];

/// Somebody with one role, as a program and as a browser.
struct Person {
    bearer: String,
    cookie: String,
}

struct Office {
    server: Server,
    people: Vec<Person>,
    cases: BTreeMap<&'static str, String>,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&folder);
        let clock = Clock::starting_at(settings.time_zone, TODAY.parse().unwrap());
        let app = bootstrap::start(&settings, clock).unwrap();
        let mut own = None;
        for (code, parent) in TREE {
            let form = AgencyForm::new(code.parse().unwrap(), "某机关");
            let parent = parent.map(|code| code.parse().unwrap());
            let agency = create_agency(&app, AgencyForm { parent, ..form }).unwrap();
            own = own.or((code == "own").then_some(agency));
        }
        let everybody = Role::ALL.iter().map(|role| (*role, false)).chain(ABOVE.map(|role| (role, true)));
        let mut logins = Vec::new();
        for (number, (role, subtree)) in everybody.enumerate() {
            let login = format!("person-{number}");
            let account =
                NewAccount {
                    login: login.parse().unwrap(), name: "某人".parse().unwrap(), roles: vec![role], subtree
                };
            create_account(&app, own.as_ref().unwrap(), &account, PASSWORD).unwrap();
            logins.push(login);
        }
        let server = serve(folder, Arc::new(app));
        let people = logins.iter().map(|login| Person::sign_in(&server, login)).collect();
        let cases = (1..).zip(PLACES).map(|(number, place)| {
            let json = [("Content-Type", "application/json")];
            let sent = server.send("POST", "/api/v1/requests", &json, &submission(place).to_string());
            assert_eq!(sent.status, 201, "{}", sent.body);
            (place, format!("case_{number}"))
        });
        let cases = cases.collect();
        Self { server, people, cases }
    }

    /// What stands in the table for an address.
    fn row(&self, method: &str, path: &str) -> String {
        let anonymous = self.ask(None, method, path, "own");
        if !is_sent_away(&anonymous) {
            assert_ne!(anonymous.status, 403, "{method} {path}");
            return "public".to_owned();
        }
        if path.ends_with("/sign-out") {
            // It would end what the other questions are asked with.
            return "signed in".to_owned();
        }
        let has_place = path.contains("{code}") || path.contains("{case_id}") || parameters(path).contains("{code}");
        let places = if has_place || body(method, path).contains("{code}") { &PLACES[..] } else { &PLACES[..1] };
        let cell = |place: &&str| -> String {
            let letters = self.people.iter().map(|person| self.letter(person, method, path, place));
            let mut letters: String = letters.collect();
            letters.insert(Role::ALL.len(), '+');
            letters
        };
        places.iter().map(cell).collect::<Vec<_>>().join(" ")
    }

    fn letter(&self, person: &Person, method: &str, path: &str, place: &str) -> char {
        let answer = self.ask(Some(person), method, path, place);
        match answer.status {
            403 => 'F',
            404 if self.is_there_nothing(&answer, path, place) => 'N',
            _ if is_sent_away(&answer) => 'U',
            500.. => panic!("{method} {path}: {}", answer.body),
            _ => '.',
        }
    }

    /// Whether the agency or the case itself is what is not there, and not a thing in it.
    fn is_there_nothing(&self, answer: &Answer, path: &str, place: &str) -> bool {
        let named = if path.contains("{case_id}") { self.cases[place].as_str() } else { place };
        answer.body.contains(&format!(" {named}."))
    }

    fn ask(&self, person: Option<&Person>, method: &str, path: &str, place: &str) -> Answer {
        let case = &self.cases[place];
        let fill = |text: &str| text.replace("{code}", place).replace("{case_id}", case);
        let address = fill(&format!("{path}{}", parameters(path)))
            .replace("{year}", "2025")
            .replace("{file}", "style.css")
            .replace("{role}", "emperor")
            .replace("{part}", "overview")
            .replace("{name}", "nobody");
        let address = number_the_rest(&address);
        let body = if method == "get" { String::new() } else { fill(body(method, path)) };
        let mut headers = vec![("Accept-Language", "en"), ("Sec-Fetch-Site", "same-origin")];
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json"));
        }
        if let Some(person) = person {
            let is_api = path.starts_with("/api/");
            headers.push(if is_api { ("Authorization", &*person.bearer) } else { ("Cookie", &*person.cookie) });
        }
        self.server.send(&method.to_uppercase(), &address, &headers, &body)
    }
}

impl Person {
    fn sign_in(server: &Server, login: &str) -> Self {
        let who = (login, PASSWORD);
        Self { bearer: format!("Bearer {}", server.sign_in(who)), cookie: server.cookie(who) }
    }
}

/// Whether somebody has to sign in first.
fn is_sent_away(answer: &Answer) -> bool {
    answer.status == 401 || (answer.status == 303 && answer.header("location").starts_with("/sign-in"))
}

/// What an address must be asked with.
fn parameters(path: &str) -> &'static str {
    match path {
        "/api/v1/search" => "?q=%E9%87%87%E8%B4%AD&agency={code}",
        "/api/v1/cases/{case_id}/fees/preview" => "?by=item&items=1",
        "/agencies/{code}/reports/{year}/cases" | "/api/v1/agencies/{code}/reports/{year}/cases" => "?cell=-",
        "/api/v1/deadline-preview" => "?received_on=2025-03-03",
        _ => "",
    }
}

/// A body with which nothing happens to whoever is let through.
fn body(method: &str, path: &str) -> &'static str {
    match (method, path) {
        ("post", "/api/v1/agencies") => r#"{"code":"own","name":"某机关","parent":"{code}"}"#,
        ("post", "/api/v1/calendars" | "/api/v1/calendars/dry-run") => r#"{"text":"-"}"#,
        _ => r#"{"colour":"red"}"#,
    }
}

/// Names things of the right kind that are not there: `{webhook_id}` is `webhook_404`.
fn number_the_rest(address: &str) -> String {
    let mut parts = address.split('{');
    let mut filled = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap();
        filled.push_str(&format!("{}_404{rest}", name.trim_end_matches("_id")));
    }
    filled
}

#[test]
fn every_role_is_let_in_where_the_table_says_and_nowhere_else() {
    let office = Office::new();
    let mut expected: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (method, rest) = line.split_once(' ').unwrap();
        let (path, row) = rest.split_once(' ').unwrap();
        expected.insert((method, path), row.trim());
    }
    let routes: Vec<_> = routes().into_iter().collect();
    let rows = &|some: &[(String, String)]| -> Vec<String> {
        some.iter().map(|(path, method)| office.row(method, path)).collect()
    };
    let found: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            routes.chunks(routes.len().div_ceil(4)).map(|some| scope.spawn(move || rows(some))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut wrong = Vec::new();
    for ((path, method), found) in routes.iter().zip(found) {
        match expected.remove(&(method.as_str(), path.as_str())) {
            Some(row) if row == found => {}
            Some(row) => wrong.push(format!("{method} {path} {found}\n    the table says {row}")),
            None => wrong.push(format!("{method} {path} {found}")),
        }
    }
    assert!(wrong.is_empty(), "not as the table says:\n{}", wrong.join("\n"));
    assert!(expected.is_empty(), "no such address: {expected:?}");
}
