//! `gongkai openapi`: the API document.

use std::process::ExitCode;

use super::CliError;
use crate::web::openapi;

pub(super) fn run() -> Result<ExitCode, CliError> {
    let document = openapi::document().to_pretty_json();
    println!("{}", document.map_err(|error| CliError::Refused(error.to_string()))?);
    Ok(ExitCode::SUCCESS)
}
