//! `gongkai duties`: what is done by itself, shown or done now.

use std::process::ExitCode;

use super::output::{print, print_json};
use super::{CliError, Context};
use crate::app::duties::{Duties, DutyStanding, LastRun, Plan, overview};
use crate::domain::duty::Duty;

/// Arguments of `duties`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// When each was done last and is next.
    List(List),
    /// Does one now.
    Run(Run),
}

#[derive(Debug, clap::Args)]
struct List {
    /// JSON lines instead of a table.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Run {
    /// Which one.
    #[arg(value_name = "NAME")]
    name: Duty,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    match &args.act {
        Act::List(list) => list.run(context),
        Act::Run(run) => run.run(context),
    }
}

impl List {
    fn run(&self, context: &Context) -> Result<ExitCode, CliError> {
        let app = context.existing_app()?;
        let plan = Plan::of(&context.settings);
        for standing in overview(&app, &plan).map_err(|error| context.refused(&error))? {
            if self.json {
                print_json(&line(&standing));
            } else {
                let last = standing.last.as_ref().map(result).unwrap_or_default();
                let next = standing.next_at.map(|at| at.to_rfc3339()).unwrap_or_default();
                print(&format!("{}\t{next}\t{last}", standing.duty));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Run {
    fn run(&self, context: &Context) -> Result<ExitCode, CliError> {
        let app = context.existing_app()?;
        let plan = Plan::of(&context.settings);
        let ran = Duties::new(&app, &plan).run_now(self.name).map_err(|error| context.refused(&error))?;
        match ran.map(|ran| ran.outcome) {
            Some(Ok(counts)) => {
                print_json(&serde_json::json!({ "duty": self.name, "counts": counts }));
                Ok(ExitCode::SUCCESS)
            }
            Some(Err(reason)) => {
                Err(CliError::Refused(context.lang.with("duties-failed", &[("reason", reason.into())])))
            }
            None => Err(CliError::Refused(context.lang.text("duties-said-busy"))),
        }
    }
}

fn result(run: &LastRun) -> String {
    let state = match (&run.error, run.finished_at) {
        (_, Some(_)) => serde_json::to_string(&run.counts).unwrap_or_default(),
        (Some(error), None) => error.clone(),
        (None, None) => "…".to_owned(),
    };
    format!("{}\t{state}", run.run_on)
}

fn line(standing: &DutyStanding) -> serde_json::Value {
    let last = standing.last.as_ref().map(|run| {
        serde_json::json!({
            "run_on": run.run_on,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "counts": run.counts,
            "error": run.error,
        })
    });
    serde_json::json!({ "duty": standing.duty, "time": standing.time, "next_at": standing.next_at.map(|at| at.to_rfc3339()), "last": last })
}
