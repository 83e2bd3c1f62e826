//! 发件箱页: what the agency told people, what waits, what failed and why; each mail as it reads.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, see_other, send};
use crate::app::App;
use crate::app::mail::{self, Listed};
use crate::domain::ids::MailId;
use crate::domain::mail::MailState;
use crate::messages::Lang;
use crate::web::auth::{In, MailReader};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Mails on a page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "outbox.html", config = "src/web/askama.toml")]
struct OutboxPage {
    page: Page,
    agency: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// A link to the mails in a state.
struct Tab {
    name: String,
    address: String,
    is_here: bool,
}

struct Row {
    address: String,
    kind: String,
    case_no: String,
    state: MailState,
    state_name: String,
    when: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "mail.html", config = "src/web/askama.toml")]
struct MailPage {
    page: Page,
    back: String,
    here: String,
    /// The language that the mail is in.
    written_in: &'static str,
    subject: String,
    text: String,
    row: Row,
    answer: String,
}

/// Which mails.
#[derive(Deserialize)]
pub(in crate::web) struct OutboxQuery {
    state: Option<MailState>,
    after: Option<String>,
}

/// Shows the list.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<MailReader>,
    visit: Visit,
    query: Query<OutboxQuery>,
) -> Result<HttpResponse, WebError> {
    let OutboxQuery { state, after } = query.into_inner();
    let before = after.as_deref().map(mail_id).transpose()?;
    let (code, agency) = (officer.agency.code.clone(), officer.agency.name.clone());
    let page = Page::desk(&app, visit, &officer.who).await?;
    let mut listed = read(&app, move |app| mail::list(app, &officer.agency, state, before, PAGE + 1)).await?;
    let is_more = listed.len() > PAGE as usize;
    listed.truncate(PAGE as usize);
    let base = address(&code);
    let next = listed.last().filter(|_| is_more).map(|last| {
        let state = state.map(|state| format!("&state={state}")).unwrap_or_default();
        page.href(&format!("{base}?after={}{state}", last.row.id))
    });
    let lang = page.reader.lang;
    let rows = listed.into_iter().map(|listed| row(&app, &page, &base, listed)).collect();
    send(lang, &OutboxPage { tabs: tabs(&page, &base, state), agency, rows, next, page })
}

/// Shows a mail.
pub(in crate::web) async fn mail(
    app: Data<App>,
    officer: In<MailReader>,
    visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let id = mail_id(&path.1)?;
    let base = address(&officer.agency.code);
    let page = Page::desk(&app, visit, &officer.who).await?;
    let (found, rendered) =
        read(&app, move |app| Ok((mail::find(app, &officer.agency, id)?, mail::show(app, &officer.agency, id)?)))
            .await?;
    let answer = found.row.answer.clone().unwrap_or_default();
    let (back, here) = (page.href(&base), page.href(&format!("{base}/{id}")));
    let written_in = Lang::from(found.row.language.unwrap_or(app.mail.language)).tag();
    let row = row(&app, &page, &base, found);
    let lang = page.reader.lang;
    send(lang, &MailPage { back, here, written_in, subject: rendered.subject, text: rendered.text, row, answer, page })
}

/// Sends a mail again that failed.
pub(in crate::web) async fn retry(
    app: Data<App>,
    officer: In<MailReader>,
    visit: Visit,
    path: Path<(String, String)>,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    let id = mail_id(&path.1)?;
    let here = format!("{}/{id}", address(&officer.agency.code));
    read(&app, move |app| mail::retry(app, &officer.agency, id)).await?;
    Ok(see_other(&visit.reader.href(&here)))
}

fn address(code: &str) -> String {
    format!("{}/outbox", super::layout::agency_address(code))
}

fn tabs(page: &Page, base: &str, here: Option<MailState>) -> Vec<Tab> {
    let tab = |state: Option<MailState>| {
        let code = state.map_or("all", MailState::as_str);
        let query = state.map(|state| format!("?state={state}")).unwrap_or_default();
        Tab {
            name: page.reader.lang.text(&format!("mail-state-{code}")),
            address: page.href(&format!("{base}{query}")),
            is_here: state == here,
        }
    };
    std::iter::once(None).chain(MailState::ALL.iter().copied().map(Some)).map(tab).collect()
}

fn row(app: &App, page: &Page, base: &str, Listed { row, case_no }: Listed) -> Row {
    let lang = page.reader.lang;
    let at = match row.state {
        MailState::Waiting => row.next_at,
        MailState::Sent | MailState::Failed => row.sent_at.unwrap_or(row.next_at),
    };
    Row {
        address: page.href(&format!("{base}/{}", row.id)),
        kind: lang.text(&format!("mail-kind-{}", row.kind.as_str().replace('_', "-"))),
        case_no: case_no.unwrap_or_default(),
        state: row.state,
        state_name: lang.text(&format!("mail-state-{}", row.state)),
        when: app.clock.local(at).format("%Y-%m-%d %H:%M").to_string(),
        reason: row.last_error.map(|code| reason(lang, &code)).unwrap_or_default(),
    }
}

fn reason(lang: Lang, code: &str) -> String {
    lang.text(&format!("mail-error-{}", code.replace('_', "-")))
}

fn mail_id(text: &str) -> Result<MailId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}
