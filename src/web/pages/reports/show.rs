//! 年度报告页: a report in the tables of its form, with what is to be seen of its figures and done with it.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::adjusted::{Adjusted, adjusted};
use super::checks::Checks;
use super::closed::Closed;
use super::compared::Compared;
use super::course::{self, Act, Event, Stage};
use super::list::tone;
use super::{Link, Which};
use crate::app::annual_report::{self as report, Adjustment, Checked, HistoryLine, Offer, ReportStanding};
use crate::app::duties::Plan;
use crate::app::duties::year_end::{self, YearClosing};
use crate::app::{App, AppError};
use crate::config::Settings;
use crate::domain::annual_report::{Amount, FigurePlace, Scope};
use crate::domain::regime::Form;
use crate::domain::role::Actor;
use crate::letters::report::{Issue, Paper};
use crate::web::auth::{Head, In, ReportReader};
use crate::web::pages::layout::{Page, send};
use crate::web::pages::parts::{Figure, Sheet};
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording::report_status;

#[derive(Template)]
#[template(path = "reports/report.html", config = "src/web/askama.toml")]
struct ReportPage {
    page: Page,
    title: String,
    /// Where the reports on the year are listed.
    list: String,
    status: String,
    tone: &'static str,
    edition: Option<String>,
    is_late: bool,
    notice: String,
    /// Until when it is to be published.
    due: Option<String>,
    summary: String,
    /// The agency's own report and the one that sums up; none where there is nothing below.
    scopes: Vec<Link>,
    years: Vec<Link>,
    forms: Vec<Link>,
    documents: Vec<Document>,
    stages: Vec<Stage>,
    acts: Vec<Act>,
    /// Where figures are entered, for whoever may.
    entries: Option<String>,
    /// Where the texts are written, for whoever may.
    texts: Option<String>,
    /// Where agencies that are not on this system are taken in, for whoever may.
    outsiders: Option<String>,
    /// How the year was closed, until the report is frozen.
    closed: Option<Closed>,
    checks: Checks,
    compared: Option<Compared>,
    /// What changed since; nothing while there is nothing that it could be held against.
    adjusted: Option<Vec<Adjusted>>,
    events: Vec<Event>,
    sheets: Vec<Sheet>,
}

/// The report as a file.
struct Document {
    name: &'static str,
    address: String,
    /// How the file is called, where it is not to be looked at.
    file: Option<String>,
}

/// Which report of a year, on which form.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::web) struct ReportQuery {
    scope: Option<Scope>,
    form: Option<Form>,
}

