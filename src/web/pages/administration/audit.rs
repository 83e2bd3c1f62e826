//! 审计: what happened in an agency, narrowed by day, person and case; and everything, to be taken away.

mod asked;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Query};
use askama::Template;

use self::asked::{Asked, Scope};
use super::address;
use super::told::Teller;
use crate::app::accounts;
use crate::app::administration::administered;
use crate::app::audit_export::audit_export;
use crate::app::audit_trail::{Happened, TrailEntry, TrailPage, TrailQuestion, trail};
use crate::app::{App, AppError, find_agency};
use crate::narrate;
use crate::web::api::queue::agency_code;
use crate::web::auth::{Auditor, In, LogReader, Somewhere};
use crate::web::download::disposition;
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Faults, Field, Summary};
use crate::web::reader::escaped;
use crate::web::visit::Visit;
use crate::web::{WebError, pipe, read};

/// Where the page is.
const HERE: &str = "/administration/audit";
/// Entries on a page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "administration/audit.html", config = "src/web/askama.toml")]
struct AuditPage {
    page: Page,
    here: String,
    summary: Option<Summary>,
    filters: Vec<Field>,
    rows: Vec<Row>,
    /// Where everything can be taken away, for auditors.
    export: Option<String>,
    first: Option<String>,
    next: Option<String>,
}

struct Row {
    at: String,
    who: String,
    /// The case and where it is.
    case: Option<(String, String)>,
    what: String,
    lines: Vec<String>,
}

/// Where an agency's administrative log is.
pub(super) fn log_address(code: &str) -> String {
    format!("{HERE}?agency={}&kind=administration&from=", escaped(code))
}

/// Shows what is asked for.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Somewhere<LogReader>,
    visit: Visit,
    query: Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let officer = who.officer();
    let scope = Scope::of(read(&app, move |app| administered::administered(app, officer)).await?);
    let asked = query.into_inner().or_usual(&scope, app.clock.today());
    if !scope.has(&asked.agency) {
        return Err(WebError::NoSuchPage);
    }
    let (question, faults) = match asked.question(lang, &scope, asked.place()?) {
        Ok(question) => (Some(question), Faults::default()),
        Err(faults) => (None, faults),
    };
    let actor = who.actor();
    let code = agency_code(&asked.agency)?;
    let (found, people) = read(&app, move |app| {
        let found = question.map(|question: TrailQuestion| trail(app, &actor, &question, PAGE)).transpose()?;
        let people = accounts::accounts(app, Some(&find_agency(app, &code)?))?;
        Ok::<_, AppError>((found, people))
    })
    .await?;
    let page = Page::desk(&app, visit, &who.who).await?;
    let TrailPage { entries, next, names } = found.unwrap_or_default();
    let teller = Teller { lang, names: &names };
    let reads_cases = scope.audits(&asked.agency);
    let template = AuditPage {
        here: page.href(HERE),
        summary: faults.summary(lang),
        filters: asked.fields(lang, &faults, &scope, &people),
        rows: entries.iter().map(|entry| row(&app, &page, &teller, entry)).collect(),
        export: reads_cases.then(|| page.href(&format!("{}/audit-export", address(&asked.agency)))),
        first: (!asked.before.is_empty()).then(|| page.href(&asked.address(HERE, ""))),
        next: next.map(|place| page.href(&asked.address(HERE, &place.to_string()))),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn row(app: &App, page: &Page, teller: &Teller<'_>, TrailEntry { at, actor, what }: &TrailEntry) -> Row {
    let lang = teller.lang;
    let (case, told, lines) = match what {
        Happened::Administered(event) => (None, teller.event(event), teller.lines(event)),
        Happened::InCase { case, case_no, event } => (Some((*case, case_no)), narrate::event(lang, event), Vec::new()),
        Happened::Unsealed { case, case_no } => (Some((*case, case_no)), lang.text("admin-audit-unsealed"), Vec::new()),
    };
    Row {
        at: app.clock.local(*at).format("%Y-%m-%d %H:%M:%S").to_string(),
        who: teller.actor(actor),
        case: case.map(|(case, case_no)| (case_no.clone(), page.href(&format!("/cases/{case}")))),
        what: told,
        lines,
    }
}

/// Everything of the agency and of those below it that the auditor may see, as a file, as programs get it.
pub(in crate::web) async fn export(app: Data<App>, officer: In<Auditor>) -> HttpResponse {
    let name = format!("{}-{}-audit.jsonl", officer.agency.code, app.clock.today());
    let body = pipe::written(move |out| {
        audit_export(&app, &officer.actor(), &officer.agency, out).map(drop).map_err(WebError::from)
    });
    HttpResponse::Ok()
        .content_type("application/x-ndjson")
        .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(body)
}
