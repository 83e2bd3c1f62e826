//! 初次设置: the first agency and its first administrator.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::accounts::NewAccount;
use crate::app::{AgencyForm, App, setup};
use crate::domain::applicant::Name;
use crate::domain::role::Role;
use crate::web::body::Body;
use crate::web::error::{Wrong, WrongField};
use crate::web::limits::Trying;
use crate::web::{WebError, read};

/// The first agency and its first administrator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    /// The secret part of the link that the terminal showed.
    token: String,
    /// 机关代码
    #[schema(example = "hz-zfb")]
    pub agency_code: String,
    /// 机关名称
    pub agency_name: String,
    /// 用户名
    pub login: String,
    /// 姓名
    pub name: String,
    /// At least ten characters.
    #[schema(min_length = 10)]
    pub password: String,
}

/// Use the one-time link of the first start. It is good until somebody has an account.
#[utoipa::path(
    post,
    path = "/api/v1/setup",
    operation_id = "set_up",
    tag = "signing in",
    request_body = SetupBody,
    responses(
        (status = 204, description = "The administrator may sign in"),
        (status = 404, description = "The link is not valid any more"),
    ),
)]
pub async fn set_up(app: Data<App>, _: Trying, body: Body<SetupBody>) -> Result<HttpResponse, WebError> {
    make(&app, body.value).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Makes agency and administrator, from a program's body or a page's form.
pub(in crate::web) async fn make(app: &Data<App>, body: SetupBody) -> Result<(), WebError> {
    let SetupBody { token, agency_code, agency_name, login, name, password } = body;
    let wrong = |field: &str| WrongField { field: field.to_owned(), code: Wrong::Value, message: String::new() };
    let mut errors = Vec::new();
    let code = agency_code.parse().map_err(|_| errors.push(wrong("agency_code")));
    let login = login.parse().map_err(|_| errors.push(wrong("login")));
    let name = name.parse::<Name>().map_err(|_| errors.push(wrong("name")));
    if agency_name.trim().is_empty() {
        errors.push(wrong("agency_name"));
    }
    let (Ok(code), Ok(login), Ok(name), true) = (code, login, name, errors.is_empty()) else {
        return Err(WebError::Invalid(errors));
    };
    let agency = AgencyForm::new(code, agency_name.trim());
    let account = NewAccount { login, name, roles: vec![Role::Administrator], subtree: true };
    read(app, move |app| setup::set_up(app, &token, &agency, &account, &password)).await?;
    Ok(())
}

impl SetupBody {
    /// The form of a page.
    pub(in crate::web) fn new(token: String, [agency_code, agency_name, login, name, password]: [String; 5]) -> Self {
        Self { token, agency_code, agency_name, login, name, password }
    }
}
