//! `gongkai fee`: the information-processing fee (art 42), without a database.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{CliError, Context};
use crate::domain::fee::{Fee, FeeBasis, FeeError, FeeLine, MAX_UNITS, Tariff};
use crate::domain::regime::Regime;
use crate::messages::Lang;

/// Arguments of `gongkai fee`. Numbers may be negative here, so that one sentence of our own says
/// what is wrong with them.
#[derive(Debug, Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct Arguments {
    /// By item or by page.
    #[arg(long, value_enum)]
    by: By,
    /// Items of the same applicant already counted this month.
    #[arg(long, value_name = "N")]
    already: Option<i64>,
    /// Items of this request.
    #[arg(long, value_name = "N")]
    items: Option<i64>,
    /// Pages of this request.
    #[arg(long, value_name = "N")]
    pages: Option<i64>,
    /// With the tiers, as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Item,
    Page,
}

/// The answer of `--json`.
#[derive(Serialize)]
struct FeeView<'a> {
    amount_yuan: u64,
    tiers: &'a [FeeLine],
}

/// Prints the fee in whole yuan.
pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<ExitCode, CliError> {
    let basis = basis(arguments, context.lang)?;
    let fee = tariff(context.lang)?.charge(basis).map_err(|error| refused(error, context.lang))?;
    if arguments.json {
        println!("{}", json(&fee)?);
    } else {
        println!("{}", fee.amount_yuan);
    }
    Ok(ExitCode::SUCCESS)
}

fn basis(arguments: &Arguments, lang: Lang) -> Result<FeeBasis, CliError> {
    let usage = |id: &str| CliError::Usage(lang.text(id));
    match (arguments.by, arguments.already, arguments.items, arguments.pages) {
        (By::Item, already, Some(items), None) => {
            Ok(FeeBasis::Items { already: count(already.unwrap_or(0), lang)?, items: count(items, lang)? })
        }
        (By::Page, None, None, Some(pages)) => Ok(FeeBasis::Pages { pages: count(pages, lang)? }),
        (By::Item, _, _, Some(_)) | (By::Page, _, Some(_), _) => Err(usage("fee-mixed")),
        (By::Page, Some(_), None, _) => Err(usage("fee-already-by-page")),
        (By::Item, _, None, None) => Err(usage("fee-items-needed")),
        (By::Page, None, None, None) => Err(usage("fee-pages-needed")),
    }
}

fn count(number: i64, lang: Lang) -> Result<u64, CliError> {
    u64::try_from(number).map_err(|_| CliError::Usage(lang.with("fee-negative", &[("number", number.into())])))
}

fn refused(error: FeeError, lang: Lang) -> CliError {
    match error {
        FeeError::TooMany { max } => CliError::Usage(lang.with("fee-too-many", &[("max", max.into())])),
        FeeError::Overflow => CliError::Refused(lang.with("fee-too-many", &[("max", MAX_UNITS.into())])),
    }
}

/// The rates in force, compiled in.
fn tariff(lang: Lang) -> Result<Tariff, CliError> {
    let regime: Result<Regime, _> = toml::from_str(include_str!("../../config/regimes/cn-2019.toml"));
    regime.ok().and_then(|regime| regime.fee.tariff).ok_or_else(|| CliError::Refused(lang.text("fee-no-tariff")))
}

fn json(fee: &Fee) -> Result<String, CliError> {
    let view = FeeView { amount_yuan: fee.amount_yuan, tiers: &fee.lines };
    serde_json::to_string(&view).map_err(|error| CliError::Refused(error.to_string()))
}
