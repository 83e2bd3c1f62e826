//! 出错的回答: a problem for programs (RFC 9457), a page for people.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};
use serde::Serialize;

use super::error::{Told, WebError};
use super::pages;
use super::reader::Reader;
use super::request_log::RequestId;
use crate::domain::code::coded_enum;
use crate::domain::webhook::InvalidUrl;
use crate::messages::Lang;

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
    /// What is wrong, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// With `stale_version`: the case as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    current: Option<Box<serde_json::Value>>,
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// The path to it in the body.
    #[schema(example = "applicant.phone")]
    pub field: String,
    /// The stable code.
    #[schema(example = "missing")]
    pub code: &'static str,
    /// One sentence in the reader's language.
    pub message: String,
}

coded_enum! {
    /// What is wrong with a field of a body. Each has a sentence in every language: `web-field-CODE`.
    Wrong {
        /// Needed, and not there.
        Missing = "missing",
        /// Not a field of this body.
        UnknownField = "unknown_field",
        /// Text where a number belongs, and the like.
        Type = "wrong_type",
        /// A word that is none of those to choose from.
        UnknownValue = "unknown_value",
        /// A value that cannot be.
        Value = "wrong_value",
        /// More characters than are kept.
        TooLong = "too_long",
        /// A character that cannot be seen.
        ControlCharacter = "control_character",
        /// 推送地址 that is neither `https` nor `http`.
        UrlScheme = "url_scheme",
        /// 推送地址 without a host.
        UrlHost = "url_host",
        /// 推送地址 with a port that is none.
        UrlPort = "url_port",
        /// 推送地址 with a user name or a password.
        UrlUserInfo = "url_user_info",
        /// 推送地址 with a character that must be written with per cent signs.
        UrlCharacter = "url_character",
        /// 推送地址 with a fragment.
        UrlFragment = "url_fragment",
        /// 推送地址 with more characters than are kept.
        UrlTooLong = "url_too_long",
    }
}

impl From<InvalidUrl> for Wrong {
    fn from(invalid: InvalidUrl) -> Self {
        match invalid {
            InvalidUrl::Scheme => Self::UrlScheme,
            InvalidUrl::Host => Self::UrlHost,
            InvalidUrl::Port => Self::UrlPort,
            InvalidUrl::UserInfo => Self::UrlUserInfo,
            InvalidUrl::Character => Self::UrlCharacter,
            InvalidUrl::Fragment => Self::UrlFragment,
            InvalidUrl::TooLong => Self::UrlTooLong,
        }
    }
}

/// A field that is wrong, before anybody's language is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// The path to it.
    pub field: String,
    /// What is wrong with it.
    pub code: Wrong,
    /// What the parser said, for codes without a sentence of their own.
    pub message: String,
}

impl From<WrongField> for WebError {
    fn from(wrong: WrongField) -> Self {
        Self::Invalid(vec![wrong])
    }
}

impl WrongField {
    /// Text with more characters than are kept.
    pub(super) fn too_long(field: &str, most: usize) -> Self {
        Self { field: field.to_owned(), code: Wrong::TooLong, message: most.to_string() }
    }

    pub(super) fn told(&self, lang: Lang) -> FieldProblem {
        let id = format!("web-field-{}", self.code.as_str().replace('_', "-"));
        let message = lang.with(&id, &[("field", self.field.clone().into()), ("detail", self.message.clone().into())]);
        FieldProblem { field: self.field.clone(), code: self.code.as_str(), message }
    }
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
        None => Told::new(response.status(), "bad_request", reader.lang.text("web-error-bad-request")),
    };
    if told.status.is_server_error() {
        tracing::error!(request.id = %RequestId::of(request), error = %error, "request failed");
    }
    let body = write(request, reader, error.as_error::<WebError>(), &told);
    Ok(response.into_response(body).map_into_right_body())
}

fn write(request: &HttpRequest, reader: Reader, error: Option<&WebError>, told: &Told) -> HttpResponse {
    let id = RequestId::of(request).to_string();
    let mut answer = HttpResponse::build(told.status);
    answer.insert_header((header::CONTENT_LANGUAGE, reader.lang.tag()));
    if let Some(seconds) = told.retry_after {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if let Some(WebError::WrongMethod { allowed }) = error {
        answer.insert_header((header::ALLOW, allowed.as_str()));
    }
    let is_page = !["/api/", "/calendar/", "/healthz", "/readyz", "/metrics"]
        .iter()
        .any(|place| request.path().starts_with(place));
    if told.status == StatusCode::UNAUTHORIZED && !is_page {
        answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
    }
    if is_page && let Some(to_sign_in) = pages::sign_in_instead(request, &reader, told) {
        return to_sign_in;
    }
    if is_page
        && let Some(WebError::OldForm) = error
        && let Some(html) = pages::old_form(request)
    {
        return answer.content_type("text/html; charset=utf-8").body(html);
    }
    if is_page && let Ok(html) = pages::error(reader, told, &id) {
        return answer.content_type("text/html; charset=utf-8").body(html);
    }
    answer.content_type("application/problem+json").json(Problem {
        status: told.status.as_u16(),
        title: told.status.canonical_reason().unwrap_or_default().to_owned(),
        code: told.code,
        detail: told.message.clone(),
        request_id: id,
        errors: told.errors.clone(),
        current: told.current.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Wrong, WrongField};
    use crate::messages::Lang;

    #[test]
    fn every_fault_of_a_field_is_told_in_every_language() {
        for code in Wrong::ALL {
            let wrong = WrongField { field: "the-field".to_owned(), code: *code, message: String::new() };
            let told = Lang::ALL.map(|lang| wrong.told(lang).message);
            assert!(told.iter().all(|told| told.contains("the-field")), "{code}: {told:?}");
            assert_ne!(told[0], told[1], "{code}");
        }
    }
}
