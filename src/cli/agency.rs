//! `gongkai agency`: the tree of agencies.

use std::collections::HashMap;
use std::process::ExitCode;

use serde::Serialize;

use super::output::{print, print_json};
use super::{CliError, Context};
use crate::app::{AgencyForm, add_agency, agencies};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::numbering;
use crate::messages::people;
use crate::store::agencies::AgencyRow;

/// The tree of agencies.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Enters an agency.
    Add(Add),
    /// Shows every agency under the one above it.
    List(List),
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Its code.
    #[arg(value_name = "CODE")]
    code: AgencyCode,
    /// Its name.
    #[arg(value_name = "NAME")]
    name: String,
    /// The agency above it.
    #[arg(long, value_name = "CODE")]
    parent: Option<AgencyCode>,
    /// The region whose holidays it follows.
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// 代字 of its document numbers.
    #[arg(long, value_name = "PREFIX")]
    prefix: Option<String>,
}

#[derive(Debug, clap::Args)]
struct List {
    /// JSON lines instead of a tree.
    #[arg(long)]
    json: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct AgencyLine<'a> {
    code: &'a str,
    name: &'a str,
    parent: Option<&'a str>,
    region: Option<&'a str>,
    prefix: &'a str,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    match &args.act {
        Act::Add(add) => add.run(context)?,
        Act::List(list) => list.run(context)?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Add {
    fn run(&self, context: &Context) -> Result<(), CliError> {
        let lang = context.lang;
        if let Some(prefix) = &self.prefix {
            numbering::check_prefix(prefix).map_err(|error| CliError::Usage(people::numbering_error(lang, &error)))?;
        }
        let form = AgencyForm {
            code: self.code.clone(),
            name: context.name(&self.name)?.as_str().to_owned(),
            parent: self.parent.clone(),
            region: self.region.clone(),
            letter_prefix: self.prefix.clone().unwrap_or_default(),
        };
        let agency = add_agency(&context.app()?, form).map_err(|error| context.refused(&error))?;
        print(&lang.with("agency-added", &[("code", agency.code.into()), ("name", agency.name.into())]));
        Ok(())
    }
}

impl List {
    fn run(&self, context: &Context) -> Result<(), CliError> {
        let rows = agencies(&context.existing_app()?).map_err(|error| context.refused(&error))?;
        let codes: HashMap<AgencyId, &str> = rows.iter().map(|row| (row.id, row.code.as_str())).collect();
        for row in &rows {
            if self.json {
                print_json(&line(row, &codes));
            } else {
                print(&branch(row));
            }
        }
        Ok(())
    }
}

fn line<'a>(row: &'a AgencyRow, codes: &HashMap<AgencyId, &'a str>) -> AgencyLine<'a> {
    AgencyLine {
        code: &row.code,
        name: &row.name,
        parent: row.parent_id.and_then(|parent| codes.get(&parent).copied()),
        region: row.region.as_deref(),
        prefix: &row.letter_prefix,
    }
}

/// `  code  name  region  代字`, further in for every agency above it.
fn branch(row: &AgencyRow) -> String {
    // `/1/` is a root, `/1/4/` one below it.
    let depth = row.path.matches('/').count().saturating_sub(2);
    let details = [Some(row.name.as_str()), row.region.as_deref(), Some(row.letter_prefix.as_str())];
    let details = details.into_iter().flatten().filter(|detail| !detail.is_empty());
    details.fold(format!("{}{}", "  ".repeat(depth), row.code), |text, detail| format!("{text}  {detail}"))
}
