//! 网上提交: whole requests from many people at once, against one row in each transaction on the same disk.
//!
//! A request is checked, its applicant's file is sealed, it gets its number, its history, its row and its
//! place in the figures, and it is answered when all of it is durable. `cargo bench --bench submit` measures
//! SQLite with 64 people at once; `cargo bench --bench submit -- postgres://…` any PostgreSQL database, against
//! 16 connections.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use gongkai::app::check::check;
use gongkai::app::intake::ready_to_submit;
use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::case::Request;
use gongkai::domain::code::Category;

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::timing::{Timings, median, milliseconds};
use support::yardstick::{Server, Yardstick};

const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(2);

/// People at once.
const PEOPLE: usize = 64;
/// Connections of the yardstick on a server.
const CONNECTIONS: usize = 16;

/// What is measured on one of the databases.
struct Plan {
    yardstick: &'static str,
    bound: f64,
}

const SQLITE: Plan = Plan { yardstick: "one row a transaction, one connection", bound: 2.0 };
const POSTGRES: Plan = Plan { yardstick: "one row a transaction, 16 connections", bound: 0.4 };

fn main() -> ExitCode {
    let folder = temporary_folder();
    match support::arguments().as_slice() {
        [url] => {
            let mut server = Server::at(url, CONNECTIONS);
            measure(&POSTGRES, &Arc::new(Office::receiving(url, "bench")), || server.run(ROUND))
        }
        _ => {
            let mut yardstick = Yardstick::in_file(&folder.path().join("rows.db"));
            let url = format!("sqlite:{}", folder.path().join("requests.db").display());
            measure(&SQLITE, &Arc::new(Office::receiving(&url, "bench")), || yardstick.run(ROUND))
        }
    }
}

fn measure(plan: &Plan, office: &Arc<Office>, mut yardstick: impl FnMut() -> f64) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let (mut requests, mut rows, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut waits = Timings::default();
    for round in 0..ROUNDS {
        let rows_per_second = yardstick();
        let requests_per_second = run(&runtime, office, round, &mut waits);
        ratios.push(requests_per_second / rows_per_second);
        rows.push(rows_per_second);
        requests.push(requests_per_second);
    }
    let mut bounds = Bounds::default();
    Bounds::figure(plan.yardstick, median(rows), " rows/s");
    Bounds::figure(&format!("requests of {PEOPLE} people at once"), median(requests), " requests/s");
    Bounds::figure("wait for a request, median", milliseconds(waits.median()), " ms");
    Bounds::figure("wait for a request, p99", milliseconds(waits.percentile(99)), " ms");
    bounds.at_least("requests : rows", median(ratios), "×", plan.bound);
    bounds.holds("every request is there and `check` finds nothing", check(&office.app).unwrap().findings.is_empty());
    bounds.exit()
}

/// Requests a second while everybody submits for a while.
fn run(runtime: &tokio::runtime::Runtime, office: &Arc<Office>, round: usize, waits: &mut Timings) -> f64 {
    let begun = Instant::now();
    let person = |number| Applicant { round, number, requests: 0 }.work(Arc::clone(office), begun + ROUND);
    let people: Vec<_> = (0..PEOPLE).map(|number| runtime.spawn(person(number))).collect();
    let timings: Vec<Timings> = people.into_iter().map(|timings| runtime.block_on(timings).unwrap()).collect();
    let seconds = begun.elapsed().as_secs_f64();
    let requests: usize = timings.iter().map(Timings::len).sum();
    timings.into_iter().for_each(|timing| waits.add(timing));
    requests as f64 / seconds
}

/// People who ask one after the other, each for the first time.
struct Applicant {
    round: usize,
    number: usize,
    requests: usize,
}

impl Applicant {
    async fn work(mut self, office: Arc<Office>, until: Instant) -> Timings {
        let mut timings = Timings::default();
        while Instant::now() < until {
            self.requests += 1;
            let (form, request) = (self.form(), self.request());
            let begun = Instant::now();
            let ready = ready_to_submit(&office.app, &office.agency, &form, &request).unwrap();
            ready.save(&office.app).await.unwrap();
            timings.push(begun.elapsed());
        }
        timings
    }

    fn form(&self) -> ApplicantForm {
        let mut form = ApplicantForm::new(Category::NaturalPerson);
        form.name = "张三".to_owned();
        form.id_number = resident_id(self.round, self.number, self.requests);
        form.phone = "138-0013-8000".to_owned();
        form.email = "zhangsan@example.cn".to_owned();
        form.address = "某市某区某路1号".to_owned();
        form
    }

    fn request(&self) -> Request {
        Request {
            subject: "2024年度办公用品采购合同及其招标文件".to_owned(),
            description: Some("请公开2024年度办公用品采购的合同、招标公告、中标通知书和付款凭证。".to_owned()),
            ..Request::default()
        }
    }
}

/// 公民身份号码 that nobody else in this run has: the place of birth, the day and the order tell them apart.
fn resident_id(round: usize, person: usize, number: usize) -> String {
    let (serial, day) = (number % 1000, number / 1000);
    let body = format!("11010{}19{:02}{:02}{:02}{serial:03}", round + 1, person, day / 28 + 1, day % 28 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{body}{check}")
}
