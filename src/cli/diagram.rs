//! `gongkai diagram`: what is possible when, from the code that decides it.

use std::fmt::Write;
use std::process::ExitCode;

use super::{CliError, Context};
use crate::domain::case::CommandKind;
use crate::domain::case::diagram::{self, Transition};
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::rulebook::words;
use crate::wording;

/// Arguments of `diagram`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A table of every act in every status instead.
    #[arg(long)]
    table: bool,
}

/// Prints the state diagram as Mermaid, or the table as Markdown.
pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let lang = context.lang;
    let rulebook = context.rulebook()?;
    let calendar = rulebook.calendar(None).map_err(|error| CliError::Usage(words::calendar_error(&error, lang)))?;
    let transitions = diagram::transitions(rulebook.regimes(), &calendar)
        .map_err(|refused| CliError::Refused(wording::refused(lang, &refused)))?;
    if args.table {
        print!("{}", table(&transitions, lang));
    } else {
        print!("{}", diagram::mermaid(&transitions, |it| status(it, lang), |it| command(it, lang)));
    }
    Ok(ExitCode::SUCCESS)
}

fn status(status: Status, lang: Lang) -> String {
    wording::word(lang, "status", status.as_str())
}

fn command(command: CommandKind, lang: Lang) -> String {
    wording::word(lang, "command", command.as_str())
}

/// One row for each act, one column for each status: the status after it, `=` where the case stays, the code
/// of the refusal in brackets.
fn table(transitions: &[Transition], lang: Lang) -> String {
    let statuses: Vec<String> = Status::ALL.iter().map(|it| status(*it, lang)).collect();
    let mut text = format!("| |{}|\n|{}\n", statuses.join("|"), "---|".repeat(statuses.len() + 1));
    for kind in CommandKind::ALL {
        let cells = transitions.iter().filter(|it| it.command == *kind).map(|it| cell(it, lang));
        let cells: Vec<String> = cells.collect();
        // Writing into a string cannot fail.
        let _ = writeln!(text, "|{}|{}|", command(*kind, lang), cells.join("|"));
    }
    text
}

fn cell(transition: &Transition, lang: Lang) -> String {
    match transition.result {
        Ok(to) if to == transition.from => "=".to_owned(),
        Ok(to) => status(to, lang),
        Err(code) => format!("({code})"),
    }
}
