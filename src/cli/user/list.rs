//! `gongkai user list`: accounts with their roles.

use serde::Serialize;

use super::super::output::{print, print_json};
use super::super::{CliError, Context};
use crate::app::accounts::{Account, HeldRole, accounts};
use crate::app::find_agency;
use crate::domain::ids::AgencyCode;
use crate::domain::role::Role;
use crate::messages::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Only those with a role there.
    #[arg(long, value_name = "CODE")]
    agency: Option<AgencyCode>,
    /// JSON lines instead of text.
    #[arg(long)]
    json: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct AccountLine<'a> {
    login: &'a str,
    name: &'a str,
    active: bool,
    roles: Vec<RoleLine<'a>>,
}

#[derive(Serialize)]
struct RoleLine<'a> {
    agency: &'a str,
    role: Role,
    subtree: bool,
}

impl List {
    pub(super) fn run(&self, context: &Context) -> Result<(), CliError> {
        let app = context.existing_app()?;
        let agency = self.agency.as_ref().map(|code| find_agency(&app, code)).transpose();
        let found = agency.and_then(|agency| accounts(&app, agency.as_ref()));
        for account in found.map_err(|error| context.refused(&error))? {
            if self.json {
                print_json(&line(&account));
            } else {
                print(&sentence(context.lang, &account));
            }
        }
        Ok(())
    }
}

fn line(account: &Account) -> AccountLine<'_> {
    let roles = account.roles.iter().map(|HeldRole { agency, role, subtree }| RoleLine {
        agency,
        role: *role,
        subtree: *subtree,
    });
    AccountLine { login: &account.login, name: &account.name, active: account.active, roles: roles.collect() }
}

fn sentence(lang: Lang, account: &Account) -> String {
    let held = account.roles.iter().map(|held| {
        let role = lang.text(&format!("role-{}", held.role.as_str().replace('_', "-")));
        let id = if held.subtree { "user-role-subtree" } else { "user-role" };
        lang.with(id, &[("role", role.into()), ("agency", held.agency.as_str().into())])
    });
    let roles = held.collect::<Vec<_>>().join(&lang.text("list-separator"));
    let id = if account.active { "user-line" } else { "user-line-disabled" };
    lang.with(
        id,
        &[("login", account.login.as_str().into()), ("name", account.name.as_str().into()), ("roles", roles.into())],
    )
}
