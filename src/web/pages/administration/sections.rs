//! 科室: made, renamed, taken away.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::frame::Frame;
use super::{address, faults};
use crate::app::App;
use crate::app::administration::sections;
use crate::domain::applicant::{NAME_MAX, Name};
use crate::domain::ids::SectionId;
use crate::messages::Lang;
use crate::store::sections::SectionRow;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/sections.html", config = "src/web/askama.toml")]
struct SectionsPage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    rows: Vec<Row>,
    /// The name of a new one.
    name: Field,
}

struct Row {
    id: String,
    name: String,
    field: Field,
}

/// What a button of the page asks for.
enum Act {
    Add(Name),
    Rename(SectionId, Name),
    Remove(SectionId),
}

impl Act {
    /// From `add`, `rename section_3` or `remove section_3`, and the field with the name.
    fn read(lang: Lang, act: &str, field: &str, name: &str) -> Result<Result<Self, Faults>, WebError> {
        let wrong = || WebError::BadParameter { name: "act" };
        let (act, id) = act.split_once(' ').unwrap_or((act, ""));
        let id = || id.parse().map_err(|_| wrong());
        if act == "remove" {
            return Ok(Ok(Self::Remove(id()?)));
        }
        match (act, name.parse()) {
            ("add", Ok(name)) => Ok(Ok(Self::Add(name))),
            ("rename", Ok(name)) => Ok(Ok(Self::Rename(id()?, name))),
            ("add" | "rename", Err(problem)) => Ok(Err(Faults::default().and(field, faults::name(lang, problem)))),
            _ => Err(wrong()),
        }
    }

    /// What is said when it is done.
    fn said(&self) -> &'static str {
        match self {
            Self::Add(_) => "admin-section-added",
            Self::Rename(..) => "admin-saved",
            Self::Remove(_) => "admin-section-removed",
        }
    }
}

/// The field with the name of a section; without an id, that of a new one.
fn field_of(id: &str) -> String {
    if id.is_empty() { "name".to_owned() } else { format!("name_{id}") }
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, None, Faults::default()).await
}

/// Does what the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let field = field_of(posted.act().split_once(' ').map_or("", |(_, id)| id));
    let typed = posted.value(&field).to_owned();
    let (done, said) = match Act::read(lang, posted.act(), &field, &typed)? {
        Err(faults) => (Err(faults), ""),
        Ok(act) => {
            let said = act.said();
            let what = format!("create_section {}", officer.agency.code);
            let once = posted.once(&app, &officer.officer().to_string(), &what, &[])?;
            let (actor, agency) = (officer.actor(), officer.agency.clone());
            let work = move |app: &App| match act {
                Act::Add(name) => sections::add(app, &actor, &agency, &name, once).map(drop),
                Act::Rename(id, name) => sections::rename(app, &actor, &agency, id, &name).map(drop),
                Act::Remove(id) => sections::remove(app, &actor, &agency, id),
            };
            (faults::tried(lang, read(&app, work).await)?, said)
        }
    };
    let done = done.map_err(|faults| faults.about(&field));
    match done {
        Ok(()) => {
            visit.say(said);
            Ok(see_other(&visit.reader.href(&format!("{}/sections", address(&officer.agency.code)))))
        }
        Err(faults) => page(&app, &officer, visit, Some((field, typed)), faults).await,
    }
}

/// The page; `typed` is what stands in one of its fields instead of what is kept.
async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: Option<(String, String)>,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let rows = read(app, move |app| sections::list(app, &agency)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let value = |field: &str, kept: &str| match &typed {
        Some((name, text)) if name == field => text.clone(),
        Some(_) | None => kept.to_owned(),
    };
    let line = |SectionRow { id, name, .. }: SectionRow| {
        let field = field_of(&id.to_string());
        let shown = fields.text(&field, "admin-section-name", &value(&field, &name)).required().most(NAME_MAX);
        Row { id: id.to_string(), name, field: shown }
    };
    let template = SectionsPage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&format!("{}/sections", address(&officer.agency.code))),
        summary: faults.summary(lang),
        rows: rows.into_iter().map(line).collect(),
        name: fields.text("name", "admin-section-name", &value("name", "")).required().most(NAME_MAX),
        page,
    };
    send_with(faults.status(), lang, &template)
}
