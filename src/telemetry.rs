//! 日志: a readable sentence with fields, or JSON, on standard error. Never a name, a number of a
//! document, an address, a draft or a token.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use crate::config::LogSettings;

/// Begins to log: what `RUST_LOG` asks for, or the setting `log.level`. A second call changes nothing.
pub fn start(settings: &LogSettings) {
    let from_settings =
        || EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).parse_lossy(&settings.level);
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| from_settings());
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // Whoever embeds the program may have set up its own log already.
    let _ = if settings.json { log.json().try_init() } else { log.try_init() };
}
