//! 文书排版: what a letter costs once the first has been set, and whether a batch of 500 needs more memory than ten.
//!
//! `cargo bench --bench letters`. Times are of the PDF alone, from the letter's words to the finished bytes.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use chrono::NaiveDate;
use gongkai::app::letters::Facts;
use gongkai::domain::letter::{LetterKind, LetterText};
use gongkai::letters::letter::{Dress, Letter, Wording};
use gongkai::letters::press::Press;

use support::bounds::Bounds;
use support::timing::{Timings, milliseconds};

const BATCH: u32 = 500;

fn main() -> ExitCode {
    let press = Press::new(PathBuf::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("config/fonts")]);
    let mut bounds = Bounds::default();
    let begun = Instant::now();
    letter(0).pdf(&press, Dress::Plain).unwrap();
    Bounds::figure("the first letter, with its fonts", milliseconds(begun.elapsed()), " ms");
    let mut warm = Timings::default();
    let mut early = 0.0;
    for number in 1..=BATCH {
        let letter = letter(number);
        warm.time(|| letter.pdf(&press, Dress::Plain).unwrap());
        if number == 10 {
            early = resident();
        }
    }
    bounds.at_most("a letter, median", milliseconds(warm.median()), " ms", 15.0);
    Bounds::figure("a letter, 95 of 100", milliseconds(warm.percentile(95)), " ms");
    bounds.at_most("memory after 500 : after 10 letters", resident() / early, "×", 1.15);
    bounds.exit()
}

/// No two are the same, and every kind has its turn.
fn letter(number: u32) -> Letter {
    let kind = LetterKind::ALL[number as usize % LetterKind::ALL.len()];
    let mut facts = Facts::examples(LetterText::Kind(kind), "某市某局").remove(0);
    facts.case_no = format!("2026-{number:05}");
    facts.applicant = Some(format!("申请人{number}"));
    let on = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let mut letter = Wording::built_in(kind).letter(kind, "某市某局", &facts, on).unwrap();
    letter.number = Some(format!("某公复〔2026〕{number}号"));
    letter
}

/// Megabytes in memory now, as Linux counts them.
fn resident() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix("kB"));
    kib.unwrap().trim().parse::<f64>().unwrap() / 1024.0
}
