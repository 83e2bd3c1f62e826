//! 办理流程图: what is possible when, found by trying it.
//!
//! Nothing here knows the procedure: each kind of act is asked of a typical case of each status, and what
//! [`Case::decide`](super::Case::decide) says is written down.

use std::collections::BTreeMap;

use super::exemplar::Exemplars;
use super::{CommandKind, Refused};
use crate::domain::calendar::Calendar;
use crate::domain::regime::Regimes;
use crate::domain::status::Status;

/// What an act makes of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// Where the case stands.
    pub from: Status,
    /// What is asked.
    pub command: CommandKind,
    /// Where it stands then, or the code of the refusal.
    pub result: Result<Status, &'static str>,
}

/// How a case begins: submitted and unconfirmed, or received on the spot.
const BEGINNINGS: [Status; 2] = [Status::AwaitingConfirmation, Status::Processing];

/// Where no more work is owed, unless an appeal orders some.
pub const ENDS: [Status; 4] = [Status::Replied, Status::Closed, Status::Split, Status::NotReceived];

/// Every act asked of the typical case of every status, by somebody who may do everything.
///
/// # Errors
/// [`Refused`] if a typical case can no longer be made: the procedure has lost a status.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use gongkai_core::domain::case::{CommandKind, diagram};
/// use gongkai_core::{domain::status::Status, rulebook::Rulebook};
/// let rules = Rulebook::load("".as_ref())?;
/// let transitions = diagram::transitions(rules.regimes(), &rules.calendar(None)?)?;
/// let found = transitions.iter().find(|it| (it.from, it.command) == (Status::Processing, CommandKind::Dispatch));
/// assert_eq!(found.map(|it| it.result), Some(Err("not_reviewed")));
/// # Ok(())
/// # }
/// ```
pub fn transitions(regimes: &Regimes, calendar: &Calendar) -> Result<Vec<Transition>, Refused> {
    let exemplars = Exemplars::new(regimes, calendar);
    let mut transitions = Vec::with_capacity(Status::ALL.len() * CommandKind::ALL.len());
    for from in Status::ALL.iter().copied() {
        for command in CommandKind::ALL.iter().copied() {
            let result = exemplars.ask(from, command)?.map_err(|refused| refused.code());
            transitions.push(Transition { from, command, result });
        }
    }
    Ok(transitions)
}

/// The state diagram in Mermaid's notation. Acts that leave a case where it stands are not drawn.
#[must_use]
pub fn mermaid(
    transitions: &[Transition],
    label: impl Fn(Status) -> String,
    label_command: impl Fn(CommandKind) -> String,
) -> String {
    let mut text = String::from("stateDiagram-v2\n");
    let mut line = |line: String| text.extend(["    ", &line, "\n"]);
    for status in Status::ALL {
        line(format!("state \"{}\" as {status}", label(*status)));
    }
    for status in BEGINNINGS {
        line(format!("[*] --> {status}"));
    }
    for ((from, to), commands) in edges(transitions) {
        let labels: Vec<String> = commands.iter().map(|command| label_command(*command)).collect();
        line(format!("{from} --> {to}: {}", labels.join(" / ")));
    }
    for status in ENDS {
        line(format!("{status} --> [*]"));
    }
    text
}

/// Which acts lead from where to where; acts that leave a case where it stands lead nowhere.
#[must_use]
pub fn edges(transitions: &[Transition]) -> BTreeMap<(Status, Status), Vec<CommandKind>> {
    let mut edges: BTreeMap<(Status, Status), Vec<CommandKind>> = BTreeMap::new();
    for transition in transitions {
        if let Some(to) = transition.result.ok().filter(|to| *to != transition.from) {
            edges.entry((transition.from, to)).or_default().push(transition.command);
        }
    }
    edges
}
