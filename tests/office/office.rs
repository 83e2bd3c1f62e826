//! Runs the binary on a database of a test.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::support::TestDb;

/// What a run left behind: exit code, standard output, standard error.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The JSON lines of standard output.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// What it printed, for a run that should have gone well.
    #[track_caller]
    pub fn good(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Fails unless it said in one sentence what to do, and nothing that is meant for programmers.
    #[track_caller]
    pub fn says(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word} is not in: {}", self.err);
        }
        for noise in ["panicked", "RUST_BACKTRACE", "src/", "Error(", "Some("] {
            assert!(!self.err.contains(noise), "{}", self.err);
        }
    }
}

/// The binary with these arguments, reading from and writing to the test.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(args).current_dir(std::env::temp_dir());
    command.env_remove("GONGKAI__LANGUAGE").env_remove("GONGKAI__DATABASE__URL").env_remove("RUST_BACKTRACE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the binary with some bytes on standard input.
pub fn run(args: &[&str], input: &[u8]) -> Run {
    finish(command(args).spawn().unwrap(), input)
}

/// Feeds a process and waits for it.
pub fn finish(mut child: Child, input: &[u8]) -> Run {
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that does not read to the end is no fault of the test's.
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    feeding.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: status.code().expect("not killed"), out: text(stdout), err: text(stderr) }
}

/// Runs the binary on a database.
pub fn gongkai(db: &TestDb, args: &[&str]) -> Run {
    fed(db, args, b"")
}

/// Runs the binary on a database with some bytes on standard input.
pub fn fed(db: &TestDb, args: &[&str], input: &[u8]) -> Run {
    run(&[args, &["--database", &db.settings.url]].concat(), input)
}

/// Imports lines into an agency, which is entered if it is new.
pub fn import(db: &TestDb, agency: &str, lines: &str) -> Run {
    fed(db, &["import", "-", "--agency", agency, "--create-agency", "某机关", "--json"], lines.as_bytes())
}

/// A file under `tests/cases/logs`.
pub fn log(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/logs").join(name)
}

/// The text of a file under `tests/cases/logs`.
pub fn log_text(name: &str) -> String {
    std::fs::read_to_string(log(name)).unwrap()
}

/// The report as printed.
pub fn report(db: &TestDb, agency: &str, year: i32, more: &[&str]) -> String {
    let year = year.to_string();
    gongkai(db, &[&["report", "--agency", agency, "--year", &year], more].concat()).good()
}

/// Fails unless everything in the database agrees.
#[track_caller]
pub fn assert_clean(db: &TestDb) {
    let run = gongkai(db, &["check"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}

/// A figure of a JSON report, by path.
#[track_caller]
pub fn figure(report: &str, path: &[&str]) -> i64 {
    let report: Value = serde_json::from_str(report).unwrap();
    let value = path.iter().fold(&report, |value, key| &value[key]);
    value.as_i64().unwrap_or_else(|| panic!("no figure {path:?} in {report}"))
}
