//! 登记簿导出: how long a register of 100,000 lines takes as a spreadsheet and as text, and that memory does not grow
//! with it. `cargo bench --bench register`; `-- 20000` tries it with fewer lines.
//!
//! Each file is written by a process of its own, so that its memory is its own, from a database that is made once and
//! found again in `GONGKAI_BENCH_DIR` the next time. What counts is memory of its own.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use gongkai::app::queue::{Export, Question, Sort, Tab, export_cases};
use gongkai::app::register::{YearRegister, YearSpan, export_year};
use gongkai::domain::role::Actor;
use gongkai::letters::register::{Book, Csv, Heading, Of, Sheet, cells, columns};
use gongkai::messages::Lang;
use gongkai::store::StoreError;

use support::bounds::Bounds;
use support::office::{Office, folder};
use support::register::Register;

const CODE: &str = "bench";
const LINES: usize = 100_000;
/// The share of the register that tells whether memory grows with it.
const SMALLER: usize = 5;
const YEAR: i32 = 2024;

/// What a process that wrote a register has to say.
struct Measured {
    lines: f64,
    seconds: f64,
    peak_mib: f64,
}

fn main() -> ExitCode {
    match support::arguments().as_slice() {
        [child, kind, database, file] if child == "write" => write(kind, Path::new(database), Path::new(file)),
        [] => measure(LINES),
        _ => measure(support::size_argument(LINES)),
    }
}

fn measure(lines: usize) -> ExitCode {
    let (small, large) = (database(lines / SMALLER), database(lines));
    let out = tempfile::tempdir_in(folder()).unwrap();
    let mut bounds = Bounds::default();
    for kind in ["xlsx", "csv"] {
        let file = |name: &str| out.path().join(format!("{name}.{kind}"));
        let smaller = write_in_child(kind, &small, &file("small"));
        let larger = write_in_child(kind, &large, &file("large"));
        assert!(larger.lines >= lines as f64 * 0.99, "every line is written");
        let seconds = larger.seconds * 100_000.0 / larger.lines;
        bounds.at_most(&format!("100,000 lines as {kind}"), seconds, " s", 60.0);
        bounds.at_most(&format!("{lines} lines as {kind}, peak memory"), larger.peak_mib, " MiB", 64.0);
        let growth = larger.peak_mib / smaller.peak_mib;
        bounds.at_most(&format!("{kind}: {SMALLER} times the lines, peak memory"), growth, "×", 1.5);
    }
    let year = write_in_child("year", &large, &out.path().join("year.xlsx"));
    Bounds::figure("the register of a year, lines", year.lines, "");
    Bounds::figure("the register of a year", year.seconds, " s");
    bounds.exit()
}

fn database(lines: usize) -> PathBuf {
    let path = folder().join(format!("register-{lines}.db"));
    drop(Office::with_register(&path, CODE, &Register::of(lines)));
    path
}

fn write_in_child(kind: &str, database: &Path, file: &Path) -> Measured {
    let this = std::env::current_exe().unwrap();
    let output = Command::new(this).args(["write", kind]).args([database, file]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8(output.stdout).unwrap();
    let mut numbers = answer.split_whitespace().map(|number| number.parse::<f64>().unwrap());
    let mut next = || numbers.next().unwrap();
    Measured { lines: next(), seconds: next(), peak_mib: next() }
}

/// Writes one register and answers on standard output.
fn write(kind: &str, database: &Path, file: &Path) -> ExitCode {
    let office = Office::in_file(database, CODE);
    let mut out = BufWriter::new(File::create(file).unwrap());
    let begun = Instant::now();
    let (lines, peak_mib) = while_watched(|| match kind {
        "csv" => csv(&office, &mut out),
        "xlsx" => xlsx(&office, &mut out),
        _ => year(&office, &mut out),
    });
    out.flush().unwrap();
    println!("{lines} {} {}", begun.elapsed().as_secs_f64(), peak_mib);
    ExitCode::SUCCESS
}

fn csv(office: &Office, out: &mut impl Write) -> u64 {
    let mut csv = Csv::begin(out, &columns(Lang::Zh)).unwrap();
    let export = listed("csv");
    let take = |line: &gongkai::app::register::RegisterLine| {
        Ok(csv.line(&cells(Lang::Zh, &line.values())).map_err(StoreError::from)?)
    };
    export_cases(&office.app, &export.of(office), take).unwrap()
}

fn xlsx(office: &Office, out: &mut impl Write) -> u64 {
    let mut book = Book::begin(Lang::Zh, &Heading { agency: office.agency.name.clone(), of: None }).unwrap();
    let export = listed("xlsx");
    let count = export_cases(&office.app, &export.of(office), |line| {
        Ok(book.line(&line.values(), &line.facts).map_err(StoreError::from)?)
    });
    book.finish(out).unwrap();
    count.unwrap()
}

fn year(office: &Office, out: &mut impl Write) -> u64 {
    let span = YearSpan::of(&office.app, YEAR).unwrap();
    let of = Some(Of { year: YEAR, form: span.form });
    let mut book = Book::begin(Lang::Zh, &Heading { agency: office.agency.name.clone(), of }).unwrap();
    let (agency, actor) = (&office.agency, &Actor::System);
    let wanted = YearRegister { agency, actor, span, subtree: false, format: "xlsx" };
    let count = export_year(&office.app, &wanted, |line| {
        Ok(book.line(&line.values(), &line.facts).map_err(StoreError::from)?)
    });
    book.finish(out).unwrap();
    count.unwrap()
}

/// The whole register as a list.
struct Whole {
    question: Question,
    format: &'static str,
}

fn listed(format: &'static str) -> Whole {
    Whole { question: Question::new(Tab::All, Sort::Number), format }
}

impl Whole {
    fn of<'a>(&'a self, office: &'a Office) -> Export<'a> {
        let Self { question, format } = self;
        Export { agency: &office.agency, actor: &Actor::System, question, filters: Vec::new(), format }
    }
}

/// Runs `work`, and the most memory of its own that this process had meanwhile, looked at every few milliseconds. What
/// is read of the database's file is mapped and not counted: the system takes it back when it likes.
fn while_watched<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut most = own_mib();
            while !is_over.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
                most = most.max(own_mib());
            }
            most
        });
        let done = work();
        is_over.store(true, Ordering::SeqCst);
        (done, watching.join().unwrap())
    })
}

/// The memory that is this process's own now, as Linux counts it.
fn own_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let kib = status.lines().find_map(|line| line.strip_prefix("RssAnon:")?.trim().strip_suffix("kB"));
    kib.unwrap().trim().parse::<f64>().unwrap() / 1024.0
}
