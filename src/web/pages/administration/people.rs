//! 人员: everybody with a role in an agency, and a new account.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::frame::Frame;
use super::handover::Handover;
use super::{address, faults};
use crate::app::accounts::{self, Account, NewAccount};
use crate::app::administration::{administered, people};
use crate::app::{App, AppError};
use crate::domain::applicant::{EMAIL_MAX, Email, NAME_MAX, Name};
use crate::domain::ids::{Login, OfficerId};
use crate::domain::role::Role;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "administration/people.html", config = "src/web/askama.toml")]
struct PeoplePage {
    page: Page,
    frame: Frame,
    here: String,
    summary: Option<Summary>,
    rows: Vec<Row>,
    form: Form,
    /// The login by which somebody is looked up who has an account already.
    known: Field,
}

struct Row {
    address: String,
    name: String,
    login: String,
    roles: Vec<String>,
    is_disabled: bool,
}

/// The form of a new account.
struct Form {
    who: Vec<Field>,
    roles: Vec<Field>,
    subtree: Field,
    /// What is wrong with the roles together.
    problem: Option<String>,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    login: String,
    email: String,
    subtree: String,
    /// From boxes of their own.
    #[serde(skip)]
    roles: Vec<Role>,
}

/// Whom to look up.
#[derive(Deserialize)]
pub(in crate::web) struct PeopleQuery {
    #[serde(default)]
    known: String,
}

/// A new account with where its owner is written to.
struct Wanted {
    account: NewAccount,
    email: Option<Email>,
}

impl Typed {
    fn read(posted: &Posted) -> Result<Self, WebError> {
        let is_ticked = |role: &&Role| !posted.value(&field_of(**role)).is_empty();
        Ok(Self { roles: Role::ALL.iter().filter(is_ticked).copied().collect(), ..posted.typed()? })
    }

    fn wanted(&self, lang: Lang) -> Result<Wanted, Faults> {
        let (login, name) = (self.login.trim().parse::<Login>(), self.name.parse::<Name>());
        let email = email_of(&self.email);
        let mut wrong = Faults::default();
        if let Err(problem) = &name {
            wrong = wrong.and("name", faults::name(lang, *problem));
        }
        if login.is_err() {
            wrong = wrong.and("login", lang.text("admin-login-wrong"));
        }
        if let Err(problem) = &email {
            wrong = wrong.and("email", faults::email(lang, *problem));
        }
        if self.roles.is_empty() {
            wrong = wrong.and("roles", lang.text("admin-roles-missing"));
        }
        match (login, name, email) {
            (Ok(login), Ok(name), Ok(email)) if wrong.is_empty() => {
                let subtree = !self.subtree.is_empty();
                Ok(Wanted { account: NewAccount { login, name, roles: self.roles.clone(), subtree }, email })
            }
            (Ok(_) | Err(_), ..) => Err(wrong),
        }
    }
}

/// The box of a role.
fn field_of(role: Role) -> String {
    format!("role_{role}")
}

/// An address; none if nothing is typed.
pub(super) fn email_of(text: &str) -> Result<Option<Email>, crate::domain::applicant::Problem> {
    if text.trim().is_empty() { Ok(None) } else { text.parse().map(Some) }
}

/// Shows the page, or leads to the person that was looked up.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse, WebError> {
    let login = query.into_inner().known.trim().to_owned();
    if login.is_empty() {
        return page(&app, &officer, visit, &Typed::default(), "", Faults::default()).await;
    }
    match find(&app, &officer, &login).await? {
        Some(id) => Ok(see_other(&visit.reader.href(&person_address(&officer.agency.code, id)))),
        None => {
            let unknown = visit.reader.lang.text("admin-person-unknown");
            let faults = Faults::default().and("known", unknown);
            page(&app, &officer, visit, &Typed::default(), &login, faults).await
        }
    }
}

