//! 登记收件: a request that came over the counter, by post, fax, e-mail or word of mouth is entered, fast.

mod hints;
mod receipt;
mod typed;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use self::hints::{Hints, Noticed};
use self::receipt::Receipt;
use self::typed::{Form, Typed};
use super::layout::{Page, agency_address, send as shown, send_with};
use super::parts::{Faults, Summary};
use crate::app::intake::{Registered, ready_to_register};
use crate::app::once::{self, OnceKey};
use crate::app::{App, counter};
use crate::domain::ids::ApplicantId;
use crate::web::auth::{In, Registrar};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "register.html", config = "src/web/askama.toml")]
struct RegisterPage {
    page: Page,
    agency: String,
    agency_address: String,
    here: String,
    summary: Option<Summary>,
    /// Whether something likely to be the same has just been shown.
    stopped: bool,
    seen: String,
    form: Form,
    hints: Hints,
}

impl RegisterPage {
    /// The address of the form, or of a part of it.
    fn to(&self, part: &str) -> String {
        self.page.href(&format!("{}{part}", self.here))
    }
}

/// What is chosen beforehand.
#[derive(Deserialize)]
pub(in crate::web) struct RegisterQuery {
    #[serde(default)]
    channel: String,
}

/// A form as it is shown.
struct Shown {
    typed: Typed,
    faults: Faults,
    hints: Hints,
    stopped: bool,
}

/// Shows the empty form.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Registrar>,
    visit: Visit,
    query: Query<RegisterQuery>,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::on(app.clock.today(), &query.channel);
    let hints = Hints::none(visit.reader.lang);
    again(&app, &officer, visit, Shown { typed, faults: Faults::default(), hints, stopped: false }).await
}

/// What is known of applicant and subject, for the page's script: nothing of it is in an address.
pub(in crate::web) async fn hints(
    app: Data<App>,
    officer: In<Registrar>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed: Typed = posted.typed()?;
    let noticed = notice(&app, &officer, &typed).await?;
    shown(visit.reader.lang, &noticed.hints(&visit.reader))
}

/// Registers, looks up, or takes over an applicant who was here before, as the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Registrar>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed: Typed = posted.typed()?;
    let lang = visit.reader.lang;
    if let Some(file) = posted.act().strip_prefix("use ") {
        let typed = take_over(&app, &officer, typed, file).await?;
        let hints = notice(&app, &officer, &typed).await?.hints(&visit.reader);
        return again(&app, &officer, visit, Shown { typed, faults: Faults::default(), hints, stopped: false }).await;
    }
    let once = once(&app, &officer, &posted)?;
    let noticed = notice(&app, &officer, &typed).await?;
    let stopped = posted.act() != "check" && noticed.is_news(&typed.seen) && !is_done(&app, once.clone()).await?;
    if posted.act() == "check" || stopped {
        let typed = Typed { seen: noticed.seen(), ..typed };
        let hints = noticed.hints(&visit.reader);
        return again(&app, &officer, visit, Shown { typed, faults: Faults::default(), hints, stopped }).await;
    }
    let registered = match typed.intake(lang, app.clock.today()) {
        Err(faults) => Ok(Err(faults)),
        Ok(intake) => {
            let (agency, actor) = (officer.agency.clone(), officer.actor());
            let done =
                read(&app, move |app| ready_to_register(app, &agency, &actor, &intake)?.once(once).save_blocking(app));
            done.await.map(Ok).or_else(|error| Faults::of(lang, error).map(Err))
        }
    };
    match registered? {
        Ok(registered) => receipt(&app, &officer, visit, &typed, registered).await,
        Err(faults) => {
            let hints = noticed.hints(&visit.reader);
            again(&app, &officer, visit, Shown { typed, faults, hints, stopped: false }).await
        }
    }
}

/// The key under which the form registers something once.
fn once(app: &App, officer: &In<Registrar>, posted: &Posted) -> Result<Option<OnceKey>, WebError> {
    let what = format!("register {}", officer.agency.code);
    Ok(posted.once(app, &officer.officer().to_string(), &what, &[])?)
}

/// Whether it was registered by the first of two clicks: then it is no repeat of itself.
async fn is_done(app: &Data<App>, once: Option<OnceKey>) -> Result<bool, WebError> {
    let Some(once) = once else { return Ok(false) };
    read(app, move |app| once::is_done(app, &once)).await
}

async fn notice(app: &Data<App>, officer: &In<Registrar>, typed: &Typed) -> Result<Noticed, WebError> {
    let (agency, typed) = (officer.agency.clone(), typed.clone());
    read(app, move |app| Noticed::of(app, &agency, &typed)).await
}

async fn take_over(app: &Data<App>, officer: &In<Registrar>, typed: Typed, file: &str) -> Result<Typed, WebError> {
    let id: ApplicantId = file.parse().map_err(|_| WebError::BadParameter { name: "act" })?;
    let agency = officer.agency.clone();
    let form = read(app, move |app| counter::form_of(app, &agency, id)).await?;
    Ok(match form {
        Some(form) => typed.with(form),
        None => typed,
    })
}

async fn again(
    app: &Data<App>,
    officer: &In<Registrar>,
    visit: Visit,
    Shown { typed, faults, hints, stopped }: Shown,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let address = agency_address(&officer.agency.code);
    let template = RegisterPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&address),
        here: format!("{address}/register"),
        summary: faults.summary(lang),
        stopped,
        form: Form::new(lang, &typed, &faults),
        seen: typed.seen,
        hints,
        page,
    };
    send_with(if stopped { StatusCode::CONFLICT } else { faults.status() }, lang, &template)
}

/// The receipt stands at the address of the form: whoever reloads it registers nothing twice.
async fn receipt(
    app: &Data<App>,
    officer: &In<Registrar>,
    visit: Visit,
    typed: &Typed,
    registered: Registered,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    send_with(StatusCode::CREATED, lang, &Receipt::new(page, &officer.agency, typed, registered))
}
