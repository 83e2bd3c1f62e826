//! 示范城市 (`gongkai demo`): a store filled with agencies, people and cases in every state, with dates
//! relative to today.
//!
//! Everything goes through the same functions as in an office: registration, acts, import. What the city
//! is like is data (`config/demo/city.toml`).

mod city;
mod history;
mod stories;

use chrono::NaiveDate;

use super::accounts::{NewAccount, actor, create_account};
use super::administration::roles::{self, RoleChange};
use super::administration::settings::{self, Settings};
use super::{Agency, AgencyForm, App, AppError, create_agency, find_agency};
use crate::domain::ids::InvalidId;
use crate::domain::role::{Actor, Role};
use crate::keys::random_bytes;
use crate::store::officers;
use city::{AgencyPlan, City, OfficerPlan, Story};

/// A login that was made.
#[derive(Debug, Clone)]
pub struct Login {
    /// What is typed to log in.
    pub login: String,
    /// A password of this run.
    pub password: String,
    /// 姓名
    pub name: String,
    /// What the person may be.
    pub roles: Vec<Role>,
}

/// Fills an empty store with the example city, and gives its logins.
///
/// # Errors
/// [`AppError`] if the store cannot keep it.
pub fn fill(app: &App) -> Result<Vec<Login>, AppError> {
    let city = City::load()?;
    let agencies = build_agencies(app, &city)?;
    let Some(office) = agencies.iter().find(|agency| agency.code == city.office) else { return Ok(Vec::new()) };
    let mut logins = Vec::new();
    let mut staff = Staff::default();
    for plan in &city.officers {
        let code = plan.agency.as_ref().map_or(office.code.as_str(), |code| code.as_str());
        let employer = agencies.iter().find(|agency| agency.code == code).unwrap_or(office);
        let also = agencies.iter().find(|agency| plan.also.as_ref().is_some_and(|code| code.as_str() == agency.code));
        let (login, actor) = hire(app, employer, also, plan)?;
        staff.0.push(actor);
        logins.push(login);
    }
    let today = app.clock.today();
    for story in Story::ALL {
        for plan in city.cases.iter().filter(|plan| plan.story == *story) {
            stories::play(app, office, &staff, &city.texts, plan, today)?;
        }
    }
    history::import_registers(app, &agencies, &city.history, today)?;
    Ok(logins)
}

fn build_agencies(app: &App, city: &City) -> Result<Vec<Agency>, AppError> {
    let mut built = Vec::new();
    for plan in &city.agencies {
        let AgencyPlan { code, name, parent, letter_prefix, contact } = plan.clone();
        let form = AgencyForm { parent, letter_prefix, ..AgencyForm::new(code.clone(), name) };
        let agency = create_agency(app, form)?;
        let Settings { mut policy, version } = settings::read(app, &agency)?;
        policy.contact = contact;
        settings::replace(app, &Actor::System, &agency, &version, policy)?;
        built.push(find_agency(app, &code)?);
    }
    Ok(built)
}

fn hire(app: &App, office: &Agency, also: Option<&Agency>, plan: &OfficerPlan) -> Result<(Login, Actor), AppError> {
    let password = password()?;
    let login = plan.login.parse().map_err(|error: InvalidId| city::wrong(&error))?;
    let (name, roles) = (plan.name.clone(), plan.roles.clone());
    let account = NewAccount { login, name, roles, subtree: plan.subtree };
    let id = create_account(app, office, &account, &password)?;
    // A domain of nobody's: nothing of the example reaches anybody.
    let email = format!("{}@example.cn", plan.login);
    app.store.write_blocking(move |conn| officers::set_email(conn, id, Some(&email)))?;
    if let Some(agency) = also {
        for role in plan.roles.clone() {
            roles::grant(app, &Actor::System, agency, RoleChange { officer: id, role, subtree: true })?;
        }
    }
    let login =
        Login { login: plan.login.clone(), password, name: plan.name.as_str().to_owned(), roles: plan.roles.clone() };
    Ok((login, actor(app, office, id)?))
}

/// Twelve letters and digits that are not mistaken for each other.
fn password() -> Result<String, AppError> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    let bytes: [u8; 12] = random_bytes()?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// The people of the office, found by what they may do.
#[derive(Debug, Default)]
struct Staff(Vec<Actor>);

impl Staff {
    /// The first who holds a role; the program itself if nobody does, which the law then refuses.
    fn with(&self, role: Role) -> &Actor {
        self.0.iter().find(|actor| actor.holds(role)).unwrap_or(&Actor::System)
    }
}

/// A working day so many working days before another.
fn working_days_before(agency: &Agency, day: NaiveDate, working_days: u32) -> NaiveDate {
    let is_working = |day: NaiveDate| agency.calendar.is_working_day(day).unwrap_or(false);
    let mut found = day;
    let mut left = working_days;
    while left > 0 || !is_working(found) {
        let Some(before) = found.pred_opt() else { break };
        if is_working(found) {
            left -= 1;
        }
        found = before;
    }
    found
}
