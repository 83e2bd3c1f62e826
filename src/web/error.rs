//! 出错: everything that can go wrong, in one table, and how it is told.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::BlockingError;
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;

use super::pages;
use super::reader::Reader;
use super::request_log::RequestId;
use crate::app::AppError;
use crate::domain::administration::AdminRefused;
use crate::domain::calendar::CalendarError;
use crate::domain::case::Refused;
use crate::messages::Lang;
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
    /// This address is only for reading.
    #[error("this address is only for reading")]
    ReadOnly,
    /// A parameter that cannot be used.
    #[error("the parameter {name} cannot be used")]
    BadParameter {
        /// Its name.
        name: &'static str,
    },
    /// The request names another computer.
    #[error("the request is for another computer")]
    ForeignHost,
    /// The database does not answer in time.
    #[error("the database does not answer")]
    NotReady,
    /// A page could not be written.
    #[error("a page could not be written: {0}")]
    Page(#[from] askama::Error),
    /// The work ended without an answer.
    #[error("the work ended without an answer: {0}")]
    Interrupted(#[from] BlockingError),
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
}

impl WebError {
    /// Status, code and sentence of every error. What is this program's own fault is logged, not told.
    pub(super) fn tell(&self, lang: Lang) -> Told {
        let page = |status, code, id| Told { status, code, message: lang.text(id) };
        match self {
            Self::App(error) => tell_app(lang, error),
            Self::NoSuchPage => page(StatusCode::NOT_FOUND, "not_found", "web-error-not-found"),
            Self::ReadOnly => page(StatusCode::METHOD_NOT_ALLOWED, "read_only", "web-error-read-only"),
            Self::BadParameter { name } => Told {
                status: StatusCode::BAD_REQUEST,
                code: "bad_parameter",
                message: lang.with("web-error-bad-parameter", &[("name", (*name).into())]),
            },
            Self::ForeignHost => page(StatusCode::MISDIRECTED_REQUEST, "foreign_host", "web-error-foreign-host"),
            Self::NotReady => unavailable(lang),
            Self::Page(_) | Self::Interrupted(_) => internal(lang),
        }
    }
}

fn tell_app(lang: Lang, error: &AppError) -> Told {
    let own_words = |status, code| Told { status, code, message: wording::app_error(lang, error) };
    match error {
        AppError::Refused(refused @ Refused::WrongStatus { .. }) => own_words(StatusCode::CONFLICT, refused.code()),
        AppError::Refused(refused) => own_words(StatusCode::UNPROCESSABLE_ENTITY, refused.code()),
        AppError::OutsideCalendar(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "outside_calendar"),
        AppError::Form(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "form"),
        AppError::Fee(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "fee"),
        AppError::Weak(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "weak_password"),
        AppError::Admin(refused) => own_words(admin_status(refused), refused.code()),
        AppError::Rules(_) => own_words(StatusCode::UNPROCESSABLE_ENTITY, "calendar"),
        AppError::Calendar(CalendarError::UnknownRegion { .. }) => {
            own_words(StatusCode::UNPROCESSABLE_ENTITY, "unknown_region")
        }
        AppError::CalendarReplaced => unavailable(lang),
        AppError::Password(_)
        | AppError::Keys(_)
        | AppError::KeyReplaced
        | AppError::Calendar(CalendarError::Faulty { .. })
        | AppError::Settings { .. } => internal(lang),
        AppError::Store(store) => match store {
            StoreError::NotFound { .. } => own_words(StatusCode::NOT_FOUND, store.code()),
            StoreError::Duplicate { .. } | StoreError::StaleVersion { .. } | StoreError::SealedDay => {
                own_words(StatusCode::CONFLICT, store.code())
            }
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

fn admin_status(refused: &AdminRefused) -> StatusCode {
    match refused {
        AdminRefused::OutsideReach | AdminRefused::OwnRoles => StatusCode::FORBIDDEN,
        AdminRefused::LastAdministrator { .. }
        | AdminRefused::AgencyInUse { .. }
        | AdminRefused::AgencyClosed { .. }
        | AdminRefused::SectionInUse { .. }
        | AdminRefused::SettingsMoved => StatusCode::CONFLICT,
        AdminRefused::UnderItself { .. } | AdminRefused::BadSettings(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

fn unavailable(lang: Lang) -> Told {
    let message = lang.text("web-error-unavailable");
    Told { status: StatusCode::SERVICE_UNAVAILABLE, code: "unavailable", message }
}

fn internal(lang: Lang) -> Told {
    let message = lang.text("web-error-internal");
    Told { status: StatusCode::INTERNAL_SERVER_ERROR, code: "internal", message }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        self.tell(Lang::default()).status
    }

    /// Without a body: [`render`] writes it, who knows what was asked and in which language.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// RFC 9457, with the stable code and the number under which the request is logged.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// The HTTP status.
    #[schema(example = 404)]
    status: u16,
    /// The name of the status.
    #[schema(example = "Not Found")]
    title: String,
    /// The stable code.
    #[schema(example = "not_found")]
    code: &'static str,
    /// One sentence in the reader's language.
    detail: String,
    /// The number under which the request is logged.
    #[schema(example = "5bd1e9953af3c1d7")]
    request_id: String,
}

/// Writes the body of every error: a problem for programs, a page for people.
pub(super) async fn render<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let response = next.call(request).await?;
    let Some(error) = response.response().error() else { return Ok(response.map_into_left_body()) };
    let request = response.request();
    let reader = Reader::of(request);
    let told = match error.as_error::<WebError>() {
        Some(error) => error.tell(reader.lang),
        // What the framework refuses before a handler is asked.
        None => {
            Told { status: response.status(), code: "bad_request", message: reader.lang.text("web-error-bad-request") }
        }
    };
    if told.status.is_server_error() {
        tracing::error!(request.id = %RequestId::of(request), error = %error, "request failed");
    }
    let body = write(request, reader, &told);
    Ok(response.into_response(body).map_into_right_body())
}

fn write(request: &HttpRequest, reader: Reader, told: &Told) -> HttpResponse {
    let id = RequestId::of(request).to_string();
    let mut answer = HttpResponse::build(told.status);
    answer.insert_header((header::CONTENT_LANGUAGE, reader.lang.tag()));
    if told.status == StatusCode::SERVICE_UNAVAILABLE {
        answer.insert_header((header::RETRY_AFTER, "5"));
    }
    if told.status == StatusCode::METHOD_NOT_ALLOWED {
        answer.insert_header((header::ALLOW, "GET, HEAD"));
    }
    let is_page = !["/api/", "/healthz", "/readyz", "/metrics"].iter().any(|place| request.path().starts_with(place));
    if is_page && let Ok(html) = pages::error(reader, told, &id) {
        return answer.content_type("text/html; charset=utf-8").body(html);
    }
    answer.content_type("application/problem+json").json(Problem {
        status: told.status.as_u16(),
        title: told.status.canonical_reason().unwrap_or_default().to_owned(),
        code: told.code,
        detail: told.message.clone(),
        request_id: id,
    })
}
