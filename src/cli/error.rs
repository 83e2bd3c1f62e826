//! What a command says when it cannot do what was asked.

use std::process::ExitCode;

use crate::messages::Lang;

/// Why a command stopped.
#[derive(Debug)]
pub enum CliError {
    /// The settings do not load.
    Settings(Box<figment::Error>),
    /// The arguments make no sense together; exit 2.
    Usage(String),
    /// The law, the data or the system forbids it; exit 1.
    Refused(String),
}

impl CliError {
    /// One sentence that says what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Settings(error) => lang.with("error-settings", &[("error", error.to_string().into())]),
            Self::Usage(message) | Self::Refused(message) => message.clone(),
        }
    }

    /// 2 for a usage error, 1 for a refusal (contract).
    #[must_use]
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Settings(_) | Self::Usage(_) => ExitCode::from(2),
            Self::Refused(_) => ExitCode::from(1),
        }
    }
}
