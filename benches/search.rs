//! 检索: that a page costs little whatever is looked for, and that the index keeps up with an import.
//!
//! `cargo bench --bench search` takes over a register of a hundred thousand cases, indexes it and asks;
//! `-- 1000000` measures more of them, and an address after it another database than a new SQLite file.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::Instant;

use gongkai::app::search::{index_new, search};
use gongkai::domain::ids::CaseId;
use gongkai::domain::search::{Query, Within};

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::register::Register;
use support::timing::{Timings, milliseconds};

const PAGE: u32 = 50;
const RUNS: usize = 200;

/// What is looked for, and what is special about it.
const QUESTIONS: [(&str, &str); 9] = [
    ("年度", "in every case"),
    ("区", "one character, in half of them"),
    ("环境影响评价批复", "in every twelfth"),
    ("欧阳文博", "a name, in one of some hundred"),
    ("青山区 采购合同 欧阳文博", "three phrases"),
    ("2016-0", "in none, of common words"),
    ("滨江街道教师招聘成绩 王伟", "two phrases"),
    ("年度港口二期食品安全抽检结果书", "in none, of common neighbours"),
    ("龘", "in none"),
];

fn main() -> ExitCode {
    let lines = support::size_argument(100_000);
    let folder = temporary_folder();
    let office = match support::arguments().get(1) {
        Some(url) => Office::at(url, "bench"),
        None => Office::in_file(&folder.path().join("search.db"), "bench"),
    };
    let mut bounds = Bounds::default();
    take_over(&office, lines);
    let within = Within { full: vec![office.agency.id], limited: vec![] };
    // Everything that somebody may search without names, as an auditor of a province may.
    let many = Within { full: vec![], limited: (1..=200).map(gongkai::domain::ids::AgencyId).collect() };
    for (text, what) in QUESTIONS {
        for (within, whose) in [(&within, "one agency"), (&many, "200 agencies")] {
            let what = format!("{text}, {what}; {whose}");
            measure(&mut bounds, &office, within, text, &what);
        }
    }
    bounds.exit()
}

fn take_over(office: &Office, lines: usize) {
    let begun = Instant::now();
    office.import(Register::of(lines).reader());
    Bounds::figure("import", lines as f64 / begun.elapsed().as_secs_f64(), " cases/s");
    let begun = Instant::now();
    let indexed = index_new(&office.app).unwrap();
    Bounds::figure("indexing", indexed as f64 / begun.elapsed().as_secs_f64().max(1e-9), " cases/s");
    let mut idle = Timings::default();
    (0..20).for_each(|_| assert_eq!(idle.time(|| index_new(&office.app).unwrap()), 0));
    Bounds::figure("finding that nothing is new just after it, median", milliseconds(idle.median()), " ms");
}

fn measure(bounds: &mut Bounds, office: &Office, within: &Within, text: &str, what: &str) {
    let query = Query::parse(text).unwrap();
    let page = |before: Option<CaseId>| search(&office.app, within, &query, before, PAGE).unwrap();
    let mut timings = Timings::default();
    let mut before = None;
    for _ in 0..RUNS {
        let found = timings.time(|| page(before));
        before = found.next;
    }
    let first = page(None);
    Bounds::figure(&format!("{what}: found on the first page"), first.cases.len() as f64, "");
    bounds.at_most(&format!("{what}: median of pages"), milliseconds(timings.median()), " ms", 10.0);
    Bounds::figure(&format!("{what}: slowest page"), milliseconds(timings.percentile(100)), " ms");
}
