//! 文书格式页: the words and numbers of every kind of letter, the words of the reply with each result, what letters tell of
//! the agency, and the picture of the seal.

use std::fs;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::format;
use crate::app::App;
use crate::app::letters::{self, FormatView, LetterFault, SealForm};
use crate::app::{AppError, letters::seal};
use crate::domain::letter::{LetterFact, LetterText};
use crate::messages::Lang;
use crate::messages::letters::text as named;
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
    /// 答复书 of each result.
    replies: Vec<Row>,
    summary: Option<Summary>,
    facts: Vec<Field>,
    /// When the picture of the seal was saved, if there is one.
    seal: Option<String>,
    picture: Field,
}

struct Row {
    name: String,
    address: String,
    /// Only a kind has numbers.
    example: Option<String>,
    wording_is_own: bool,
    numbering_is_own: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, None, Faults::default()).await
}

/// Keeps what letters tell of the agency, keeps the picture of the seal, or forgets it.
pub(in crate::web) async fn save(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    if posted.act() == "facts" {
        return save_facts(&app, &officer, visit, &posted).await;
    }
    let (agency, who) = (officer.agency.clone(), officer.officer());
    let path = posted.files().into_iter().next().map(|file| file.path);
    let is_removal = posted.act() == "remove";
    let done = read(&app, move |app| {
        if is_removal {
            return letters::remove_seal(app, &agency, who);
        }
        let picture = path.and_then(|path| fs::read(path).ok()).ok_or(AppError::Letter(LetterFault::Seal))?;
        letters::save_seal(app, &agency, who, &SealForm { picture })
    });
    if let Err(error) = done.await {
        let faults = Faults::of(visit.reader.lang, error)?.about("picture");
        return page(&app, &officer, visit, None, faults).await;
    }
    visit.say(if is_removal { "letter-seal-removed" } else { "letter-seal-saved" });
    Ok(see_other(&visit.reader.href(&address(&officer.agency.code))))
}

async fn save_facts(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    posted: &Posted,
) -> Result<HttpResponse, WebError> {
    let typed: Vec<(LetterFact, String)> =
        LetterFact::ALL.iter().map(|fact| (*fact, posted.value(fact.as_str()).to_owned())).collect();
    for (fact, words) in typed.clone() {
        let (agency, who) = (officer.agency.clone(), officer.officer());
        let of = LetterText::Fact(fact);
        let done = read(app, move |app| letters::save_format(app, &agency, who, of, (&words, None))).await;
        if let Err(error) = done {
            let faults = Faults::of(visit.reader.lang, error)?.about(fact.as_str());
            return page(app, officer, visit, Some(typed), faults).await;
        }
    }
    visit.say("letter-format-saved");
    Ok(see_other(&visit.reader.href(&address(&officer.agency.code))))
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: Option<Vec<(LetterFact, String)>>,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let (found, kept) = read(app, move |app| Ok((letters::formats(app, &agency)?, seal(app, &agency)?))).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let code = &officer.agency.code;
    let row = |view: &FormatView| Row {
        name: named(lang, view.of),
        address: page.href(&format::address(code, view.of)),
        example: view.numbering.as_ref().map(|numbering| numbering.example.clone()),
        wording_is_own: view.wording_is_own,
        numbering_is_own: view.numbering.as_ref().is_some_and(|numbering| numbering.is_own),
    };
    let of_kinds = |view: &&FormatView| matches!(view.of, LetterText::Kind(_));
    let of_results = |view: &&FormatView| matches!(view.of, LetterText::Reply(_));
    let facts = facts(lang, &Fields::new(lang, &faults), &found, typed);
    let picture = Fields::new(lang, &faults).one_file("picture", "letter-seal-picture", "image/png,image/jpeg");
    let shown = FormatsPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&agency_address(code)),
        here: page.href(&address(code)),
        numbers: page.href(&format!("{}/letters", agency_address(code))),
        rows: found.iter().filter(of_kinds).map(row).collect(),
        replies: found.iter().filter(of_results).map(row).collect(),
        facts,
        summary: faults.summary(lang),
        seal: kept.map(|row| app.clock.local(row.updated_at).date().to_string()),
        picture: picture.hint(lang.text("letter-seal-hint")).required(),
        page,
    };
    send_with(faults.status(), lang, &shown)
}

/// What letters tell of the agency, as it was typed or is kept.
fn facts(
    lang: Lang,
    fields: &Fields<'_>,
    found: &[FormatView],
    typed: Option<Vec<(LetterFact, String)>>,
) -> Vec<Field> {
    let kept = || {
        let of = |fact: LetterFact| found.iter().find(|view| view.of == LetterText::Fact(fact));
        LetterFact::ALL
            .iter()
            .map(|fact| (*fact, of(*fact).map(|view| view.wording.clone()).unwrap_or_default()))
            .collect()
    };
    let field = |(fact, words): &(LetterFact, String)| {
        let (label, hint) = match fact {
            LetterFact::Payment => ("letter-fact-payment", "letter-fact-payment-hint"),
            LetterFact::Contact => ("letter-fact-contact", "letter-fact-contact-hint"),
        };
        fields.text(fact.as_str(), label, words).hint(lang.text(hint))
    };
    typed.unwrap_or_else(kept).iter().map(field).collect()
}

pub(super) fn address(code: &str) -> String {
    format!("{}/letter-formats", agency_address(code))
}
