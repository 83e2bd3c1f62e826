//! 人员与岗位: one person's name, roles, password, and whether signing in is allowed.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;
use serde::Deserialize;

use super::faults;
use super::frame::Frame;
use super::handover::Handover;
use super::people::{email, email_of, person_address};
use crate::app::accounts::HeldRole;
use crate::app::administration::administered::{self, SeenPerson};
use crate::app::administration::people;
use crate::app::administration::roles::{self, RoleChange};
use crate::app::{Agency, App, AppError, agencies};
use crate::domain::applicant::{Email, NAME_MAX, Name};
use crate::domain::ids::OfficerId;
use crate::domain::role::{Actor, Role};
use crate::messages::Lang;
use crate::store::agencies::AgencyRow;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Choice, Faults, Field, Fields, Summary};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/person.html", config = "src/web/askama.toml")]
struct PersonPage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    name: String,
    login: String,
    is_disabled: bool,
    /// That nobody signs in under this login after too many failures, and until when.
    locked: Option<String>,
    is_oneself: bool,
    may_be_changed: bool,
    details: Vec<Field>,
    roles: Vec<HeldLine>,
    grant: Vec<Field>,
}

/// A role that the person holds.
struct HeldLine {
    agency: String,
    role: String,
    below: bool,
    /// What the button sends that takes it away; none if it is held in another agency.
    revoke: Option<String>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    email: String,
    role: String,
    subtree: String,
}

/// What a button of the page asks for.
enum Act {
    Details(Name, Option<Email>),
    Grant(Role, bool),
    Revoke(Role, bool),
    SetActive(bool),
    ResetPassword,
    Unlock,
}

impl Act {
    fn read(lang: Lang, act: &str, typed: &Typed) -> Result<Result<Self, Faults>, WebError> {
        let wrong = || WebError::BadParameter { name: "act" };
        if let Some(taken) = act.strip_prefix("revoke ") {
            let (role, below) = taken.split_once(' ').unwrap_or((taken, ""));
            return Ok(Ok(Self::Revoke(role.parse().map_err(|_| wrong())?, !below.is_empty())));
        }
        Ok(match act {
            "details" => Self::details(lang, typed),
            "grant" => match typed.role.parse() {
                Ok(role) => Ok(Self::Grant(role, !typed.subtree.is_empty())),
                Err(_) => Err(Faults::default().and("role", lang.text("admin-role-missing"))),
            },
            "disable" => Ok(Self::SetActive(false)),
            "enable" => Ok(Self::SetActive(true)),
            "reset" => Ok(Self::ResetPassword),
            "unlock" => Ok(Self::Unlock),
            _ => return Err(wrong()),
        })
    }

    fn details(lang: Lang, typed: &Typed) -> Result<Self, Faults> {
        let mut wrong = Faults::default();
        let (name, email) = (typed.name.parse::<Name>(), email_of(&typed.email));
        if let Err(problem) = &name {
            wrong = wrong.and("name", faults::name(lang, *problem));
        }
        if let Err(problem) = &email {
            wrong = wrong.and("email", faults::email(lang, *problem));
        }
        match (name, email) {
            (Ok(name), Ok(email)) => Ok(Self::Details(name, email)),
            (Ok(_) | Err(_), _) => Err(wrong),
        }
    }

    /// Does it; a new password is given.
    fn run(self, app: &App, actor: &Actor, agency: &Agency, officer: OfficerId) -> Result<Option<String>, AppError> {
        match self {
            Self::Details(name, email) => {
                people::rename(app, actor, agency, officer, &name)?;
                people::set_email(app, actor, agency, officer, email.as_ref())?;
            }
            Self::Grant(role, subtree) => roles::grant(app, actor, agency, RoleChange { officer, role, subtree })?,
            Self::Revoke(role, subtree) => roles::revoke(app, actor, agency, RoleChange { officer, role, subtree })?,
            Self::SetActive(active) => people::set_active(app, actor, agency, officer, active)?,
            Self::Unlock => {
                people::unlock(app, actor, agency, officer)?;
            }
            Self::ResetPassword => return people::reset_password(app, actor, agency, officer).map(Some),
        }
        Ok(None)
    }
}

