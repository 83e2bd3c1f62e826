//! 审查步骤与审查经过: who has done what, and whose turn it is.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::reviewing::{Opinion, ReviewFile, Round, Step};
use crate::domain::ids::OfficerId;
use crate::messages::Lang;
use crate::narrate;
use crate::web::pages::queue::word;

/// A step as the page shows it.
pub(super) struct StepPart {
    /// Its name, in the words of the agency.
    pub name: Option<String>,
    pub what: String,
    pub on: Option<NaiveDate>,
    /// `done`, `current` or `ahead`.
    pub tone: &'static str,
}

/// What somebody did in a review.
pub(super) struct OpinionPart {
    pub on: NaiveDate,
    pub by: String,
    pub what: String,
    pub text: Option<String>,
}

/// The steps of a round, with its submission before them.
pub(super) fn steps(lang: Lang, round: &Round, names: &HashMap<OfficerId, String>) -> Vec<StepPart> {
    let submitted = StepPart {
        name: None,
        what: lang.with("review-submitted-by", &[("name", name(round.submitted_by, names).into())]),
        on: Some(round.submitted_on),
        tone: "done",
    };
    let steps = (1u8..).zip(&round.steps).map(|(number, step)| self::step(lang, round, number, step, names));
    std::iter::once(submitted).chain(steps).collect()
}

fn step(lang: Lang, round: &Round, number: u8, step: &Step, names: &HashMap<OfficerId, String>) -> StepPart {
    let Step { rule, passed } = step;
    let role = [("role", word(lang, "role", rule.role.as_str()).into())];
    let part = |what, on, tone| StepPart { name: Some(rule.name.clone()), what, on, tone };
    if let Some((by, on)) = passed {
        return part(lang.with("review-passed-by", &[("name", name(Some(*by), names).into())]), Some(*on), "done");
    }
    match round.next == Some(number) {
        true if round.is_yours => part(lang.text("review-next-yours"), None, "current"),
        true => part(lang.with("review-next", &role), None, "current"),
        false => part(lang.with("review-ahead", &role), None, "ahead"),
    }
}

/// What was said in every round, the last first.
pub(super) fn opinions(lang: Lang, file: &ReviewFile) -> Vec<OpinionPart> {
    let part = |Opinion { on, event, by, step: _, text }: &Opinion| OpinionPart {
        on: *on,
        by: name(*by, &file.names),
        what: narrate::event(lang, event),
        text: text.clone(),
    };
    file.opinions.iter().rev().map(part).collect()
}

fn name(officer: Option<OfficerId>, names: &HashMap<OfficerId, String>) -> String {
    officer.and_then(|officer| names.get(&officer).cloned()).unwrap_or_default()
}
