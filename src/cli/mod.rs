//! The command line: one file per command. Arguments are parsed here, work is done in `app` and
//! `domain`, sentences come from the message files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::app::letters::LetterFault;
use crate::app::{App, AppError};
use crate::bootstrap::{self, StartError};
use crate::clock::Clock;
use crate::config::Settings;
use crate::domain::applicant::{Field, FieldError, Name};
use crate::messages::{Lang, people};
use crate::rulebook::Rulebook;
use crate::store::{DatabaseUrl, StoreError};
use crate::wording;

mod agency;
mod backup;
mod calendar;
mod check;
mod deadlines;
mod demo;
mod diagram;
mod duties;
mod enter;
mod error;
mod export;
mod fee;
mod files;
mod import;
mod migrate;
mod openapi;
mod output;
mod reconcile;
mod rekey;
mod report;
mod restore;
mod serve;
mod user;
mod workdays;

pub use error::CliError;

/// 公开: the disclosure office in one binary.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version)]
struct Cli {
    /// Overrides the configured store.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Configuration file.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Runs on a simulated clock that starts at this instant.
    #[arg(long, global = true, value_name = "RFC3339")]
    at: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Language of messages.
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Working-day arithmetic.
    Workdays(workdays::Workdays),
    /// The reply clock of every case in a case log.
    Deadlines(deadlines::Args),
    /// What is possible when, as a diagram or a table.
    Diagram(diagram::Args),
    /// 信息处理费.
    Fee(fee::Arguments),
    /// Settings in force, and everything counted again.
    Check(check::Args),
    /// The report's figures that do not come from cases.
    Enter(enter::Args),
    /// The annual report's figures.
    Report(report::Args),
    /// Takes over a register.
    Import(import::Args),
    /// Checks a report's figures.
    Reconcile(reconcile::ReconcileArgs),
    /// The example city, served.
    Demo,
    /// Serves pages and API.
    Serve,
    /// Prints the API document.
    Openapi,
    /// Brings the schema up to this program.
    Migrate(migrate::Args),
    /// The tree of agencies.
    Agency(agency::Args),
    /// Accounts.
    User(user::Args),
    /// Calendars that were uploaded.
    Calendar(calendar::Args),
    /// A new key for everything that is sealed.
    Rekey(rekey::Args),
    /// The whole store as one file.
    Export(export::Args),
    /// An export file into an empty database.
    Restore(restore::Args),
    /// A copy of a running SQLite database.
    Backup(backup::Args),
    /// What is done by itself.
    Duties(duties::Args),
}

/// What every command is given: settings, clock, language.
#[derive(Debug)]
pub struct Context {
    /// The settings in force, with `--database` applied.
    pub settings: Settings,
    /// The file given with `--config`.
    pub config_file: Option<PathBuf>,
    /// The real clock, or the one of `--at`.
    pub clock: Clock,
    /// The reader's language.
    pub lang: Lang,
}

impl Context {
    /// The program with its store open and its schema up to date.
    ///
    /// # Errors
    /// If the rules or the database cannot be used; the sentence says what to do.
    pub fn app(&self) -> Result<App, CliError> {
        self.opened(bootstrap::start(&self.settings, self.clock.clone()))
    }

    /// The program with a store that is there already and is not touched.
    ///
    /// # Errors
    /// If the rules or the database cannot be used; the sentence says what to do.
    pub fn existing_app(&self) -> Result<App, CliError> {
        self.opened(bootstrap::open(&self.settings, self.clock.clone()))
    }

    fn opened(&self, app: Result<App, StartError>) -> Result<App, CliError> {
        app.map_err(|error| match error {
            StartError::Rules(error) => CliError::Usage(error.message(self.lang)),
            StartError::Store(error) => self.unusable(&error),
            // The files of the program and of the folder are fine by now: an uploaded one is not.
            StartError::App(AppError::Rules(error)) => {
                CliError::Refused(self.lang.with("calendar-unusable", &[("problem", error.message(self.lang).into())]))
            }
            StartError::Template(fault) => CliError::Usage(wording::template_fault(self.lang, &fault)),
            StartError::Numbers(fault) => self.refused(&AppError::Letter(LetterFault::Numbers(fault))),
            StartError::App(error) => self.refused(&error),
        })
    }

    /// The address of the database.
    ///
    /// # Errors
    /// If it is no address; the sentence says how to write one.
    pub fn database(&self) -> Result<DatabaseUrl, CliError> {
        self.settings.database.url.parse().map_err(|error| self.unusable(&error))
    }

    /// A database that cannot be used as it was named.
    fn unusable(&self, error: &StoreError) -> CliError {
        CliError::Usage(wording::store_error(self.lang, error))
    }

