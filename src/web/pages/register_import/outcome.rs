//! 试导入结果: what each line would become, or has become, and what is wrong with which cell.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::{Trail, address, discard, import_id, totals_in_words, trail};
use crate::app::register_import::{InspectedRow, Opened, Shown, Totals, inspect, open, refused_rows, run};
use crate::app::{Agency, App, AppError};
use crate::domain::ids::RegisterImportId;
use crate::domain::register::ImportState;
use crate::messages::Lang;
use crate::web::auth::{In, Registrar};
use crate::web::download::disposition;
use crate::web::pages::layout::{Page, agency_address, see_other, send};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::register_files::RegisterFormat;
use crate::web::visit::Visit;
use crate::web::{WebError, pipe, read};
use crate::wording;

/// Lines on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "register_import/outcome.html", config = "src/web/askama.toml")]
struct OutcomePage {
    page: Page,
    trail: Trail,
    here: String,
    columns: String,
    cases: String,
    file: String,
    summary: String,
    is_done: bool,
    /// How many lines would be taken over.
    take_over: Option<String>,
    /// Where the refused lines are downloaded, if there are any.
    refused: Option<String>,
    /// The other choice of lines.
    other: Option<(String, String)>,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// A line of the file.
struct Row {
    number: usize,
    source_ref: String,
    subject: String,
    fate: String,
    is_refused: bool,
    becomes: String,
    problems: Vec<String>,
}

/// Which lines.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct OutcomeQuery {
    skip: usize,
    refused: bool,
}

/// Shows the lines.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    query: Query<OutcomeQuery>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (id, query) = (import_id(&path.1)?, query.into_inner());
    let agency = officer.agency.clone();
    let (opened, totals, rows) = read(&app, move |app| look(app, &agency, id, query)).await?;
    if opened.row.state == ImportState::Uploaded {
        return Ok(see_other(&visit.reader.href(&address(&officer.agency.code, id))));
    }
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    send(lang, &view(page, &officer, query, (&opened, totals, rows)))
}

/// Takes the file over, or takes it away.
pub(in crate::web) async fn send_act(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let id = import_id(&path.1)?;
    if posted.act() == "discard" {
        return discard(&app, &officer, &visit, id).await;
    }
    let (actor, agency) = (officer.actor(), officer.agency.clone());
    read(&app, move |app| run(app, &agency, &actor, id)).await?;
    Ok(see_other(&visit.reader.href(&format!("{}/outcome", address(&officer.agency.code, id)))))
}

/// Sends the refused lines as a spreadsheet.
pub(in crate::web) async fn refused(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (id, agency, lang) = (import_id(&path.1)?, officer.agency.clone(), visit.reader.lang);
    let opened = read(&app, {
        let agency = agency.clone();
        move |app| open(app, &agency, id)
    })
    .await?;
    let name = format!("{}-{id}.xlsx", agency.code);
    let body = pipe::written(move |out| refused_rows(&app, &agency, &opened, lang, out).map_err(WebError::from));
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, RegisterFormat::Xlsx.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(body))
}

type Found = (Opened, Totals, Vec<InspectedRow>);

fn look(app: &App, agency: &Agency, id: RegisterImportId, query: OutcomeQuery) -> Result<Found, AppError> {
    let opened = open(app, agency, id)?;
    let shown = if query.refused { Shown::Refused } else { Shown::All };
    let rows = inspect(app, agency, &opened, shown, (query.skip, PAGE + 1))?;
    let totals = Totals::of(&opened.fates()?);
    Ok((opened, totals, rows))
}

fn view(
    page: Page,
    officer: &In<Registrar>,
    query: OutcomeQuery,
    (opened, totals, mut rows): (&Opened, Totals, Vec<InspectedRow>),
) -> OutcomePage {
    let lang = page.reader.lang;
    let columns = address(&officer.agency.code, opened.row.id);
    let here = format!("{columns}/outcome");
    let is_done = opened.row.state == ImportState::Imported;
    let at = |skip: usize, refused: bool| {
        let skip = if skip > 0 { format!("skip={skip}") } else { String::new() };
        let refused = if refused { "refused=true" } else { "" };
        let parts: Vec<&str> = [refused, &skip].into_iter().filter(|part| !part.is_empty()).collect();
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        page.href(&format!("{here}{query}"))
    };
    let is_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let accepted = totals.new + totals.grown;
    let other = if query.refused { "register-import-all-rows" } else { "register-import-only-refused" };
    OutcomePage {
        trail: trail(&page, officer),
        cases: page.href(&format!("{}?tab=all", agency_address(&officer.agency.code))),
        file: opened.row.file_name.clone(),
        summary: totals_in_words(lang, if is_done { "register-import-did" } else { "register-import-would" }, totals),
        is_done,
        take_over: (!is_done && accepted > 0).then(|| lang.with("register-import-run", &[("count", accepted.into())])),
        refused: (totals.refused > 0).then(|| page.href(&format!("{columns}/refused"))),
        other: (totals.refused > 0).then(|| (at(0, !query.refused), lang.text(other))),
        rows: rows.into_iter().map(|it| row(lang, it)).collect(),
        first: (query.skip > 0).then(|| at(0, query.refused)),
        next: is_more.then(|| at(query.skip + PAGE, query.refused)),
        here: page.href(&here),
        columns: page.href(&columns),
        page,
    }
}

fn row(lang: Lang, it: InspectedRow) -> Row {
    let becomes = it.status.map(|status| {
        let status = word(lang, "status", status.as_str());
        lang.with("register-import-steps", &[("status", status.into()), ("steps", it.steps.into())])
    });
    Row {
        number: it.number,
        source_ref: it.source_ref.unwrap_or_default(),
        subject: it.subject,
        fate: word(lang, "fate", it.fate.as_str()),
        is_refused: it.fate.is_refused(),
        becomes: becomes.unwrap_or_default(),
        problems: it.problems.iter().map(|problem| wording::row_problem(lang, problem)).collect(),
    }
}
