//! 文书用语页: the words and numbers of a kind of letter, or the words of the reply with one result, tried with an example
//! before they are kept.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use super::formats;
use crate::app::App;
use crate::app::letters::{self, FormatView};
use crate::domain::letter::LetterText;
use crate::letters::letter::Letter;
use crate::messages::letters::text as named;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, agency_address, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Lines of the box that a wording is typed into.
const ROWS: usize = 18;

#[derive(Template)]
#[template(path = "letters/format.html", config = "src/web/askama.toml")]
struct FormatPage {
    page: Page,
    agency: String,
    name: String,
    back: String,
    here: String,
    is_own: bool,
    summary: Option<Summary>,
    wording: Field,
    /// Only of a kind, with what a number looks like as it is kept.
    numbering: Option<(Field, String)>,
    /// What it makes of an example.
    made: Option<Letter>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    wording: String,
    numbering: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let of = text(&path)?;
    let view = in_force(&app, &officer, of).await?;
    let numbering = view.numbering.map(|numbering| numbering.format).unwrap_or_default();
    page(&app, &officer, visit, of, Typed { wording: view.wording, numbering }, Faults::default()).await
}

/// Tries what was typed, keeps it, or goes back to what comes with the program.
pub(in crate::web) async fn save(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let of = text(&path)?;
    let typed: Typed = posted.typed()?;
    let (agency, who, kept) = (officer.agency.clone(), officer.officer(), typed.clone());
    let done = match posted.act() {
        "save" => {
            let kept =
                move |app: &App| letters::save_format(app, &agency, who, of, (&kept.wording, Some(&kept.numbering)));
            read(&app, kept).await
        }
        "remove" => read(&app, move |app| letters::remove_format(app, &agency, who, of)).await,
        _ => return page(&app, &officer, visit, of, typed, Faults::default()).await,
    };
    if let Err(error) = done {
        let faults = Faults::of(visit.reader.lang, error)?.about("wording");
        return page(&app, &officer, visit, of, typed, faults).await;
    }
    visit.say("letter-format-saved");
    Ok(see_other(&visit.reader.href(&address(&officer.agency.code, of))))
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    of: LetterText,
    typed: Typed,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let view = in_force(app, officer, of).await?;
    let (agency, words) = (officer.agency.clone(), typed.wording.clone());
    let made = read(app, move |app| Ok(letters::preview_wording(app, &agency, of, &words))).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let (made, faults) = match made {
        Ok(made) => (made, faults),
        Err(error) if faults.is_empty() => (None, Faults::of(lang, error.into())?.about("wording")),
        Err(_) => (None, faults),
    };
    let fields = Fields::new(lang, &faults);
    let shown = FormatPage {
        agency: officer.agency.name.clone(),
        name: named(lang, of),
        back: page.href(&formats::address(&officer.agency.code)),
        here: page.href(&address(&officer.agency.code, of)),
        is_own: view.wording_is_own || view.numbering.as_ref().is_some_and(|numbering| numbering.is_own),
        summary: faults.summary(lang),
        wording: fields
            .area("wording", "letter-format-wording", &typed.wording)
            .rows(ROWS)
            .required()
            .hint(lang.text("letter-format-wording-hint")),
        numbering: view.numbering.map(|kept| {
            (fields.text("numbering", "letter-format-numbering", &typed.numbering).required(), kept.example)
        }),
        made,
        page,
    };
    send_with(faults.status(), lang, &shown)
}

async fn in_force(app: &Data<App>, officer: &In<Administrator>, of: LetterText) -> Result<FormatView, WebError> {
    let agency = officer.agency.clone();
    read(app, move |app| letters::format_of(app, &agency, of)).await
}

/// Facts have no page of their own.
fn text(path: &(String, String)) -> Result<LetterText, WebError> {
    let of: LetterText = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    if of.kind().is_some() { Ok(of) } else { Err(WebError::NoSuchPage) }
}

pub(super) fn address(code: &str, of: LetterText) -> String {
    format!("{}/letter-formats/{of}", agency_address(code))
}
