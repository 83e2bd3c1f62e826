//! 批量分办: cases that were ticked are given to one person, and the page says which could not be and why.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use super::asked::Asked;
use crate::app::bulk::{self, AT_MOST, Chosen, Given};
use crate::app::{App, AppError};
use crate::domain::ids::{CaseId, OfficerId, SectionId};
use crate::web::auth::{Assigner, In};
use crate::web::pages::layout::{Page, agency_address, see_other, send_with};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

#[derive(Template)]
#[template(path = "assigned.html", config = "src/web/askama.toml")]
struct AssignedPage {
    page: Page,
    agency: String,
    back: String,
    /// How many were given, in a sentence.
    summary: String,
    refused: Vec<Refusal>,
}

/// A case that was not given.
struct Refusal {
    case_no: String,
    address: String,
    why: String,
}

/// Gives the ticked cases away.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Assigner>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let asked = Asked::read(posted.others(&["act", "case", "officer", "to_section"]))?;
    let back = asked.with(&agency_address(&officer.agency.code), &[]);
    let (me, actor, agency) = (officer.officer().to_string(), officer.actor(), officer.agency.clone());
    let chosen = chosen(&app, &me, &posted)?;
    let to: Result<OfficerId, _> = posted.value("officer").parse();
    let (Ok(to), false) = (to, chosen.is_empty()) else {
        visit.say("queue-choose-first");
        return Ok(see_other(&visit.reader.href(&back)));
    };
    let section = Some(posted.value("to_section")).filter(|section| !section.is_empty()).map(str::parse::<SectionId>);
    let section = section.transpose().map_err(|_| WebError::BadParameter { name: "to_section" })?;
    let given = read(&app, move |app| bulk::assign_all(app, &agency, &actor, chosen, (to, section))).await?;
    let count = given.iter().filter(|given| given.done.is_ok()).count();
    if count == given.len() {
        visit.say_of("queue-all-given", &count.to_string());
        return Ok(see_other(&visit.reader.href(&back)));
    }
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let particulars = [("given", count.into()), ("refused", (given.len() - count).into())];
    let template = AssignedPage {
        agency: officer.agency.name.clone(),
        back: page.href(&back),
        summary: lang.with("queue-some-given", &particulars),
        refused: given.iter().filter_map(|given| refusal(&page, given)).collect(),
        page,
    };
    send_with(StatusCode::CONFLICT, lang, &template)
}

/// What was ticked, `case_12.3` for version 3 of a case; at most as many as a page has.
fn chosen(app: &App, me: &str, posted: &Posted) -> Result<Vec<Chosen>, WebError> {
    let read = |mark: &str| {
        let (case, version) = mark.split_once('.')?;
        Some((case.parse::<CaseId>().ok()?, version.parse::<i32>().ok()?))
    };
    let mut chosen = Vec::new();
    for mark in posted.values("case").take(AT_MOST) {
        let (case, version) = read(mark).ok_or(WebError::BadParameter { name: "case" })?;
        let once = posted.once(app, me, &format!("give {case}"), &[])?;
        chosen.push(Chosen { case, version, once });
    }
    Ok(chosen)
}

fn refusal(page: &Page, Given { case, case_no, done }: &Given) -> Option<Refusal> {
    let error: &AppError = done.as_ref().err()?;
    Some(Refusal {
        case_no: if case_no.is_empty() { case.to_string() } else { case_no.clone() },
        address: page.href(&format!("/cases/{case}")),
        why: wording::app_error(page.reader.lang, error),
    })
}
