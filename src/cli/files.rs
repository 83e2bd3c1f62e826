//! Files named on the command line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::CliError;
use crate::messages::Lang;

/// Opens a file, or standard input for `-`.
pub(super) fn open(file: &Path, lang: Lang) -> Result<Box<dyn BufRead>, CliError> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let opened = File::open(file).map_err(|error| unreadable(file, lang, &error))?;
    Ok(Box::new(BufReader::with_capacity(256 * 1024, opened)))
}

/// A file that cannot be read: a usage error.
pub(super) fn unreadable(file: &Path, lang: Lang, error: &std::io::Error) -> CliError {
    CliError::Usage(
        lang.with("error-file", &[("file", file.display().to_string().into()), ("error", error.to_string().into())]),
    )
}
