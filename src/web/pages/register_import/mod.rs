//! 登记簿导入页: a file is brought, its columns are put right, it is tried, and then taken over.

pub(in crate::web) mod columns;
pub(in crate::web) mod outcome;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::layout::{Page, agency_address, see_other, send_with};
use super::parts::{Faults, Field, Fields, Summary};
use super::queue::word;
use crate::app::register_import::{self, Brought, list, upload};
use crate::app::{App, AppError};
use crate::domain::ids::RegisterImportId;
use crate::domain::register::ImportState;
use crate::files::sheet::MAX_BYTES;
use crate::messages::Lang;
use crate::store::register_imports::RegisterImportRow;
use crate::web::auth::{In, Registrar};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

const ACCEPT: &str = ".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "register_import/upload.html", config = "src/web/askama.toml")]
struct UploadPage {
    page: Page,
    trail: Trail,
    here: String,
    file: Field,
    recent: Vec<Recent>,
    summary: Option<Summary>,
}

/// The way back.
struct Trail {
    agency: String,
    cases: String,
    imports: String,
}

/// A file that was brought lately.
struct Recent {
    name: String,
    address: String,
    state: String,
    on: NaiveDate,
}

/// Shows where a file is brought, and those that were.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Registrar>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, Faults::default()).await
}

/// Keeps a file and leads to its columns.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Registrar>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let (actor, agency, who) = (officer.actor(), officer.agency.clone(), officer.officer().to_string());
    let kept = crate::web::block({
        let app = app.clone();
        move || {
            let Some((name, content)) = posted.contents("file", MAX_BYTES)?.into_iter().next() else {
                return Ok(None);
            };
            let once = posted.once(&app, &who, "register-import", &[])?;
            Ok::<_, WebError>(Some(upload(&app, &agency, &actor, Brought { name, content, once })?))
        }
    });
    match kept.await? {
        Ok(Some(id)) => Ok(see_other(&visit.reader.href(&address(&officer.agency.code, id)))),
        Ok(None) => {
            let faults = Faults::default().and("file", lang.text("register-import-pick"));
            page(&app, &officer, visit, faults).await
        }
        Err(error) => page(&app, &officer, visit, Faults::of(lang, error)?.about("file")).await,
    }
}

async fn page(
    app: &Data<App>,
    officer: &In<Registrar>,
    visit: Visit,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let rows = read(app, move |app| list(app, &agency)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let template = UploadPage {
        here: page.href(&imports(&officer.agency.code)),
        trail: trail(&page, officer),
        file: fields.one_file("file", "register-import-file", ACCEPT).required(),
        recent: rows.into_iter().map(|row| recent(app, &page, officer, row)).collect(),
        summary: faults.summary(lang),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn recent(app: &App, page: &Page, officer: &In<Registrar>, row: RegisterImportRow) -> Recent {
    let here = address(&officer.agency.code, row.id);
    let address = match row.state {
        ImportState::Uploaded => here,
        ImportState::Checked | ImportState::Imported => format!("{here}/outcome"),
    };
    Recent {
        address: page.href(&address),
        state: word(page.reader.lang, "state", row.state.as_str()),
        on: app.clock.local(row.created_at).date(),
        name: row.file_name,
    }
}

fn trail(page: &Page, officer: &In<Registrar>) -> Trail {
    let code = &officer.agency.code;
    Trail {
        agency: officer.agency.name.clone(),
        cases: page.href(&agency_address(code)),
        imports: page.href(&imports(code)),
    }
}

/// The address of an agency's files.
fn imports(code: &str) -> String {
    format!("{}/register-imports", agency_address(code))
}

/// The address of one of them.
fn address(code: &str, id: RegisterImportId) -> String {
    format!("{}/{id}", imports(code))
}

/// A file that an address names.
fn import_id(text: &str) -> Result<RegisterImportId, WebError> {
    text.parse().map_err(|_| WebError::NoSuchPage)
}

/// Takes a file away.
async fn discard(
    app: &Data<App>,
    officer: &In<Registrar>,
    visit: &Visit,
    id: RegisterImportId,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    read(app, move |app| -> Result<(), AppError> { register_import::discard(app, &agency, id) }).await?;
    visit.say("register-import-discarded");
    Ok(see_other(&visit.reader.href(&imports(&officer.agency.code))))
}

/// How many lines become what, in a sentence.
fn totals_in_words(lang: Lang, id: &str, totals: register_import::Totals) -> String {
    let register_import::Totals { new, grown, unchanged, refused } = totals;
    let particulars =
        [("new", new.into()), ("grown", grown.into()), ("unchanged", unchanged.into()), ("refused", refused.into())];
    lang.with(id, &particulars)
}
