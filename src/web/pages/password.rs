//! 修改口令页

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, see_other, send_with};
use crate::app::{App, sign_in};
use crate::web::auth::SignedAtAll;
use crate::web::limits::Trying;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "password.html", config = "src/web/askama.toml")]
struct PasswordPage {
    page: Page,
    /// Whose password it is, for programs that keep passwords.
    login: String,
    must_change: bool,
    problem: Option<String>,
}

/// Shows the page.
pub(in crate::web) async fn show(visit: Visit, who: SignedAtAll) -> Result<HttpResponse, WebError> {
    let page = PasswordPage {
        page: Page::plain(visit),
        login: who.0.login,
        must_change: who.0.must_change_password,
        problem: None,
    };
    send_with(StatusCode::OK, page.page.reader.lang, &page)
}

/// Changes the password, or says why not.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Trying,
    visit: Visit,
    who: SignedAtAll,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (present, new) = (secret(&posted, "present"), secret(&posted, "new"));
    let (login, must_change) = (who.0.login.clone(), who.0.must_change_password);
    match read(&app, move |app| sign_in::change_password(app, &who.0, &present, &new)).await {
        Ok(()) => {
            visit.say("web-password-changed");
            Ok(see_other(&visit.reader.href("/desk")))
        }
        Err(error) if error.tell(visit.reader.lang).status == StatusCode::UNPROCESSABLE_ENTITY => {
            let problem = Some(error.tell(visit.reader.lang).message);
            let page = PasswordPage { page: Page::plain(visit), login, must_change, problem };
            send_with(StatusCode::UNPROCESSABLE_ENTITY, page.page.reader.lang, &page)
        }
        Err(other) => Err(other),
    }
}

/// A password as it was typed: white space belongs to it.
fn secret(posted: &Posted, name: &str) -> String {
    posted.values(name).next().unwrap_or_default().to_owned()
}
