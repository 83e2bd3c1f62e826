//! `gongkai report`: the annual report's figures.

use std::io::Write;
use std::process::ExitCode;

use super::{CliError, Context};
use crate::app::App;
use crate::app::annual_report::{cases_of, figures, live_issue};
use crate::domain::annual_report::{Cell, Scope};
use crate::domain::ids::AgencyCode;
use crate::domain::regime::Form;
use crate::letters::report::{self as letters, DocumentFormat};
use crate::messages::Lang;
use crate::wording;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whose report.
    #[arg(long, value_name = "CODE")]
    agency: AgencyCode,
    /// Which year.
    #[arg(long, value_name = "Y", value_parser = clap::value_parser!(i32).range(2008..=2100))]
    year: i32,
    /// The agency alone, or with everything under it: `own` or `all`.
    #[arg(long, default_value = "own")]
    scope: Scope,
    /// The form: `2021`, `2019` or `2014`; the year's own unless given.
    #[arg(long)]
    form: Option<Form>,
    /// How it is written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Lists the cases behind one figure instead.
    #[arg(long, value_name = "CELL")]
    cases: Option<Cell>,
}

/// How the report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The contract's JSON.
    Json,
    /// A page that stands alone.
    Html,
    /// A document for print and archive.
    Pdf,
    /// A word processor's document.
    Docx,
    /// A spreadsheet.
    Xlsx,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let app = context.existing_app()?;
    let refused = |error| CliError::Refused(wording::app_error(context.lang, &error));
    let bytes = match args.cases {
        None => args.render(&app, context.lang)?,
        Some(cell) => {
            let cases = cases_of(&app, &args.agency, args.year, args.scope, cell).map_err(refused)?;
            let lines = cases.iter().map(|case| {
                let source_ref = case.origin.source_ref.as_deref().unwrap_or("");
                format!("{}\t{source_ref}\t{}\n", case.origin.case_no, case.state.subject)
            });
            lines.collect::<String>().into_bytes()
        }
    };
    std::io::stdout().write_all(&bytes).map_err(|error| CliError::Refused(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn render(&self, app: &App, lang: Lang) -> Result<Vec<u8>, CliError> {
        let Self { agency, year, scope, form, .. } = self;
        let refused = |error| CliError::Refused(wording::app_error(lang, &error));
        let document = |format| {
            let issue = live_issue(app, agency, *year, *scope, *form).map_err(refused)?;
            letters::document(&issue, format, lang, &app.press).map_err(|error| CliError::Refused(error.to_string()))
        };
        match self.format {
            Format::Json => {
                let figures = figures(app, agency, *year, *scope, *form).map_err(refused)?;
                let mut text = serde_json::to_vec_pretty(&figures).unwrap_or_default();
                text.push(b'\n');
                Ok(text)
            }
            Format::Html => document(DocumentFormat::Html),
            Format::Pdf => document(DocumentFormat::Pdf),
            Format::Docx => document(DocumentFormat::Docx),
            Format::Xlsx => document(DocumentFormat::Xlsx),
        }
    }
}
