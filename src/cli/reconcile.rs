//! `gongkai reconcile`: every contradiction in a published report (R22).

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::{CliError, Context};
use crate::domain::annual_report::Amount;
use crate::domain::reconcile::{Finding, Node, Published, Rule, reconcile};
use crate::findings;
use crate::messages::Lang;

/// Checks a report's figures.
#[derive(Debug, Args)]
pub struct ReconcileArgs {
    /// The report, `-` for standard input.
    file: PathBuf,
    /// Last year's report.
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// Reports of the agencies below.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    children: Vec<PathBuf>,
    /// JSON lines.
    #[arg(long)]
    json: bool,
}

/// Prints the findings; the exit code says whether there are any (contract: 0 none, 1 some).
///
/// # Errors
/// [`CliError::Usage`] (exit 2) if one of the files cannot be read.
pub fn run(args: &ReconcileArgs, context: &Context) -> Result<ExitCode, CliError> {
    let lang = context.lang;
    let report = read(&args.file, lang)?;
    let previous = args.previous.as_deref().map(|file| read(file, lang)).transpose()?;
    let children = args.children.iter().map(|file| read(file, lang)).collect::<Result<Vec<_>, _>>()?;
    note_years(args, &report, previous.as_ref(), &children, lang);

    let findings = reconcile(&report, previous.as_ref(), &children);
    if args.json {
        print_lines(&findings, lang)?;
    } else {
        print_sentences(&findings, lang);
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(file: &Path, lang: Lang) -> Result<Published, CliError> {
    let name = file.display().to_string();
    let usage = |id: &str, key: &'static str, why: String| {
        CliError::Usage(lang.with(id, &[("file", name.clone().into()), (key, why.into())]))
    };
    let bytes = content(file).map_err(|error| usage("reconcile-no-file", "error", error.to_string()))?;
    // Editors on Windows put a mark before the text that JSON does not know.
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let node: Node =
        serde_json::from_slice(text).map_err(|error| usage("reconcile-not-json", "error", error.to_string()))?;
    let mut report = Published::read(&node)
        .map_err(|error| usage("reconcile-unreadable", "problem", findings::unreadable(lang, &error)))?;
    if report.agency.is_empty() {
        report.agency = name;
    }
    Ok(report)
}

fn content(file: &Path) -> std::io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A report of the wrong year is compared all the same: the caller may know why. But it is said.
fn note_years(args: &ReconcileArgs, report: &Published, previous: Option<&Published>, below: &[Published], lang: Lang) {
    let note = |id: &str, file: &Path, found: Option<i32>, expected: Option<i32>| {
        if let (Some(found), Some(expected)) = (found, expected)
            && found != expected
        {
            let file = file.display().to_string().into();
            let years =
                [("file", file), ("found", found.to_string().into()), ("expected", expected.to_string().into())];
            eprintln!("{}", lang.with(id, &years));
        }
    };
    if let (Some(file), Some(previous)) = (&args.previous, previous) {
        note("reconcile-note-previous", file, previous.year, report.year.map(|year| year - 1));
    }
    for (file, child) in args.children.iter().zip(below) {
        note("reconcile-note-child", file, child.year, report.year);
    }
}

/// A finding as the contract's JSON.
#[derive(Serialize)]
struct Line {
    rule: Rule,
    #[serde(rename = "where")]
    place: String,
    left: Option<Amount>,
    right: Option<Amount>,
    message: String,
}

fn print_lines(findings: &[Finding], lang: Lang) -> Result<(), CliError> {
    for finding in findings {
        let line = Line {
            rule: finding.rule,
            place: finding.place.to_string(),
            left: finding.left,
            right: finding.right,
            message: findings::sentence(lang, finding),
        };
        let text = serde_json::to_string(&line).map_err(|error| CliError::Refused(error.to_string()))?;
        println!("{text}");
    }
    Ok(())
}

fn print_sentences(findings: &[Finding], lang: Lang) {
    for finding in findings {
        println!("{} [{} {}]", findings::sentence(lang, finding), finding.rule, finding.place);
    }
    let summary = match findings.len() {
        0 => lang.text("reconcile-none"),
        count => lang.with("reconcile-some", &[("count", count.into())]),
    };
    println!("{summary}");
}
