//! 机关页: an agency's queue, or its whole register, a page at a time.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;

use super::due::Due;
use super::layout::{Page, agency_address, send};
use crate::app::App;
use crate::app::queue::{self, ListedCase};
use crate::messages::Lang;
use crate::web::api::cases::{CasesQuery, Show, agency_code};
use crate::web::auth::{CaseReader, In};
use crate::web::reader::Reader;
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

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<CaseReader>,
    query: Query<CasesQuery>,
    reader: Reader,
) -> Result<HttpResponse, WebError> {
    let code = agency_code(&officer.agency.code)?;
    let (selection, size) = (query.selection()?, query.size()?);
    let found = read(&app, move |app| queue::list_cases(app, &code, &selection, size)).await?;
    let page = Page::new(&app, reader, &officer.who);
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
        next: found.next.and_then(|next| next.cursor()).map(|cursor| page.href(&after(&shown, &cursor))),
        page,
    };
    send(lang, &template)
}

fn after(address: &str, cursor: &str) -> String {
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}after={cursor}")
}

fn row(page: &Page, ListedCase { row, standing }: &ListedCase) -> Row {
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