/// What is read for the page.
struct Found {
    standing: ReportStanding,
    checked: Checked,
    offers: Vec<Offer>,
    adjustments: Vec<Adjustment>,
    history: Vec<HistoryLine>,
    sums_up: bool,
    closing: Option<YearClosing>,
    issue: Issue,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    settings: Data<Settings>,
    officer: In<ReportReader>,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<ReportQuery>,
) -> Result<HttpResponse, WebError> {
    let ReportQuery { scope, form } = query.into_inner();
    let which = Which::of(&officer.agency, &path.1, scope)?;
    let (asked, actor, change) = (which.clone(), officer.actor(), Plan::of(&settings).change);
    let found = read(&app, move |app| find(app, &asked, form, &actor, change)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    let shown = Shown { is_head: officer.may::<Head>(), today: app.clock.today(), change };
    send(page.reader.lang, &view(&app, page, &which, shown, found))
}

fn find(app: &App, which: &Which, form: Option<Form>, actor: &Actor, change: (u32, u32)) -> Result<Found, AppError> {
    let Which { code, year, scope, .. } = which;
    let (year, scope) = (*year, *scope);
    let standing = report::view(app, code, year, scope, form)?;
    Ok(Found {
        checked: report::check(app, code, &standing.figures)?,
        offers: report::offers(app, code, year, scope, actor)?,
        adjustments: report::adjustments(app, code, year, scope, actor.officer())?,
        history: report::history(app, code, year, scope)?,
        sums_up: report::sums_up(app, code)?,
        closing: year_end::closing(app, code, year, scope, change)?,
        issue: report::issue(app, code, year, scope, form)?,
        standing,
    })
}

/// To whom it is shown, and when.
#[derive(Clone, Copy)]
struct Shown {
    is_head: bool,
    today: NaiveDate,
    /// What stands out beside last year.
    change: (u32, u32),
}

fn view(app: &App, page: Page, which: &Which, shown: Shown, found: Found) -> ReportPage {
    let Shown { is_head, today, change } = shown;
    let Found { standing, checked, offers, adjustments, history, sums_up, closing, issue } = found;
    let lang = page.reader.lang;
    let paper = Paper::of(&issue, lang);
    let status = standing.report.status();
    let entries = (is_head && which.scope == Scope::Own).then(|| page.href(&which.to("/entries")));
    let texts = is_head.then(|| page.href(&which.to("/texts")));
    let outsiders = (is_head && which.scope == Scope::All).then(|| page.href(&which.to("/outsiders")));
    let blank = page.t("reports-not-entered");
    let figure = |place: &FigurePlace, amount: Amount| match place {
        FigurePlace::Counted(cell) if amount != Amount::ZERO => {
            Figure { address: Some(page.href(&which.with("/cases", &[("cell", &cell.to_string())]))), instead: None }
        }
        FigurePlace::Entered(_, key) => {
            Figure { address: entries.clone(), instead: standing.blanks.contains(key).then(|| blank.clone()) }
        }
        FigurePlace::Counted(_) | FigurePlace::ReplyMedian | FigurePlace::ReplyP90 => Figure::default(),
    };
    ReportPage {
        title: which.title(lang),
        list: page.href(&format!("/reports?year={}", which.year)),
        status: report_status(lang, status),
        tone: tone(status),
        edition: course::edition(lang, standing.report.edition()),
        is_late: standing.is_late(today),
        notice: report::notice(&standing).text(lang),
        due: standing.publish_by.map(|due| lang.with("reports-due-on", &[("on", due.to_string().into())])),
        scopes: if sums_up { scopes(&page, which) } else { Vec::new() },
        years: years(&page, which, today.year()),
        forms: forms(&page, which, standing.figures.header.form),
        documents: documents(which, standing.figures.header.form),
        stages: course::stages(lang, &standing.report),
        acts: course::acts(&page, which, &standing.report, &offers),
        checks: Checks::of(lang, &standing.figures, &standing.blanks, &checked),
        compared: checked.previous.as_ref().map(|previous| Compared::of(lang, &standing.figures, previous, change)),
        closed: closing.as_ref().filter(|_| standing.live).map(|closing| Closed::of(app, &page, closing)),
        adjusted: (standing.report.edition().is_some() || closing.is_some()).then(|| adjusted(&page, adjustments)),
        events: course::events(lang, history),
        sheets: Sheet::all(&paper, figure),
        summary: paper.summary,
        entries,
        texts,
        outsiders,
        page,
    }
}

fn scopes(page: &Page, which: &Which) -> Vec<Link> {
    let link = |(scope, name): (Scope, &str)| Link {
        name: page.t(name),
        address: page.href(&which.on(which.year, scope).to("")),
        is_here: scope == which.scope,
    };
    [(Scope::Own, "report-scope-own"), (Scope::All, "report-scope-all")].map(link).into()
}

/// The year before, and the year after unless it has not begun.
fn years(page: &Page, which: &Which, this_year: i32) -> Vec<Link> {
    let link = |(id, year): (&str, i32)| Link {
        name: page.reader.lang.with(id, &[("year", year.to_string().into())]),
        address: page.href(&which.on(year, which.scope).to("")),
        is_here: false,
    };
    let near = [("reports-year-before", which.year - 1), ("reports-year-after", which.year + 1)];
    near.into_iter().filter(|(_, year)| *year <= this_year).map(link).collect()
}

/// The forms of other years, on which the same figures can be read.
fn forms(page: &Page, which: &Which, here: Form) -> Vec<Link> {
    let link = |form: &Form| Link {
        name: page.reader.lang.with("reports-form", &[("form", form.as_str().into())]),
        address: page.href(&which.with("", &[("form", form.as_str())])),
        is_here: *form == here,
    };
    Form::ALL.iter().map(link).collect()
}

fn documents(which: &Which, form: Form) -> Vec<Document> {
    let document = |name, format: &str, file: Option<&str>| Document {
        name,
        address: which.with("/document", &[("format", format), ("form", form.as_str())]),
        file: file.map(|ending| format!("report-{}-{}.{ending}", which.year, which.scope)),
    };
    let data = Document {
        name: "JSON",
        address: which.with("/data", &[("form", form.as_str())]),
        file: Some(format!("report-{}-{}.json", which.year, which.scope)),
    };
    vec![
        document("PDF", "pdf", Some("pdf")),
        document("DOCX", "docx", Some("docx")),
        document("XLSX", "xlsx", Some("xlsx")),
        document("HTML", "html", None),
        data,
    ]
}
