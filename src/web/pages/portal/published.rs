//! 已发布的年度报告, by agency and year.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::published_title;
use crate::app::App;
use crate::app::annual_report::{self as report, PublicationsPage};
use crate::domain::ids::AgencyCode;
use crate::store::reports::{PublishedRow, ReportKey};
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, send};
use crate::web::pages::parts::{Choice, Faults, Field, Fields};
use crate::web::reader::escaped;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Reports on a page.
const PAGE: usize = 50;
/// Reports that the choices of year and agency are made from.
const CHOICES: usize = 1_000;

#[derive(Template)]
#[template(path = "portal/published.html", config = "src/web/askama.toml")]
struct PublishedPage {
    page: Page,
    agency: Field,
    year: Field,
    reports: Vec<Line>,
    next: Option<String>,
    is_filtered: bool,
}

struct Line {
    title: String,
    address: String,
    year: i32,
    published_on: Option<NaiveDate>,
}

/// Which reports.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct PublishedQuery {
    agency: String,
    year: String,
    after: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Public,
    visit: Visit,
    query: Query<PublishedQuery>,
) -> Result<HttpResponse, WebError> {
    let (lang, query) = (visit.reader.lang, query.into_inner());
    let year = number(&query.year, "year")?;
    let after = match query.after.as_str() {
        "" => None,
        text => Some(key(text).ok_or(WebError::BadParameter { name: "after" })?),
    };
    // An agency that nobody knows has published nothing.
    let agency = query.agency.parse::<AgencyCode>().ok();
    let (all, page) = read(&app, move |app| {
        let all = report::publications(app, None, None, None, CHOICES)?;
        let page = match agency.is_none() && year.is_none() && after.is_none() {
            true => first(&all),
            false => report::publications(app, agency.as_ref(), year, after, PAGE)?,
        };
        Ok((all, page))
    })
    .await?;
    let faults = Faults::default();
    let fields = Fields::new(lang, &faults);
    let any = Choice::new("", lang.text("portal-any"));
    let frame = Page::portal(&app, visit);
    let template = PublishedPage {
        agency: fields.select("agency", "web-column-agency", &query.agency, agencies(any.clone(), &all)).required(),
        year: fields.select("year", "portal-year", &query.year, years(any, &all)).required(),
        reports: page.reports.iter().map(|row| line(&frame, row)).collect(),
        next: page.next.map(|key| frame.href(&next(&query, key))),
        is_filtered: !query.agency.is_empty() || !query.year.is_empty() || !query.after.is_empty(),
        page: frame,
    };
    send(lang, &template)
}

/// The first page, from what is known already.
fn first(all: &PublicationsPage) -> PublicationsPage {
    let reports: Vec<PublishedRow> = all.reports.iter().take(PAGE).cloned().collect();
    let last = reports.last().filter(|_| all.reports.len() > PAGE).map(|row| &row.report);
    let next = last.map(|row| ReportKey { agency_id: row.agency_id, year: row.year, scope: row.scope });
    PublicationsPage { reports, next }
}

fn number(text: &str, name: &'static str) -> Result<Option<i32>, WebError> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| WebError::BadParameter { name }),
    }
}

/// The cursor of a page, `2025.agency_3.own`.
fn key(text: &str) -> Option<ReportKey> {
    let mut parts = text.splitn(3, '.');
    let year = parts.next()?.parse().ok()?;
    let agency_id = parts.next()?.parse().ok()?;
    let scope = parts.next()?.parse().ok()?;
    Some(ReportKey { agency_id, year, scope })
}

fn next(query: &PublishedQuery, key: ReportKey) -> String {
    let after = format!("{}.{}.{}", key.year, key.agency_id, key.scope);
    format!("/published?agency={}&year={}&after={after}", escaped(&query.agency), escaped(&query.year))
}

fn agencies(any: Choice, all: &PublicationsPage) -> Vec<Choice> {
    let named: BTreeMap<&str, &str> = all.reports.iter().map(|row| (row.code.as_str(), row.name.as_str())).collect();
    std::iter::once(any).chain(named.into_iter().map(|(code, name)| Choice::new(code, name.to_owned()))).collect()
}

fn years(any: Choice, all: &PublicationsPage) -> Vec<Choice> {
    let years: BTreeSet<i32> = all.reports.iter().map(|row| row.report.year).collect();
    let choice = |year: i32| Choice::new(&year.to_string(), year.to_string());
    std::iter::once(any).chain(years.into_iter().rev().map(choice)).collect()
}

fn line(page: &Page, row: &PublishedRow) -> Line {
    Line {
        title: published_title(page.reader.lang, row),
        address: page.href(&address(&row.code, row.report.year, row.report.scope.as_str())),
        year: row.report.year,
        published_on: row.report.published_on,
    }
}

/// Where a report is read.
pub(super) fn address(code: &str, year: i32, scope: &str) -> String {
    format!("/published/{}/{year}?scope={scope}", escaped(code))
}
