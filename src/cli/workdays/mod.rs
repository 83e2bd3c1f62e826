//! `gongkai workdays`: working-day arithmetic for people and for scripts (R1, R2).

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};
use clap::{Args, Subcommand};

use super::{CliError, Context};
use crate::domain::calendar::{Calendar, iso_date};
use crate::messages::Lang;
use crate::rulebook::{Rulebook, words};

mod batch;
mod question;

use question::{Answer, Failure, Question};

/// Working-day arithmetic.
#[derive(Debug, Args)]
pub struct Workdays {
    #[command(subcommand)]
    form: Option<Form>,
    /// Questions as JSON lines from standard input.
    #[arg(long)]
    batch: bool,
    /// A region's own holidays on top.
    #[arg(long, global = true, value_name = "CODE")]
    region: Option<String>,
    /// With the notices published by this day.
    #[arg(long, global = true, value_name = "DATE")]
    known_on: Option<String>,
    /// The answer as JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum Form {
    /// The N-th working day after a day.
    Add {
        #[arg(value_name = "DATE")]
        date: String,
        #[arg(value_name = "N", allow_negative_numbers = true)]
        n: String,
    },
    /// The working days after FROM up to TO.
    Between {
        #[arg(value_name = "FROM")]
        from: String,
        #[arg(value_name = "TO")]
        to: String,
    },
}

impl Workdays {
    /// Answers one question, or all of standard input.
    ///
    /// # Errors
    /// [`CliError::Usage`] for arguments that make no sense, [`CliError::Refused`] for what the
    /// calendars do not cover.
    pub fn run(&self, context: &Context) -> Result<ExitCode, CliError> {
        let lang = context.lang;
        match (&self.form, self.batch) {
            (Some(form), false) => self.answer(form, context),
            (None, true) => batch::run(&self.calendar(context)?, lang),
            (Some(_), true) | (None, false) => Err(CliError::Usage(lang.text("workdays-which"))),
        }
    }

    fn answer(&self, form: &Form, context: &Context) -> Result<ExitCode, CliError> {
        let lang = context.lang;
        let question = form.question().map_err(|failure| failure.into_cli(lang))?;
        let calendar = self.calendar(context)?;
        let answer = question.ask(&calendar).map_err(|failure| failure.into_cli(lang))?;
        let text = if self.json { answer.json() } else { answer.plain() };
        writeln!(io::stdout(), "{text}").map_err(|error| interrupted(&error, lang))?;
        if let Some(year) = unpublished_year(question, answer, &calendar).filter(|_| !self.json) {
            eprintln!("{}", lang.with("workdays-provisional", &[("year", year.to_string().into())]));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn calendar(&self, context: &Context) -> Result<Calendar, CliError> {
        let lang = context.lang;
        let known_on = self.known_on.as_deref().map(|text| day("--known-on", text)).transpose();
        let known_on = known_on.map_err(|failure| failure.into_cli(lang))?;
        let rules =
            Rulebook::load(&context.settings.calendars.dir).map_err(|error| CliError::Refused(error.message(lang)))?;
        let region = self.region.as_deref();
        let calendar = match known_on {
            None => rules.calendar(region),
            Some(day) => rules.calendar_known_on(day, region),
        };
        calendar.map_err(|error| CliError::Usage(words::calendar_error(&error, lang)))
    }
}

impl Form {
    fn question(&self) -> Result<Question, Failure> {
        match self {
            Self::Add { date, n } => {
                let n = n.parse().map_err(|_| Failure::Count { given: n.clone() })?;
                Ok(Question::Add { start: day("DATE", date)?, n })
            }
            Self::Between { from, to } => Ok(Question::Between { from: day("FROM", from)?, to: day("TO", to)? }),
        }
    }
}

impl Failure {
    fn into_cli(self, lang: Lang) -> CliError {
        let message = self.message(lang);
        if self.is_refusal() { CliError::Refused(message) } else { CliError::Usage(message) }
    }
}

fn day(name: &'static str, text: &str) -> Result<NaiveDate, Failure> {
    iso_date(text).ok_or_else(|| Failure::Date { name, given: text.to_owned() })
}

/// Input or output stopped half-way, for example because the reader of a pipe went away.
fn interrupted(error: &io::Error, lang: Lang) -> CliError {
    CliError::Refused(lang.with("workdays-interrupted", &[("detail", error.to_string().into())]))
}

/// The first year that makes an answer 暂定.
fn unpublished_year(question: Question, answer: Answer, calendar: &Calendar) -> Option<i32> {
    let (after, until) = match (question, answer) {
        (Question::Between { from, to }, Answer::Day { .. } | Answer::Count { .. }) => (from, to),
        (Question::Add { start, .. }, Answer::Day { end_date, .. }) => (start, end_date),
        (Question::Add { .. }, Answer::Count { .. }) => return None,
    };
    let mut days = after.iter_days().skip(1).take_while(|day| *day <= until);
    days.find(|day| calendar.is_provisional(*day)).map(|day| day.year())
}
