//! `gongkai user add`: an account with its roles in one agency.

use std::io::{BufRead, Read};

use super::super::output::print;
use super::super::{CliError, Context};
use crate::app::accounts::{NewAccount, create_account};
use crate::app::administration::people;
use crate::app::{AppError, find_agency};
use crate::domain::applicant::{Email, Field, FieldError};
use crate::domain::ids::{AgencyCode, Login};
use crate::domain::role::{Actor, Role};
use crate::messages::people as words;
use crate::passwords;
use crate::store::StoreError;

/// Longest line read as a password, in bytes: more than any password has.
const LONGEST: u64 = 64 * 1024;

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// What is typed to log in.
    #[arg(value_name = "LOGIN")]
    login: Login,
    /// The person's name.
    #[arg(value_name = "NAME")]
    name: String,
    /// Where the person works.
    #[arg(long, value_name = "CODE")]
    agency: AgencyCode,
    /// What the person may do there.
    #[arg(long = "role", value_name = "ROLE", required = true, num_args = 1.., value_delimiter = ',')]
    roles: Vec<Role>,
    /// The roles hold for every agency below as well.
    #[arg(long)]
    subtree: bool,
    /// Where the person is written to.
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Reads the password from the first line of standard input.
    #[arg(long)]
    password_stdin: bool,
}

impl Add {
    pub(super) fn run(&self, context: &Context) -> Result<(), CliError> {
        let lang = context.lang;
        let name = context.name(&self.name)?;
        let email = self.email.as_deref().map(|text| email(context, text)).transpose()?;
        let given = if self.password_stdin { Some(read_password(context)?) } else { None };
        let generated = if given.is_none() { Some(self.generate(context)?) } else { None };
        let app = context.app()?;
        let agency = find_agency(&app, &self.agency).map_err(|error| context.refused(&error))?;
        let account = NewAccount { login: self.login.clone(), name, roles: self.roles.clone(), subtree: self.subtree };
        let password = given.or_else(|| generated.clone()).unwrap_or_default();
        let id = create_account(&app, &agency, &account, &password).map_err(|error| self.refused(context, &error))?;
        if email.is_some() {
            people::set_email(&app, &Actor::System, &agency, id, email.as_ref())
                .map_err(|error| context.refused(&error))?;
        }
        let login = ("login", self.login.to_string().into());
        print(&lang.with("user-added", &[login, ("agency", agency.name.into())]));
        if let Some(password) = generated {
            print(&lang.with("user-password", &[("password", password.into())]));
        }
        Ok(())
    }

    fn generate(&self, context: &Context) -> Result<String, CliError> {
        passwords::generate().map_err(|error| context.refused(&AppError::Password(error)))
    }

    fn refused(&self, context: &Context, error: &AppError) -> CliError {
        if matches!(error, AppError::Store(StoreError::Duplicate { .. })) {
            let login = ("login", self.login.to_string().into());
            return CliError::Refused(context.lang.with("user-login-taken", &[login]));
        }
        context.refused(error)
    }
}

/// An address, as it was typed.
fn email(context: &Context, text: &str) -> Result<Email, CliError> {
    text.parse().map_err(|problem| {
        CliError::Usage(words::field_error(context.lang, FieldError { field: Field::Email, problem }))
    })
}

fn read_password(context: &Context) -> Result<String, CliError> {
    let mut line = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_line(&mut line);
    read.map_err(|_| CliError::Usage(context.lang.text("user-password-unreadable")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
