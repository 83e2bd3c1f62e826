//! 年度报告页: a published report in charts and in the tables of its form.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::charts;
use super::report_title;
use crate::app::App;
use crate::app::annual_report as report;
use crate::domain::annual_report::{Figures, Scope};
use crate::domain::ids::AgencyCode;
use crate::letters::report::{Chart, Notice, Paper};
use crate::web::api::queue::agency_code;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, send};
use crate::web::pages::parts::{Figure, Sheet};
use crate::web::reader::escaped;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Years that the chart of years goes back at most.
const YEARS: usize = 10;

#[derive(Template)]
#[template(path = "portal/report.html", config = "src/web/askama.toml")]
struct ReportPage {
    page: Page,
    title: String,
    notice: String,
    is_late: bool,
    summary: String,
    charts: Vec<Chart>,
    tables: Vec<Sheet>,
    /// Format and address of each document.
    documents: Vec<(&'static str, String)>,
}

/// Which of the two reports of a year.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::web) struct ReportQuery {
    scope: Option<Scope>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Public,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<ReportQuery>,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let code = agency_code(&path.0)?;
    let year: i32 = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let scope = query.scope.unwrap_or(Scope::Own);
    let asked = code.clone();
    let (found, issue, received) = read(&app, move |app| {
        let found = report::find_publication(app, &asked, year, scope, None)?;
        let issue = report::published_issue(app, &asked, year, scope, None)?;
        Ok((found, issue, years(app, &asked, year, scope)?))
    })
    .await?;
    let figures = &found.edition.figures;
    let paper = Paper::of(&issue, lang);
    let page = Page::portal(&app, visit);
    let document = |format: &'static str| {
        (format, format!("/api/v1/public/reports/{}/{year}/document?scope={scope}&format={format}", escaped(&path.0)))
    };
    let data = ("json", format!("/api/v1/public/reports/{}/{year}?scope={scope}", escaped(&path.0)));
    let charts = [Chart::channels(lang, figures), Chart::outcomes(lang, figures), charts::years(lang, &received)];
    let template = ReportPage {
        title: report_title(lang, &figures.header.agency, year, scope),
        notice: Notice::of(&found.edition).text(lang),
        is_late: found.late,
        summary: paper.summary.clone(),
        charts: charts.into_iter().flatten().collect(),
        tables: Sheet::all(&paper, |_, _| Figure::default()),
        documents: ["html", "pdf", "docx", "xlsx"].map(document).into_iter().chain([data]).collect(),
        page,
    };
    send(lang, &template)
}

/// 新收 of the years before that were published, and of this one.
fn years(app: &App, code: &AgencyCode, year: i32, scope: Scope) -> Result<Vec<(i32, i64)>, crate::app::AppError> {
    let rows = report::publications(app, Some(code), None, None, YEARS * 2)?.reports;
    let earlier = rows.iter().map(|row| &row.report).filter(|row| row.scope == scope && row.year <= year);
    let mut received = Vec::new();
    for row in earlier.take(YEARS) {
        let edition = report::find_publication(app, code, row.year, scope, None)?.edition;
        received.push((row.year, newly_received(&edition.figures)));
    }
    received.reverse();
    Ok(received)
}

fn newly_received(figures: &Figures) -> i64 {
    figures.statistics.received()
}
