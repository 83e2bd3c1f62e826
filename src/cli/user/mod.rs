//! `gongkai user`: who may log in, and as what.

use std::process::ExitCode;

use super::output::print;
use super::{CliError, Context};
use crate::app::accounts::disable_account;
use crate::domain::ids::Login;

mod add;
mod list;

/// Accounts.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Makes an account.
    Add(add::Add),
    /// Shows accounts and their roles.
    List(list::List),
    /// Ends logging in for an account.
    Disable(Disable),
}

#[derive(Debug, clap::Args)]
struct Disable {
    /// Whose.
    #[arg(value_name = "LOGIN")]
    login: Login,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    match &args.act {
        Act::Add(add) => add.run(context)?,
        Act::List(list) => list.run(context)?,
        Act::Disable(disable) => disable.run(context)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Disable {
    fn run(&self, context: &Context) -> Result<(), CliError> {
        let was_active = disable_account(&context.app()?, &self.login).map_err(|error| context.refused(&error))?;
        let id = if was_active { "user-disabled" } else { "user-disabled-before" };
        print(&context.lang.with(id, &[("login", self.login.to_string().into())]));
        Ok(())
    }
}
