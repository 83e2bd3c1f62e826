//! 文书格式页: the words and numbers of every kind of letter, and the picture of the seal.

use std::fs;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::format;
use crate::app::App;
use crate::app::letters::{self, FormatView, LetterFault, SealForm};
use crate::app::{AppError, letters::seal};
use crate::messages::letters::kind as named;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, agency_address, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "letters/formats.html", config = "src/web/askama.toml")]
struct FormatsPage {
    page: Page,
    agency: String,
    agency_address: String,
    here: String,
    numbers: String,
    rows: Vec<Row>,
    summary: Option<Summary>,
    /// When the picture of the seal was saved, if there is one.
    seal: Option<String>,
    picture: Field,
}

struct Row {
    name: String,
    address: String,
    example: String,
    wording_is_own: bool,
    numbering_is_own: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, Faults::default()).await
}

/// Keeps the picture of the seal, or forgets it.
pub(in crate::web) async fn save(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (agency, who) = (officer.agency.clone(), officer.officer());
    let path = posted.files().into_iter().next().map(|file| file.path);
    let is_removal = posted.act() == "remove";
    let done = read(&app, move |app| {
        if is_removal {
            return letters::remove_seal(app, &agency);
        }
        let picture = path.and_then(|path| fs::read(path).ok()).ok_or(AppError::Letter(LetterFault::Seal))?;
        letters::save_seal(app, &agency, who, &SealForm { picture })
    });
    if let Err(error) = done.await {
        let faults = Faults::of(visit.reader.lang, error)?.about("picture");
        return page(&app, &officer, visit, faults).await;
    }
    visit.say(if is_removal { "letter-seal-removed" } else { "letter-seal-saved" });
    Ok(see_other(&visit.reader.href(&address(&officer.agency.code))))
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let (found, kept) = read(app, move |app| Ok((letters::formats(app, &agency)?, seal(app, &agency)?))).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let code = &officer.agency.code;
    let row = |view: FormatView| Row {
        name: named(lang, view.kind),
        address: page.href(&format::address(code, view.kind)),
        example: view.example,
        wording_is_own: view.wording_is_own,
        numbering_is_own: view.numbering_is_own,
    };
    let picture = Fields::new(lang, &faults).one_file("picture", "letter-seal-picture", "image/png,image/jpeg");
    let shown = FormatsPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&agency_address(code)),
        here: page.href(&address(code)),
        numbers: page.href(&format!("{}/letters", agency_address(code))),
        rows: found.into_iter().map(row).collect(),
        summary: faults.summary(lang),
        seal: kept.map(|row| app.clock.local(row.updated_at).date().to_string()),
        picture: picture.hint(lang.text("letter-seal-hint")).required(),
        page,
    };
    send_with(faults.status(), lang, &shown)
}

pub(super) fn address(code: &str) -> String {
    format!("{}/letter-formats", agency_address(code))
}
