//! 答复、复议诉讼各栏读成步骤: how a request ended, and what the applicant did about it.

use chrono::NaiveDate;

use super::field::Field;
use super::row::Reading;
use super::vocabulary::Reason;
use crate::domain::case_log::{LogStep, StepKind};
use crate::domain::outcome::Outcome;

/// Steps of one day: a first reply comes before what is done about it, a second one after.
const FIRST_REPLY: u8 = 50;
const SECOND_REPLY: u8 = 90;

/// Adds the end of the request and what followed; gives the numbers of the replies, and why a request that was
/// withdrawn was.
pub(super) fn read(reading: &mut Reading<'_>) -> (Vec<String>, Option<String>) {
    let withdrawn_because = ended(reading);
    for (place, on) in (0_u8..).zip(reading.dates(Field::DeliveredOn)) {
        let rank = if place == 0 { FIRST_REPLY } else { SECOND_REPLY } + 1;
        reading.step(Field::DeliveredOn, rank, LogStep::new(on, StepKind::Delivered));
    }
    reconsideration(reading);
    litigation(reading, [Field::LitigationFiledOn, Field::LitigationConcludedOn, Field::LitigationResult], (64, false));
    litigation(
        reading,
        [Field::LaterLitigationFiledOn, Field::LaterLitigationConcludedOn, Field::LaterLitigationResult],
        (66, true),
    );
    reading.steps(Field::ComplaintFiledOn, 80, StepKind::ComplaintFiled);
    reading.steps(Field::ComplaintConcludedOn, 81, StepKind::ComplaintConcluded);
    (reply_nos(reading), withdrawn_because)
}

/// 答复文号: one for each reply; what has one reply has one number, whatever marks are in it.
fn reply_nos(reading: &mut Reading<'_>) -> Vec<String> {
    if reading.dates(Field::AnsweredOn).len() > 1 {
        return reading.texts(Field::ReplyNo);
    }
    reading.text(Field::ReplyNo).into_iter().collect()
}

/// 办结: by replies, or withdrawn, lapsed, merged.
fn ended(reading: &mut Reading<'_>) -> Option<String> {
    let days = if reading.has(Field::AnsweredOn) { Field::AnsweredOn } else { Field::ClosedOn };
    let on = reading.dates(days);
    let vocabulary = reading.vocabulary;
    if let Some(because) = withdrawn(reading) {
        match on.first() {
            Some(on) => reading.step(days, FIRST_REPLY, LogStep::new(*on, StepKind::Withdrawn)),
            None => reading.require(Field::ClosedOn),
        }
        return because;
    }
    let regime = reading.regime;
    let outcomes = reading.all_said(Field::Outcome, |word| vocabulary.outcome(word, regime));
    match (on.is_empty(), reading.has(Field::Outcome)) {
        (true, true) => reading.require(Field::AnsweredOn),
        (false, false) => reading.require(Field::Outcome),
        (true, false) | (false, true) => {}
    }
    let reason = sub_reason(reading);
    for (place, on) in on.into_iter().enumerate() {
        // Where there are fewer results than replies, the last one is that of the rest.
        let Some(outcome) = outcomes.get(place).or(outcomes.last()).copied() else { break };
        let rank = if place == 0 { FIRST_REPLY } else { SECOND_REPLY };
        reading.step(days, rank, end(on, outcome, reason.clone().filter(|_| place == 0)));
    }
    None
}

/// Whether a request ended without a reply: it was withdrawn, or, which is then told, is answered with another one.
/// Said in the column of the result or in that of its particular reason.
fn withdrawn(reading: &mut Reading<'_>) -> Option<Option<String>> {
    for field in [Field::OutcomeReason, Field::Outcome] {
        let Some(word) = reading.text(field) else { continue };
        match reading.vocabulary.reasons.of(&word) {
            Some(Reason::Withdrawn) => return Some(None),
            Some(Reason::Merged) => return Some(Some(word)),
            Some(Reason::Nonexistent | Reason::OtherAgency) | None => {}
        }
    }
    None
}

fn sub_reason(reading: &mut Reading<'_>) -> Option<String> {
    let vocabulary = reading.vocabulary;
    let of_result = reading.text(Field::Outcome).and_then(|word| vocabulary.reasons.of(&word));
    let word = reading.text(Field::OutcomeReason);
    let known = word.as_deref().and_then(|word| vocabulary.reasons.of(word)).or(of_result);
    known.map(|reason| reason.as_str().to_owned()).or(word)
}

fn end(on: NaiveDate, outcome: Outcome, sub_reason: Option<String>) -> LogStep {
    if outcome.is_set_by_system() {
        let is_supplement = outcome == Outcome::OtherSupplementLapsed;
        return LogStep::new(on, if is_supplement { StepKind::SupplementLapsed } else { StepKind::FeeLapsed });
    }
    let is_old = matches!(outcome, Outcome::Nonexistent | Outcome::OtherAgency);
    let sub_reason = sub_reason.filter(|_| !is_old);
    LogStep { outcome: Some(outcome), sub_reason, ..LogStep::new(on, StepKind::Replied) }
}

fn reconsideration(reading: &mut Reading<'_>) {
    reading.steps(Field::ReconsiderationFiledOn, 60, StepKind::ReconsiderationFiled);
    concluded(
        reading,
        [Field::ReconsiderationConcludedOn, Field::ReconsiderationResult],
        (61, StepKind::ReconsiderationConcluded),
    );
}

fn litigation(reading: &mut Reading<'_>, [filed, ended, result]: [Field; 3], (rank, after): (u8, bool)) {
    for on in reading.dates(filed) {
        let step = LogStep { after_reconsideration: Some(after), ..LogStep::new(on, StepKind::LitigationFiled) };
        reading.step(filed, rank, step);
    }
    concluded(reading, [ended, result], (rank + 1, StepKind::LitigationConcluded));
}

fn concluded(reading: &mut Reading<'_>, [ended, result]: [Field; 2], (rank, kind): (u8, StepKind)) {
    let days = reading.dates(ended);
    let vocabulary = reading.vocabulary;
    let results = reading.all_said(result, |word| vocabulary.results.of(word));
    if !days.is_empty() && !reading.has(result) {
        reading.require(result);
    }
    if days.is_empty() && !results.is_empty() {
        reading.require(ended);
    }
    for (on, result) in days.into_iter().zip(results) {
        reading.step(ended, rank, LogStep { result: Some(result), ..LogStep::new(on, kind) });
    }
}
