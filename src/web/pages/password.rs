//! 修改口令页

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, see_other, send_with};
use crate::app::{App, sign_in};
use crate::web::auth::SignedAtAll;
use crate::web::limits::Trying;
use crate::web::reader::Reader;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "password.html", config = "src/web/askama.toml")]
struct PasswordPage {
    page: Page,
    must_change: bool,
    problem: Option<String>,
}

/// What is typed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct PasswordForm {
    present: String,
    new: String,
}

/// Shows the page.
pub(in crate::web) async fn show(reader: Reader, who: SignedAtAll) -> Result<HttpResponse, WebError> {
    let page = PasswordPage { page: Page::without_day(reader), must_change: who.0.must_change_password, problem: None };
    send_with(StatusCode::OK, page.page.reader.lang, &page)
}

/// Changes the password, or says why not.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Trying,
    reader: Reader,
    who: SignedAtAll,
    form: Form<PasswordForm>,
) -> Result<HttpResponse, WebError> {
    let PasswordForm { present, new } = form.into_inner();
    let must_change = who.0.must_change_password;
    match read(&app, move |app| sign_in::change_password(app, &who.0, &present, &new)).await {
        Ok(()) => Ok(see_other(&reader.href("/"))),
        Err(error) if error.tell(reader.lang).status == StatusCode::UNPROCESSABLE_ENTITY => {
            let problem = Some(error.tell(reader.lang).message);
            let page = PasswordPage { page: Page::without_day(reader), must_change, problem };
            send_with(StatusCode::UNPROCESSABLE_ENTITY, page.page.reader.lang, &page)
        }
        Err(other) => Err(other),
    }
}
