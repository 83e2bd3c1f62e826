//! 日常事务: what is done in the morning costs what there is to say, not what is stored.
//!
//! `cargo bench --bench duties` makes a register in which 100,000 cases are open; `-- 20000` tries it with fewer.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::Instant;

use chrono::{DateTime, Days};
use gongkai::app::duties::{Duties, Plan};
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::duty::Duty;
use gongkai::store::overview;

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::register::Register;

/// Seconds that a morning may take.
const BOUND: f64 = 5.0;
/// What is done every morning, in its order.
const DAILY: [Duty; 6] =
    [Duty::Lapses, Duty::Reminders, Duty::Escalations, Duty::Digests, Duty::ReportReminders, Duty::MissingCalendar];

fn main() -> ExitCode {
    let open = support::size_argument(100_000);
    let folder = temporary_folder();
    let mut office = Office::in_file(&folder.path().join("duties.db"), "bench");
    // As many are open as the generator leaves open: most of what came in lately.
    office.import(Register::of(open * 2).with_open(480).reader());
    let count = office.app.store.read(|conn| overview::open_of(conn, office.agency.id)).unwrap();
    Bounds::figure("open cases", count as f64, "");
    let mut bounds = Bounds::default();
    // The first morning finds everything new; the days after it are the rule.
    for (name, days) in [("the first morning", 1), ("the second morning", 2), ("a morning a week later", 8)] {
        let seconds = morning(&mut office, days);
        if days == 1 {
            Bounds::figure(name, seconds, " s");
        } else {
            bounds.at_most(name, seconds, " s", BOUND);
        }
    }
    bounds.exit()
}

/// Seconds for the daily duties of a day after the register was handed over.
fn morning(office: &mut Office, days: u64) -> f64 {
    let settings = Settings::load(None).unwrap();
    let day = Register::last_day() + Days::new(days);
    let start: DateTime<chrono::FixedOffset> = format!("{day}T08:00:00+08:00").parse().unwrap();
    office.app.clock = Clock::starting_at(settings.time_zone, start.to_utc());
    let plan = Plan::of(&settings);
    let duties = Duties::new(&office.app, &plan);
    let begun = Instant::now();
    for duty in DAILY {
        let one = Instant::now();
        let ran = duties.run_now(duty).unwrap().unwrap();
        Bounds::figure(&format!("  {duty} {:?}", ran.outcome.unwrap()), one.elapsed().as_secs_f64(), " s");
    }
    begun.elapsed().as_secs_f64()
}
