//! 年度登记簿页: the register of a year to take along, as a spreadsheet or as text.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use chrono::Datelike;

use super::layout::{Page, agency_address, send_with};
use super::parts::{Choice, Faults, Field, Fields, Summary};
use crate::app::register::YearSpan;
use crate::app::{App, today};
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::auth::{CaseReader, In, NameReader, Registrar};
use crate::web::posted::Posted;
use crate::web::register_files::{Lines, RegisterFile};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Years to choose from.
const YEARS: i32 = 12;

#[derive(Template)]
#[template(path = "year_register.html", config = "src/web/askama.toml")]
struct YearRegisterPage {
    page: Page,
    agency: String,
    /// The agency's cases.
    back: String,
    here: String,
    /// Where an older register is taken over, for whoever may.
    import: Option<String>,
    year: Field,
    /// Whether there are agencies below to be read.
    scope: Option<Field>,
    /// Whether applicants will be named.
    is_named: bool,
    summary: Option<Summary>,
}

/// Shows what there is to choose.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    form(&app, &officer, visit, ("", ""), &Faults::default()).await
}

/// Sends the file.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let (year, scope) = (posted.value("year"), posted.value("scope"));
    let Some(span) = year.parse().ok().and_then(|year| YearSpan::of(&app, year)) else {
        let faults = Faults::default().and("year", lang.text("register-no-year"));
        return form(&app, &officer, visit, (year, scope), &faults).await;
    };
    let file = RegisterFile {
        actor: officer.actor(),
        agency: officer.agency.clone(),
        lang,
        format: posted.act().parse().map_err(|_| WebError::BadParameter { name: "act" })?,
        lines: Lines::OfYear(span, scope == "all"),
    };
    Ok(file.answer(app))
}

async fn form(
    app: &Data<App>,
    officer: &In<CaseReader>,
    visit: Visit,
    (year, scope): (&str, &str),
    faults: &Faults,
) -> Result<HttpResponse, WebError> {
    let (me, code) = (officer.officer(), agency_code(&officer.agency.code)?);
    let has_below = read(app, move |app| today::reads_below(app, me, &code)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let (lang, this_year) = (page.reader.lang, app.clock.today().year());
    let fields = Fields::new(lang, faults);
    let here = agency_address(&officer.agency.code);
    let year = if year.is_empty() { this_year.to_string() } else { year.to_owned() };
    let template = YearRegisterPage {
        agency: officer.agency.name.clone(),
        back: page.href(&here),
        here: page.href(&format!("{here}/year-register")),
        import: officer.may::<Registrar>().then(|| page.href(&format!("{here}/register-imports"))),
        year: fields.select("year", "register-year", &year, years(this_year)).required(),
        scope: has_below.then(|| scopes(lang, fields, scope)),
        is_named: officer.may::<NameReader>(),
        summary: faults.summary(lang),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn years(this_year: i32) -> Vec<Choice> {
    let first = (this_year - YEARS).max(2008);
    (first..=this_year).rev().map(|year| Choice::new(&year.to_string(), year.to_string())).collect()
}

fn scopes(lang: Lang, fields: Fields<'_>, scope: &str) -> Field {
    let choices = [("own", "register-own"), ("all", "register-all")];
    let choices = choices.map(|(value, label)| Choice::new(value, lang.text(label))).to_vec();
    fields.radios("scope", "register-scope", if scope == "all" { "all" } else { "own" }, choices).required()
}
