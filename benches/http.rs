//! The service under load, as `tests/load/run` measures it with wrk beside it on the same machine.
//!
//! `cargo bench --bench http` measures submission on SQLite, the desk's queue page at a hundred thousand cases, and
//! tracking and the queue's first page at a million; `-- submission`, `-- desk` or `-- reading` measures one of them.
//! `-- postgres://…` measures submission on that PostgreSQL database, which it fills.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::Duration;

use gongkai::app::check::check;
use gongkai::app::intake::submit;
use gongkai::app::search::index_new;
use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::case::Request;
use gongkai::domain::code::Category;
use gongkai::keys::random_bytes;

use support::bounds::Bounds;
use support::clerk::{clerk, cookie, token};
use support::office::{Office, folder, temporary_folder};
use support::register::Register;
use support::server::Server;
use support::timing::median;
use support::wrk::Load;
use support::yardstick::{self, Yardstick};

const CODE: &str = "bench";
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(4);
const CONNECTIONS: u32 = 64;
const CASES: usize = 1_000_000;
/// An office whose desk is looked at.
const DESK_CASES: usize = 100_000;
/// Officers who turn its pages at the same moment.
const OFFICERS: u32 = 4;

fn main() -> ExitCode {
    let mut bounds = Bounds::default();
    match support::arguments().first().map(String::as_str) {
        Some("submission") => measure_submission_to_a_file(&mut bounds),
        Some("desk") => measure_desk(&mut bounds),
        Some("reading") => measure_reading(&mut bounds),
        Some(url) => {
            let mut rows = yardstick::Server::at(url, 16);
            measure_submission(&mut bounds, url, 0.4, || rows.run(ROUND / 2));
        }
        None => {
            measure_submission_to_a_file(&mut bounds);
            measure_desk(&mut bounds);
            measure_reading(&mut bounds);
        }
    }
    bounds.exit()
}

fn measure_submission_to_a_file(bounds: &mut Bounds) {
    let folder = temporary_folder();
    let mut rows = Yardstick::in_file(&folder.path().join("rows.db"));
    let url = format!("sqlite:{}", folder.path().join("requests.db").display());
    measure_submission(bounds, &url, 2.0, || rows.run(ROUND / 2));
}

/// Whole requests over HTTP against one row in each transaction, in turns.
fn measure_submission(bounds: &mut Bounds, url: &str, bound: f64, mut yardstick: impl FnMut() -> f64) {
    drop(Office::receiving(url, CODE));
    measure_idle(bounds, url);
    let first = run_number();
    let (mut ratios, mut requests, mut rows, mut waits, mut failures) = (vec![], vec![], vec![], vec![], 0);
    let mut peak: f64 = 0.0;
    for round in 0..ROUNDS {
        // The yardstick has the machine to itself: a server would send the receipts of the round before.
        let rows_per_second = yardstick();
        let server = Server::on(url);
        let load = Load::run(&server, "submit.lua", CONNECTIONS, ROUND, &[&(first + round).to_string()]);
        ratios.push(load.requests_per_second / rows_per_second);
        requests.push(load.requests_per_second);
        rows.push(rows_per_second);
        waits.push(load.p99_milliseconds);
        failures += load.failures;
        peak = peak.max(server.peak_megabytes());
    }
    Bounds::figure("one row a transaction", median(rows), " rows/s");
    Bounds::figure("submissions over HTTP", median(requests), " requests/s");
    bounds.at_least("submissions : rows", median(ratios), "×", bound);
    bounds.at_most("wait for a submission, p99", median(waits), " ms", 25.0);
    bounds.holds("every submission was taken", failures == 0);
    bounds.at_most("`serve` at most", peak, " MB", 200.0);
    let office = Office::at(url, CODE);
    bounds.holds("`check` finds nothing", check(&office.app).unwrap().findings.is_empty());
}

