//! 检索 over HTTP.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use gongkai::app::{AgencyForm, create_agency, find_agency};
use gongkai::domain::role::Role;
use serde_json::Value;

use crate::client::{Answer, Server, hire, register, serve, server};

const CLERK: (&str, &str) = ("clerk", "a sentence for tests");
const ADMINISTRATOR: (&str, &str) = ("administrator", "a sentence for tests");
const ELSEWHERE: (&str, &str) = ("elsewhere", "a sentence for tests");

/// A server with somebody who works on the cases, somebody who does not, and somebody of another agency.
fn office() -> &'static Server {
    static OFFICE: OnceLock<Server> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let app = register(&folder);
        let city = find_agency(&app, &"shi".parse().unwrap()).unwrap();
        hire(&app, &city, CLERK, &[Role::CaseOfficer]);
        hire(&app, &city, ADMINISTRATOR, &[Role::Administrator]);
        let other = create_agency(&app, AgencyForm::new("other".parse().unwrap(), "别处")).unwrap();
        hire(&app, &other, ELSEWHERE, &[Role::OfficeHead]);
        let server = serve(folder, Arc::new(app));
        wait_for_the_index(&server);
        server
    })
}

/// The server indexes by itself, a moment after it starts.
fn wait_for_the_index(server: &Server) {
    for _ in 0..600 {
        if !found(&ask(server, CLERK, &format!("q={}", encoded("2025"))).json()).is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing was indexed");
}

fn ask(server: &Server, who: (&str, &str), query: &str) -> Answer {
    let bearer = format!("Bearer {}", server.sign_in(who));
    server.send("GET", &format!("/api/v1/search?{query}"), &[("Authorization", &bearer)], "")
}

fn looks_for(who: (&str, &str), text: &str) -> Value {
    ask(office(), who, &format!("q={}", encoded(text))).json()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn found(page: &Value) -> Vec<String> {
    let cases = page["found"].as_array().unwrap_or_else(|| panic!("{page}"));
    cases.iter().map(|found| found["case"]["case_no"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn cases_are_found_by_name_only_by_those_who_work_on_them() {
    let page = looks_for(CLERK, "张三");
    let highlight = &page["found"][0]["highlight"];
    assert_eq!(
        (found(&page).len(), &highlight["field"], &highlight["text"]),
        (1, &"applicant_name".into(), &"张三".into())
    );
    assert_eq!((&highlight["start"], &highlight["length"]), (&0.into(), &2.into()));
    assert_eq!(page["found"][0]["case"]["agency"], "shi");
    let reader = server().get(&format!("/api/v1/search?q={}", encoded("张三")));
    assert_eq!((reader.status, found(&reader.json())), (200, vec![]));
    assert_eq!(found(&looks_for(ELSEWHERE, "2025")), [""; 0]);
    assert_eq!(ask(office(), ADMINISTRATOR, "q=2025").json()["code"], "not_authorised");
}

#[test]
fn the_page_names_the_agency_of_a_case_and_its_code_beside_it() {
    let mut browser = office().browser();
    let (login, password) = CLERK;
    assert_eq!(browser.post("/sign-in", "/sign-in", &[("login", login), ("password", password)]).status, 303);
    let page = browser.get("/search?q=2025").body;
    let named = "<span translate=\"no\">某市人民政府办公室</span> <span class=\"code\">shi</span>";
    assert!(page.contains(named), "{page}");
}

#[test]
fn small_pages_list_every_case_that_was_found_once_the_last_one_first() {
    let whole = found(&looks_for(CLERK, "2025"));
    assert!(whole.len() > 8, "{whole:?}");
    let (mut collected, mut after) = (Vec::new(), String::new());
    loop {
        let page = ask(office(), CLERK, &format!("q=2025&limit=3{after}")).json();
        collected.extend(found(&page));
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(collected, whole);
}

#[test]
fn one_agency_can_be_searched_alone_if_it_is_ones_own() {
    let in_agency = |code: &str| ask(office(), CLERK, &format!("q=2025&agency={}", encoded(code)));
    assert_eq!(found(&in_agency("shi").json()), found(&looks_for(CLERK, "2025")));
    assert_eq!(found(&in_agency("教育局").json()), [""; 0]);
    for code in ["other", "nowhere"] {
        assert_eq!(
            (in_agency(code).status, in_agency(code).json()["code"].clone()),
            (404, "not_found".into()),
            "{code}"
        );
    }
}

#[test]
fn a_question_that_cannot_be_answered_is_refused() {
    let long = format!("q={}", encoded(&"张".repeat(201)));
    for query in
        ["", "q=", "q=%20", "q=%22%2A", "q=a&limit=0", "q=a&limit=201", "q=a&after=7", "q=a&after=case_x", &long]
    {
        let answer = ask(office(), CLERK, query);
        assert_eq!((answer.status, answer.header("content-type")), (400, "application/problem+json"), "{query}");
    }
    for text in ["\" OR *", "' & | ! :* x", "'; DROP TABLE cases; --"] {
        assert_eq!(ask(office(), CLERK, &format!("q={}", encoded(text))).status, 200, "{text:?}");
    }
    assert_eq!(office().send("GET", "/api/v1/search?q=a", &[], "").status, 401);
}
