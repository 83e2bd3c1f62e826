//! 答复期限: a due date with the trace that explains it, over cases with pauses, extensions and restarts.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use chrono::NaiveDate;
use gongkai::domain::calendar::Calendar;
use gongkai::domain::case::{Case, Context, Mode, Policy};
use gongkai::domain::case_log::LogLine;
use gongkai::domain::deadline::{Deadline, reply};
use gongkai::domain::role::Actor;
use gongkai::explain::sentences;
use gongkai::messages::Lang;
use gongkai::rulebook::Rulebook;

use support::bounds::Bounds;
use support::register::Register;
use support::timing::{Timings, median, microseconds};

const CASES: usize = 2000;
const ROUNDS: usize = 25;

fn main() -> ExitCode {
    let rulebook = Rulebook::load(Path::new("")).unwrap();
    let calendar = rulebook.calendar(None).unwrap();
    let all: Vec<(Case, NaiveDate)> = mix(&rulebook, &calendar, |_| true);
    let eventful = mix(&rulebook, &calendar, |case| !case.consultations.is_empty() && case.extension.is_some());
    let mut bounds = Bounds::default();
    let plain = measure(&mut bounds, "a due date with its trace", &all, &calendar);
    let paused = measure(&mut bounds, "the same, consulted about and extended", &eventful, &calendar);
    Bounds::figure("consulted about and extended : all", paused / plain, "×");
    measure_sentences(&all, &calendar);
    bounds.exit()
}

/// Cases of the register as they stood on the day of their last step.
fn mix(rulebook: &Rulebook, calendar: &Calendar, wanted: impl Fn(&Case) -> bool) -> Vec<(Case, NaiveDate)> {
    let context = Context {
        mode: Mode::Recorded,
        actor: &Actor::Import,
        policy: &Policy::default(),
        regimes: rulebook.regimes(),
        calendar,
        today: Register::last_day(),
    };
    let fold = |line: LogLine| line.fold(&context, None).unwrap().0;
    let cases = Register::of(1_000_000).lines().step_by(7).map(fold).filter(wanted).take(CASES);
    cases
        .map(|case| {
            let on = case.last_on;
            (case, on)
        })
        .collect()
}

/// Microseconds for one, in the middle round.
fn measure(bounds: &mut Bounds, what: &str, cases: &[(Case, NaiveDate)], calendar: &Calendar) -> f64 {
    let round = || {
        let begun = Instant::now();
        for (case, on) in cases {
            black_box(reply(black_box(case), calendar, *on).unwrap());
        }
        microseconds(begun.elapsed()) / cases.len() as f64
    };
    let mean = median((0..ROUNDS).map(|_| round()).collect());
    let mut each = Timings::default();
    for (case, on) in cases {
        each.time(|| black_box(reply(case, calendar, *on).unwrap()));
    }
    bounds.at_most(what, mean, " µs", 20.0);
    Bounds::figure(&format!("{what}, p99"), microseconds(each.percentile(99)), " µs");
    mean
}

fn measure_sentences(cases: &[(Case, NaiveDate)], calendar: &Calendar) {
    let deadlines: Vec<Deadline> = cases.iter().filter_map(|(case, on)| reply(case, calendar, *on).unwrap()).collect();
    let entries: usize = deadlines.iter().map(|deadline| deadline.trace.len()).sum();
    Bounds::figure("lines in a trace, mean", entries as f64 / deadlines.len() as f64, "");
    for (lang, name) in [(Lang::Zh, "Chinese"), (Lang::En, "English")] {
        let begun = Instant::now();
        for deadline in &deadlines {
            black_box(sentences(&deadline.trace, lang));
        }
        let mean = microseconds(begun.elapsed()) / deadlines.len() as f64;
        Bounds::figure(&format!("a trace as {name} sentences"), mean, " µs");
    }
}
