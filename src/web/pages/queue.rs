//! 机关页: an agency's queue, or its whole register, a page at a time.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::due::Due;
use super::layout::{Page, agency_address, send};
use crate::app::App;
use crate::app::queue::{self, Cursor, ListedCase, Question, Sort, Tab};
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::auth::{CaseReader, In};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "queue.html", config = "src/web/askama.toml")]
struct QueuePage {
    page: Page,
    name: String,
    code: String,
    is_open: bool,
    open_address: String,
    all_address: String,
    cases: Vec<Row>,
    /// Back to the beginning, unless this is it.
    first: Option<String>,
    next: Option<String>,
}

struct Row {
    address: String,
    case_no: String,
    source_ref: Option<String>,
    subject: String,
    status: String,
    channel: String,
    due: Due,
}

/// Cases on a page unless asked otherwise.
const PAGE: u32 = 50;
/// Cases on a page at most.
const PAGE_AT_MOST: u32 = 200;

/// Which cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Show {
    /// 待办, first due first
    #[default]
    Open,
    /// 登记簿: all of them, the last number first
    All,
}

/// Which page.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::web) struct CasesQuery {
    #[serde(default)]
    show: Show,
    after: Option<String>,
    limit: Option<u32>,
}

impl CasesQuery {
    fn question(&self) -> Question {
        match self.show {
            Show::Open => Question::new(Tab::Open, Sort::Due),
            Show::All => Question::new(Tab::All, Sort::Number),
        }
    }

    fn cursor(&self) -> Result<Option<Cursor>, WebError> {
        let Some(text) = &self.after else { return Ok(None) };
        Cursor::read(self.question().sort, text).map(Some).ok_or(WebError::BadParameter { name: "after" })
    }

    fn size(&self) -> Result<u32, WebError> {
        match self.limit.unwrap_or(PAGE) {
            size @ 1..=PAGE_AT_MOST => Ok(size),
            _ => Err(WebError::BadParameter { name: "limit" }),
        }
    }
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<CaseReader>,
    query: Query<CasesQuery>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let code = agency_code(&officer.agency.code)?;
    let (me, question) = (officer.officer(), query.question());
    let (begin, size) = (query.cursor()?, query.size()?);
    let found = read(&app, move |app| queue::list_cases(app, Some(me), &code, &question, begin, size)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let here = agency_address(&found.agency.code);
    let is_open = query.show == Show::Open;
    let shown = if is_open { here.clone() } else { format!("{here}?show=all") };
    let template = QueuePage {
        name: found.agency.name,
        code: found.agency.code,
        is_open,
        open_address: page.href(&here),
        all_address: page.href(&format!("{here}?show=all")),
        cases: found.cases.iter().map(|case| row(&page, case)).collect(),
        first: query.after.is_some().then(|| page.href(&shown)),
        next: found.next.map(|next| page.href(&after(&shown, &next.to_string()))),
        page,
    };
    send(lang, &template)
}

fn after(address: &str, cursor: &str) -> String {
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}after={cursor}")
}

fn row(page: &Page, ListedCase { row, standing, .. }: &ListedCase) -> Row {
    let lang = page.reader.lang;
    Row {
        address: page.href(&format!("/cases/{}", row.id)),
        case_no: row.origin.case_no.clone(),
        source_ref: row.origin.source_ref.clone().filter(|number| *number != row.origin.case_no),
        subject: row.state.subject.clone(),
        status: word(lang, "status", row.state.status.as_str()),
        channel: word(lang, "channel", row.state.channel.as_str()),
        due: Due::of(lang, &row.state, *standing),
    }
}

/// The name of a code: message `KIND-CODE`.
pub(super) fn word(lang: Lang, kind: &str, code: &str) -> String {
    lang.text(&format!("{kind}-{}", code.replace(['_', '.'], "-")))
}
