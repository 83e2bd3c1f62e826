//! `gongkai restore`: an export file into an empty database.

use std::path::PathBuf;
use std::process::ExitCode;

use super::export::count;
use super::files::open;
use super::output::print;
use super::{CliError, Context};
use crate::store;

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The export file, `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let url = context.database()?;
    let input = open(&args.file, context.lang)?;
    let rows = store::restore(&url, input).map_err(|error| context.refused(&error.into()))?;
    let keys = context.settings.key_file().display().to_string();
    print(&context.lang.with(
        "restore-done",
        &[
            ("database", url.to_string().into()),
            ("keys", keys.into()),
            ("cases", count(&rows, "cases").into()),
            ("events", count(&rows, "events").into()),
        ],
    ));
    Ok(ExitCode::SUCCESS)
}
