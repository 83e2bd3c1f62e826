//! `gongkai import`: an older register becomes running cases.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::files::{open, unreadable};
use super::{CliError, Context};
use crate::app::import::{ImportError, Reason, RefusedLine, Summary, import};
use crate::app::{Agency, AgencyForm, App, AppError, create_agency, find_agency};
use crate::domain::ids::AgencyCode;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::wording;

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Case logs, `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Whose register.
    #[arg(long, value_name = "CODE")]
    agency: AgencyCode,
    /// Enter the agency under this name if it is new.
    #[arg(long, value_name = "NAME")]
    create_agency: Option<String>,
    /// The agency above a new one.
    #[arg(long, value_name = "CODE", requires = "create_agency")]
    parent: Option<AgencyCode>,
    /// The region of a new agency.
    #[arg(long, value_name = "CODE", requires = "create_agency")]
    region: Option<String>,
    /// JSON lines instead of text.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Refusal<'a> {
    line: usize,
    #[serde(rename = "ref")]
    source_ref: Option<&'a str>,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Totals {
    accepted: usize,
    unchanged: usize,
    refused: usize,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let app = context.app()?;
    let agency = args.agency(&app, context.lang)?;
    let mut total = Summary::default();
    for file in &args.files {
        let reader = open(file, context.lang)?;
        let summary =
            import(&app, &agency, reader, |line| args.report(line, context.lang)).map_err(|error| match error {
                ImportError::Unreadable(error) => unreadable(file, context.lang, &error),
                ImportError::App(error) => CliError::Refused(wording::app_error(context.lang, &error)),
            })?;
        total.accepted += summary.accepted;
        total.unchanged += summary.unchanged;
        total.refused += summary.refused;
    }
    args.conclude(total, context.lang);
    Ok(ExitCode::from(u8::from(total.refused > 0)))
}

/// An agency that is not there can be entered with the same command.
fn no_agency(lang: Lang, error: &AppError) -> String {
    if let AppError::Store(StoreError::NotFound { key, .. }) = error {
        return lang.with("import-no-agency", &[("agency", key.clone().into())]);
    }
    wording::app_error(lang, error)
}

impl Args {
    fn agency(&self, app: &App, lang: Lang) -> Result<Agency, CliError> {
        let found = match &self.create_agency {
            Some(name) => create_agency(app, self.new_agency(name)),
            None => find_agency(app, &self.agency),
        };
        found.map_err(|error| CliError::Refused(no_agency(lang, &error)))
    }

    fn new_agency(&self, name: &str) -> AgencyForm {
        AgencyForm {
            code: self.agency.clone(),
            name: name.to_owned(),
            parent: self.parent.clone(),
            region: self.region.clone(),
            letter_prefix: String::new(),
        }
    }

    fn report(&self, refused: &RefusedLine, lang: Lang) {
        let message = match &refused.reason {
            Reason::Line(fault) => wording::line_fault(lang, fault),
            Reason::DifferentHistory => lang.text("import-different-history"),
        };
        let source_ref = refused.source_ref.as_deref();
        if self.json {
            let object = Refusal { line: refused.line, source_ref, code: refused.reason.code(), message };
            println!("{}", serde_json::to_string(&object).unwrap_or_default());
        } else {
            eprintln!("{}", wording::refused_line(refused.line, source_ref, &message));
        }
    }

    fn conclude(&self, total: Summary, lang: Lang) {
        let Summary { accepted, unchanged, refused } = total;
        let text = if self.json {
            serde_json::to_string(&Totals { accepted, unchanged, refused }).unwrap_or_default()
        } else {
            lang.with(
                "import-summary",
                &[("accepted", accepted.into()), ("unchanged", unchanged.into()), ("refused", refused.into())],
            )
        };
        // A reader that has gone away needs no summary.
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}
