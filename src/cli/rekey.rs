//! `gongkai rekey`: a new key for everything that is sealed.

use std::process::ExitCode;

use super::output::print;
use super::{CliError, Context};
use crate::app::rekey::{Rekeyed, rekey};

/// Arguments of `rekey`.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let Args {} = args;
    let lang = context.lang;
    let app = context.app()?;
    let Rekeyed { key, resealed, damaged, damaged_webhooks, retired } =
        rekey(&app).map_err(|error| context.refused(&error))?;
    let file = app.keys.path().display().to_string();
    print(
        &lang.with("rekey-done", &[("key", key.to_string().into()), ("count", resealed.into()), ("file", file.into())]),
    );
    if !retired.is_empty() {
        let keys: Vec<String> = retired.iter().map(ToString::to_string).collect();
        print(&lang.with("rekey-retired", &[("keys", keys.join(", ").into())]));
    }
    if damaged.is_empty() && damaged_webhooks.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let files: Vec<String> =
        damaged.iter().map(ToString::to_string).chain(damaged_webhooks.iter().map(ToString::to_string)).collect();
    Err(CliError::Refused(lang.with("rekey-damaged", &[("files", files.join(", ").into())])))
}
