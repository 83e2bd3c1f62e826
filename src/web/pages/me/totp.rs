//! 动态口令: setting up one-time codes, and taking them away.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use super::secret;
use crate::app::sign_in::{self, TotpSetup};
use crate::app::{App, AppError};
use crate::web::auth::Signed;
use crate::web::limits::Trying;
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "totp.html", config = "src/web/askama.toml")]
struct TotpPage {
    page: Page,
    summary: Option<Summary>,
    step: Step,
}

/// What comes next.
enum Step {
    /// The password, to begin or to take codes away.
    Password { password: Field, has_totp: bool },
    /// The first code; what the authenticator is told stands beside it the first time.
    Code { code: Field, setup: Option<Setup> },
}

/// What an authenticator is told.
struct Setup {
    /// In groups of four, to be typed.
    secret: String,
    url: String,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    ask_password(&app, &who, visit, &Faults::default()).await
}

/// Begins, confirms, or takes away, as the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    _: Trying,
    who: Signed,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    match posted.act() {
        "begin" => begin(&app, &who, visit, secret(&posted, "password")).await,
        "confirm" => confirm(&app, &who, visit, posted.value("code").to_owned()).await,
        "remove" => remove(&app, &who, visit, secret(&posted, "password")).await,
        _ => Err(WebError::BadParameter { name: "act" }),
    }
}

async fn begin(app: &Data<App>, who: &Signed, visit: Visit, password: String) -> Result<HttpResponse, WebError> {
    let me = who.clone();
    match read(app, move |app| sign_in::set_up_totp(app, &me, &password)).await {
        Ok(setup) => ask_code(app, who, visit, Some(setup), &Faults::default()).await,
        Err(error) => {
            let faults = wrong(&visit, "password", error)?;
            ask_password(app, who, visit, &faults).await
        }
    }
}

async fn confirm(app: &Data<App>, who: &Signed, visit: Visit, code: String) -> Result<HttpResponse, WebError> {
    let me = who.clone();
    match read(app, move |app| sign_in::confirm_totp(app, &me, &code)).await {
        Ok(()) => done(&visit, "me-totp-confirmed"),
        Err(error) => {
            let faults = wrong(&visit, "code", error)?;
            ask_code(app, who, visit, None, &faults).await
        }
    }
}

async fn remove(app: &Data<App>, who: &Signed, visit: Visit, password: String) -> Result<HttpResponse, WebError> {
    let me = who.clone();
    match read(app, move |app| sign_in::remove_totp(app, &me, &password)).await {
        Ok(()) => done(&visit, "me-totp-removed"),
        Err(error) => {
            let faults = wrong(&visit, "password", error)?;
            ask_password(app, who, visit, &faults).await
        }
    }
}

fn done(visit: &Visit, said: &str) -> Result<HttpResponse, WebError> {
    visit.say(said);
    Ok(see_other(&visit.reader.href("/me")))
}

/// What is wrong with what was typed; anything else is no matter of this form.
fn wrong(visit: &Visit, field: &str, error: WebError) -> Result<Faults, WebError> {
    if matches!(error, WebError::App(AppError::SignIn(_))) {
        Ok(Faults::default().and(field, error.tell(visit.reader.lang).message))
    } else {
        Err(error)
    }
}

async fn ask_password(app: &Data<App>, who: &Signed, visit: Visit, faults: &Faults) -> Result<HttpResponse, WebError> {
    let me = who.officer;
    let has_totp = read(app, move |app| sign_in::has_totp(app, me)).await?;
    let password = Fields::new(visit.reader.lang, faults)
        .input("password", "password", "web-password", "")
        .autocomplete("current-password")
        .required();
    shown(app, who, visit, faults, Step::Password { password, has_totp }).await
}

async fn ask_code(
    app: &Data<App>,
    who: &Signed,
    visit: Visit,
    setup: Option<TotpSetup>,
    faults: &Faults,
) -> Result<HttpResponse, WebError> {
    let code = Fields::new(visit.reader.lang, faults)
        .text("code", "web-code", "")
        .autocomplete("one-time-code")
        .inputmode("numeric")
        .most(8)
        .required();
    let setup = setup.map(|TotpSetup { secret, url }| Setup { secret: in_groups(&secret), url });
    shown(app, who, visit, faults, Step::Code { code, setup }).await
}

async fn shown(
    app: &Data<App>,
    who: &Signed,
    visit: Visit,
    faults: &Faults,
    step: Step,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, who).await?;
    let lang = page.reader.lang;
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    send_with(status, lang, &TotpPage { summary: faults.summary(lang), step, page })
}

fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