fn measure_idle(bounds: &mut Bounds, url: &str) {
    let server = Server::on(url);
    bounds.at_most("first answer of `serve`", server.first_answer.as_secs_f64() * 1e3, " ms", 300.0);
    std::thread::sleep(Duration::from_secs(2));
    bounds.at_most("`serve` idle", server.resident_megabytes(), " MB", 40.0);
}

/// Different from every run before on the same database, and small.
fn run_number() -> usize {
    usize::from(u16::from_le_bytes(random_bytes().unwrap())) * ROUNDS
}

/// 待办页: the whole page with its tabs, counts and filters, as an officer's browser asks for it, and the same list
/// as programs ask for it.
fn measure_desk(bounds: &mut Bounds) {
    let path = folder().join(format!("register-{DESK_CASES}.db"));
    let office = Office::with_register(&path, CODE, &Register::of(DESK_CASES));
    let login = clerk(&office);
    drop(office);

    let server = Server::on(&format!("sqlite:{}", path.display()));
    let cookie = cookie(&server, &login);
    let shown = server.get("/agencies/bench", &format!("Cookie: {cookie}\r\n")).map(|(status, _)| status);
    bounds.holds("the queue's page is shown", shown == Some(200));
    let page = Load::run(&server, "page.lua", OFFICERS, ROUND * 2, &[&cookie]);
    Bounds::figure(&format!("the queue's page at {DESK_CASES} cases"), page.requests_per_second, " requests/s");
    bounds.at_most("the queue's page, p99", page.p99_milliseconds, " ms", 50.0);
    bounds.holds("the queue's page: every request was answered", page.failures == 0);
    let list = Load::run(&server, "queue.lua", OFFICERS, ROUND * 2, &[&token(&server, &login)]);
    bounds.at_most("the same list over the API, p99", list.p99_milliseconds, " ms", 50.0);
}

/// What people look at, in a register of a million cases.
fn measure_reading(bounds: &mut Bounds) {
    let path = folder().join(format!("register-{CASES}.db"));
    let office = Office::with_register(&path, CODE, &Register::of(CASES));
    let codes = tracked(&office);
    // What was just entered at once is indexed once, and not beside what is measured.
    index_new(&office.app).unwrap();
    let login = clerk(&office);
    drop(office);

    let server = Server::on(&format!("sqlite:{}", path.display()));
    bounds.at_most("first answer at a million cases", server.first_answer.as_secs_f64() * 1e3, " ms", 300.0);
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let tracking = Load::run(&server, "track.lua", CONNECTIONS, ROUND * 2, &codes);
    reading(bounds, "tracking", &tracking);
    let queue = Load::run(&server, "queue.lua", CONNECTIONS, ROUND * 2, &[&token(&server, &login)]);
    reading(bounds, "the queue's first page", &queue);
    bounds.at_most("`serve` at most, reading", server.peak_megabytes(), " MB", 200.0);
}

fn reading(bounds: &mut Bounds, what: &str, load: &Load) {
    bounds.at_least(&format!("{what} at {CASES} cases"), load.requests_per_second, " requests/s", 5000.0);
    bounds.at_most(&format!("{what}, p99"), load.p99_milliseconds, " ms", 20.0);
    bounds.holds(&format!("{what}: every request was answered"), load.failures == 0);
}

/// Numbers and query codes of some requests that have just been sent.
fn tracked(office: &Office) -> Vec<String> {
    let mut form = ApplicantForm::new(Category::NaturalPerson);
    form.name = "张三".to_owned();
    form.id_number = "11010519491231002X".to_owned();
    form.phone = "13800138000".to_owned();
    let request = Request { subject: "2024年度办公用品采购合同".to_owned(), ..Request::default() };
    let sent = (0..50).map(|_| submit(&office.app, &office.agency, &form, &request).unwrap());
    sent.map(|sent| format!("{}={}", sent.view.row.origin.case_no, sent.query_code)).collect()
}
