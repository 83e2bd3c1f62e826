//! 通报: how agencies and their sections stood in a month or a quarter, as it was counted then.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, send};
use super::parts::{Choice, Faults, Field, Fields};
use crate::app::duties::{Bulletin, BulletinLine, bulletin, bulletin_periods};
use crate::app::overview::{self, AgencyLoad};
use crate::app::{App, AppError};
use crate::domain::annual_report::percent;
use crate::domain::duty::Period;
use crate::domain::ids::OfficerId;
use crate::messages::Lang;
use crate::store::bulletins::BulletinRow;
use crate::web::api::queue::agency_code;
use crate::web::auth::Signed;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Periods to choose from at most.
const LISTED: i64 = 60;

#[derive(Template)]
#[template(path = "bulletins.html", config = "src/web/askama.toml")]
struct BulletinsPage {
    page: Page,
    /// Whether one reads figures anywhere.
    has_agencies: bool,
    agency: Field,
    /// Whether there is a period to choose.
    has_periods: bool,
    period: Field,
    shown: Option<Shown>,
}

/// The figures of a period.
struct Shown {
    title: String,
    days: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    /// 科室: a row below that of its agency.
    is_section: bool,
    figures: BulletinRow,
    average: Option<String>,
    /// 按时率
    on_time: Option<String>,
}

/// Whose figures, of which period.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct BulletinQuery {
    agency: String,
    period: String,
}

/// What is read for the page.
struct Found {
    agencies: Vec<AgencyLoad>,
    /// The agency whose figures are shown.
    code: String,
    periods: Vec<Period>,
    bulletin: Option<Bulletin>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Signed,
    visit: Visit,
    query: Query<BulletinQuery>,
) -> Result<HttpResponse, WebError> {
    let BulletinQuery { agency, period } = query.into_inner();
    let officer = who.officer;
    let agencies = read(&app, move |app| agencies(app, officer)).await?;
    let first = agencies.first().map(|load| load.agency.code.clone()).unwrap_or_default();
    let code = if agency.is_empty() { first } else { agency };
    let period = match period.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| WebError::BadParameter { name: "period" })?),
    };
    if !agencies.is_empty() && !agencies.iter().any(|load| load.agency.code == code) {
        return Err(WebError::NoSuchPage);
    }
    let found = match agencies.is_empty() {
        true => Found { agencies, code, periods: Vec::new(), bulletin: None },
        false => find(&app, agencies, code, period).await?,
    };
    let page = Page::desk(&app, visit, &who).await?;
    send(page.reader.lang, &view(page, found))
}

/// Those whose figures one reads.
fn agencies(app: &App, officer: OfficerId) -> Result<Vec<AgencyLoad>, AppError> {
    let mut agencies = overview::agencies_of(app, officer)?;
    agencies.retain(|load| load.reads_cases);
    Ok(agencies)
}

async fn find(
    app: &Data<App>,
    agencies: Vec<AgencyLoad>,
    code: String,
    period: Option<Period>,
) -> Result<Found, WebError> {
    let asked = agency_code(&code)?;
    read(app, move |app| {
        let periods = bulletin_periods(app, &asked, LISTED)?;
        let period = period.or_else(|| periods.first().copied());
        let bulletin = period.map(|period| bulletin(app, &asked, period)).transpose()?;
        Ok(Found { agencies, code, periods, bulletin })
    })
    .await
}

fn view(page: Page, Found { agencies, code, periods, bulletin }: Found) -> BulletinsPage {
    let lang = page.reader.lang;
    let faults = Faults::default();
    let fields = Fields::new(lang, &faults);
    let here = bulletin.as_ref().map(|bulletin| bulletin.period.to_string()).unwrap_or_default();
    let of_agency = |load: &AgencyLoad| Choice::new(&load.agency.code, load.agency.name.clone());
    let of_period = |period: &Period| Choice::new(&period.to_string(), title(lang, *period));
    BulletinsPage {
        has_agencies: !agencies.is_empty(),
        has_periods: !periods.is_empty(),
        agency: fields
            .select("agency", "web-column-agency", &code, agencies.iter().map(of_agency).collect())
            .required(),
        period: fields.select("period", "bulletins-period", &here, periods.iter().map(of_period).collect()).required(),
        shown: bulletin.filter(|bulletin| !bulletin.lines.is_empty()).map(|bulletin| shown(lang, bulletin)),
        page,
    }
}

fn shown(lang: Lang, bulletin: Bulletin) -> Shown {
    let (from, to) = bulletin.period.days();
    Shown {
        title: title(lang, bulletin.period),
        days: lang.with("bulletins-days", &[("from", from.to_string().into()), ("to", to.to_string().into())]),
        rows: bulletin.lines.into_iter().map(row).collect(),
    }
}

/// 月度督办清单, 季度通报
fn title(lang: Lang, period: Period) -> String {
    let id = if period.is_month() { "bulletins-month" } else { "bulletins-quarter" };
    lang.with(id, &[("period", period.to_string().into())])
}

fn row(line: BulletinLine) -> Row {
    let average = line.average_working_days();
    let BulletinLine { agency, section, figures, .. } = line;
    Row {
        is_section: section.is_some(),
        name: section.unwrap_or(agency),
        on_time: (figures.answered > 0).then(|| percent(figures.on_time, figures.answered)),
        average,
        figures,
    }
}
