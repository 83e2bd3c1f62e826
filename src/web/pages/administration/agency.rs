//! 机关概况: an agency's name, its place in the tree, and whether it takes requests.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use super::agencies::{given, prefix, region};
use super::frame::Frame;
use super::{address, faults};
use crate::app::administration::administered::{self, Administered, AdministeredAgency};
use crate::app::administration::agencies::{self, AgencyChange};
use crate::app::{Agency, App};
use crate::domain::applicant::{NAME_MAX, Name};
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Choice, Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/agency.html", config = "src/web/askama.toml")]
struct AgencyPage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    details: Vec<Field>,
    /// Where it may be put; none if its place is somebody else's to change.
    parent: Option<Field>,
}

/// What is typed in one of the forms of the page, and what stands in the others.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    region: String,
    letter_prefix: String,
    parent: String,
}

impl Typed {
    /// As the agency is; where it stands is not known to it.
    fn of(agency: &Agency) -> Self {
        Self {
            name: agency.name.clone(),
            region: agency.region.clone().unwrap_or_default(),
            letter_prefix: agency.letter_prefix.clone(),
            parent: String::new(),
        }
    }

    /// What a button asks for.
    fn change(&self, lang: Lang, act: &str) -> Result<Result<AgencyChange, Faults>, WebError> {
        let change = AgencyChange::default();
        Ok(match act {
            "details" => match self.name.parse::<Name>() {
                Ok(name) => Ok(AgencyChange {
                    name: Some(name),
                    region: Some(given(&self.region)),
                    letter_prefix: Some(self.letter_prefix.trim().to_owned()),
                    ..change
                }),
                Err(problem) => Err(Faults::default().and("name", faults::name(lang, problem))),
            },
            "move" => match given(&self.parent).map(|code| code.parse()).transpose() {
                Ok(parent) => Ok(AgencyChange { parent: Some(parent), ..change }),
                Err(_) => Err(Faults::default().and("parent", lang.text("admin-parent-wrong"))),
            },
            "close" => Ok(AgencyChange { active: Some(false), ..change }),
            "reopen" => Ok(AgencyChange { active: Some(true), ..change }),
            _ => return Err(WebError::BadParameter { name: "act" }),
        })
    }
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let typed = Typed::of(&officer.agency);
    page(&app, &officer, visit, typed, None, Faults::default()).await
}

/// Changes what the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed: Typed = posted.typed()?;
    let changed = match typed.change(lang, posted.act())? {
        Err(faults) => Err(faults),
        Ok(wanted) => {
            let (actor, code) = (officer.actor(), agency_code(&officer.agency.code)?);
            let done = read(&app, move |app| agencies::change_agency(app, &actor, &code, &wanted)).await;
            faults::tried(lang, done)?
        }
    };
    match changed {
        Ok(row) => {
            visit.say("admin-saved");
            Ok(see_other(&visit.reader.href(&address(&row.code))))
        }
        Err(faults) if posted.act() == "details" => page(&app, &officer, visit, typed, None, faults).await,
        Err(faults) => {
            let kept = Typed::of(&officer.agency);
            page(&app, &officer, visit, kept, Some(typed.parent).filter(|_| posted.act() == "move"), faults).await
        }
    }
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: Typed,
    parent: Option<String>,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let me = officer.officer();
    let scope = read(app, move |app| administered::administered(app, me)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let template = AgencyPage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&address(&officer.agency.code)),
        summary: faults.summary(lang),
        details: vec![
            fields.text("name", "admin-agency-name", &typed.name).required().most(NAME_MAX),
            region(app, lang, &fields, &typed.region),
            prefix(lang, &fields, &typed.letter_prefix),
        ],
        parent: place(lang, &fields, &scope, officer, parent),
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// Where an agency may be put, for whoever administers both where it stands and where it goes.
fn place(
    lang: Lang,
    fields: &Fields<'_>,
    scope: &Administered,
    officer: &In<Administrator>,
    typed: Option<String>,
) -> Option<Field> {
    let own = scope.agencies.iter().find(|one| one.agency.id == officer.agency.id)?;
    let above = own.agency.parent_id;
    let stands = scope.agencies.iter().find(|one| Some(one.agency.id) == above && one.with_all_below);
    let may_leave = if above.is_none() { scope.has_whole_tree } else { stands.is_some() };
    if !own.with_all_below || !may_leave {
        return None;
    }
    let may_take = |one: &&AdministeredAgency| {
        let is_open = one.agency.active || Some(one.agency.id) == above;
        one.with_all_below && is_open && !one.agency.path.starts_with(&own.agency.path)
    };
    let root = scope.has_whole_tree.then(|| Choice::new("", lang.text("admin-no-parent")));
    let others = scope.agencies.iter().filter(may_take);
    let choices = others.map(|one| Choice::new(&one.agency.code, one.agency.name.clone()));
    let value = typed.or_else(|| stands.map(|one| one.agency.code.clone())).unwrap_or_default();
    let field = fields.select("parent", "admin-parent", &value, root.into_iter().chain(choices).collect());
    Some(field.hint(lang.text("admin-parent-hint")).required())
}