    /// What the law, the data or the system forbids.
    fn refused(&self, error: &AppError) -> CliError {
        CliError::Refused(wording::app_error(self.lang, error))
    }

    /// The name of a person or an agency, as it was typed.
    fn name(&self, text: &str) -> Result<Name, CliError> {
        text.parse().map_err(|problem| {
            CliError::Usage(people::field_error(self.lang, FieldError { field: Field::Name, problem }))
        })
    }

    /// The statute's figures and the working days.
    ///
    /// # Errors
    /// If a file of an office's own is wrong; the sentence names it.
    pub fn rulebook(&self) -> Result<Rulebook, CliError> {
        Rulebook::load(&self.settings.calendars.dir).map_err(|error| CliError::Usage(error.message(self.lang)))
    }
}

/// Every command and argument with its help, in a language.
#[must_use]
pub fn command(lang: Lang) -> clap::Command {
    localised(Cli::command(), lang)
}

/// Runs the command line: 0 done, 1 refused, 2 usage error (contract).
#[must_use]
pub fn main() -> ExitCode {
    let matches = command(help_language()).get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let outcome = context(&cli).and_then(|context| {
        let lang = context.lang;
        run(&cli.command, &context).inspect_err(|error| eprintln!("{}", error.message(lang)))
    });
    match outcome {
        Ok(code) => code,
        Err(error) => error.exit_code(),
    }
}

fn run(command: &Command, context: &Context) -> Result<ExitCode, CliError> {
    match command {
        Command::Workdays(workdays) => workdays.run(context),
        Command::Deadlines(args) => deadlines::run(args, context),
        Command::Diagram(args) => diagram::run(args, context),
        Command::Fee(arguments) => fee::run(arguments, context),
        Command::Check(args) => check::run(args, context),
        Command::Enter(args) => enter::run(args, context),
        Command::Report(args) => report::run(args, context),
        Command::Import(args) => import::run(args, context),
        Command::Reconcile(args) => reconcile::run(args, context),
        Command::Demo => demo::run(context),
        Command::Serve => serve::run(context),
        Command::Openapi => openapi::run(),
        Command::Migrate(args) => migrate::run(args, context),
        Command::Agency(args) => agency::run(args, context),
        Command::User(args) => user::run(args, context),
        Command::Calendar(args) => calendar::run(args, context),
        Command::Rekey(args) => rekey::run(args, context),
        Command::Export(args) => export::run(args, context),
        Command::Restore(args) => restore::run(args, context),
        Command::Backup(args) => backup::run(args, context),
        Command::Duties(args) => duties::run(args, context),
    }
}

fn context(cli: &Cli) -> Result<Context, CliError> {
    let mut settings = Settings::load(cli.config.as_deref()).map_err(|error| {
        let error = CliError::Settings(error);
        eprintln!("{}", error.message(cli.lang.unwrap_or_default()));
        error
    })?;
    if let Some(url) = &cli.database {
        settings.database.url.clone_from(url);
    }
    let clock = match cli.at {
        None => Clock::real(settings.time_zone),
        Some(start) => Clock::starting_at(settings.time_zone, start.to_utc()),
    };
    let lang = cli.lang.unwrap_or(settings.language);
    Ok(Context { settings, config_file: cli.config.clone(), clock, lang })
}

/// `--help` is printed while arguments are parsed, so its language is looked up before.
fn help_language() -> Lang {
    let mut arguments = std::env::args();
    let wanted = arguments.by_ref().find_map(|argument| match argument.strip_prefix("--lang") {
        Some("") => Some(String::new()),
        Some(value) => value.strip_prefix('=').map(str::to_owned),
        None => None,
    });
    match wanted.as_deref() {
        Some("en") => Lang::En,
        Some("") if arguments.next().as_deref() == Some("en") => Lang::En,
        _ if std::env::var("GONGKAI__LANGUAGE").as_deref() == Ok("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Puts the message files' words on commands and arguments: `cli-import`, `cli-import-example`,
/// `cli-import-agency`; arguments that every command shares are `cli-database` and so on.
fn localised(command: clap::Command, lang: Lang) -> clap::Command {
    localise(command, lang, "cli")
}

fn localise(mut command: clap::Command, lang: Lang, id: &str) -> clap::Command {
    if let Some(about) = lang.find(id) {
        command = command.about(about);
    }
    if let Some(example) = lang.find(&format!("{id}-example")) {
        command = command.after_help(example);
    }
    command = command.mut_args(|argument| {
        let own = format!("{id}-{}", argument.get_id()).replace('_', "-");
        match lang.find(&own) {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    command.mut_subcommands(|child| {
        let child_id = format!("{id}-{}", child.get_name());
        localise(child, lang, &child_id)
    })
}
