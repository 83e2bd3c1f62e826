//! `gongkai calendar`: the calendars that were uploaded, and the way out when one of them stands in the way of
//! starting: a newer program may know better than what was uploaded to an older one.

use std::process::ExitCode;

use serde::Serialize;

use super::output::{print, print_json};
use super::{CliError, Context};
use crate::app::calendars::{Proposal, upload};
use crate::domain::role::Actor;
use crate::store::calendar_files::CalendarFileRow;

/// Calendars that were uploaded.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Shows them, and whether this program can use them.
    List(List),
    /// Takes some of them away.
    Withdraw(Withdraw),
}

#[derive(Debug, clap::Args)]
struct List {
    /// JSON lines instead of text.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Withdraw {
    /// What they are called.
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
}

/// A line of `--json`.
#[derive(Serialize)]
struct CalendarLine<'a> {
    name: &'a str,
    jurisdiction: &'a str,
    year: i32,
    sha256: &'a str,
    uploaded_by: &'a str,
    uploaded_at: chrono::NaiveDateTime,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    match &args.act {
        Act::List(list) => list.run(context)?,
        Act::Withdraw(withdraw) => withdraw.run(context)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl List {
    fn run(&self, context: &Context) -> Result<(), CliError> {
        let app = context.existing_app()?;
        for row in upload::uploads(&app).map_err(|error| context.refused(&error))? {
            if self.json {
                print_json(&line(&row));
            } else {
                print(&format!("{}  {}  {}", row.name, row.uploaded_at.format("%F %T"), row.uploaded_by));
            }
        }
        // Reads every file as a start would.
        upload::list(&app).map(|_| ()).map_err(|error| context.refused(&error))
    }
}

impl Withdraw {
    fn run(&self, context: &Context) -> Result<(), CliError> {
        let (app, lang) = (context.existing_app()?, context.lang);
        let proposal = Proposal::Withdraw(self.names.clone());
        let applied = upload::apply(&app, &Actor::System, &proposal).map_err(|error| context.refused(&error))?;
        let particulars = [("name", applied.name.into()), ("moved", applied.moved.len().into())];
        print(&lang.with("calendar-withdrawn", &particulars));
        Ok(())
    }
}

fn line(row: &CalendarFileRow) -> CalendarLine<'_> {
    let CalendarFileRow { name, jurisdiction, year, text: _, sha256, uploaded_by, uploaded_at } = row;
    CalendarLine { name, jurisdiction, year: *year, sha256, uploaded_by, uploaded_at: *uploaded_at }
}
