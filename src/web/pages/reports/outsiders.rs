//! 系统外机关: agencies that are not on this system, taken in from files and summed into the report.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::Which;
use crate::app::App;
use crate::app::annual_report::{self as report, Incoming, Outsider, ReportOrder};
use crate::domain::annual_report::{Entered, Figures, Header, Scope, TallySums};
use crate::letters::report::{DocumentFormat, Issue, YearLine};
use crate::messages::Lang;
use crate::narrate;
use crate::web::api::report_acts::order;
use crate::web::api::report_entries::form_of;
use crate::web::api::report_outsiders::FILE_MAX;
use crate::web::api::reports::written;
use crate::web::auth::{Head, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Files that are taken.
const ACCEPT: &str = ".json,.xlsx,application/json";

#[derive(Template)]
#[template(path = "reports/outsiders.html", config = "src/web/askama.toml")]
struct OutsidersPage {
    page: Page,
    title: String,
    report: String,
    action: String,
    /// The spreadsheet to be filled in.
    blank: String,
    file_name: String,
    summary: Option<Summary>,
    fields: Vec<Field>,
    outsiders: Vec<Line>,
}

struct Line {
    name: String,
    source: String,
    on: String,
    who: String,
    received: i64,
    closed: i64,
}

/// In which format the empty tables are wanted.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::web) struct BlankQuery {
    format: Option<DocumentFormat>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, Some(Scope::All))?;
    page(&app, &officer, visit, &which, "", Faults::default()).await
}

/// Takes a file in, or lets an agency go.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, Some(Scope::All))?;
    let order = order(&officer, &path.1, 0, Some(Scope::All))?;
    let (lang, name) = (visit.reader.lang, posted.value("name").to_owned());
    let is_removal = posted.act() == "remove";
    let done = if is_removal {
        let name = name.clone();
        read(&app, move |app| report::remove_outsider(app, &order, &name)).await
    } else {
        match posted.contents("file", FILE_MAX)?.into_iter().next() {
            None => {
                let faults = Faults::default().and("file", lang.text("reports-outsiders-pick"));
                return page(&app, &officer, visit, &which, &name, faults).await;
            }
            Some((file, bytes)) => take(&app, order, name.clone(), &file, bytes).await,
        }
    };
    match done {
        Ok(()) => {
            visit.say(if is_removal { "reports-outsiders-removed" } else { "reports-outsiders-taken" });
            Ok(see_other(&visit.reader.href(&which.to("/outsiders"))))
        }
        Err(error) => {
            let faults = Faults::of(lang, error)?.about("file");
            page(&app, &officer, visit, &which, &name, faults).await
        }
    }
}

async fn take(app: &Data<App>, order: ReportOrder, name: String, file: &str, bytes: Vec<u8>) -> Result<(), WebError> {
    let incoming = Incoming::of_file(file, Some(name).filter(|name| !name.trim().is_empty()), bytes);
    read(app, move |app| report::take_outsider(app, &order, &incoming).map(|_| ())).await
}

/// What an agency fills in: the tables of the year's form with nothing in them, as a page for a pen unless another
/// format is asked for.
pub(in crate::web) async fn blank(
    app: Data<App>,
    officer: In<Head>,
    path: Path<(String, String)>,
    query: Query<BlankQuery>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, Some(Scope::All))?;
    let form = form_of(&app, which.year, None);
    let header = Header { agency: String::new(), year: which.year, form, scope: Scope::Own };
    let figures = Figures::build(&header, &TallySums::default(), &Entered::new());
    written(&app, Issue::of(figures), query.format.unwrap_or(DocumentFormat::Html), Lang::Zh).await
}

async fn page(
    app: &Data<App>,
    officer: &In<Head>,
    visit: Visit,
    which: &Which,
    name: &str,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let asked = which.clone();
    let found = read(app, move |app| report::outsiders(app, &asked.code, asked.year)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let own_name = fields.text("name", "reports-outsiders-name", name).hint(page.t("reports-outsiders-name-hint"));
    let file = fields.one_file("file", "reports-outsiders-file", ACCEPT).hint(page.t("reports-outsiders-file-hint"));
    let template = OutsidersPage {
        title: which.title(lang),
        report: page.href(&which.to("")),
        action: page.href(&which.to("/outsiders")),
        blank: page.href(&which.with("/outsiders/blank", &[("format", "xlsx")])),
        file_name: format!("report-{}-blank.xlsx", which.year),
        summary: faults.summary(lang),
        fields: vec![own_name, file.required()],
        outsiders: found.into_iter().map(|outsider| line(app, lang, outsider)).collect(),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn line(app: &App, lang: Lang, outsider: Outsider) -> Line {
    let Outsider { name, source, at, actor, figures } = outsider;
    let year = YearLine::from(&figures);
    Line {
        name,
        source: source.as_str().to_uppercase(),
        on: app.clock.local(at).date().to_string(),
        who: narrate::actor(lang, &actor),
        received: year.received,
        closed: year.closed,
    }
}
