//! 系统管理: agencies with their sections, people and rules, the calendars, and what was changed by whom.

pub(in crate::web) mod agencies;
pub(in crate::web) mod agency;
pub(in crate::web) mod audit;
pub(in crate::web) mod calendar_change;
pub(in crate::web) mod calendars;
mod faults;
mod frame;
mod handover;
pub(in crate::web) mod people;
pub(in crate::web) mod person;
pub(in crate::web) mod rules;
mod secret;
pub(in crate::web) mod sections;
pub(in crate::web) mod settings;
mod told;
pub(in crate::web) mod webhook;
mod webhook_form;
pub(in crate::web) mod webhooks;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, send};
use crate::app::App;
use crate::app::administration::administered::{self, Administered};
use crate::web::auth::{LogReader, Somewhere};
use crate::web::reader::escaped;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/start.html", config = "src/web/askama.toml")]
struct StartPage {
    page: Page,
    areas: Vec<Area>,
}

/// Something that may be administered.
struct Area {
    name: String,
    note: String,
    address: String,
}

/// Shows what there is to be administered.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Somewhere<LogReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let officer = who.officer();
    let scope = read(&app, move |app| administered::administered(app, officer)).await?;
    let page = Page::desk(&app, visit, &who.who).await?;
    send(page.reader.lang, &StartPage { areas: areas(&page, &scope), page })
}

fn areas(page: &Page, scope: &Administered) -> Vec<Area> {
    let lang = page.reader.lang;
    let area = |name: &str, note: String, address: &str| Area {
        name: lang.text(name),
        note,
        address: page.href(&format!("/administration{address}")),
    };
    let mut areas = Vec::new();
    if !scope.agencies.is_empty() {
        let count = [("count", scope.agencies.len().into())];
        areas.push(area("admin-agencies", lang.with("admin-agencies-note", &count), "/agencies"));
        areas.push(area("admin-calendars", lang.text("admin-calendars-note"), "/calendars"));
    }
    if scope.has_root {
        areas.push(area("nav-duties", lang.text("admin-duties-note"), "/duties"));
    }
    areas.push(area("rules-title", lang.text("rules-note"), "/rules"));
    areas.push(area("admin-audit", lang.text("admin-audit-note"), "/audit"));
    areas
}

/// The address of an agency in the administration. Codes may be Chinese.
fn address(code: &str) -> String {
    format!("/administration/agencies/{}", escaped(code))
}
