//! 登记簿导入: how many cases a second, and whether memory grows with the file.
//!
//! `cargo bench --bench import` measures SQLite; `cargo bench --bench import -- postgres://…` any other
//! database. Each register is read by a process of its own, so that its memory is its own. What grows with a
//! register of 15,000 lines is SQLite's page cache, until it is full at 64 MiB; from then on nothing may.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::register::Register;
use support::timing::median;

/// The size of the registers that offices have.
const OFFICE: usize = 15_000;
/// Registers whose import fills the page cache.
const LARGE: usize = 60_000;
const VERY_LARGE: usize = 240_000;
/// Runs of the first size; the figure is the one in the middle.
const RUNS: usize = 5;

/// What a process that imported has to say.
struct Measured {
    cases_per_second: f64,
    peak_mib: f64,
}

fn main() -> ExitCode {
    match support::arguments().as_slice() {
        [child, url, register] if child == "read" => read(url, Path::new(register)),
        [url] => measure(Some(url)),
        _ => measure(None),
    }
}

fn measure(url: Option<&str>) -> ExitCode {
    let folder = temporary_folder();
    let read = |lines, runs| -> Vec<Measured> {
        let register = write_register(folder.path(), lines);
        let database = |run| format!("sqlite:{}", folder.path().join(format!("{lines}-{run}.db")).display());
        (0..runs).map(|run| read_in_child(url.unwrap_or(&database(run)), &register)).collect()
    };
    let speed = |runs: &[Measured]| median(runs.iter().map(|run| run.cases_per_second).collect());
    let peak = |runs: &[Measured]| median(runs.iter().map(|run| run.peak_mib).collect());
    let (office, large, very_large) = (read(OFFICE, RUNS), read(LARGE, 1), read(VERY_LARGE, 1));

    let mut bounds = Bounds::default();
    bounds.at_least("import of 15,000 lines", speed(&office), " cases/s", 3000.0);
    Bounds::figure("import of 60,000 lines", speed(&large), " cases/s");
    Bounds::figure("import of 240,000 lines", speed(&very_large), " cases/s");
    bounds.at_most("peak memory, 15,000 lines", peak(&office), " MiB", 128.0);
    bounds.at_most("peak memory, 60,000 lines", peak(&large), " MiB", 128.0);
    bounds.at_most("peak memory, 240,000 lines", peak(&very_large), " MiB", 128.0);
    bounds.at_most("240,000 : 60,000 lines, peak memory", peak(&very_large) / peak(&large), "×", 1.1);
    bounds.exit()
}

fn write_register(folder: &Path, lines: usize) -> std::path::PathBuf {
    let path = folder.join(format!("{lines}.jsonl"));
    let mut out = BufWriter::new(File::create(&path).unwrap());
    for line in Register::of(lines).lines() {
        serde_json::to_writer(&mut out, &line).unwrap();
        out.write_all(b"\n").unwrap();
    }
    out.flush().unwrap();
    path
}

fn read_in_child(url: &str, register: &Path) -> Measured {
    let this = std::env::current_exe().unwrap();
    let output = Command::new(this).args(["read", url]).arg(register).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8(output.stdout).unwrap();
    let (cases_per_second, peak_mib) = answer.trim().split_once(' ').unwrap();
    Measured { cases_per_second: cases_per_second.parse().unwrap(), peak_mib: peak_mib.parse().unwrap() }
}

/// Reads one register and answers on standard output.
fn read(url: &str, register: &Path) -> ExitCode {
    let office = Office::at(url, &format!("bench-{}", std::process::id()));
    let begun = Instant::now();
    let summary = office.import(BufReader::new(File::open(register).unwrap()));
    let cases_per_second = summary.accepted as f64 / begun.elapsed().as_secs_f64();
    println!("{cases_per_second} {}", peak_mib());
    ExitCode::SUCCESS
}

/// The most memory this process ever had, as Linux counts it.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB"));
    kib.map_or(f64::NAN, |kib| kib.trim().parse::<f64>().unwrap() / 1024.0)
}
