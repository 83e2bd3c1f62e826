//! `gongkai enter`: the report's figures that do not come from cases.

use std::process::ExitCode;

use super::{CliError, Context};
use crate::app::annual_report::enter;
use crate::domain::annual_report::{Amount, entered_cells, may_be_entered};
use crate::domain::ids::AgencyCode;
use crate::domain::regime::Form;
use crate::messages::Lang;

/// Arguments of `enter`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Whose report.
    #[arg(long, value_name = "CODE")]
    agency: AgencyCode,
    /// Which year.
    #[arg(long, value_name = "Y", value_parser = clap::value_parser!(i32).range(2008..=2100))]
    year: i32,
    /// The form whose cells are meant; the year's own unless given.
    #[arg(long)]
    form: Option<Form>,
    /// Cells with their figures; without any, the cells that can be entered.
    #[arg(value_name = "CELL=FIGURE")]
    figures: Vec<String>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    let rulebook = context.rulebook()?;
    let form = args.form.or_else(|| rulebook.regimes().form_for(args.year)).unwrap_or(Form::Form2021);
    let cells = entered_cells(form);
    if args.figures.is_empty() {
        cells.iter().for_each(|cell| println!("{cell}"));
        return Ok(ExitCode::SUCCESS);
    }
    let figures = args.figures.iter().map(|text| figure(text, &cells, context.lang)).collect::<Result<Vec<_>, _>>()?;
    let app = context.app()?;
    enter(&app, &args.agency, args.year, figures).map_err(|error| context.refused(&error))?;
    Ok(ExitCode::SUCCESS)
}

fn figure(text: &str, cells: &[String], lang: Lang) -> Result<(String, Option<Amount>), CliError> {
    let wrong = |id: &str| CliError::Usage(lang.with(id, &[("given", text.to_owned().into())]));
    let (cell, figure) = text.split_once('=').ok_or_else(|| wrong("enter-no-figure"))?;
    if !cells.iter().any(|known| known == cell) {
        return Err(wrong("enter-unknown-cell"));
    }
    let number: f64 = figure.trim().parse().map_err(|_| wrong("enter-no-number"))?;
    let amount = Amount::decimal(number)
        .filter(|amount| may_be_entered(cell, *amount))
        .ok_or_else(|| wrong("enter-no-number"))?;
    Ok((cell.to_owned(), Some(amount)))
}
