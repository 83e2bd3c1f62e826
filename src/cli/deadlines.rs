//! `gongkai deadlines`: the reply clock of every case in a case log, without a database.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::files::{open, unreadable};
use super::{CliError, Context};
use crate::app::case_log::{Line, LineFault, Lines, parse, ref_of};
use crate::domain::case::{self, Case, Mode, Policy};
use crate::domain::case_log::LogLine;
use crate::domain::deadline::{self, Deadline};
use crate::domain::role::Actor;
use crate::explain::{self, TraceLine};
use crate::messages::Lang;
use crate::rulebook::{Rulebook, words};
use crate::wording;

/// Arguments of `deadlines`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Case log, `-` for standard input.
    file: PathBuf,
    /// The day to look from; today unless given.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// JSON lines instead of text.
    #[arg(long)]
    json: bool,
    /// Region whose holidays are added.
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
}

/// A case log line, alone or with a date of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedLine {
    case: LogLine,
    as_of: Option<NaiveDate>,
    // Files of worked examples carry the expected answer beside the case.
    #[serde(default, rename = "state")]
    _state: Option<serde_json::Value>,
    #[serde(default, rename = "due_on")]
    _due_on: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(rename = "ref")]
    source_ref: &'a str,
    state: &'static str,
    due_on: Option<NaiveDate>,
    provisional: bool,
    due_if_restarted_today: Option<NaiveDate>,
    remaining_working_days: Option<i64>,
    trace: Vec<TraceLine>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let rulebook = context.rulebook()?;
    let calendar = rulebook
        .calendar(args.region.as_deref())
        .map_err(|error| CliError::Usage(words::calendar_error(&error, context.lang)))?;
    let clock = Reader {
        rulebook: &rulebook,
        calendar,
        as_of: args.as_of.unwrap_or_else(|| context.clock.today()),
        lang: context.lang,
        json: args.json,
    };
    let mut lines = Lines::new(open(&args.file, context.lang)?);
    let mut out = std::io::stdout().lock();
    let mut refused = false;
    while let Some(line) = lines.next_line().map_err(|error| unreadable(&args.file, context.lang, &error))? {
        let written = match clock.answer_line(&line) {
            Ok(text) => writeln!(out, "{text}"),
            Err(refusal) => {
                refused = true;
                writeln!(std::io::stderr(), "{refusal}")
            }
        };
        written.map_err(|error| unreadable(&args.file, context.lang, &error))?;
    }
    Ok(ExitCode::from(u8::from(refused)))
}

struct Reader<'a> {
    rulebook: &'a Rulebook,
    calendar: crate::domain::calendar::Calendar,
    as_of: NaiveDate,
    lang: Lang,
    json: bool,
}

impl Reader<'_> {
    /// The answer to a line, or the contract's sentence on why there is none.
    fn answer_line(&self, line: &Line) -> Result<String, String> {
        let (fault, source_ref) = match &line.text {
            Err(fault) => (fault.clone(), None),
            Ok(text) => match self.answer(text) {
                Ok(answer) => return Ok(answer),
                Err(fault) => (fault, ref_of(text)),
            },
        };
        let message = wording::line_fault(self.lang, &fault);
        Err(wording::refused_line(line.number, source_ref.as_deref(), &message))
    }

    fn answer(&self, text: &str) -> Result<String, LineFault> {
        let (line, as_of) = self.read(text)?;
        let policy = Policy::default();
        let context = case::Context {
            mode: Mode::Recorded,
            actor: &Actor::Import,
            policy: &policy,
            regimes: self.rulebook.regimes(),
            calendar: &self.calendar,
            // A what-if may lie in the future: nothing here is recorded.
            today: NaiveDate::MAX,
        };
        let (case, _) = line.fold(&context, Some(as_of))?;
        let deadline = deadline::reply(&case, &self.calendar, as_of)?;
        Ok(deadline.map_or_else(String::new, |deadline| self.render(&line.source_ref, &case, &deadline)))
    }

    fn read(&self, text: &str) -> Result<(LogLine, NaiveDate), LineFault> {
        if text.contains("\"case\"") {
            let line: DatedLine = parse(text)?;
            let as_of = line.as_of.unwrap_or(self.as_of);
            return Ok((line.case, as_of));
        }
        Ok((parse(text)?, self.as_of))
    }

    fn render(&self, source_ref: &str, case: &Case, deadline: &Deadline) -> String {
        let state = if !case.is_open() {
            "closed"
        } else if deadline.due_on.is_none() {
            "stopped"
        } else {
            "running"
        };
        if !self.json {
            return self.describe(source_ref, state, deadline);
        }
        let answer = Answer {
            source_ref,
            state,
            due_on: deadline.due_on,
            provisional: deadline.provisional,
            due_if_restarted_today: deadline.due_if_restarted_today,
            remaining_working_days: deadline.remaining_working_days,
            trace: explain::lines(&deadline.trace),
        };
        serde_json::to_string(&answer).unwrap_or_default()
    }

    fn describe(&self, source_ref: &str, state: &str, deadline: &Deadline) -> String {
        let date = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
        let provisional = if deadline.provisional { self.lang.text("deadlines-provisional") } else { String::new() };
        let mut text = self.lang.with(
            &format!("deadlines-{state}"),
            &[
                ("ref", source_ref.to_owned().into()),
                ("due", date(deadline.due_on).into()),
                ("restarted", date(deadline.due_if_restarted_today).into()),
                ("remaining", deadline.remaining_working_days.unwrap_or(0).into()),
                ("provisional", provisional.into()),
            ],
        );
        for sentence in explain::sentences(&deadline.trace, self.lang) {
            text.push_str("\n  ");
            text.push_str(&sentence);
        }
        text
    }
}
