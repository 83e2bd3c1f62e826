//! 本机关的制度, checked as a whole before it is in force.

use std::collections::BTreeSet;

use crate::domain::case::Policy;
use crate::domain::duty::DutyPolicy;
use crate::domain::office::{OfficeContact, OfficeFact};
use crate::domain::remedies::RemedyBodies;
use crate::domain::review::StepRule;
use crate::domain::role::Role;

/// Longest name of a review step, in characters.
const STEP_NAME_MAX: usize = 20;
/// Working days that an internal period may have; with its extension a reply has 40 (art 33).
const INTERNAL_MAX: u32 = 40;

/// What is wrong with a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyProblem {
    /// Not 1 to 5 review steps (R17).
    StepCount,
    /// A name that is empty, too long or holds what is no writing.
    StepName,
    /// Two steps of the same name.
    StepNameTwice,
    /// A role that reviews nothing: 系统管理员, 审计.
    StepRole,
    /// Not 1 to 40 working days.
    Period,
    /// Late cases do not go further up with every threshold.
    Escalation,
    /// The name of an authority or a court that is too long or holds what is no writing.
    BodyName,
    /// A line about the office that is too long or holds what is no writing.
    Line,
    /// Not a telephone or fax number.
    NotAPhone,
    /// Not a post code.
    NotAPostcode,
    /// Not an e-mail address.
    NotAnEmail,
    /// 代字 that is too long or holds what is no writing.
    LetterPrefix,
    /// Year and number cannot be told from a 登记编号: the last two numbers in it must be these.
    RegisterNo,
}

impl PolicyProblem {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::StepCount => "step_count",
            Self::StepName => "step_name",
            Self::StepNameTwice => "step_name_twice",
            Self::StepRole => "step_role",
            Self::Period => "period",
            Self::Escalation => "escalation",
            Self::BodyName => "body_name",
            Self::Line => "line",
            Self::NotAPhone => "not_a_phone",
            Self::NotAPostcode => "not_a_postcode",
            Self::NotAnEmail => "not_an_email",
            Self::LetterPrefix => "letter_prefix",
            Self::RegisterNo => "register_no",
        }
    }
}

/// A setting that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFault {
    /// Which one: `review.steps[1].name`.
    pub field: String,
    /// Why.
    pub problem: PolicyProblem,
}

/// Everything that is wrong with an agency's rules; `letter_prefix` is the 代字 that goes into its numbers.
///
/// ```
/// use gongkai_core::domain::{administration::{PolicyProblem, check_policy}, case::Policy};
/// let mut policy = Policy::default();
/// assert_eq!(check_policy(&policy, ""), []);
/// policy.review.steps.clear();
/// assert_eq!(check_policy(&policy, "")[0].problem, PolicyProblem::StepCount);
/// ```
#[must_use]
pub fn check_policy(policy: &Policy, letter_prefix: &str) -> Vec<PolicyFault> {
    let Policy { receipt: _, review, internal, register_no, duties, remedies, contact } = policy;
    let mut faults = Vec::new();
    if !review.is_valid() {
        faults.push(fault("review.steps", PolicyProblem::StepCount));
    }
    faults.extend(check_steps(&review.steps));
    for (field, days) in [("internal.draft_by", internal.draft_by), ("internal.review_step", internal.review_step)] {
        if !(1..=INTERNAL_MAX).contains(&days) {
            faults.push(fault(field, PolicyProblem::Period));
        }
    }
    faults.extend(check_duties(duties));
    faults.extend(check_bodies(remedies));
    faults.extend(check_contact(contact));
    let written = register_no.format(letter_prefix, 2025, 7);
    let mut numbers = written.rsplit(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let (number, year) = (numbers.next(), numbers.next());
    if number.and_then(|number| number.parse().ok()) != Some(7) || year != Some("2025") {
        faults.push(fault("register_no", PolicyProblem::RegisterNo));
    }
    faults
}

fn check_duties(duties: &DutyPolicy) -> Vec<PolicyFault> {
    let DutyPolicy { lapse_grace, lapse_automatically: _, remind_before, escalate_after } = duties;
    let mut faults = Vec::new();
    // There may be no days of grace at all.
    let periods = [("duties.lapse_grace", lapse_grace.saturating_add(1)), ("duties.remind_before", *remind_before)];
    for (field, days) in periods {
        if !(1..=INTERNAL_MAX).contains(&days) {
            faults.push(fault(field, PolicyProblem::Period));
        }
    }
    let in_range = escalate_after.iter().all(|days| (1..=INTERNAL_MAX).contains(days));
    if !in_range || !escalate_after.is_sorted_by(|lower, higher| lower < higher) {
        faults.push(fault("duties.escalate_after", PolicyProblem::Escalation));
    }
    faults
}

fn check_bodies(RemedyBodies { reconsideration, court }: &RemedyBodies) -> Vec<PolicyFault> {
    let bodies = [("remedies.reconsideration", reconsideration), ("remedies.court", court)];
    let is_name = |name: &str| {
        name == name.trim() && name.chars().count() <= RemedyBodies::NAME_MAX && !name.chars().any(char::is_control)
    };
    let wrong = bodies.into_iter().filter(|(_, name)| !is_name(name));
    wrong.map(|(field, _)| fault(field, PolicyProblem::BodyName)).collect()
}

fn check_contact(contact: &OfficeContact) -> impl Iterator<Item = PolicyFault> {
    let problem = |fact| match fact {
        OfficeFact::Name | OfficeFact::Address | OfficeFact::Hours => PolicyProblem::Line,
        OfficeFact::Phone | OfficeFact::Fax => PolicyProblem::NotAPhone,
        OfficeFact::Postcode => PolicyProblem::NotAPostcode,
        OfficeFact::Email => PolicyProblem::NotAnEmail,
    };
    contact.wrong().map(move |fact| fault(format!("contact.{fact}"), problem(fact)))
}

fn check_steps(steps: &[StepRule]) -> Vec<PolicyFault> {
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for (index, step) in steps.iter().enumerate() {
        let name = step.name.trim();
        let name_field = format!("review.steps[{index}].name");
        let is_writing = !name.is_empty() && !name.chars().any(char::is_control);
        if !is_writing || name != step.name || name.chars().count() > STEP_NAME_MAX {
            faults.push(fault(name_field, PolicyProblem::StepName));
        } else if !names.insert(name) {
            faults.push(fault(name_field, PolicyProblem::StepNameTwice));
        }
        if matches!(step.role, Role::Administrator | Role::Auditor) {
            faults.push(fault(format!("review.steps[{index}].role"), PolicyProblem::StepRole));
        }
    }
    faults
}

fn fault(field: impl Into<String>, problem: PolicyProblem) -> PolicyFault {
    PolicyFault { field: field.into(), problem }
}
