//! 发文登记页: an agency's letters of a year, by kind and number; voided ones among them.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::app::App;
use crate::app::letters::register_of;
use crate::domain::letter::LetterState;
use crate::messages::Lang;
use crate::messages::letters::kind as named;
use crate::store::letters::LetterRow;
use crate::web::auth::{In, ReportReader};
use crate::web::pages::layout::{Page, agency_address, send};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "letters/numbers.html", config = "src/web/askama.toml")]
struct NumbersPage {
    page: Page,
    agency: String,
    agency_address: String,
    year: i32,
    /// The years before and after.
    others: [(i32, String); 2],
    groups: Vec<Group>,
}

/// The letters of one kind.
struct Group {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    number: String,
    on: NaiveDate,
    case: String,
    state: String,
    look: &'static str,
    reason: String,
}

/// Which year; this year, if none is named.
#[derive(Deserialize)]
pub(in crate::web) struct Asked {
    year: Option<i32>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<ReportReader>,
    visit: Visit,
    asked: Query<Asked>,
) -> Result<HttpResponse, WebError> {
    let year = asked.year.unwrap_or_else(|| app.clock.today().year());
    let agency = officer.agency.clone();
    let rows = read(&app, move |app| register_of(app, &agency, year)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let home = agency_address(&officer.agency.code);
    let other = |year: i32| (year, page.href(&format!("{home}/letters?year={year}")));
    let shown = NumbersPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&home),
        year,
        others: [other(year.saturating_sub(1)), other(year.saturating_add(1))],
        groups: groups(lang, &page, &rows),
        page,
    };
    send(lang, &shown)
}

fn groups(lang: Lang, page: &Page, rows: &[LetterRow]) -> Vec<Group> {
    let of_a_kind = rows.chunk_by(|one, other| one.letter.kind == other.letter.kind);
    let group = |rows: &[LetterRow]| {
        let name = rows.first().map_or_else(String::new, |row| named(lang, row.letter.kind));
        Group { name, rows: rows.iter().map(|it| row(lang, page, it)).collect() }
    };
    of_a_kind.map(group).collect()
}

fn row(lang: Lang, page: &Page, LetterRow { letter, .. }: &LetterRow) -> Row {
    Row {
        number: letter.document_no.clone(),
        on: letter.dated_on,
        case: page.href(&format!("/cases/{}#letters", letter.case_id)),
        state: lang.text(&format!("letter-state-{}", letter.state)),
        look: look(letter.state),
        reason: letter.void_reason.clone().unwrap_or_default(),
    }
}

fn look(state: LetterState) -> &'static str {
    match state {
        LetterState::Reserved => "soon",
        LetterState::Issued => "good",
        LetterState::Voided => "bad",
    }
}
