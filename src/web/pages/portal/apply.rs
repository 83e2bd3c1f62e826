//! 填写申请: one page with everything that the statutory form asks for, and the same once more for reading before
//! it is sent. Nothing is kept before that but the files.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::asking::{Asking, Groups, name_field};
use super::drafts::{self, PickedFiles};
use super::offers::Offers;
use super::office::Office;
use super::receipt;
use crate::app::intake::ready_to_submit;
use crate::app::{Agency, App, draft_files, find_agency, offers};
use crate::config::Settings;
use crate::domain::administration::AdminRefused;
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, agency_address, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::reader::{Reader, escaped};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "portal/apply.html", config = "src/web/askama.toml")]
struct ApplyPage {
    page: Page,
    agency: String,
    address: String,
    /// The form to be filled in by hand.
    blank: String,
    /// 办理流程图
    chart: String,
    offers_address: String,
    draft: String,
    offers: Offers,
    summary: Option<Summary>,
    groups: Groups,
    name: Field,
    files: Field,
    picked: PickedFiles,
    /// How the office is reached otherwise.
    office: Option<Office>,
}

#[derive(Template)]
#[template(path = "portal/review.html", config = "src/web/askama.toml")]
struct ReviewPage {
    page: Page,
    agency: String,
    address: String,
    filled_in: Vec<(String, String)>,
    picked: PickedFiles,
    hidden: Vec<(&'static str, String)>,
    seems_several: bool,
}

/// What may be filled in already.
#[derive(Deserialize)]
pub(in crate::web) struct ApplyQuery {
    #[serde(default)]
    subject: String,
}

/// Shows the form.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Public,
    visit: Visit,
    path: Path<String>,
    query: Query<ApplyQuery>,
) -> Result<HttpResponse, WebError> {
    let agency = open_agency(&app, &path).await?;
    let asking = Asking::new(query.into_inner().subject, draft_files::new_draft()?);
    form(&app, visit, &agency, asking, Faults::default()).await
}

/// Takes the form, and does what its button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    settings: Data<Settings>,
    _: Public,
    visit: Visit,
    path: Path<String>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let agency = open_agency(&app, &path).await?;
    let asking: Asking = posted.typed()?;
    let mut faults = Faults::default();
    if let Err(error) = drafts::take(&app, &asking.draft, posted.files()).await {
        faults = Faults::of(visit.reader.lang, error)?.about("file");
    }
    match posted.act().split_once('-').unwrap_or((posted.act(), "")) {
        ("submit", _) => submit(&app, &settings, visit, &agency, asking, &posted).await,
        ("answered", _) => {
            read(&app, move |app| offers::count(app, &agency, true)).await?;
            visit.say("portal-offer-thanks");
            Ok(see_other(&visit.reader.href("/")))
        }
        ("remove", sha256) => {
            let (draft, sha256) = (asking.draft.clone(), sha256.to_owned());
            read(&app, move |app| draft_files::remove(app, &draft, &sha256)).await?;
            form(&app, visit, &agency, asking, faults).await
        }
        ("edit" | "offer" | "attach", _) => form(&app, visit, &agency, asking, faults).await,
        _ => review(&app, visit, &agency, asking, faults).await,
    }
}

/// The agency of the path, if it takes requests.
async fn open_agency(app: &Data<App>, code: &str) -> Result<Agency, WebError> {
    let code = agency_code(code)?;
    let agency = read(app, move |app| find_agency(app, &code)).await?;
    match agency.active {
        true => Ok(agency),
        false => Err(WebError::App(AdminRefused::AgencyClosed { agency: agency.code }.into())),
    }
}

