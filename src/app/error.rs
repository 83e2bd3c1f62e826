//! Why an act did not happen.

use super::annual_report::OutsiderFault;
use super::sign_in::SignInError;
use crate::domain::administration::AdminRefused;
use crate::domain::annual_report::life::ReportRefused;
use crate::domain::annual_report::narrative::TextRefused;
use crate::domain::applicant::FieldError;
use crate::domain::attachment::FileRefused;
use crate::domain::calendar::{CalendarError, OutsideCalendar};
use crate::domain::case::Refused;
use crate::domain::fee::FeeError;
use crate::files::FilesError;
use crate::files::sheet::SheetError;
use crate::keys::KeyError;
use crate::letters::report::RenderError;
use crate::passwords::{PasswordError, WeakPassword};
use crate::rulebook::RulebookError;
use crate::store::StoreError;
use crate::store::writer::WriteError;

use super::calendar_feeds::FeedFault;
use super::letters::LetterFault;
use super::mail::MailFault;
use super::register_import::ImportFault;
use super::webhooks::WebhookFault;

/// Why an act did not happen: the law, what was filled in, the store, the keys, or the calendars.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The law or the procedure says no.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The report cannot be frozen, signed, published or taken back now.
    #[error(transparent)]
    Report(#[from] ReportRefused),
    /// A text of a report is wrong, or not to be changed any more.
    #[error(transparent)]
    ReportText(#[from] TextRefused),
    /// The figures of an agency that is not on this system are not taken in.
    #[error(transparent)]
    Outsider(#[from] OutsiderFault),
    /// A document could not be made.
    #[error(transparent)]
    Document(#[from] RenderError),
    /// Fields of a form that cannot be taken down as they stand.
    #[error("{} fields of the form are wrong", .0.len())]
    Form(Vec<FieldError>),
    /// A file that is not taken in.
    #[error("a file is refused: {refused}")]
    File {
        /// What it was called; for the sender only.
        name: String,
        /// Why.
        refused: FileRefused,
    },
    /// Files cannot be kept, read or scanned.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// No fee can be worked out.
    #[error(transparent)]
    Fee(#[from] FeeError),
    /// A password that may not be chosen.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Somebody is not signed in.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// An `Idempotency-Key` that was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The database is sealed with a newer key than the key file has.
    #[error("the key file is older than the database")]
    KeyReplaced,
    /// What an administrator cannot do.
    #[error(transparent)]
    Admin(#[from] AdminRefused),
    /// Calendar files that cannot be used.
    #[error(transparent)]
    Rules(#[from] RulebookError),
    /// The calendar that was counted with is not the one in force, or the agency has other settings by now.
    #[error("the calendars or the agency's settings have been changed meanwhile")]
    CalendarReplaced,
    /// A cursor that no page handed out.
    #[error("the cursor was not handed out by a page of this list")]
    BadCursor,
    /// 常用查询: an officer keeps so many and no more.
    #[error("there are {at_most} saved views already")]
    TooManyViews {
        /// So many.
        at_most: u32,
    },
    /// There is no such calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// A date for which there is no calendar.
    #[error(transparent)]
    OutsideCalendar(#[from] OutsideCalendar),
    /// A webhook cannot be what was asked for.
    #[error(transparent)]
    Webhook(#[from] WebhookFault),
    /// A calendar feed cannot be what was asked for.
    #[error(transparent)]
    Feed(#[from] FeedFault),
    /// A letter was not made.
    #[error(transparent)]
    Letter(#[from] LetterFault),
    /// Something about mail was not done.
    #[error(transparent)]
    Mail(#[from] MailFault),
    /// A file that cannot be read as a table.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A register is not taken over like this.
    #[error(transparent)]
    Import(#[from] ImportFault),
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
            Self::Refused(_)
            | Self::Report(_)
            | Self::ReportText(_)
            | Self::Outsider(_)
            | Self::Document(_)
            | Self::Form(_)
            | Self::File { .. }
            | Self::Files(_)
            | Self::Fee(_)
            | Self::Weak(_)
            | Self::Password(_)
            | Self::SignIn(_)
            | Self::KeyReused
            | Self::Keys(_)
            | Self::KeyReplaced
            | Self::Admin(_)
            | Self::Rules(_)
            | Self::CalendarReplaced
            | Self::BadCursor
            | Self::TooManyViews { .. }
            | Self::Calendar(_)
            | Self::OutsideCalendar(_)
            | Self::Webhook(_)
            | Self::Feed(_)
            | Self::Letter(_)
            | Self::Mail(_)
            | Self::Sheet(_)
            | Self::Import(_)
            | Self::Settings { .. } => None,
        }
    }
}
