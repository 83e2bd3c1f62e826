//! 待办与年度报告: that a register of a million costs what a register of a thousand costs.
//!
//! `cargo bench --bench queue` builds the register of a million cases once, which takes some minutes
//! and two gigabytes, and finds it again in `GONGKAI_BENCH_DIR` the next time; `-- 50000` tries it with fewer.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use gongkai::app::annual_report::figures;
use gongkai::app::queue::{Question, Sort, Tab, count_cases, list_cases};
use gongkai::domain::annual_report::{CaseFacts, Entered, Figures, Scope};
use gongkai::domain::case::{Case, Entry};
use gongkai::domain::ids::CaseId;
use gongkai::domain::status::Status;
use gongkai::store::queue::{self, Filter, Listing, Order, Position};
use gongkai::store::{DbConn, StoreError, audit, events::EventRow};

use support::bounds::Bounds;
use support::office::{Office, folder};
use support::register::Register;
use support::timing::{Timings, milliseconds};

const CODE: &str = "bench";
const SMALL: usize = 1000;
const PAGE: u32 = 25;
const RUNS: usize = 2000;
const REPORTS: usize = 50;
const TAB_RUNS: usize = 20;
/// One year for each form of the report.
const YEARS: [i32; 3] = [2015, 2020, 2024];
/// Cases folded at once.
const BATCH: i64 = 1000;

fn main() -> ExitCode {
    let lines = support::size_argument(1_000_000);
    // Of a thousand cases so many are open that its last pages are full as well.
    let small = office(&format!("register-{SMALL}.db"), Register::of(SMALL).with_open(400));
    let large = office(&format!("register-{lines}.db"), Register::of(lines));
    let mut bounds = Bounds::default();
    measure_queue(&mut bounds, &small, &large, lines);
    measure_tabs(&mut bounds, &large, lines);
    measure_report(&mut bounds, &small, &large, lines);
    compare_with_fold(&mut bounds, &large);
    bounds.exit()
}

fn office(name: &str, register: Register) -> Office {
    Office::with_register(&folder().join(name), CODE, &register)
}

/// The pages of an office's queue, from which some begin.
struct Pages<'a> {
    office: &'a Office,
    begin_after: Vec<Option<Position>>,
    timings: Timings,
}

impl<'a> Pages<'a> {
    fn new(office: &'a Office, begin_after: Vec<Option<Position>>) -> Self {
        Self { office, begin_after, timings: Timings::default() }
    }

    fn turn(&mut self, run: usize) {
        let after = &self.begin_after[run % self.begin_after.len()];
        let rows = self.timings.time(|| page(self.office, after.as_ref()));
        assert_eq!(rows.len(), PAGE as usize, "only full pages are compared");
    }
}

fn page(office: &Office, after: Option<&Position>) -> Vec<gongkai::store::cases::CaseRow> {
    let open = Status::ALL.iter().copied().filter(|status| status.is_open()).collect();
    let filter = Filter { statuses: Some(open), ..Filter::default() };
    let listing = Listing { agencies: vec![office.agency.id], filter, order: Order::Due };
    office.app.store.read(|conn| queue::page(conn, &listing, after, PAGE)).unwrap()
}

/// Where each full page begins.
fn beginnings(office: &Office) -> Vec<Option<Position>> {
    let mut found = Vec::new();
    let mut after: Option<Position> = None;
    loop {
        let rows = page(office, after.as_ref());
        if rows.len() < PAGE as usize {
            return found;
        }
        found.push(after);
        after = rows.last().map(|last| Order::Due.position(last));
    }
}

fn measure_queue(bounds: &mut Bounds, small: &Office, large: &Office, lines: usize) {
    let (few, many) = (beginnings(small), beginnings(large));
    println!("pages of {PAGE} in the queue: {} of {SMALL} cases, {} of {lines} cases", few.len(), many.len());
    let deep = |pages: &[Option<Position>]| pages[pages.len() * 9 / 10..].to_vec();
    let kinds = [("first page", vec![None], vec![None]), ("page after 90 %", deep(&few), deep(&many))];
    for (kind, few, many) in kinds {
        let (mut few, mut many) = (Pages::new(small, few), Pages::new(large, many));
        // In turns, so that whatever else the machine does falls on both.
        for run in 0..RUNS {
            few.turn(run);
            many.turn(run);
        }
        compare(bounds, kind, few.timings, many.timings, lines);
    }
}

