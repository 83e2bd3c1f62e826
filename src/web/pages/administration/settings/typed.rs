//! 制度 as they are typed: every box a text, five steps of which the last may be left empty.

use serde::Deserialize;

use crate::app::administration::settings::Settings;
use crate::domain::case::{Policy, ReceiptPolicy};
use crate::domain::duty::DutyPolicy;
use crate::domain::office::{OfficeContact, OfficeFact};
use crate::domain::remedies::RemedyBodies;
use crate::domain::review::{ReviewPolicy, StepRule};
use crate::messages::{Lang, people};
use crate::web::WebError;
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;

/// 审查步骤 at most (R17).
pub(super) const STEPS_MOST: usize = 5;

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub version: String,
    pub receipt: String,
    pub register_no: String,
    #[serde(rename = "internal.draft_by")]
    pub draft_by: String,
    #[serde(rename = "internal.review_step")]
    pub review_step: String,
    pub drafter_may_review: String,
    #[serde(rename = "duties.lapse_grace")]
    pub lapse_grace: String,
    #[serde(rename = "duties.lapse_automatically")]
    pub lapse_automatically: String,
    #[serde(rename = "duties.remind_before")]
    pub remind_before: String,
    #[serde(rename = "duties.escalate_after.0")]
    pub escalate_first: String,
    #[serde(rename = "duties.escalate_after.1")]
    pub escalate_second: String,
    #[serde(rename = "duties.escalate_after.2")]
    pub escalate_third: String,
    #[serde(rename = "remedies.reconsideration")]
    pub reconsideration: String,
    #[serde(rename = "remedies.court")]
    pub court: String,
    /// From boxes of their own.
    #[serde(skip)]
    pub contact: OfficeContact,
    /// Name and role of each step that has either; from boxes of their own.
    #[serde(skip)]
    pub steps: Vec<(String, String)>,
}

/// The box with the name of a step, counted from 0.
pub(super) fn step_name(at: usize) -> String {
    format!("review.steps.{at}.name")
}

/// The box with the role of a step.
pub(super) fn step_role(at: usize) -> String {
    format!("review.steps.{at}.role")
}

/// The box with a fact about the disclosure office.
pub(super) fn fact_name(fact: OfficeFact) -> String {
    format!("contact.{fact}")
}

impl Typed {
    /// The rules as they are.
    pub(super) fn of(Settings { policy, version }: Settings) -> Self {
        let Policy { receipt, review, internal, register_no, duties, remedies, contact } = policy;
        let [first, second, third] = duties.escalate_after.map(|days| days.to_string());
        let yes = |ticked: bool| if ticked { "yes".to_owned() } else { String::new() };
        let receipt = match receipt {
            ReceiptPolicy::OnConfirmation => "on_confirmation",
            ReceiptPolicy::Automatic => "automatic",
        };
        Self {
            version,
            receipt: receipt.to_owned(),
            register_no: register_no.to_string(),
            draft_by: internal.draft_by.to_string(),
            review_step: internal.review_step.to_string(),
            drafter_may_review: yes(review.drafter_may_review),
            lapse_grace: duties.lapse_grace.to_string(),
            lapse_automatically: yes(duties.lapse_automatically),
            remind_before: duties.remind_before.to_string(),
            escalate_first: first,
            escalate_second: second,
            escalate_third: third,
            reconsideration: remedies.reconsideration,
            court: remedies.court,
            contact,
            steps: review.steps.into_iter().map(|step| (step.name, step.role.to_string())).collect(),
        }
    }

    /// What was sent. Rows that were left empty are no steps, so those after them move up.
    pub(super) fn read(posted: &Posted) -> Result<Self, WebError> {
        let value = |name: String| posted.value(&name).to_owned();
        let rows = (0..STEPS_MOST).map(|at| (value(step_name(at)), value(step_role(at))));
        let steps = rows.filter(|(name, role)| !name.is_empty() || !role.is_empty()).collect();
        let fact = |fact| posted.value(&fact_name(fact)).trim().to_owned();
        let contact = OfficeContact {
            name: fact(OfficeFact::Name),
            address: fact(OfficeFact::Address),
            postcode: fact(OfficeFact::Postcode),
            hours: fact(OfficeFact::Hours),
            phone: fact(OfficeFact::Phone),
            fax: fact(OfficeFact::Fax),
            email: fact(OfficeFact::Email),
        };
        Ok(Self { steps, contact, ..posted.typed()? })
    }

    /// The rules, if every box can be read; whether they can be is seen when they are kept.
    pub(super) fn policy(&self, lang: Lang) -> Result<Policy, Faults> {
        let mut wrong = Faults::default();
        let receipt = match self.receipt.as_str() {
            "on_confirmation" => ReceiptPolicy::OnConfirmation,
            "automatic" => ReceiptPolicy::Automatic,
            _ => {
                wrong = wrong.and("receipt", lang.text("admin-receipt-missing"));
                ReceiptPolicy::default()
            }
        };
        let register_no = self.register_no.trim().parse();
        if let Err(error) = &register_no {
            wrong = wrong.and("register_no", people::numbering_error(lang, error));
        }
        for (name, _) in self.days().iter().filter(|(_, text)| text.trim().parse::<u32>().is_err()) {
            wrong = wrong.and(name, lang.text("admin-days-wrong"));
        }
        let mut steps = Vec::new();
        for (at, (name, role)) in self.steps.iter().enumerate() {
            match role.parse() {
                Ok(role) => steps.push(StepRule { name: name.clone(), role }),
                Err(_) => wrong = wrong.and(&step_role(at), lang.text("admin-step-role-missing")),
            }
        }
        match register_no {
            Ok(register_no) if wrong.is_empty() => {
                let review = ReviewPolicy { steps, drafter_may_review: !self.drafter_may_review.is_empty() };
                let mut policy = Policy { receipt, review, register_no, ..Policy::default() };
                policy.internal.draft_by = number(&self.draft_by);
                policy.internal.review_step = number(&self.review_step);
                policy.duties = self.duties();
                policy.remedies = self.remedies();
                policy.contact = self.contact.clone();
                Ok(policy)
            }
            Ok(_) | Err(_) => Err(wrong),
        }
    }

    /// Every box with a number of working days.
    fn days(&self) -> [(&'static str, &str); 7] {
        [
            ("internal.draft_by", &self.draft_by),
            ("internal.review_step", &self.review_step),
            ("duties.lapse_grace", &self.lapse_grace),
            ("duties.remind_before", &self.remind_before),
            ("duties.escalate_after.0", &self.escalate_first),
            ("duties.escalate_after.1", &self.escalate_second),
            ("duties.escalate_after.2", &self.escalate_third),
        ]
    }

    fn remedies(&self) -> RemedyBodies {
        RemedyBodies { reconsideration: self.reconsideration.trim().to_owned(), court: self.court.trim().to_owned() }
    }

    fn duties(&self) -> DutyPolicy {
        DutyPolicy {
            lapse_grace: number(&self.lapse_grace),
            lapse_automatically: !self.lapse_automatically.is_empty(),
            remind_before: number(&self.remind_before),
            escalate_after: [&self.escalate_first, &self.escalate_second, &self.escalate_third]
                .map(|text| number(text)),
        }
    }
}

/// Days in a box that was looked at before.
fn number(text: &str) -> u32 {
    text.trim().parse().unwrap_or_default()
}
