//! 网上提交: whole requests from many threads, against one row in each transaction on the same disk.
//!
//! A request is checked, its applicant's file is sealed, it gets its number, its history, its row and its
//! place in the figures, and it is answered when all of it is durable. `cargo bench --bench submit` measures
//! SQLite with 64 threads; `cargo bench --bench submit -- postgres://…` any PostgreSQL database with 16.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use gongkai::app::check::check;
use gongkai::app::intake::submit;
use gongkai::app::{Agency, find_agency};
use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::case::Request;
use gongkai::domain::code::Category;
use gongkai::store::agencies;

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::timing::{Timings, median, milliseconds};
use support::yardstick::{Server, Yardstick};

const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(2);

/// What is measured on one of the databases.
struct Plan {
    threads: usize,
    yardstick: &'static str,
    bound: f64,
}

const SQLITE: Plan = Plan { threads: 64, yardstick: "one row a transaction, one connection", bound: 4.0 };
const POSTGRES: Plan = Plan { threads: 16, yardstick: "one row a transaction, 16 connections", bound: 0.4 };

fn main() -> ExitCode {
    let folder = temporary_folder();
    match support::arguments().as_slice() {
        [url] => {
            let mut server = Server::at(url, POSTGRES.threads);
            measure(&POSTGRES, &receiving(Office::at(url, "bench")), || server.run(ROUND))
        }
        _ => {
            let mut yardstick = Yardstick::in_file(&folder.path().join("rows.db"));
            let office = Office::in_file(&folder.path().join("requests.db"), "bench");
            measure(&SQLITE, &receiving(office), || yardstick.run(ROUND))
        }
    }
}

/// An office that receives what is sent online at once, which is the longer act: another event and the figures.
fn receiving(office: Office) -> Office {
    let Office { app, agency: Agency { id, .. } } = office;
    app.store.write_blocking(move |conn| agencies::set_settings(conn, id, r#"{"receipt":"automatic"}"#)).unwrap();
    let agency = find_agency(&app, &"bench".parse().unwrap()).unwrap();
    Office { app, agency }
}

fn measure(plan: &Plan, office: &Office, mut yardstick: impl FnMut() -> f64) -> ExitCode {
    let (mut requests, mut rows, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut waits = Timings::default();
    for round in 0..ROUNDS {
        let rows_per_second = yardstick();
        let requests_per_second = run(office, plan.threads, round, &mut waits);
        ratios.push(requests_per_second / rows_per_second);
        rows.push(rows_per_second);
        requests.push(requests_per_second);
    }
    let mut bounds = Bounds::default();
    Bounds::figure(plan.yardstick, median(rows), " rows/s");
    Bounds::figure(&format!("requests from {} threads", plan.threads), median(requests), " requests/s");
    Bounds::figure("wait for a request, median", milliseconds(waits.median()), " ms");
    Bounds::figure("wait for a request, p99", milliseconds(waits.percentile(99)), " ms");
    bounds.at_least("requests : rows", median(ratios), "×", plan.bound);
    bounds.holds("every request is there and `check` finds nothing", check(&office.app).unwrap().findings.is_empty());
    bounds.exit()
}

/// Requests a second while every thread submits for a while.
fn run(office: &Office, threads: usize, round: usize, waits: &mut Timings) -> f64 {
    let begun = Instant::now();
    let timings = std::thread::scope(|scope| {
        let applicant = |thread| Applicant { round, thread, requests: 0 };
        let work = |thread| scope.spawn(move || applicant(thread).work(office, begun + ROUND));
        let threads: Vec<_> = (0..threads).map(work).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let requests: usize = timings.iter().map(Timings::len).sum();
    timings.into_iter().for_each(|timing| waits.add(timing));
    requests as f64 / seconds
}

/// People who ask one after the other, each for the first time.
struct Applicant {
    round: usize,
    thread: usize,
    requests: usize,
}

impl Applicant {
    fn work(&mut self, office: &Office, until: Instant) -> Timings {
        let mut timings = Timings::default();
        while Instant::now() < until {
            self.requests += 1;
            let (form, request) = (self.form(), self.request());
            timings.time(|| submit(&office.app, &office.agency, &form, &request).unwrap());
        }
        timings
    }

    fn form(&self) -> ApplicantForm {
        let mut form = ApplicantForm::new(Category::NaturalPerson);
        form.name = "张三".to_owned();
        form.id_number = resident_id(self.round, self.thread, self.requests);
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
fn resident_id(round: usize, thread: usize, number: usize) -> String {
    let (serial, day) = (number % 1000, number / 1000);
    let body = format!("11010{}19{:02}{:02}{:02}{serial:03}", round + 1, thread, day / 28 + 1, day % 28 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).unwrap();
    format!("{body}{check}")
}
