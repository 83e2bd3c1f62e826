//! 办理流程图, drawn from what the procedure itself answers.

use super::facts::WRITTEN_IN;
use crate::app::{Agency, App, AppError};
use crate::domain::case::CommandKind;
use crate::domain::case::diagram::{self, ENDS};
use crate::domain::status::Status;
use crate::letters::chart::{Arrow, Chart, Group, State};

/// The chart of how an agency handles requests.
///
/// # Errors
/// [`AppError::Refused`] if the procedure has lost a status.
pub fn process_chart(app: &App, agency: &Agency) -> Result<Chart, AppError> {
    let edges = diagram::edges(&diagram::transitions(app.rulebook.regimes(), &agency.calendar)?);
    let group = |from: &Status| {
        let arrows: Vec<Arrow> = edges.iter().filter(|((start, _), _)| start == from).map(arrow).collect();
        (!arrows.is_empty()).then(|| Group { from: state(*from), arrows })
    };
    Ok(Chart {
        dated_on: app.clock.today(),
        title: WRITTEN_IN.text("letters-process-chart"),
        issuer: agency.name.clone(),
        groups: Status::ALL.iter().filter_map(group).collect(),
        note: WRITTEN_IN.text("letters-process-chart-note"),
    })
}

fn arrow(((_, to), commands): (&(Status, Status), &Vec<CommandKind>)) -> Arrow {
    let acts: Vec<String> = commands.iter().map(|command| word("command", command.as_str())).collect();
    Arrow { acts: acts.join(&WRITTEN_IN.text("list-separator")), to: state(*to) }
}

fn state(status: Status) -> State {
    State { name: word("status", status.as_str()), is_end: ENDS.contains(&status) }
}

fn word(kind: &str, code: &str) -> String {
    WRITTEN_IN.text(&format!("{kind}-{}", code.replace('_', "-")))
}
