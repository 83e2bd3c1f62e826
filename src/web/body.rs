//! JSON bodies: what is wrong is named by its field, and nothing that was not asked for is taken.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::error::{Wrong, WrongField};
use super::{WebError, auth};
use crate::config::Settings;

/// A JSON body that has been read.
#[derive(Debug, Clone)]
pub struct Body<T> {
    /// What it says.
    pub value: T,
    /// A hash of its bytes, by which a repeated request is recognised.
    pub hash: String,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let bytes = Bytes::from_request(&request, payload);
        Box::pin(async move {
            let body = received(&request, bytes).await;
            if body.is_err() {
                auth::answered(&request).await;
            }
            body
        })
    }
}

async fn received<T: DeserializeOwned>(
    request: &HttpRequest,
    bytes: <Bytes as FromRequest>::Future,
) -> Result<Body<T>, WebError> {
    let limit = request.app_data::<Data<Settings>>().map_or(0, |settings| settings.limits.body_bytes);
    if declared_length(request).is_some_and(|length| length > limit) {
        return Err(WebError::BodyTooLarge { limit });
    }
    if !is_json(request) {
        return Err(WebError::NotJson);
    }
    let patience = request.app_data::<Data<Settings>>().map_or(Duration::ZERO, |settings| settings.limits.patience());
    let bytes = tokio::time::timeout(patience, bytes).await.map_err(|_| WebError::UploadTooSlow)?;
    let bytes = bytes.map_err(|error| match error.as_response_error().status_code().as_u16() {
        413 => WebError::BodyTooLarge { limit },
        _ => WebError::BadJson { reason: error.to_string() },
    })?;
    Ok(Body { value: read(&bytes)?, hash: hash(&bytes) })
}

fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn declared_length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads JSON that came as one part of a form.
pub(super) fn part<T: DeserializeOwned>(bytes: &[u8]) -> Result<Body<T>, WebError> {
    Ok(Body { value: read(bytes)?, hash: hash(bytes) })
}

/// Reads JSON into a type, and names the field that is wrong.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WebError> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| WebError::BadJson { reason: error.to_string() })?;
    let mut wrong = Vec::new();
    find_control_characters(&value, &mut String::new(), &mut wrong);
    if !wrong.is_empty() {
        return Err(WebError::Invalid(wrong));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let (field, reason) = (error.path().to_string(), error.inner().to_string());
        WebError::Invalid(vec![WrongField { field, code: code(&reason), message: reason }])
    })
}

/// The id that a field of the body holds.
pub(super) fn id<T: std::str::FromStr>(field: &str, text: &str) -> Result<T, WebError> {
    let wrong = |_| WrongField { field: field.to_owned(), code: Wrong::Value, message: String::new() };
    text.parse().map_err(wrong).map_err(|wrong| WebError::Invalid(vec![wrong]))
}

/// serde's words as a stable code.
fn code(reason: &str) -> Wrong {
    let is = |start: &str| reason.starts_with(start);
    if is("unknown field") {
        Wrong::UnknownField
    } else if is("missing field") {
        Wrong::Missing
    } else if is("invalid type") {
        Wrong::Type
    } else if is("unknown variant") {
        Wrong::UnknownValue
    } else {
        Wrong::Value
    }
}

/// Text may have line breaks and tabs; other control characters are somebody's mistake or somebody's trick,
/// and neither database keeps all of them.
fn find_control_characters(value: &Value, path: &mut String, wrong: &mut Vec<WrongField>) {
    let before = path.len();
    match value {
        Value::String(text) if text.chars().any(is_unwanted) => {
            wrong.push(WrongField { field: path.clone(), code: Wrong::ControlCharacter, message: String::new() });
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                path.push_str(&format!("[{place}]"));
                find_control_characters(item, path, wrong);
                path.truncate(before);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                path.push_str(if before == 0 { "" } else { "." });
                path.push_str(name);
                find_control_characters(field, path, wrong);
                path.truncate(before);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether a character has no place in anything that people write.
pub(super) fn is_unwanted(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        name: String,
        #[serde(default)]
        inner: Option<Box<Form>>,
    }

    fn wrong(text: &str) -> (String, Wrong) {
        match read::<Form>(text.as_bytes()) {
            Err(WebError::Invalid(wrong)) => (wrong[0].field.clone(), wrong[0].code),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_named_by_its_field() {
        assert_eq!(wrong(r#"{"name":7}"#), ("name".to_owned(), Wrong::Type));
        assert_eq!(
            wrong(r#"{"name":"a","inner":{"name":"b","age":1}}"#),
            ("inner.age".to_owned(), Wrong::UnknownField)
        );
        assert_eq!(wrong(r#"{"name":"a","inner":{}}"#), ("inner".to_owned(), Wrong::Missing));
        assert_eq!(
            wrong(r#"{"name":"a","inner":{"name":"\u0000"}}"#),
            ("inner.name".to_owned(), Wrong::ControlCharacter)
        );
    }

    #[test]
    fn what_is_no_json_is_not_a_wrong_field() {
        for text in ["", "{", "\"", "{\"name\":\"\u{0}\"}", "{} {}"] {
            assert!(matches!(read::<Form>(text.as_bytes()), Err(WebError::BadJson { .. })), "{text}");
        }
        let form: Form = read(r#"{"name":"第一行\n第二行\t"}"#.as_bytes()).unwrap();
        assert!(form.name.contains('\n') && form.inner.is_none());
    }
}
