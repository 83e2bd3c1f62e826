//! 来访: a browser that looks at a page: its language, the token of the forms that it is shown, and what it
//! is told once.
//!
//! Two cookies, both out of reach of scripts: `gongkai_form` with a secret by which forms are recognised where
//! nobody is signed in, and `gongkai_said` with the id of a message that the next page shows.

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use serde::{Deserialize, Serialize};

use super::reader::Reader;
use super::{WebError, auth};
use crate::app::{App, form_tokens};
use crate::config::Settings;
use crate::messages::Lang;

/// The cookie by which forms are recognised.
const FORM: &str = "gongkai_form";
/// The cookie of what is said once.
const SAID: &str = "gongkai_said";
/// How long a form may be filled in.
const FORM_LASTS: Duration = Duration::days(7);
/// How long the next page may take.
const SAID_LASTS: Duration = Duration::minutes(5);

/// A browser that looks at a page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language, and addresses that keep it.
    pub reader: Reader,
    /// What the forms of the page carry; see [`form_tokens`].
    pub token: String,
    /// What the page before left to be said.
    pub said: Option<Saying>,
    request: HttpRequest,
}

/// A message that is shown once, on the page that follows a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    id: String,
    /// The particular `what` of the message. Nothing personal: it goes through the browser.
    what: Option<String>,
}

impl Saying {
    /// The sentence; none if there is no such message.
    pub(super) fn sentence(&self, lang: Lang) -> Option<String> {
        let sentence = lang.with(&self.id, &[("what", self.what.clone().unwrap_or_default().into())]);
        (sentence != self.id).then_some(sentence)
    }
}

impl Visit {
    /// Leaves a message for the page that the browser is led to.
    pub(super) fn say(&self, id: &str) {
        self.leave(Saying { id: id.to_owned(), what: None });
    }

    /// The same with the particular `what`.
    pub(super) fn say_of(&self, id: &str, what: &str) {
        self.leave(Saying { id: id.to_owned(), what: Some(what.to_owned()) });
    }

    fn leave(&self, saying: Saying) {
        self.request.extensions_mut().insert(saying);
    }
}

impl FromRequest for Visit {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(of(request))
    }
}

fn of(request: &HttpRequest) -> Result<Visit, WebError> {
    let app = request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)?;
    let token = form_tokens::make(app, &secret(request)?)?;
    // A form that is sent does not use up what the page after it is to say.
    let said = request.method().is_safe().then(|| left(request)).flatten();
    Ok(Visit { reader: Reader::of(request), token, said, request: request.clone() })
}

/// What was left to be said, if it can be read; it is said once.
fn left(request: &HttpRequest) -> Option<Saying> {
    let cookie = request.cookie(SAID)?;
    request.extensions_mut().insert(Told);
    // Whoever changed the cookie is told nothing.
    serde_json::from_str(&unhex(cookie.value())?).ok()
}

/// What a cookie of this program keeps.
pub(super) fn kept(request: &HttpRequest, name: &str) -> Option<String> {
    unhex(request.cookie(name)?.value())
}

/// A cookie of this program, out of reach of scripts, for a while.
pub(super) fn keep(name: &'static str, text: &str, https: bool, lasts: Duration) -> Cookie<'static> {
    cookie(name, hex(text), https, lasts)
}

/// Cookies take few characters, so text is kept as digits.
fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<String> {
    let bytes: Vec<u8> = digits.as_bytes().chunks(2).map(byte).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}

fn byte(pair: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(pair).unwrap_or_default(), 16).ok()
}

/// The secret that binds a form to a browser: of the session, or of the cookie where nobody is signed in.
pub(super) fn secret(request: &HttpRequest) -> Result<String, WebError> {
    if let Some(session) = auth::session_cookie(request) {
        return Ok(session);
    }
    if let Some(cookie) = request.cookie(FORM) {
        return Ok(cookie.value().to_owned());
    }
    if let Some(New(secret)) = request.extensions().get() {
        return Ok(secret.clone());
    }
    let secret = form_tokens::browser_secret()?;
    request.extensions_mut().insert(New(secret.clone()));
    Ok(secret)
}

/// A secret that the browser does not have yet.
struct New(String);

/// What was left has been said.
struct Told;

/// Every secret that a form may have been bound to: somebody may have signed in, or out, in another window.
pub(super) fn secrets(request: &HttpRequest) -> Vec<String> {
    let form = request.cookie(FORM).map(|cookie| cookie.value().to_owned());
    [auth::session_cookie(request), form].into_iter().flatten().collect()
}

/// Gives the browser its cookies, and takes back what has been said.
pub(super) async fn cookies<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    let request = response.request().clone();
    let https = request.app_data::<Data<Settings>>().is_some_and(|settings| settings.server.https);
    let given = request.extensions_mut().remove().map(|New(secret)| cookie(FORM, secret, https, FORM_LASTS));
    let saying: Option<Saying> = request.extensions_mut().remove();
    let said = match (saying, request.extensions_mut().remove::<Told>()) {
        // What cannot be written down is not said.
        (Some(saying), _) => Some(keep(SAID, &serde_json::to_string(&saying).unwrap_or_default(), https, SAID_LASTS)),
        (None, Some(Told)) => Some(gone(cookie(SAID, String::new(), https, SAID_LASTS))),
        (None, None) => None,
    };
    for cookie in [given, said].into_iter().flatten() {
        response.response_mut().add_cookie(&cookie)?;
    }
    Ok(response)
}

fn cookie(name: &'static str, value: String, https: bool, lasts: Duration) -> Cookie<'static> {
    Cookie::build(name, value).path("/").http_only(true).secure(https).same_site(SameSite::Lax).max_age(lasts).finish()
}

fn gone(mut cookie: Cookie<'static>) -> Cookie<'static> {
    cookie.make_removal();
    cookie
}
