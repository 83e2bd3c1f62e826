//! 初次设置页: the one-time link of the first start leads here.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, see_other, send_with};
use crate::app::{App, setup};
use crate::web::api::setup::{SetupBody, make};
use crate::web::limits::Trying;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "setup.html", config = "src/web/askama.toml")]
struct SetupPage {
    page: Page,
    form: SetupForm,
    problem: Option<String>,
    /// The fields that are wrong.
    wrong: Vec<String>,
}

impl SetupPage {
    fn is_wrong(&self, field: &str) -> bool {
        self.wrong.iter().any(|wrong| wrong == field)
    }
}

/// The secret part of the link.
#[derive(Deserialize)]
pub(in crate::web) struct SetupQuery {
    #[serde(default)]
    token: String,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct SetupForm {
    token: String,
    agency_code: String,
    agency_name: String,
    login: String,
    name: String,
    password: String,
}

/// Shows the page, while the link is valid.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Trying,
    visit: Visit,
    query: Query<SetupQuery>,
) -> Result<HttpResponse, WebError> {
    let token = query.into_inner().token;
    let asked = token.clone();
    if !read(&app, move |app| setup::is_valid(app, &asked)).await? {
        return Err(WebError::NoSuchPage);
    }
    let form = SetupForm { token, ..SetupForm::default() };
    let page = SetupPage { page: Page::plain(visit), form, problem: None, wrong: Vec::new() };
    send_with(StatusCode::OK, page.page.reader.lang, &page)
}

/// Makes agency and administrator, or shows the page again with what was typed.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Trying,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let form: SetupForm = posted.typed()?;
    let SetupForm { token, agency_code, agency_name, login, name, password } = &form;
    let fields = [agency_code, agency_name, login, name, password].map(Clone::clone);
    match make(&app, SetupBody::new(token.clone(), fields)).await {
        Ok(()) => Ok(see_other(&visit.reader.href("/sign-in"))),
        Err(error) if error.tell(visit.reader.lang).status == StatusCode::UNPROCESSABLE_ENTITY => {
            let told = error.tell(visit.reader.lang);
            let wrong = told.errors.into_iter().map(|error| error.field).collect();
            let form = SetupForm { password: String::new(), ..form };
            let page = SetupPage { page: Page::plain(visit), form, problem: Some(told.message), wrong };
            send_with(StatusCode::UNPROCESSABLE_ENTITY, page.page.reader.lang, &page)
        }
        Err(other) => Err(other),
    }
}
