//! `workdays --batch`: one JSON object a line in, one a line out, in the same order (contract).

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::question::{Answer, Failure, Question};
use super::{day, interrupted};
use crate::cli::CliError;
use crate::domain::calendar::Calendar;
use crate::messages::Lang;

/// Answers standard input. A line without an answer gets an error in its place, the others are
/// answered, and the exit code is 1. Blank lines are passed over.
pub(super) fn run(calendar: &Calendar, lang: Lang) -> Result<ExitCode, CliError> {
    let failures = answer_lines(io::stdin().lock(), io::stdout().lock(), calendar, lang);
    match failures {
        Ok(0) => Ok(ExitCode::SUCCESS),
        Ok(count) => Err(CliError::Refused(lang.with("workdays-batch-failures", &[("count", count.into())]))),
        Err(error) => Err(interrupted(&error, lang)),
    }
}

fn answer_lines(input: impl Read, output: impl Write, calendar: &Calendar, lang: Lang) -> io::Result<usize> {
    let mut input = BufReader::new(input);
    let mut output = io::BufWriter::new(output);
    let mut failures = 0;
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = line.trim_ascii();
        if !text.is_empty() {
            let answer = question(text).and_then(|question| question.ask(calendar));
            failures += usize::from(answer.is_err());
            writeln!(output, "{}", written(&answer, lang))?;
        }
        line.clear();
        // A program that asks and waits for the answer gets it before its next question.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(failures)
}

fn written(answer: &Result<Answer, Failure>, lang: Lang) -> String {
    match answer {
        Ok(answer) => answer.json(),
        Err(failure) => json!({ "error": { "code": failure.code(), "message": failure.message(lang) } }).to_string(),
    }
}

/// Reads one line. Fields other than the four are passed over, so that a question can carry a key.
fn question(line: &[u8]) -> Result<Question, Failure> {
    let fields: Map<String, Value> =
        serde_json::from_slice(line).map_err(|error| Failure::NotJson { detail: error.to_string() })?;
    match ["start_date", "n_working_days", "from", "to"].map(|name| fields.get(name).filter(|value| !value.is_null())) {
        [Some(start), Some(n), None, None] => Ok(Question::Add { start: date("start_date", start)?, n: count(n)? }),
        [None, None, Some(from), Some(to)] => Ok(Question::Between { from: date("from", from)?, to: date("to", to)? }),
        _ => Err(Failure::NoQuestion),
    }
}

fn date(name: &'static str, value: &Value) -> Result<chrono::NaiveDate, Failure> {
    match value.as_str() {
        Some(text) => day(name, text),
        None => Err(Failure::Date { name, given: value.to_string() }),
    }
}

fn count(value: &Value) -> Result<u32, Failure> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number.ok_or_else(|| Failure::Count { given: value.to_string() })
}