async fn form(
    app: &Data<App>,
    visit: Visit,
    agency: &Agency,
    asking: Asking,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let fields = Fields::new(lang, &faults);
    let limits = app.files.limits();
    let page = Page::portal(app, visit);
    let here = address(&agency.code);
    let template = ApplyPage {
        agency: agency.name.clone(),
        address: page.href(&here),
        chart: page.href(&format!("{}/process-chart", agency_address(&agency.code))),
        blank: page.href(&format!("{}/application-form", agency_address(&agency.code))),
        offers_address: page.href(&format!("{here}/offers")),
        offers: Offers::find(app, &page.reader, &asking.subject).await?,
        summary: faults.summary(lang),
        groups: asking.groups(lang, fields),
        name: name_field(&asking, fields),
        files: fields.files("file", "portal-files", &drafts::accept()).hint(drafts::hint(lang, limits)),
        picked: drafts::picked(app, &page.reader, &asking.draft).await?,
        office: Office::of(lang, &agency.policy.contact),
        draft: asking.draft,
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// The form once more for reading, unless something is wrong with it.
async fn review(
    app: &Data<App>,
    visit: Visit,
    agency: &Agency,
    asking: Asking,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let faults = faults.with(check(app, lang, agency, &asking)?);
    if !faults.is_empty() {
        return form(app, visit, agency, asking, faults).await;
    }
    let page = Page::portal(app, visit);
    let hidden = asking.all().into_iter().map(|(name, value)| (name, value.to_owned()));
    let template = ReviewPage {
        agency: agency.name.clone(),
        address: page.href(&address(&agency.code)),
        filled_in: asking.filled_in(lang),
        picked: drafts::picked(app, &page.reader, &asking.draft).await?.for_reading(),
        hidden: hidden.collect(),
        seems_several: asking.seems_several(),
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// What is wrong with the form.
fn check(app: &App, lang: Lang, agency: &Agency, asking: &Asking) -> Result<Faults, WebError> {
    match ready_to_submit(app, agency, &asking.applicant(), &asking.request()) {
        Ok(_) => Ok(Faults::default()),
        Err(error) => {
            let names: Vec<&str> = asking.all().into_iter().map(|(name, _)| name).collect();
            let faults = Faults::of(lang, error.into())?.in_order(&names);
            // A telephone number is missing only where there is no other way to reach the applicant either.
            Ok(if asking.is_reachable() { faults } else { faults.rather("phone", &lang.text("portal-unreachable")) })
        }
    }
}

async fn submit(
    app: &Data<App>,
    settings: &Settings,
    visit: Visit,
    agency: &Agency,
    asking: Asking,
    posted: &Posted,
) -> Result<HttpResponse, WebError> {
    let faults = check(app, visit.reader.lang, agency, &asking)?;
    if !faults.is_empty() {
        return form(app, visit, agency, asking, faults).await;
    }
    let draft = asking.draft.clone();
    let files = read(app, move |app| draft_files::files(app, &draft)).await?;
    let once = posted.once(app, "public", &format!("submit {}", agency.code), &files)?;
    let ready = ready_to_submit(app, agency, &asking.applicant(), &asking.request())?;
    let ready = ready.with_files(app, files)?.once(once).in_language(visit.reader.lang.into());
    let registered = ready.save(app).await?;
    if !asking.offered.is_empty() {
        let agency = agency.clone();
        read(app, move |app| offers::count(app, &agency, false)).await?;
    }
    receipt::hand_over(&visit.reader, settings, &registered)
}

/// Where requests to an agency are written.
pub(super) fn address(code: &str) -> String {
    format!("/apply/{}", escaped(code))
}

/// What is typed so far.
#[derive(Deserialize)]
pub(in crate::web) struct OffersQuery {
    #[serde(default)]
    q: String,
}

/// What is already published that matches, as a piece of the page.
pub(in crate::web) async fn offer(
    app: Data<App>,
    _: Public,
    reader: Reader,
    path: Path<String>,
    query: Query<OffersQuery>,
) -> Result<HttpResponse, WebError> {
    open_agency(&app, &path).await?;
    let offers = Offers::find(&app, &reader, &query.q).await?;
    send_with(actix_web::http::StatusCode::OK, reader.lang, &offers)
}
