//! A line of the register, read and folded: everything that needs no database.

use sha2::{Digest, Sha256};

use super::{Reason, RefusedLine};
use crate::app::case_log::{Line, LineFault, parse_line};
use crate::app::{Agency, App};
use crate::domain::case::{Case, Context, Entry, Mode};
use crate::domain::case_log::LogLine;
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;

/// A request ready to be kept.
#[derive(Debug)]
pub(super) struct Prepared {
    /// Its line, from 1.
    pub line: usize,
    /// Its number in the source register.
    pub source_ref: String,
    /// 姓名或名称, where the register has it.
    pub name: String,
    /// What the line says, as a hash: spelling it differently changes nothing.
    pub digest: String,
    /// The case it makes.
    pub case: Case,
    /// Its history.
    pub history: Vec<Entry>,
    /// What it adds to the figures.
    pub contribution: Vec<(TallyKey, i64)>,
}

pub(super) fn prepare(app: &App, agency: &Agency, line: Line) -> Result<Prepared, RefusedLine> {
    let number = line.number;
    let text = line.text.map_err(|fault| refused(number, None, fault))?;
    let parsed = parse_line(&text).map_err(|fault| refused(number, ref_of(&text), fault))?;
    fold(app, agency, number, &parsed).map_err(|fault| refused(number, Some(parsed.source_ref.clone()), fault))
}

fn refused(line: usize, source_ref: Option<String>, fault: LineFault) -> RefusedLine {
    RefusedLine { line, source_ref, reason: Reason::Line(fault) }
}

/// The `ref` of a line that is JSON but no request, to name it by.
fn ref_of(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    value.get("ref")?.as_str().map(str::to_owned)
}

fn fold(app: &App, agency: &Agency, line: usize, parsed: &LogLine) -> Result<Prepared, LineFault> {
    let context = Context {
        mode: Mode::Recorded,
        actor: &Actor::Import,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today: app.clock.today(),
    };
    let (case, history) = parsed.fold(&context, None)?;
    let contribution = case.contribution(&agency.calendar)?;
    Ok(Prepared {
        line,
        source_ref: parsed.source_ref.clone(),
        name: parsed.applicant.name.clone().unwrap_or_default(),
        digest: digest(parsed),
        case,
        history,
        contribution,
    })
}

fn digest(line: &LogLine) -> String {
    let canonical = serde_json::to_vec(line).unwrap_or_default();
    Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect()
}
