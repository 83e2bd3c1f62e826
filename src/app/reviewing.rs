//! 审查情况 (art 17, R17): where the review of a draft stands, who passed it and what was said before.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::history::Register;
use super::{Agency, App, AppError};
use crate::domain::case::{Case, Command, Context, Entry, Event, Mode, Refused};
use crate::domain::ids::{CaseId, OfficerId};
use crate::domain::review::{ReplyDigest, StepRule};
use crate::domain::role::Actor;
use crate::domain::status::Status;
use crate::store::officers;

/// 审查情况 of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFile {
    /// The case's version.
    pub version: u32,
    /// Where the case stands.
    pub status: Status,
    /// The round that is under way, or was finished and waits for dispatch.
    pub round: Option<Round>,
    /// What was said, in order, in every round.
    pub opinions: Vec<Opinion>,
    /// The names of everybody who is named.
    pub names: HashMap<OfficerId, String>,
}

/// A round of review over one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The exact reply under review.
    pub digest: ReplyDigest,
    /// Who submitted it.
    pub submitted_by: Option<OfficerId>,
    /// When.
    pub submitted_on: NaiveDate,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// The number of the step that comes next.
    pub next: Option<u8>,
    /// 报请确定: since when an answer is awaited.
    pub referred_on: Option<NaiveDate>,
    /// Whether whoever asks may pass the step that comes next.
    pub is_yours: bool,
    /// Why not.
    pub refused: Option<Refused>,
}

/// A step of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name and whose it is.
    pub rule: StepRule,
    /// Who passed it, and when.
    pub passed: Option<(OfficerId, NaiveDate)>,
}

/// What somebody did in a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// When.
    pub on: NaiveDate,
    /// What happened.
    pub event: Event,
    /// Who.
    pub by: Option<OfficerId>,
    /// The step; none where a draft was submitted.
    pub step: Option<u8>,
    /// The opinion or the reason.
    pub text: Option<String>,
}

/// The review of a case of this agency, as `actor` sees it.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case.
pub fn review_file(app: &App, agency: &Agency, id: CaseId, actor: &Actor) -> Result<ReviewFile, AppError> {
    let register = Register { agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
    let today = app.clock.today();
    let policy = &agency.policy;
    let context =
        Context { mode: Mode::Live, actor, policy, regimes: register.regimes, calendar: &agency.calendar, today };
    app.store.snapshot(|conn| {
        let past = register.find(conn, id)?.past;
        let opinions: Vec<Opinion> = past.history.iter().filter_map(opinion).collect();
        let people: BTreeSet<OfficerId> = opinions.iter().filter_map(|opinion| opinion.by).collect();
        let names = officers::names(conn, &Vec::from_iter(people))?;
        let Case { version, status, .. } = past.case;
        Ok(ReviewFile { version, status, round: round(&past.case, &context), opinions, names })
    })
}

fn round(case: &Case, context: &Context<'_>) -> Option<Round> {
    let review = case.review.as_ref()?;
    let next = review.next_step();
    let passed = |number: usize| review.passes.get(number).map(|pass| (pass.by, pass.on));
    let steps =
        review.steps.iter().enumerate().map(|(number, rule)| Step { rule: rule.clone(), passed: passed(number) });
    let pass = next.map(|step| Command::PassReview { step, digest: review.digest.clone(), opinion: None });
    let refused = pass.map(|pass| case.decide(&pass, context.today, context)).and_then(Result::err);
    Some(Round {
        is_yours: next.is_some() && refused.is_none(),
        refused,
        digest: review.digest.clone(),
        submitted_by: review.submitted_by,
        submitted_on: review.submitted_on,
        steps: steps.collect(),
        next,
        referred_on: review.referred_on,
    })
}

fn opinion(entry: &Entry) -> Option<Opinion> {
    let (by, step, text) = said(&entry.event)?;
    Some(Opinion { on: entry.on, event: entry.event.clone(), by, step, text })
}

fn said(event: &Event) -> Option<(Option<OfficerId>, Option<u8>, Option<String>)> {
    if let Event::SubmittedForReview { by, .. } = event {
        Some((*by, None, None))
    } else if let Event::ReviewPassed { step, by, opinion } = event {
        Some((Some(*by), Some(*step), opinion.clone()))
    } else if let Event::ReviewSentBack { step, by, reason } | Event::ReviewReferred { step, by, reason, .. } = event {
        Some((Some(*by), Some(*step), Some(reason.clone())))
    } else {
        None
    }
}
