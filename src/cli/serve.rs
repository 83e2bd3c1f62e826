//! `gongkai serve`: pages and API, until the program is asked to stop.

use std::io::Write;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use super::{CliError, Context};
use crate::app::App;
use crate::app::rehearsal::{Claim, claim_clock};
use crate::app::setup;
use crate::bootstrap::{self, KeysError};
use crate::messages::Lang;
use crate::telemetry;
use crate::web::listen::{AddressError, listen_address};
use crate::web::{self, ServeError};
use crate::wording;

pub(super) fn run(context: &Context) -> Result<ExitCode, CliError> {
    let lang = context.lang;
    telemetry::start(&context.settings.log);
    // Before anything is made: an address that may not be used leaves no database behind.
    listen_address(&context.settings.server.bind).map_err(|error| refused_address(lang, &error))?;
    let app = context.app()?;
    claim(&app, lang)?;
    keys(&app, context)?;
    serve(Arc::new(app), context)?;
    Ok(ExitCode::SUCCESS)
}

fn claim(app: &App, lang: Lang) -> Result<(), CliError> {
    let claim = claim_clock(app).map_err(|error| CliError::Refused(wording::app_error(lang, &error)))?;
    match claim {
        Claim::Granted => Ok(()),
        Claim::IsReal => Err(CliError::Refused(lang.text("serve-is-real"))),
        Claim::IsSimulated => Err(CliError::Refused(lang.text("serve-is-simulated"))),
    }
}

/// Keys that are missing or readable by others are said now and not when the first secret is to be kept.
fn keys(app: &App, context: &Context) -> Result<(), CliError> {
    let lang = context.lang;
    let (keys, created) = bootstrap::open_keys(&context.settings, app).map_err(|error| match error {
        KeysError::Keys(error) => CliError::Refused(error.message(lang)),
        KeysError::App(error) => CliError::Refused(wording::app_error(lang, &error)),
    })?;
    if created {
        say(&lang.with("serve-keys-created", &[("path", keys.path().display().to_string().into())]));
    }
    Ok(())
}

fn serve(app: Arc<App>, context: &Context) -> Result<(), CliError> {
    let lang = context.lang;
    let link = setup::new_link(&app).map_err(|error| context.refused(&error))?;
    let ready = |address: SocketAddr| {
        say(&lang.with("serve-ready", &[("address", format!("http://{address}").into())]));
        if let Some(token) = link {
            let link = format!("http://{address}/setup?token={token}");
            say(&lang.with("serve-first-administrator", &[("link", link.into())]));
        }
    };
    let serving = web::run(app, &context.settings, ready);
    actix_web::rt::System::new().block_on(serving).map_err(|error| match error {
        ServeError::Address(error) => refused_address(lang, &error),
        ServeError::Listen { address, source } => {
            let particulars = [("address", address.to_string().into()), ("reason", source.to_string().into())];
            CliError::Refused(lang.with("serve-listen", &particulars))
        }
        ServeError::Server(error) => {
            CliError::Refused(lang.with("serve-failed", &[("reason", error.to_string().into())]))
        }
    })
}

fn refused_address(lang: Lang, error: &AddressError) -> CliError {
    let AddressError { bind, reason } = error;
    CliError::Refused(lang.with("serve-unusable", &[("bind", bind.clone().into()), ("reason", reason.clone().into())]))
}

/// Whoever started the program may read its output through a pipe, or not at all.
fn say(text: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}
