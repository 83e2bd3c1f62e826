//! `gongkai export`: the whole store as one file, for either database.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::output::print;
use super::{CliError, Context};
use crate::store::{RowCounts, Store, StoreError, StoreResult};

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file, `-` for standard output; nothing is written over.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let app = context.existing_app()?;
    if args.file == Path::new("-") {
        app.store.export(io::stdout().lock()).map_err(|error| context.refused(&error.into()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows = export(&app.store, &args.file).map_err(|error| context.refused(&error.into()))?;
    let (file, keys) = (args.file.display().to_string(), app.keys.path().display().to_string());
    print(&context.lang.with(
        "export-done",
        &[
            ("file", file.into()),
            ("keys", keys.into()),
            ("cases", count(&rows, "cases").into()),
            ("events", count(&rows, "events").into()),
        ],
    ));
    Ok(ExitCode::SUCCESS)
}

/// Rows of one table.
pub(super) fn count(rows: &RowCounts, table: &str) -> u64 {
    rows.get(table).copied().unwrap_or_default()
}

fn export(store: &Store, file: &Path) -> StoreResult<RowCounts> {
    let out = create(file)?;
    let written = store.export(&out).and_then(|rows| {
        out.sync_all()?;
        Ok(rows)
    });
    if written.is_err() {
        // The file is ours and not whole. That it stays as well is the lesser trouble.
        let _ = std::fs::remove_file(file);
    }
    written
}

/// Makes the file, readable by its owner only: it holds names and what people asked for.
fn create(file: &Path) -> StoreResult<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|source| {
        let path = file.to_owned();
        if source.kind() == io::ErrorKind::AlreadyExists {
            StoreError::FileExists { path }
        } else {
            StoreError::File { path, source }
        }
    })
}
