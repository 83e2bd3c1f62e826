//! 表单: what a browser sends from a form of a page, urlencoded or in several parts with files.
//!
//! Whoever takes [`Posted`] has a form that comes from a page of this program, shown to this browser. From
//! another site's page it is refused; from a page that is too old nothing typed is lost: the form is shown
//! again, to be sent with one click.

use std::future::Future;
use std::pin::Pin;

use actix_web::error::UrlencodedError;
use actix_web::http::header;
use actix_web::web::{Data, Form, Payload, Query};
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, dev};
use serde::de::DeserializeOwned;

use super::reader::escaped;
use super::upload::{self, Upload};
use super::{WebError, auth, body, visit};
use crate::app::attachments::{Incoming, Kept};
use crate::app::once::OnceKey;
use crate::app::{App, AppError, form_tokens};

/// The hidden field with the token.
pub(super) const TOKEN: &str = "form_token";

/// A form that was sent from a page of this program.
#[derive(Debug)]
pub struct Posted {
    fields: Vec<(String, String)>,
    upload: Upload,
    /// One showing of the form.
    number: String,
}

/// What was typed into a form that was refused, left with the request so that it can be shown again.
#[derive(Debug, Clone)]
pub(super) struct Typed(pub Vec<(String, String)>);

impl Posted {
    /// What was typed, as a struct of strings; a field that was not sent takes its default.
    ///
    /// # Errors
    /// [`WebError::BadMultipart`] if a field that must be there is not, or comes twice.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, WebError> {
        let pairs = self.fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
        let encoded = pairs.collect::<Vec<_>>().join("&");
        let read = Query::<T>::from_query(&encoded);
        read.map(Query::into_inner).map_err(|error| WebError::BadMultipart { reason: error.to_string() })
    }

    /// A field's value, with the white space around it taken off; empty if it was not sent.
    #[must_use]
    pub fn value<'a>(&'a self, name: &str) -> &'a str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// The values of a field that may come several times, such as boxes that were ticked.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Every field but some, with the parameters of a page that a form sends back.
    pub(super) fn others(&self, but: &[&str]) -> Vec<(String, String)> {
        self.words().filter(|(name, _)| !but.contains(&name.as_str())).cloned().collect()
    }

    /// Which button was pressed: buttons are named `act`.
    #[must_use]
    pub fn act(&self) -> &str {
        self.value("act")
    }

    /// The files that were picked, for [`receive`](crate::app::attachments::receive).
    #[must_use]
    pub fn files(&self) -> Vec<Incoming> {
        self.upload.files()
    }

    /// What is in the files of a field, each with its name, if none has more bytes than that.
    ///
    /// # Errors
    /// As [`Upload::contents`].
    pub fn contents(&self, field: &str, at_most: u64) -> Result<Vec<(String, Vec<u8>)>, WebError> {
        self.upload.contents(field, at_most)
    }

    /// The key under which this form does something once, however often its button is pressed. The same page
    /// sent with other words is another form.
    ///
    /// # Errors
    /// [`AppError::Keys`].
    pub fn once(&self, app: &App, who: &str, what: &str, files: &[Kept]) -> Result<Option<OnceKey>, AppError> {
        let words: Vec<String> = self.words().map(|(name, value)| format!("{name}\n{value}")).collect();
        let sums = files.iter().map(|kept| kept.file.sha256.clone());
        let all: Vec<String> = words.into_iter().chain(sums).collect();
        let hash = body::hash(all.join("\n\n").as_bytes());
        OnceKey::new(app, &format!("{who}\n{what}\n{}\n{hash}", self.number), &hash).map(Some)
    }

    fn words(&self) -> impl Iterator<Item = &(String, String)> {
        self.fields.iter().filter(|(name, _)| name != TOKEN)
    }
}

impl FromRequest for Posted {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            auth::answered(&request).await;
            if !auth::is_own_page(&request) {
                return Err(WebError::ForeignPage);
            }
            let (fields, upload) = read(&request, payload).await?;
            let app = request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)?;
            let token = fields.iter().find(|(name, _)| name == TOKEN).map_or("", |(_, token)| token.as_str());
            match number(app, &request, token)? {
                Some(number) => Ok(Self { fields, upload, number }),
                None => {
                    let words = fields.into_iter().filter(|(name, _)| name != TOKEN).collect();
                    request.extensions_mut().insert(Typed(words));
                    Err(WebError::OldForm)
                }
            }
        })
    }
}

/// Which showing of a form a token stands for, if it was shown to this browser.
fn number(app: &App, request: &HttpRequest, token: &str) -> Result<Option<String>, AppError> {
    for secret in visit::secrets(request) {
        if let Some(number) = form_tokens::number(app, &secret, token)? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

async fn read(request: &HttpRequest, mut payload: dev::Payload) -> Result<(Vec<(String, String)>, Upload), WebError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("multipart/form-data") {
        let payload = Payload::from_request(request, &mut payload).await.map_err(|error| broken(&error))?;
        let upload = upload::receive(request, payload).await?;
        let fields = upload.fields().map(|(name, value)| (name.to_owned(), plain(&value))).collect();
        return Ok((fields, upload));
    }
    let form = Form::<Vec<(String, String)>>::from_request(request, &mut payload).await;
    let fields = form.map_err(|error| broken(&error))?.into_inner();
    Ok((fields.into_iter().map(|(name, value)| (name, plain(&value))).collect(), Upload::default()))
}

/// Text as it is kept: browsers write a line break as two characters, and what nobody can type is left out.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !body::is_unwanted(*c)).collect()
}

fn broken(error: &Error) -> WebError {
    match error.as_error::<UrlencodedError>() {
        Some(UrlencodedError::Overflow { limit, .. }) => WebError::BodyTooLarge { limit: *limit },
        Some(_) | None => WebError::BadMultipart { reason: error.to_string() },
    }
}
