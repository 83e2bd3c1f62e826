//! 机关页: an agency's cases under tabs, a page at a time, narrowed, sorted, kept under a name, given to people.

pub(super) mod asked;
pub(in crate::web) mod assign;
pub(in crate::web) mod export;
mod filters;
pub(in crate::web) mod saved;
pub(super) mod tabs;

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use self::asked::Asked;
use self::filters::{Filters, Known};
use self::saved::View;
use self::tabs::{Link, sorts, tabs};
use super::layout::{Page, agency_address, see_other, send};
use super::rows::{Row, rows};
use crate::app::administration::sections;
use crate::app::queue::{self, CasePage, Tab, TabCount};
use crate::app::{Agency, App, AppError, accounts, agencies, today};
use crate::domain::role::Role;
use crate::messages::Lang;
use crate::store::saved_views::SavedViewRow;
use crate::web::api::queue::agency_code;
use crate::web::auth::{Assigner, CaseReader, CaseWorker, In, NameReader, Registrar};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "queue.html", config = "src/web/askama.toml")]
struct QueuePage {
    page: Page,
    name: String,
    code: String,
    /// The address of the page without parameters.
    here: String,
    /// Where requests are entered, for whoever may.
    register: Option<String>,
    /// 发文登记
    numbers: String,
    /// Where the next case is, for whoever works on cases.
    next_one: Option<String>,
    tabs: Vec<Link>,
    sorts: Vec<Link>,
    filters: Filters,
    /// Whether the agencies below are in the list; nothing if there are none to be read.
    subtree: Option<Subtree>,
    views: Vec<View>,
    /// What is shown, as forms send it back.
    asked: Vec<(String, String)>,
    /// Whether cases may be given to people here.
    assigns: bool,
    officers: Vec<(String, String)>,
    sections: Vec<(String, String)>,
    /// Whether applicants may be looked for by name.
    knows_names: bool,
    is_cut: bool,
    /// 机关名称 by code, where cases of agencies below are in the list.
    names: BTreeMap<String, String>,
    cases: Vec<Row>,
    /// Why there is nothing.
    empty: Empty,
    /// Back to the beginning, unless this is it.
    first: Option<String>,
    next: Option<String>,
}

impl QueuePage {
    /// The agency below whose case it is, unless it is this one's own.
    fn below(&self, case: &Row) -> Option<&String> {
        self.names.get(&case.agency).filter(|_| case.agency != self.code)
    }

    /// The address of what a form of the page does.
    fn to(&self, part: &str) -> String {
        self.page.href(&format!("{}{part}", self.here))
    }
}

/// The agencies below, in the list or not.
struct Subtree {
    is_shown: bool,
    /// The list the other way.
    other: String,
}

/// Why a list is empty.
#[derive(PartialEq, Eq)]
enum Empty {
    /// The page before was the last one.
    Page,
    /// The filters leave nothing.
    Filtered,
    /// There is nothing to be done under the tab.
    Tab,
    /// There never was a case.
    Register,
}

/// What is read for the page.
struct Found {
    cases: CasePage,
    counts: Vec<TabCount>,
    known: Known,
    views: Vec<SavedViewRow>,
    has_below: bool,
    names: BTreeMap<String, String>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<CaseReader>,
    asked: Asked,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (me, agency, query) = (officer.officer(), officer.agency.clone(), asked.query.clone());
    let found = read(&app, move |app| {
        let code = agency.code.parse().map_err(|_| no_such(&agency))?;
        Ok(Found {
            cases: queue::list_cases(app, Some(me), &code, &query.question, query.after, query.limit)?,
            counts: queue::count_cases(app, Some(me), &code, &query.question)?,
            known: known(app, &agency)?,
            views: saved::rows(app, &agency, me)?,
            has_below: today::reads_below(app, me, &code)?,
            names: if query.question.subtree { names(app)? } else { BTreeMap::new() },
        })
    })
    .await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    send(page.reader.lang, &view(page, &officer, &asked, found)?)
}

/// Leads to the case that is due first of all that wait for whoever asks.
pub(in crate::web) async fn next_one(
    app: Data<App>,
    officer: In<CaseWorker>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (me, code) = (officer.officer(), agency_code(&officer.agency.code)?);
    let next = read(&app, move |app| today::next_for(app, me, &code)).await?;
    let address = next.map_or_else(|| "/desk".to_owned(), |case| format!("/cases/{case}"));
    Ok(see_other(&visit.reader.href(&address)))
}

fn view(page: Page, officer: &In<CaseReader>, asked: &Asked, found: Found) -> Result<QueuePage, WebError> {
    let here = agency_address(&officer.agency.code);
    let Found { cases: CasePage { agency, cases, next, is_cut }, counts, known, views, has_below, names } = found;
    let question = &asked.query.question;
    let at = |changes: &[(&str, &str)]| page.href(&asked.with(&here, changes));
    let is_first = asked.query.after.is_none();
    Ok(QueuePage {
        numbers: page.href(&format!("{here}/letters")),
        register: officer.may::<Registrar>().then(|| page.href(&format!("{here}/register"))),
        next_one: officer.may::<CaseWorker>().then(|| page.href(&format!("{here}/next"))),
        tabs: tabs(&page, asked, &here, &counts, officer.may::<CaseWorker>()),
        sorts: sorts(&page, asked, &here),
        filters: Filters::new(&page, asked, &here, &known),
        subtree: has_below.then(|| Subtree {
            is_shown: question.subtree,
            other: at(&[("subtree", if question.subtree { "" } else { "true" })]),
        }),
        knows_names: officer.may::<NameReader>(),
        is_cut,
        names,
        cases: rows(&page, &cases),
        empty: empty(asked),
        first: (!is_first).then(|| at(&[])),
        next: next.map(|next| at(&[("after", &next.to_string())])),
        name: agency.name,
        code: agency.code,
        views: saved::views(&page, asked, officer, &views)?,
        asked: asked.pairs().to_vec(),
        assigns: officer.may::<Assigner>() && !known.officers.is_empty(),
        officers: known.officers,
        sections: known.sections,
        here: here.clone(),
        page,
    })
}

fn empty(asked: &Asked) -> Empty {
    if asked.query.after.is_some() {
        Empty::Page
    } else if asked.filters().next().is_some() {
        Empty::Filtered
    } else if asked.query.question.tab == Tab::All {
        Empty::Register
    } else {
        Empty::Tab
    }
}

/// Who may be given a case, and the sections.
fn known(app: &App, agency: &Agency) -> Result<Known, AppError> {
    let officers = accounts::holders(app, agency, Role::CaseOfficer)?;
    let sections = sections::list(app, agency)?;
    Ok(Known {
        officers: officers.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        sections: sections.into_iter().map(|section| (section.id.to_string(), section.name)).collect(),
    })
}

/// Every agency's name by its code.
fn names(app: &App) -> Result<BTreeMap<String, String>, AppError> {
    Ok(agencies(app)?.into_iter().map(|row| (row.code, row.name)).collect())
}

fn no_such(agency: &Agency) -> AppError {
    crate::store::StoreError::NotFound { what: "agency", key: agency.code.clone() }.into()
}

/// The name of a code: message `KIND-CODE`.
pub(super) fn word(lang: Lang, kind: &str, code: &str) -> String {
    lang.text(&format!("{kind}-{}", code.replace(['_', '.'], "-")))
}