/// The first page of every tab in every order as an officer asks for it, and the counts of all tabs.
fn measure_tabs(bounds: &mut Bounds, office: &Office, lines: usize) {
    let code = CODE.parse().unwrap();
    for sort in Sort::ALL {
        for tab in Tab::ALL {
            let question = Question::new(*tab, *sort);
            let mut timings = Timings::default();
            for _ in 0..TAB_RUNS {
                timings.time(|| list_cases(&office.app, None, &code, &question, None, PAGE).unwrap());
            }
            let name = format!("first page of {tab} by {sort}, {lines} cases, median");
            bounds.at_most(&name, milliseconds(timings.median()), " ms", 5.0);
        }
    }
    let mut timings = Timings::default();
    let question = Question::new(Tab::Open, Sort::Due);
    for _ in 0..TAB_RUNS {
        timings.time(|| count_cases(&office.app, None, &code, &question).unwrap());
    }
    Bounds::figure(&format!("counts of every tab, {lines} cases, median"), milliseconds(timings.median()), " ms");
}

fn compare(bounds: &mut Bounds, kind: &str, mut few: Timings, mut many: Timings, lines: usize) {
    for (name, percent) in [("median", 50), ("p99", 99)] {
        let (few, many) = (few.percentile(percent), many.percentile(percent));
        Bounds::figure(&format!("{kind}, {SMALL} cases, {name}"), milliseconds(few), " ms");
        bounds.at_most(&format!("{kind}, {lines} cases, {name}"), milliseconds(many), " ms", 5.0);
    }
    let ratio = ratio(many.median(), few.median());
    bounds.at_most(&format!("{kind}, {lines} : {SMALL} cases, median"), ratio, "×", 1.5);
}

fn ratio(many: Duration, few: Duration) -> f64 {
    many.as_secs_f64() / few.as_secs_f64()
}

fn measure_report(bounds: &mut Bounds, small: &Office, large: &Office, lines: usize) {
    let (mut few, mut many) = (Timings::default(), Timings::default());
    for run in 0..REPORTS {
        let year = YEARS[run % YEARS.len()];
        few.time(|| report(small, year));
        many.time(|| report(large, year));
    }
    Bounds::figure(&format!("annual report, {SMALL} cases, median"), milliseconds(few.median()), " ms");
    Bounds::figure(&format!("annual report, {lines} cases, median"), milliseconds(many.median()), " ms");
    bounds.at_most(&format!("annual report, {lines} cases, slowest"), milliseconds(many.percentile(100)), " ms", 50.0);
    let ratio = ratio(many.median(), few.median());
    Bounds::figure(&format!("annual report, {lines} : {SMALL} cases, median"), ratio, "×");
}

fn report(office: &Office, year: i32) -> Figures {
    figures(&office.app, &CODE.parse().unwrap(), year, Scope::Own, None).unwrap()
}

/// Folds every case from its history and counts without the ledger.
fn compare_with_fold(bounds: &mut Bounds, office: &Office) {
    let begun = Instant::now();
    let facts = office.app.store.snapshot(|conn| all_facts(office, conn)).unwrap();
    Bounds::figure("folding every case", begun.elapsed().as_secs_f64(), " s");
    for year in YEARS {
        let from_tallies = report(office, year);
        let folded = Figures::fold(&from_tallies.header, &facts, &Entered::new());
        let is_same = serde_json::to_string(&folded).unwrap() == serde_json::to_string(&from_tallies).unwrap();
        let what = format!("the report for {year}, {} requests, is that of the full fold", from_tallies.received);
        bounds.holds(&what, is_same);
    }
}

fn all_facts(office: &Office, conn: &mut DbConn) -> Result<Vec<CaseFacts>, StoreError> {
    let mut facts = Vec::new();
    let mut after = CaseId(0);
    loop {
        let rows = audit::cases_after(conn, after, BATCH)?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(facts) };
        let events = audit::events_of(conn, first.id, last.id)?;
        after = last.id;
        facts.extend(events.chunk_by(|one, next| one.case_id == next.case_id).map(|history| facts_of(office, history)));
    }
}

fn facts_of(office: &Office, history: &[EventRow]) -> CaseFacts {
    let entry = |row: &EventRow| Entry { on: row.on_date, event: serde_json::from_str(&row.payload).unwrap() };
    let history: Vec<Entry> = history.iter().map(entry).collect();
    let case = Case::fold(&history, office.app.rulebook.regimes()).unwrap();
    case.facts(&office.agency.calendar).unwrap()
}
