//! `gongkai backup`: a copy of a running SQLite database.

use std::path::PathBuf;
use std::process::ExitCode;

use super::output::print;
use super::{CliError, Context};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The copy; nothing is written over.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let app = context.existing_app()?;
    app.store.backup(&args.file).map_err(|error| context.refused(&error.into()))?;
    let (file, keys) = (args.file.display().to_string(), app.keys.path().display().to_string());
    print(&context.lang.with("backup-done", &[("file", file.into()), ("keys", keys.into())]));
    Ok(ExitCode::SUCCESS)
}
