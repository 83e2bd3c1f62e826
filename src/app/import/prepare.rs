//! A line of the register, read and folded: everything that needs no database.

use sha2::{Digest, Sha256};

use super::{Reason, RefusedLine};
use crate::app::case_log::{Line, LineFault, parse_line, ref_of};
use crate::app::{Agency, App};
use crate::domain::case::{Case, Context, Entry, Event, Mode};
use crate::domain::case_log::LogLine;
use crate::domain::register::{Beside, ReadRow};
use crate::domain::role::Actor;
use crate::domain::tally::TallyKey;

/// A request ready to be kept.
#[derive(Debug)]
pub(in crate::app) struct Prepared {
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

/// The request that a row of an office's own register tells, with what a case log has no place for.
pub(in crate::app) fn prepare_row(
    app: &App,
    agency: &Agency,
    number: usize,
    row: &ReadRow,
) -> Result<Prepared, LineFault> {
    let prepared = fold(app, agency, number, &row.line)?;
    if row.beside.is_empty() {
        return Ok(prepared);
    }
    let mut history = prepared.history;
    tell(&mut history, &row.beside);
    let case = Case::fold(&history, app.rulebook.regimes()).unwrap_or(prepared.case);
    let beside = serde_json::to_vec(&row.beside).unwrap_or_default();
    let digest = hexadecimal(&Sha256::new().chain_update(prepared.digest).chain_update(beside).finalize());
    Ok(Prepared { digest, history, case, ..prepared })
}

/// Puts what stands beside the line where it belongs.
fn tell(history: &mut [Entry], beside: &Beside) {
    let mut reply_nos = beside.reply_nos.iter();
    for entry in history {
        if let Event::Submitted { request, .. } = &mut entry.event {
            request.description.clone_from(&beside.description);
            request.document_no.clone_from(&beside.document_no);
            request.provide_as.clone_from(&beside.provide_as);
            request.obtain_by.clone_from(&beside.obtain_by);
        } else if let Event::Replied { document_no, .. } = &mut entry.event {
            *document_no = reply_nos.next().cloned();
        } else if let Event::Withdrawn { reason } = &mut entry.event {
            reason.clone_from(&beside.withdrawn_because);
        }
    }
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
    hexadecimal(&Sha256::digest(canonical))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
