//! `gongkai check`: the configuration in force, and everything counted again.

use std::process::ExitCode;

use fluent_templates::fluent_bundle::FluentValue;

use super::{CliError, Context};
use crate::app::check::{FileFault, Finding, Outcome, check};
use crate::config::Settings;
use crate::findings;
use crate::messages::Lang;
use crate::store::DatabaseUrl;
use crate::wording;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub(super) fn run(_args: &Args, context: &Context) -> Result<ExitCode, CliError> {
    show_settings(context);
    let app = context.existing_app()?;
    let outcome = check(&app).map_err(|error| CliError::Refused(wording::app_error(context.lang, &error)))?;
    for finding in &outcome.findings {
        println!("{}", sentence(context.lang, finding));
    }
    println!("{}", summary(context.lang, &outcome));
    Ok(ExitCode::from(u8::from(!outcome.findings.is_empty())))
}

/// Every setting with its value and where it came from. Passwords in addresses are not shown.
fn show_settings(context: &Context) {
    let layers = Settings::figment(context.config_file.as_deref());
    println!("{}", context.lang.text("check-settings"));
    for (key, value) in flatten(&layers) {
        let overridden = key == "database.url" && context.settings.database.url != value;
        let origin = if overridden {
            "--database".to_owned()
        } else {
            layers.find_metadata(&key).map_or_else(String::new, |found| origin(context.lang, found))
        };
        let value = match key.as_str() {
            "database.url" => shown_url(&context.settings.database.url),
            "mail.password" if !value.is_empty() => "***".to_owned(),
            _ => value,
        };
        println!("  {key} = {value}  ({origin})");
    }
}

/// An address without its password.
fn shown_url(url: &str) -> String {
    url.parse::<DatabaseUrl>().map_or_else(|_| "***".to_owned(), |parsed| parsed.to_string())
}

fn origin(lang: Lang, metadata: &figment::Metadata) -> String {
    match &metadata.source {
        Some(source) if metadata.name != "TOML source string" => source.to_string(),
        _ if metadata.name.contains("environment") => metadata.name.to_string(),
        _ => lang.text("check-default"),
    }
}

fn flatten(layers: &figment::Figment) -> Vec<(String, String)> {
    fn walk(prefix: &str, value: &figment::value::Value, found: &mut Vec<(String, String)>) {
        let text = match value {
            figment::value::Value::Dict(_, dict) => {
                for (key, value) in dict {
                    walk(&format!("{prefix}{}{key}", if prefix.is_empty() { "" } else { "." }), value, found);
                }
                return;
            }
            figment::value::Value::String(_, text) => text.clone(),
            figment::value::Value::Num(_, number) => {
                number.to_i128().map_or_else(|| format!("{number:?}"), |whole| whole.to_string())
            }
            figment::value::Value::Bool(_, flag) => flag.to_string(),
            figment::value::Value::Char(_, letter) => letter.to_string(),
            figment::value::Value::Empty(..) | figment::value::Value::Array(..) => format!("{value:?}"),
        };
        found.push((prefix.to_owned(), text));
    }
    let mut found = Vec::new();
    if let Ok(dict) = layers.extract::<figment::value::Dict>() {
        for (key, value) in &dict {
            walk(key, value, &mut found);
        }
    }
    found
}

fn sentence(lang: Lang, finding: &Finding) -> String {
    match finding {
        Finding::History { case_no, version } => {
            lang.with("check-history", &[("case", case_no.clone().into()), ("version", (*version).into())])
        }
        Finding::AdminLog { agency, version } => {
            lang.with("check-admin-log", &[("agency", agency.clone().into()), ("version", (*version).into())])
        }
        Finding::Seal { day } => lang.with("check-seal", &[("day", day.to_string().into())]),
        Finding::Unreadable { case_no, detail } => {
            lang.with("check-unreadable", &[("case", case_no.clone().into()), ("detail", detail.clone().into())])
        }
        Finding::Orphans { events } => lang.with("check-orphans", &[("events", (*events).into())]),
        Finding::Row { case_no, column, stored, computed } => lang.with(
            "check-row",
            &[
                ("case", case_no.clone().into()),
                ("column", column.clone().into()),
                ("stored", stored.clone().into()),
                ("computed", computed.clone().into()),
            ],
        ),
        Finding::Attachment { case_no, version } => {
            lang.with("check-attachment", &[("case", case_no.clone().into()), ("version", (*version).into())])
        }
        Finding::File { case_no, attachment, fault } => {
            let id = match fault {
                FileFault::Missing => "check-file-missing",
                FileFault::Altered => "check-file-altered",
                FileFault::NotRemoved => "check-file-not-removed",
            };
            lang.with(id, &[("case", case_no.clone().into()), ("file", attachment.to_string().into())])
        }
        Finding::NumberMissing { agency, year, number } => {
            lang.with("check-number-missing", &number_of(agency, *year, *number))
        }
        Finding::NumberUnknown { agency, year, number } => {
            lang.with("check-number-unknown", &number_of(agency, *year, *number))
        }
        Finding::Report { agency, year, finding } => lang.with(
            "check-identity",
            &[
                ("agency", agency.clone().into()),
                ("year", year.to_string().into()),
                ("message", findings::sentence(lang, finding).into()),
            ],
        ),
        Finding::ReportHistory { agency, year } => {
            lang.with("check-report-history", &[("agency", agency.clone().into()), ("year", year.to_string().into())])
        }
        Finding::Tally { agency, year, measure, stored, computed } => lang.with(
            "check-tally",
            &[
                ("agency", agency.clone().into()),
                ("year", year.to_string().into()),
                ("measure", measure.clone().into()),
                ("stored", (*stored).into()),
                ("computed", (*computed).into()),
            ],
        ),
    }
}

fn number_of(agency: &str, year: i32, number: i64) -> [(&'static str, FluentValue<'static>); 3] {
    [("agency", agency.to_owned().into()), ("year", year.to_string().into()), ("number", number.to_string().into())]
}

fn summary(lang: Lang, outcome: &Outcome) -> String {
    let id = if outcome.findings.is_empty() { "check-clean" } else { "check-findings" };
    lang.with(
        id,
        &[
            ("cases", outcome.cases.into()),
            ("events", outcome.events.into()),
            ("seals", outcome.seals.into()),
            ("findings", outcome.findings.len().into()),
        ],
    )
}
