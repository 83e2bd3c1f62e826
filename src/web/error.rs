//! 出错: everything that can go wrong, in one table, and how it is told.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use super::problem::FieldProblem;
pub use super::problem::{Wrong, WrongField};
use super::statuses::{
    admin_status, file_status, mapping_fault, outsider_faults, report_faults, report_status, setting_field,
    sheet_status, sign_in_status, text_faults, text_status,
};
use crate::app::AppError;
use crate::app::letters::LetterFault;
use crate::app::mail::MailFault;
use crate::app::register_import::ImportFault;
use crate::app::sign_in::SignInError;
use crate::app::webhooks::WebhookFault;
use crate::domain::administration::AdminRefused;
use crate::domain::applicant::FieldError;
use crate::domain::calendar::CalendarError;
use crate::domain::case::Refused;
use crate::domain::role::Role;
use crate::files::FilesError;
use crate::letters::report::RenderError;
use crate::messages::{Lang, people};
use crate::store::StoreError;
use crate::wording;

/// Why a request was not answered.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The act itself.
    #[error(transparent)]
    App(#[from] AppError),
    /// There is nothing at this address.
    #[error("there is nothing at this address")]
    NoSuchPage,
    /// A parameter that cannot be used.
    #[error("the parameter {name} cannot be used")]
    BadParameter {
        /// Its name.
        name: &'static str,
    },
    /// A parameter that there is none of, or that comes twice.
    #[error("the parameter {name} is not one, or comes twice")]
    UnknownParameter {
        /// Its name.
        name: String,
    },
    /// This method is not for this address.
    #[error("not this method; {allowed} are")]
    WrongMethod {
        /// Those that are, as the header `Allow` has them.
        allowed: String,
    },
    /// The form was sent from another site's page.
    #[error("the form was sent from another site")]
    ForeignPage,
    /// The form was shown too long ago, or to another browser.
    #[error("the form was shown too long ago, or to another browser")]
    OldForm,
    /// Nobody's request is followed in this browser.
    #[error("no request is followed in this browser")]
    NotFollowing,
    /// An address with control characters in it.
    #[error("the address has control characters in it")]
    BadAddress,
    /// The right to it is missing.
    #[error("only {role} may do this")]
    NotAuthorised {
        /// A role that has it.
        role: Role,
    },
    /// The body is not JSON.
    #[error("the body is not JSON: {reason}")]
    BadJson {
        /// Where it stops being JSON.
        reason: String,
    },
    /// The body does not say that it is JSON.
    #[error("the body does not say that it is JSON")]
    NotJson,
    /// The body is too large.
    #[error("the body has more than {limit} bytes")]
    BodyTooLarge {
        /// The most, in bytes.
        limit: usize,
    },
    /// Fields of the body that are wrong.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<WrongField>),
    /// One address asks too often.
    #[error("too often; again in {seconds} s")]
    TooOften {
        /// Until it may ask again.
        seconds: u64,
    },
    /// Somebody else was faster.
    #[error("the case has moved on")]
    Stale {
        /// The case as it is now.
        current: Box<serde_json::Value>,
    },
    /// Somebody else was faster with a report.
    #[error("the report has moved on")]
    StaleReport {
        /// Where the report stands now.
        current: Box<serde_json::Value>,
    },
    /// A document could not be written.
    #[error(transparent)]
    Document(#[from] RenderError),
    /// A request of several parts that cannot be read.
    #[error("the request of several parts cannot be read: {reason}")]
    BadMultipart {
        /// Where it stops being one.
        reason: String,
    },
    /// A client that takes too long to send.
    #[error("the client takes too long to send")]
    UploadTooSlow,
    /// The database does not answer in time.
    #[error("the database does not answer")]
    NotReady,
    /// A page could not be written.
    #[error("a page could not be written: {0}")]
    Page(#[from] askama::Error),
    /// The work ended without an answer.
    #[error("the work ended without an answer")]
    Interrupted,
}

/// What is told of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable code.
    pub code: &'static str,
    /// One sentence that says what to do.
    pub message: String,
    /// What is wrong, field by field.
    pub errors: Vec<FieldProblem>,
    /// The case as it is now, if it has moved on.
    pub current: Option<Box<serde_json::Value>>,
    /// Seconds after which it may be tried again.
    pub retry_after: Option<u64>,
}

impl Told {
    pub(super) fn new(status: StatusCode, code: &'static str, message: String) -> Self {
        Self { status, code, message, errors: Vec::new(), current: None, retry_after: None }
    }
}

fn form_field(lang: Lang, error: FieldError) -> FieldProblem {
    FieldProblem {
        field: error.field.as_str().to_owned(),
        code: error.problem.code(),
        message: people::field_error(lang, error),
    }
}

impl WebError {
    /// A field that must be filled in.
    pub(super) fn missing(field: &str) -> Self {
        let field = WrongField { field: field.to_owned(), code: Wrong::Missing, message: field.to_owned() };
        Self::Invalid(vec![field])
    }

    /// Status, code and sentence of every error. What is this program's own fault is logged, not told.
    pub(super) fn tell(&self, lang: Lang) -> Told {
        let page = |status, code, id| Told::new(status, code, lang.text(id));
        let with = |(status, code), id, particulars: &[_]| Told::new(status, code, lang.with(id, particulars));
        match self {
            Self::App(error) => tell_app(lang, error),
            Self::NoSuchPage => page(StatusCode::NOT_FOUND, "not_found", "web-error-not-found"),
            Self::WrongMethod { .. } => page(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "web-error-method"),
            Self::BadParameter { name } => {
                with((StatusCode::BAD_REQUEST, "bad_parameter"), "web-error-bad-parameter", &[("name", (*name).into())])
            }
            Self::UnknownParameter { name } => with(
                (StatusCode::BAD_REQUEST, "unknown_parameter"),
                "desk-unknown-parameter",
                &[("name", name.clone().into())],
            ),
            Self::BadAddress => page(StatusCode::BAD_REQUEST, "bad_request", "web-error-bad-request"),
            Self::ForeignPage => page(StatusCode::FORBIDDEN, "foreign_page", "web-error-foreign-page"),
            Self::NotFollowing => page(StatusCode::UNAUTHORIZED, "not_following", "portal-not-following"),
            Self::OldForm => page(StatusCode::BAD_REQUEST, "old_form", "form-old"),
            Self::NotAuthorised { role } => with(
                (StatusCode::FORBIDDEN, "not_authorised"),
                "web-error-not-authorised",
                &[("role", wording::word(lang, "role", role.as_str()).into())],
            ),
            Self::BadJson { reason } => {
                with((StatusCode::BAD_REQUEST, "bad_json"), "web-error-bad-json", &[("reason", reason.clone().into())])
            }
            Self::NotJson => page(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", "web-error-not-json"),
            Self::BodyTooLarge { limit } => with(
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
                "web-error-too-large",
                &[("limit", (limit / 1024).into())],
            ),
            Self::Invalid(wrong) => {
                let told = page(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "web-error-invalid");
                Told { errors: wrong.iter().map(|field| field.told(lang)).collect(), ..told }
            }
            Self::TooOften { seconds } => {
                let told = page(StatusCode::TOO_MANY_REQUESTS, "too_often", "web-error-too-often");
                Told { retry_after: Some(*seconds), ..told }
            }
            Self::Stale { current } => {
                let told = page(StatusCode::CONFLICT, "stale_version", "error-store-stale-version");
                Told { current: Some(current.clone()), ..told }
            }
            Self::StaleReport { current } => {
                let told = page(StatusCode::CONFLICT, "stale_version", "error-stale-report");
                Told { current: Some(current.clone()), ..told }
            }
            Self::BadMultipart { reason } => with(
                (StatusCode::BAD_REQUEST, "bad_multipart"),
                "web-error-bad-multipart",
                &[("reason", reason.clone().into())],
            ),
            Self::UploadTooSlow => page(StatusCode::REQUEST_TIMEOUT, "upload_too_slow", "web-error-upload-too-slow"),
            Self::NotReady => unavailable(lang),
            Self::Document(_) | Self::Page(_) | Self::Interrupted => internal(lang),
        }
    }
}

fn tell_app(lang: Lang, error: &AppError) -> Told {
    let own_words = |status, code| Told::new(status, code, wording::app_error(lang, error));
    match error {
        AppError::Refused(refused @ Refused::NotAuthorised { .. }) => own_words(StatusCode::FORBIDDEN, refused.code()),
        AppError::Refused(refused @ Refused::WrongStatus { .. }) => own_words(StatusCode::CONFLICT, refused.code()),
        AppError::Refused(refused) => own_words(StatusCode::UNPROCESSABLE_ENTITY, refused.code()),
        AppError::Report(refused) => {
            let told = own_words(report_status(refused), refused.code());
            Told { errors: report_faults(lang, refused), ..told }
        }
        AppError::ReportText(refused) => {
            let told = own_words(text_status(refused), refused.code());
            Told { errors: text_faults(lang, refused), ..told }
        }
        AppError::Outsider(fault) => {
            let told = own_words(StatusCode::UNPROCESSABLE_ENTITY, fault.code());
            Told { errors: outsider_faults(lang, fault), ..told }
        }
        AppError::Document(_) => internal(lang),
        AppError::OutsideCalendar(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "outside_calendar"),
        AppError::File { refused, .. } => own_words(file_status(refused), refused.code()),
        AppError::Files(FilesError::Scanner { .. }) => {
            let told = own_words(StatusCode::SERVICE_UNAVAILABLE, "scanner_unavailable");
            Told { retry_after: Some(60), ..told }
        }
        AppError::Form(wrong) => {
            let told = own_words(StatusCode::UNPROCESSABLE_ENTITY, "form");
            Told { errors: wrong.iter().map(|error| form_field(lang, *error)).collect(), ..told }
        }
        AppError::Fee(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "fee"),
        AppError::BadCursor => own_words(StatusCode::BAD_REQUEST, "bad_parameter"),
        AppError::TooManyViews { .. } => own_words(StatusCode::UNPROCESSABLE_ENTITY, "too_many_views"),
        AppError::Weak(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "weak_password"),
        AppError::Admin(AdminRefused::BadSettings(faults)) => {
            let told = own_words(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
            Told { errors: faults.iter().map(|fault| setting_field(lang, fault)).collect(), ..told }
        }
        AppError::Admin(refused) => own_words(admin_status(refused), refused.code()),
        AppError::Rules(rules) => {
            let told = own_words(StatusCode::UNPROCESSABLE_ENTITY, "calendar");
            let errors =
                vec![FieldProblem { field: "text".to_owned(), code: rules.code(), message: told.message.clone() }];
            Told { errors, ..told }
        }
        AppError::Calendar(CalendarError::UnknownRegion { .. }) => {
            own_words(StatusCode::UNPROCESSABLE_ENTITY, "unknown_region")
        }
        AppError::CalendarReplaced => unavailable(lang),
        AppError::SignIn(error) => {
            let retry_after = error.seconds().and_then(|seconds| u64::try_from(seconds).ok());
            Told { retry_after, ..own_words(sign_in_status(*error), error.code()) }
        }
        AppError::KeyReused => own_words(StatusCode::UNPROCESSABLE_ENTITY, "key_reused"),
        AppError::Letter(fault) => own_words(letter_status(fault), fault.code()),
        AppError::Mail(fault) => own_words(mail_status(fault), fault.code()),
        AppError::Sheet(error) => own_words(sheet_status(error), error.code()),
        AppError::Import(ImportFault::NotNow) => own_words(StatusCode::CONFLICT, "import_not_now"),
        AppError::Import(ImportFault::NoSuchTable) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "no_such_table"),
        AppError::Import(ImportFault::Mapping(faults)) => {
            let told = own_words(StatusCode::UNPROCESSABLE_ENTITY, "import_mapping");
            Told { errors: faults.iter().map(|fault| mapping_fault(lang, *fault)).collect(), ..told }
        }
        AppError::Feed(fault) => own_words(StatusCode::UNPROCESSABLE_ENTITY, fault.code()),
        AppError::Webhook(fault) => match fault {
            WebhookFault::TooMany { .. } | WebhookFault::NoEvents => {
                own_words(StatusCode::UNPROCESSABLE_ENTITY, fault.code())
            }
            WebhookFault::NotYourSubtree => own_words(StatusCode::FORBIDDEN, fault.code()),
            WebhookFault::NotToBeRetried | WebhookFault::Changed => own_words(StatusCode::CONFLICT, fault.code()),
        },
        AppError::Files(
            FilesError::Missing { .. } | FilesError::Altered { .. } | FilesError::Store(_) | FilesError::Io(_),
        )
        | AppError::Password(_)
        | AppError::Keys(_)
        | AppError::KeyReplaced
        | AppError::Calendar(CalendarError::Faulty { .. })
        | AppError::Settings { .. } => internal(lang),
        AppError::Store(store) => match store {
            StoreError::NotFound { .. } => own_words(StatusCode::NOT_FOUND, store.code()),
            StoreError::Duplicate { .. }
            | StoreError::StaleVersion { .. }
            | StoreError::StaleReport { .. }
            | StoreError::SealedDay => own_words(StatusCode::CONFLICT, store.code()),
            StoreError::Busy | StoreError::Unavailable { .. } => unavailable(lang),
            StoreError::NotCommitted { .. }
            | StoreError::Panicked
            | StoreError::Query(_)
            | StoreError::Corrupt { .. }
            | StoreError::UnknownScheme { .. }
            | StoreError::UnusableUrl { .. }
            | StoreError::NoDatabase { .. }
            | StoreError::SchemaBehind { .. }
            | StoreError::SchemaAhead { .. }
            | StoreError::FileExists { .. }
            | StoreError::File { .. }
            | StoreError::Stream(_)
            | StoreError::SqliteOnly { .. }
            | StoreError::NotEmpty { .. }
            | StoreError::BadExport { .. } => internal(lang),
        },
    }
}

fn letter_status(fault: &LetterFault) -> StatusCode {
    match fault {
        LetterFault::Issued { .. } | LetterFault::Void | LetterFault::NotCalledFor | LetterFault::NoDraft => {
            StatusCode::CONFLICT
        }
        LetterFault::Wording(_)
        | LetterFault::Lacks(_)
        | LetterFault::OtherNumber { .. }
        | LetterFault::Numbering(_)
        | LetterFault::SameNumbers(_)
        | LetterFault::Fact { .. }
        | LetterFault::Seal => StatusCode::UNPROCESSABLE_ENTITY,
        LetterFault::Numbers(_) | LetterFault::Press(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn mail_status(fault: &MailFault) -> StatusCode {
    match fault {
        MailFault::Template(_) | MailFault::NoAddress => StatusCode::UNPROCESSABLE_ENTITY,
        MailFault::NotFailed => StatusCode::CONFLICT,
    }
}

fn unavailable(lang: Lang) -> Told {
    let told = Told::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", lang.text("web-error-unavailable"));
    Told { retry_after: Some(5), ..told }
}

fn internal(lang: Lang) -> Told {
    Told::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", lang.text("web-error-internal"))
}

impl From<SignInError> for WebError {
    fn from(error: SignInError) -> Self {
        Self::App(error.into())
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        self.tell(Lang::default()).status
    }

    /// Without a body: [`render`](super::problem::render) writes it, who knows what was asked and in which language.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}
