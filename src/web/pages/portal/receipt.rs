//! 回执: the number and the query code, what happens next and when. It is shown for a quarter of an hour to the
//! browser that sent the request, and then no more.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::NaiveDate;

use super::office::Office;
use super::own::{self, Named};
use crate::app::intake::Registered;
use crate::app::{App, own_request};
use crate::config::Settings;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, see_other, send};
use crate::web::reader::Reader;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "portal/receipt.html", config = "src/web/askama.toml")]
struct ReceiptPage {
    page: Page,
    receipt: Option<Shown>,
}

struct Shown {
    case_no: String,
    query_code: String,
    agency: String,
    subject: String,
    submitted_on: NaiveDate,
    received_on: Option<NaiveDate>,
    /// What happens next: when, and what.
    ahead: Vec<(String, String)>,
    office: Option<Office>,
}

/// Leads to the receipt of a request that was just registered.
pub(super) fn hand_over(
    reader: &Reader,
    settings: &Settings,
    registered: &Registered,
) -> Result<HttpResponse, WebError> {
    let named =
        Named { case_no: registered.view.row.origin.case_no.clone(), query_code: registered.query_code.to_string() };
    let https = settings.server.https;
    let mut answer = see_other(&reader.href("/receipt"));
    for cookie in [named.keep_receipt(https), named.follow(https)] {
        answer.add_cookie(&cookie).map_err(|_| WebError::NoSuchPage)?;
    }
    Ok(answer)
}

/// Shows the page.
pub(in crate::web) async fn show(
    request: HttpRequest,
    app: Data<App>,
    _: Public,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let receipt = match Named::on_receipt(&request) {
        Some(named) => shown(&request, &app, lang, named).await?,
        None => None,
    };
    let page = Page::portal(&app, visit);
    send(lang, &ReceiptPage { page, receipt })
}

async fn shown(
    request: &HttpRequest,
    app: &Data<App>,
    lang: crate::messages::Lang,
    named: Named,
) -> Result<Option<Shown>, WebError> {
    let Named { case_no, query_code } = named.clone();
    let Some(own) = own::find(request, named).await? else { return Ok(None) };
    let view = read(app, move |app| own_request::view(app, &own)).await?;
    let file = view.file;
    let due = file.deadline.as_ref().and_then(|deadline| deadline.due_on);
    let submitted_on = file.case.submitted_on;
    let confirm_by = file.agency.calendar.add_working_days(submitted_on, 1).map(|day| day.on.to_string());
    let mut ahead = Vec::new();
    if file.row.state.received_on.is_none() {
        let when = confirm_by.map_or_else(|_| String::new(), |on| lang.with("portal-by", &[("on", on.into())]));
        ahead.push((when, lang.text("portal-ahead-confirm")));
    }
    let by = |on: NaiveDate| lang.with("portal-by", &[("on", on.to_string().into())]);
    match due {
        Some(due) => ahead.push((by(due), lang.text("portal-ahead-reply"))),
        None => ahead.push((lang.text("portal-ahead-within"), lang.text("portal-ahead-reply"))),
    }
    ahead.push((lang.text("portal-ahead-meanwhile"), lang.text("portal-ahead-asked")));
    Ok(Some(Shown {
        case_no,
        query_code,
        office: Office::of(lang, &file.agency.policy.contact),
        agency: file.agency.name,
        subject: file.row.state.subject,
        submitted_on,
        received_on: file.row.state.received_on,
        ahead,
    }))
}
