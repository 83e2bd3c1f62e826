//! 检索: cases by what is written in them, wherever whoever looks reads cases.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, send};
use super::queue::asked::address;
use super::queue::word;
use super::rows::{Row, row};
use crate::app::overview::{self, AgencyLoad};
use crate::app::search::{self, FoundCase};
use crate::app::{App, AppError};
use crate::domain::ids::{CaseId, OfficerId};
use crate::domain::search::{Highlight, QUERY_MAX, Query as Words};
use crate::web::api::queue::agency_code;
use crate::web::api::search::READERS;
use crate::web::auth::Signed;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Cases on a page.
const PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "search.html", config = "src/web/askama.toml")]
struct SearchPage {
    page: Page,
    words: String,
    most: usize,
    /// Agencies that may be chosen, where there are several: code, name, whether it is the one.
    agencies: Vec<(String, String, bool)>,
    /// What was found; nothing if nothing was asked.
    found: Option<Vec<Hit>>,
    /// Why nothing could be looked for.
    problem: Option<String>,
    next: Option<String>,
    is_first: bool,
    /// The parameter that keeps the language.
    hidden: Option<(String, String)>,
}

/// A case with the words in it.
struct Hit {
    case: Row,
    /// The name of its agency.
    agency: String,
    /// Where in the case.
    field: String,
    before: String,
    words: String,
    after: String,
}

/// What is looked for.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::web) struct SearchQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    after: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Signed,
    query: Query<SearchQuery>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (query, me) = (query.into_inner(), who.officer);
    let agency = Some(query.agency.trim()).filter(|code| !code.is_empty()).map(agency_code).transpose()?;
    let before = Some(query.after.as_str()).filter(|after| !after.is_empty()).map(str::parse).transpose();
    let before: Option<CaseId> = before.map_err(|_| WebError::BadParameter { name: "after" })?;
    let asked = Words::parse(&query.q);
    let question = asked.clone().map(Some).unwrap_or_default();
    let (found, agencies) = read(&app, move |app| {
        let agencies = readable(app, me)?;
        let Some(question) = question else { return Ok((None, agencies)) };
        let mut within = search::within(app, me, READERS)?;
        if let Some(code) = &agency {
            within = search::within_agency(app, &within, code)?;
        }
        search::search(app, &within, &question, before, PAGE).map(|found| (Some(found), agencies))
    })
    .await?;
    let page = Page::desk(&app, visit, &who).await?;
    let lang = page.reader.lang;
    let names: HashMap<String, String> =
        agencies.iter().map(|load| (load.agency.code.clone(), load.agency.name.clone())).collect();
    let template = SearchPage {
        problem: asked.err().filter(|_| !query.q.trim().is_empty()).map(|bad| word(lang, "search", bad.code())),
        next: found.as_ref().and_then(|found| found.next).map(|next| page.href(&next_page(&query, next))),
        found: found.map(|found| found.cases.iter().map(|case| hit(&page, &names, case)).collect()),
        agencies: choices(&query, agencies),
        is_first: before.is_none(),
        words: query.q,
        most: QUERY_MAX,
        hidden: page.reader.chosen_parameter(),
        page,
    };
    send(lang, &template)
}

fn readable(app: &App, me: OfficerId) -> Result<Vec<AgencyLoad>, AppError> {
    let mut agencies = overview::agencies_of(app, me)?;
    agencies.retain(|load| load.reads_cases);
    Ok(agencies)
}

/// Nothing to choose where there is one.
fn choices(query: &SearchQuery, agencies: Vec<AgencyLoad>) -> Vec<(String, String, bool)> {
    if agencies.len() < 2 {
        return Vec::new();
    }
    let choice = |load: AgencyLoad| {
        let is_chosen = load.agency.code == query.agency.trim();
        (load.agency.code, load.agency.name, is_chosen)
    };
    agencies.into_iter().map(choice).collect()
}

fn next_page(query: &SearchQuery, next: CaseId) -> String {
    let next = next.to_string();
    let pairs = [("q", query.q.as_str()), ("agency", query.agency.as_str()), ("after", next.as_str())];
    address("/search", pairs.into_iter().filter(|(_, value)| !value.is_empty()))
}

fn hit(page: &Page, names: &HashMap<String, String>, FoundCase { listed, highlight }: &FoundCase) -> Hit {
    let Highlight { field, text, start, length } = highlight;
    let piece = |from: usize, count: usize| text.chars().skip(from).take(count).collect();
    Hit {
        case: row(page, listed),
        agency: names.get(&listed.agency).unwrap_or(&listed.agency).clone(),
        field: word(page.reader.lang, "found", field.as_str()),
        before: piece(0, *start),
        words: piece(*start, *length),
        after: piece(start + length, usize::MAX),
    }
}
