//! 登录页

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, see_other, send_with};
use crate::app::App;
use crate::app::AppError;
use crate::app::sign_in::{self, Credentials, SignInError};
use crate::config::Settings;
use crate::web::auth::{self, SignedAtAll};
use crate::web::error::Told;
use crate::web::limits::Trying;
use crate::web::posted::Posted;
use crate::web::reader::{Device, Reader, escaped};
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

#[derive(Template)]
#[template(path = "sign_in.html", config = "src/web/askama.toml")]
struct SignInPage {
    page: Page,
    login: String,
    next: String,
    /// What went wrong with the try before.
    problem: Option<String>,
    /// Whether the account asks for a one-time code.
    asks_code: bool,
}

/// Where to go after signing in.
#[derive(Deserialize)]
pub(in crate::web) struct SignInQuery {
    #[serde(default)]
    next: String,
}

/// What is typed.
#[derive(Deserialize)]
pub(in crate::web) struct SignInForm {
    login: String,
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// Shows the page.
pub(in crate::web) async fn show(visit: Visit, query: Query<SignInQuery>) -> Result<HttpResponse, WebError> {
    let next = query.into_inner().next;
    let page = SignInPage { page: Page::plain(visit), login: String::new(), next, problem: None, asks_code: false };
    send_with(StatusCode::OK, page.page.reader.lang, &page)
}

/// Signs in, or shows the page again with what went wrong and what was typed.
pub(in crate::web) async fn send(
    app: Data<App>,
    settings: Data<Settings>,
    _: Trying,
    device: Device,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let SignInForm { login, password, code, next } = posted.typed()?;
    let code = Some(code).filter(|code| !code.trim().is_empty());
    let credentials = Credentials { login: login.clone(), password, code, device: device.0 };
    match read(&app, move |app| sign_in::sign_in_page(app, &credentials)).await {
        Ok(token) => {
            let mut answer = see_other(&visit.reader.href(own_address(&next)));
            answer.add_cookie(&auth::cookie(token, settings.server.https)).map_err(|_| WebError::NoSuchPage)?;
            Ok(answer)
        }
        Err(WebError::App(AppError::SignIn(error))) => again(visit, login, next, error),
        Err(other) => Err(other),
    }
}

fn again(visit: Visit, login: String, next: String, error: SignInError) -> Result<HttpResponse, WebError> {
    let reader_lang = visit.reader.lang;
    let problem = wording::app_error(reader_lang, &error.into());
    let asks_code = matches!(error, SignInError::CodeNeeded | SignInError::WrongCode);
    let page = SignInPage { page: Page::plain(visit), login, next, problem: Some(problem), asks_code };
    let status = WebError::from(error).tell(reader_lang).status;
    send_with(status, page.page.reader.lang, &page)
}

/// An address of this program only: nobody is sent elsewhere by a link to the sign-in page.
fn own_address(next: &str) -> &str {
    let is_own = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if is_own { next } else { "/desk" }
}

/// Signs out.
pub(in crate::web) async fn sign_out(
    app: Data<App>,
    settings: Data<Settings>,
    who: SignedAtAll,
    visit: Visit,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    read(&app, move |app| sign_in::sign_out(app, &who.0)).await?;
    let mut answer = see_other(&visit.reader.href("/sign-in"));
    answer.add_cookie(&auth::no_cookie(settings.server.https)).map_err(|_| WebError::NoSuchPage)?;
    Ok(answer)
}

/// Where somebody is led who may not see a page yet: to sign in, or to choose a password. `None` if the answer
/// is not about that.
pub(in crate::web) fn sign_in_instead(request: &HttpRequest, reader: &Reader, told: &Told) -> Option<HttpResponse> {
    let address = match told.code {
        "not_signed_in" | "session_ended" if request.method().is_safe() => {
            let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
            format!("/sign-in?next={}", escaped(here))
        }
        "not_signed_in" | "session_ended" => "/sign-in".to_owned(),
        "must_change_password" => "/password".to_owned(),
        "not_following" => "/follow".to_owned(),
        _ => return None,
    };
    let mut answer = see_other(&reader.href(&address));
    answer.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::own_address;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for next in ["", "//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
            assert_eq!(own_address(next), "/desk", "{next}");
        }
        assert_eq!(own_address("/cases/case_1?lang=en"), "/cases/case_1?lang=en");
    }
}
