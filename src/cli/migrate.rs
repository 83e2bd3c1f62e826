//! `gongkai migrate`: brings the schema of the database up to this program.

use std::process::ExitCode;

use super::output::print;
use super::{CliError, Context};
use crate::store;

/// Arguments of `migrate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// To the newest schema; there is no other way to go.
    #[arg(long)]
    to_newest: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let Args { to_newest: _ } = args;
    let lang = context.lang;
    let url = context.database()?;
    let ran = store::migrate(&url).map_err(|error| context.unusable(&error))?;
    let database = ("database", url.to_string().into());
    print(&match ran.len() {
        0 => lang.with("migrate-nothing", &[database]),
        count => lang.with("migrate-done", &[database, ("count", count.into()), ("names", ran.join(", ").into())]),
    });
    Ok(ExitCode::SUCCESS)
}