/// What is read for the page.
struct Found {
    person: SeenPerson,
    agencies: Vec<AgencyRow>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, person_id(&path)?, None, Faults::default()).await
}

/// Does what the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, id) = (visit.reader.lang, person_id(&path)?);
    let typed: Typed = posted.typed()?;
    let done = match Act::read(lang, posted.act(), &typed)? {
        Err(faults) => Err(faults),
        Ok(act) => {
            let (actor, agency) = (officer.actor(), officer.agency.clone());
            let done = read(&app, move |app| act.run(app, &actor, &agency, id)).await;
            faults::tried(lang, done)?
        }
    };
    match done {
        Ok(None) => {
            visit.say("admin-saved");
            Ok(see_other(&visit.reader.href(&person_address(&officer.agency.code, id))))
        }
        Ok(Some(password)) => hand_over(&app, &officer, visit, id, password).await,
        Err(faults) => page(&app, &officer, visit, id, Some((posted.act(), typed)), faults).await,
    }
}

fn person_id(path: &Path<(String, String)>) -> Result<OfficerId, WebError> {
    path.1.parse().map_err(|_| WebError::NoSuchPage)
}

async fn find(app: &Data<App>, officer: &In<Administrator>, id: OfficerId) -> Result<Found, WebError> {
    let (actor, agency) = (officer.actor(), officer.agency.clone());
    read(app, move |app| {
        Ok(Found { person: administered::person(app, &actor, &agency, id)?, agencies: agencies(app)? })
    })
    .await
}

async fn hand_over(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    id: OfficerId,
    password: String,
) -> Result<HttpResponse, WebError> {
    let Found { person, .. } = find(app, officer, id).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let handover = Handover {
        frame: Frame::new(&page, &officer.agency),
        is_new: false,
        login: person.account.login,
        password: Some(password),
        person: page.href(&person_address(&officer.agency.code, id)),
        page,
    };
    handover.send()
}

/// The page; what was typed under a button stands in the fields of that button.
async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    id: OfficerId,
    typed: Option<(&str, Typed)>,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let Found { person: SeenPerson { account, may_be_changed, locked_until }, agencies } =
        find(app, officer, id).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let kept =
        || Typed { name: account.name.clone(), email: account.email.clone().unwrap_or_default(), ..Typed::default() };
    let shown = match typed {
        Some(("details", typed)) => typed,
        Some((_, Typed { role, subtree, .. })) => Typed { role, subtree, ..kept() },
        None => kept(),
    };
    let template = PersonPage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&person_address(&officer.agency.code, id)),
        summary: faults.summary(lang),
        is_oneself: officer.officer() == id,
        may_be_changed,
        details: vec![
            fields.text("name", "admin-person-name", &shown.name).required().most(NAME_MAX).autocomplete("off"),
            email(lang, &fields, &shown.email),
        ],
        roles: account.roles.iter().map(|held| line(lang, &officer.agency, &agencies, held)).collect(),
        grant: grant(lang, &fields, &shown),
        name: account.name,
        login: account.login,
        is_disabled: !account.active,
        locked: locked_until.map(|until| {
            let until = app.clock.local(until).format("%H:%M").to_string();
            lang.with("admin-locked-note", &[("until", until.into())])
        }),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn line(lang: Lang, here: &Agency, agencies: &[AgencyRow], held: &HeldRole) -> HeldLine {
    let named = agencies.iter().find(|row| row.code == held.agency).map(|row| row.name.clone());
    let below = if held.subtree { " below" } else { "" };
    HeldLine {
        agency: named.unwrap_or_else(|| held.agency.clone()),
        role: word(lang, "role", held.role.as_str()),
        below: held.subtree,
        revoke: (held.agency == here.code).then(|| format!("revoke {}{below}", held.role)),
    }
}

fn grant(lang: Lang, fields: &Fields<'_>, typed: &Typed) -> Vec<Field> {
    let choose = Choice::new("", lang.text("admin-role-choose"));
    let roles = Role::ALL.iter().map(|role| Choice::new(role.as_str(), word(lang, "role", role.as_str())));
    vec![
        fields.select("role", "admin-role", &typed.role, std::iter::once(choose).chain(roles).collect()).required(),
        fields.tick("subtree", "admin-subtree", !typed.subtree.is_empty()),
    ]
}
