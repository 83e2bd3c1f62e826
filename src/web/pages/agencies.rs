//! 工作台: the tree of agencies, with what is open and what is late in each.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, agency_address, send};
use crate::app::App;
use crate::app::overview::{self, AgencyLoad, Load};
use crate::messages::Lang;
use crate::web::auth::Signed;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Steps of indentation that there are in the style sheet.
const DEEPEST: usize = 5;

#[derive(Template)]
#[template(path = "agencies.html", config = "src/web/askama.toml")]
struct AgenciesPage {
    page: Page,
    summary: String,
    agencies: Vec<Row>,
    /// Whether there is nothing to read here: what an administrator does goes through the API.
    only_administers: bool,
}

struct Row {
    /// Where its cases are shown, to whoever reads them.
    address: Option<String>,
    name: String,
    code: String,
    depth: usize,
    own: Load,
    /// With everything below it, where there is anything below it.
    subtree: Option<Load>,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    let officer = who.officer;
    let agencies = read(&app, move |app| overview::agencies_of(app, officer)).await?;
    let page = Page::desk(&app, visit, &who).await?;
    let lang = page.reader.lang;
    let template = AgenciesPage {
        only_administers: !agencies.is_empty() && agencies.iter().all(|load| !load.reads_cases),
        summary: summary(lang, &agencies),
        agencies: agencies.into_iter().map(|load| row(&page, load)).collect(),
        page,
    };
    send(lang, &template)
}

fn summary(lang: Lang, agencies: &[AgencyLoad]) -> String {
    let open: i64 = agencies.iter().map(|load| load.own.open).sum();
    let late: i64 = agencies.iter().map(|load| load.own.late).sum();
    lang.with("web-agencies-summary", &[("count", agencies.len().into()), ("open", open.into()), ("late", late.into())])
}

fn row(page: &Page, load: AgencyLoad) -> Row {
    Row {
        address: load.reads_cases.then(|| page.href(&agency_address(&load.agency.code))),
        name: load.agency.name,
        code: load.agency.code,
        depth: load.depth.min(DEEPEST),
        own: load.own,
        subtree: load.has_children.then_some(load.subtree),
    }
}
