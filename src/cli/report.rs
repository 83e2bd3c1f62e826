//! `gongkai report`: the annual report's figures.

use std::io::Write;
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};

use super::{CliError, Context};
use crate::app::annual_report::{cases_of, figures};
use crate::domain::annual_report::{Cell, Figures, Scope};
use crate::domain::ids::AgencyCode;
use crate::domain::regime::Form;
use crate::letters::report::{self as letters, DocumentFormat, Notice, RenderError};
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
    /// A word processor's document.
    Docx,
    /// A spreadsheet.
    Xlsx,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let app = context.existing_app()?;
    let refused = |error| CliError::Refused(wording::app_error(context.lang, &error));
    let bytes = match args.cases {
        None => {
            let figures = figures(&app, &args.agency, args.year, args.scope, args.form).map_err(refused)?;
            args.render(&figures, app.clock.today(), context.lang)
                .map_err(|error| CliError::Refused(error.to_string()))?
        }
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
    fn render(&self, figures: &Figures, today: NaiveDate, lang: Lang) -> Result<Vec<u8>, RenderError> {
        let document = |format| letters::document(figures, notice(figures, today).as_ref(), format, lang);
        match self.format {
            Format::Json => {
                let mut text = serde_json::to_vec_pretty(figures).unwrap_or_default();
                text.push(b'\n');
                Ok(text)
            }
            Format::Html => document(DocumentFormat::Html),
            Format::Docx => document(DocumentFormat::Docx),
            Format::Xlsx => document(DocumentFormat::Xlsx),
        }
    }
}

/// 暂时数据: what a document on a running year says of its figures.
fn notice(figures: &Figures, today: NaiveDate) -> Option<Notice> {
    (today.year() <= figures.header.year).then_some(Notice::Preliminary { as_of: today })
}
