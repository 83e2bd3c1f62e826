//! 年度报告一览: where the reports on a year stand, in every agency whose figures one may read.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::{Link, agency_address};
use crate::app::App;
use crate::app::annual_report::{AgencyReports, ReportLine, ReportsOfYear, reports_of_year};
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::ReportStatus;
use crate::messages::Lang;
use crate::web::api::reports::year_of;
use crate::web::auth::Signed;
use crate::web::pages::layout::{Page, send};
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording::report_status;

/// Steps of indentation that there are in the style sheet.
const DEEPEST: usize = 5;

#[derive(Template)]
#[template(path = "reports/list.html", config = "src/web/askama.toml")]
struct ListPage {
    page: Page,
    year: i32,
    years: Vec<Link>,
    /// How many reports stand where, in one sentence.
    summary: String,
    /// Until when they are to be published.
    due: Option<String>,
    agencies: Vec<Row>,
    sums_up: bool,
}

struct Row {
    name: String,
    code: String,
    depth: usize,
    own: Standing,
    all: Option<Standing>,
}

/// Where a report stands, with where it is read.
struct Standing {
    address: String,
    status: String,
    tone: &'static str,
    published_on: Option<NaiveDate>,
    is_late: bool,
}

/// Of which year.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::web) struct YearQuery {
    year: Option<String>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Signed,
    visit: Visit,
    query: Query<YearQuery>,
) -> Result<HttpResponse, WebError> {
    let year = query.year.as_deref().map(year_of).transpose()?;
    let officer = who.officer;
    let found = read(&app, move |app| reports_of_year(app, officer, year)).await?;
    let page = Page::desk(&app, visit, &who).await?;
    let lang = page.reader.lang;
    let link = |year: &i32| Link {
        name: lang.with("reports-year", &[("year", year.to_string().into())]),
        address: page.href(&format!("/reports?year={year}")),
        is_here: *year == found.year,
    };
    let template = ListPage {
        year: found.year,
        years: found.years.iter().map(link).collect(),
        summary: summary(lang, &found),
        due: due(lang, &found),
        sums_up: found.agencies.iter().any(|agency| agency.all.is_some()),
        agencies: found.agencies.iter().map(|agency| row(&page, found.year, agency)).collect(),
        page,
    };
    send(lang, &template)
}

fn summary(lang: Lang, found: &ReportsOfYear) -> String {
    let lines: Vec<ReportLine> =
        found.agencies.iter().flat_map(|agency| [Some(agency.own), agency.all]).flatten().collect();
    let count = |status| lines.iter().filter(|line| line.status == status).count();
    let late = lines.iter().filter(|line| line.is_late && line.published_on.is_none()).count();
    let particulars = [
        ("count", lines.len().into()),
        ("open", count(ReportStatus::Open).into()),
        ("frozen", count(ReportStatus::Frozen).into()),
        ("signed", count(ReportStatus::Signed).into()),
        ("published", count(ReportStatus::Published).into()),
        ("late", late.into()),
    ];
    lang.with("reports-summary", &particulars)
}

fn due(lang: Lang, found: &ReportsOfYear) -> Option<String> {
    let (own, all) = (found.own_by?.to_string(), found.all_by?.to_string());
    Some(lang.with("reports-due", &[("own", own.into()), ("all", all.into())]))
}

fn row(page: &Page, year: i32, reports: &AgencyReports) -> Row {
    let AgencyReports { agency, depth, own, all } = reports;
    let standing = |line: &ReportLine, scope: Scope| {
        let scope = if scope == Scope::All { "?scope=all" } else { "" };
        let address = page.href(&format!("{}/reports/{year}{scope}", agency_address(&agency.code)));
        let ReportLine { status, published_on, is_late } = *line;
        Standing { address, status: report_status(page.reader.lang, status), tone: tone(status), published_on, is_late }
    };
    Row {
        name: agency.name.clone(),
        code: agency.code.clone(),
        depth: (*depth).min(DEEPEST),
        own: standing(own, Scope::Own),
        all: all.as_ref().map(|line| standing(line, Scope::All)),
    }
}

/// How a badge looks.
pub(super) fn tone(status: ReportStatus) -> &'static str {
    match status {
        ReportStatus::Open => "",
        ReportStatus::Frozen | ReportStatus::Signed => "now",
        ReportStatus::Published => "good",
    }
}
