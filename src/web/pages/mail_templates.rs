//! 邮件模板页: the words of every kind of mail, tried with an example before the agency's own are kept.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use super::layout::{Page, agency_address, see_other, send, send_with};
use super::parts::{Faults, Field, Fields, Summary};
use crate::app::App;
use crate::app::mail::{self, TemplateView};
use crate::domain::mail::{Audience, Language, MailKind};
use crate::mail::{Rendered, Words};
use crate::messages::Lang;
use crate::web::auth::{Administrator, In};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Lines of the box that a template is typed into.
const ROWS: usize = 16;

#[derive(Template)]
#[template(path = "mail_templates.html", config = "src/web/askama.toml")]
struct ListPage {
    page: Page,
    agency: String,
    outbox: String,
    test: String,
    groups: Vec<Group>,
}

/// The mails to applicants, or those to officers.
struct Group {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    /// In each language: its name, the template's address, whether the agency wrote it.
    languages: Vec<(String, String, bool)>,
}

#[derive(Template)]
#[template(path = "mail_template.html", config = "src/web/askama.toml")]
struct TemplatePage {
    page: Page,
    agency: String,
    name: String,
    back: String,
    here: String,
    /// The language of the mail, as HTML names it.
    tag: &'static str,
    is_own: bool,
    summary: Option<Summary>,
    text: Field,
    html: Field,
    made: Option<Rendered>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    text: String,
    html: String,
}

impl Typed {
    fn words(&self) -> Words {
        Words { text: self.text.clone(), html: Some(self.html.clone()).filter(|html| !html.trim().is_empty()) }
    }
}

/// Which template.
type Place = (MailKind, Language);

/// Shows every kind of mail.
pub(in crate::web) async fn list(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(&app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let (code, agency) = (officer.agency.code.clone(), officer.agency.name.clone());
    let found = read(&app, move |app| mail::templates(app, &officer.agency)).await?;
    let groups = [(Audience::Applicant, "mail-templates-applicant"), (Audience::Staff, "mail-templates-staff")]
        .map(|(audience, heading)| Group { heading: lang.text(heading), rows: rows(&page, &code, &found, audience) });
    let base = agency_address(&code);
    let (outbox, test) = (page.href(&format!("{base}/outbox")), page.href(&format!("{base}/test-mail")));
    send(lang, &ListPage { page, agency, outbox, test, groups: groups.into() })
}

/// Shows a template, and what it makes of an example.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse, WebError> {
    let place = place(&path)?;
    let agency = officer.agency.clone();
    let found = read(&app, move |app| mail::templates(app, &agency)).await?;
    let words = found.into_iter().find(|view| (view.kind, view.language) == place).map(|view| view.words);
    let Words { text, html } = words.ok_or(WebError::NoSuchPage)?;
    template(&app, &officer, visit, place, Typed { text, html: html.unwrap_or_default() }, None).await
}

/// Tries what was typed, keeps it, or goes back to the built-in words.
pub(in crate::web) async fn save(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let place = place(&path)?;
    let typed: Typed = posted.typed()?;
    let (who, agency, words) = (officer.officer(), officer.agency.clone(), typed.words());
    let (done, said) = match posted.act() {
        "save" => (read(&app, move |app| mail::save_template(app, &agency, who, place, words)).await, "saved"),
        "remove" => (read(&app, move |app| mail::remove_template(app, &agency, place).map(drop)).await, "removed"),
        _ => return template(&app, &officer, visit, place, typed, None).await,
    };
    if let Err(error) = done {
        let faults = Faults::of(visit.reader.lang, error)?.about("text");
        return template(&app, &officer, visit, place, typed, Some(faults)).await;
    }
    visit.say(if said == "saved" { "mail-templates-saved" } else { "mail-templates-removed" });
    Ok(see_other(&visit.reader.href(&address(&officer.agency.code, place))))
}

/// Sends a test to whoever asks for it.
pub(in crate::web) async fn test(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    let base = agency_address(&officer.agency.code);
    let who = officer.officer();
    let id = read(&app, move |app| mail::send_test(app, &officer.agency, who)).await?;
    Ok(see_other(&visit.reader.href(&format!("{base}/outbox/{id}"))))
}

/// The page of a template with what is typed and what that makes of an example.
async fn template(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    place: Place,
    typed: Typed,
    faults: Option<Faults>,
) -> Result<HttpResponse, WebError> {
    let (agency, words) = (officer.agency.clone(), typed.words());
    let tried = read(app, move |app| {
        let own = mail::templates(app, &agency)?.into_iter().find(|view| (view.kind, view.language) == place);
        Ok((own.is_some_and(|view| view.is_own), mail::preview_template(app, &agency, place, &words)))
    });
    let (is_own, made) = tried.await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let (made, faults) = match (made, faults) {
        (Ok(made), faults) => (Some(made), faults.unwrap_or_default()),
        (Err(_), Some(faults)) => (None, faults),
        (Err(error), None) => (None, Faults::of(lang, error.into())?.about("text")),
    };
    let fields = Fields::new(lang, &faults);
    let (kind, language) = place;
    let shown = TemplatePage {
        agency: officer.agency.name.clone(),
        name: format!("{} · {}", name(lang, kind), lang.text(&format!("mail-language-{language}"))),
        back: page.href(&list_address(&officer.agency.code)),
        here: page.href(&address(&officer.agency.code, place)),
        tag: Lang::from(language).tag(),
        is_own,
        summary: faults.summary(lang),
        text: fields
            .area("text", "mail-templates-text", &typed.text)
            .rows(ROWS)
            .required()
            .hint(lang.text("mail-templates-text-hint")),
        html: fields.area("html", "mail-templates-html", &typed.html).hint(lang.text("mail-templates-html-hint")),
        made,
        page,
    };
    send_with(faults.status(), lang, &shown)
}

fn rows(page: &Page, code: &str, found: &[TemplateView], audience: Audience) -> Vec<Row> {
    let lang = page.reader.lang;
    let of_kind = |kind: &MailKind| {
        let both = found.iter().filter(|view| view.kind == *kind).map(|view| {
            let language = lang.text(&format!("mail-language-{}", view.language));
            (language, page.href(&address(code, (view.kind, view.language))), view.is_own)
        });
        Row { name: name(lang, *kind), languages: both.collect() }
    };
    MailKind::ALL.iter().filter(|kind| kind.audience() == audience).map(of_kind).collect()
}

fn name(lang: Lang, kind: MailKind) -> String {
    lang.text(&format!("mail-kind-{}", kind.as_str().replace('_', "-")))
}

fn list_address(code: &str) -> String {
    format!("{}/mail-templates", agency_address(code))
}

fn address(code: &str, (kind, language): Place) -> String {
    format!("{}/{kind}/{language}", list_address(code))
}

fn place(path: &(String, String, String)) -> Result<Place, WebError> {
    let kind = path.1.parse().map_err(|_| WebError::NoSuchPage)?;
    let language = path.2.parse().map_err(|_| WebError::NoSuchPage)?;
    Ok((kind, language))
}
