//! Why an act did not happen.

use crate::domain::calendar::{CalendarError, OutsideCalendar};
use crate::domain::case::Refused;
use crate::store::StoreError;
use crate::store::writer::WriteError;

/// Why an act did not happen: the law, the store, or the calendars.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The law or the procedure says no.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// A date for which there is no calendar.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
    /// An agency's settings are not what they should be.
    #[error("the settings of agency {agency} cannot be read: {detail}")]
    Settings {
        /// Its code.
        agency: String,
        /// What is wrong.
        detail: String,
    },
}

impl WriteError for AppError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(_) | Self::Calendar(_) | Self::OutsideCalendar(_) | Self::Settings { .. } => None,
        }
    }
}