async fn find(app: &Data<App>, officer: &In<Administrator>, login: &str) -> Result<Option<OfficerId>, WebError> {
    let Ok(login) = login.parse::<Login>() else { return Ok(None) };
    let (actor, agency) = (officer.actor(), officer.agency.clone());
    match read(app, move |app| administered::find_person(app, &actor, &agency, &login)).await {
        Ok(id) => Ok(Some(id)),
        Err(WebError::App(AppError::Store(StoreError::NotFound { .. }))) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Makes an account, and shows its password once.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed = Typed::read(&posted)?;
    let made = match typed.wanted(lang) {
        Err(faults) => Err(faults),
        Ok(wanted) => {
            let what = format!("create_person {}", officer.agency.code);
            let once = posted.once(&app, &officer.officer().to_string(), &what, &[])?;
            let (actor, agency) = (officer.actor(), officer.agency.clone());
            let work = move |app: &App| {
                let made = people::invite(app, &actor, &agency, &wanted.account, once)?;
                if let Some(email) = &wanted.email {
                    people::set_email(app, &actor, &agency, made.0, Some(email))?;
                }
                Ok(made)
            };
            faults::tried(lang, read(&app, work).await)?.map_err(|faults| faults.about("login"))
        }
    };
    let (id, password) = match made {
        Ok(made) => made,
        Err(faults) => return page(&app, &officer, visit, &typed, "", faults).await,
    };
    let page = Page::desk(&app, visit, &officer.who).await?;
    let handover = Handover {
        frame: Frame::new(&page, &officer.agency),
        is_new: true,
        login: typed.login.trim().to_owned(),
        password,
        person: page.href(&person_address(&officer.agency.code, id)),
        page,
    };
    handover.send()
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: &Typed,
    known: &str,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let agency = officer.agency.clone();
    let found = read(app, move |app| accounts::accounts(app, Some(&agency))).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let code = &officer.agency.code;
    let template = PeoplePage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&format!("{}/people", address(code))),
        summary: faults.summary(lang),
        rows: found.into_iter().map(|account| row(&page, code, account)).collect(),
        form: form(lang, &fields, typed, &faults),
        known: fields.text("known", "admin-login", known).hint(lang.text("admin-known-hint")).required(),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn row(page: &Page, code: &str, Account { id, login, name, active, roles, .. }: Account) -> Row {
    let lang = page.reader.lang;
    let role = |held: &accounts::HeldRole| {
        let role = word(lang, "role", held.role.as_str());
        if held.agency == code { role } else { lang.with("admin-role-from-above", &[("role", role.into())]) }
    };
    Row {
        address: page.href(&person_address(code, id)),
        roles: roles.iter().map(role).collect(),
        name,
        login,
        is_disabled: !active,
    }
}

fn form(lang: Lang, fields: &Fields<'_>, typed: &Typed, faults: &Faults) -> Form {
    let tick = |role: &Role| {
        let label = format!("role-{}", role.as_str().replace('_', "-"));
        fields.tick(&field_of(*role), &label, typed.roles.contains(role))
    };
    Form {
        who: vec![
            fields.text("name", "admin-person-name", &typed.name).required().most(NAME_MAX).autocomplete("off"),
            login(lang, fields, &typed.login),
            email(lang, fields, &typed.email),
        ],
        roles: Role::ALL.iter().map(tick).collect(),
        subtree: fields.tick("subtree", "admin-subtree", !typed.subtree.is_empty()),
        problem: faults.with_field("roles"),
    }
}

fn login(lang: Lang, fields: &Fields<'_>, value: &str) -> Field {
    let field = fields.text("login", "admin-login", value).hint(lang.text("admin-login-hint"));
    field.required().most(64).autocomplete("off")
}

/// 工作邮箱
pub(super) fn email(lang: Lang, fields: &Fields<'_>, value: &str) -> Field {
    let field = fields.input("email", "email", "admin-email", value).hint(lang.text("admin-email-hint"));
    field.most(EMAIL_MAX).autocomplete("off")
}

/// The address of a person in an agency.
pub(super) fn person_address(code: &str, id: OfficerId) -> String {
    format!("{}/people/{id}", address(code))
}
