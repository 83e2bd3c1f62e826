//! 决定: the only place that says no.

mod drafting;
mod emit;
pub mod gates;
mod opening;
mod particulars;
pub mod permitted;
pub mod possible;
mod reviewing;
pub mod who;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::event::Event;
use super::refused::Refused;
use super::{Case, Entry};
use crate::domain::calendar::Calendar;
use crate::domain::duty::DutyPolicy;
use crate::domain::numbering::NumberTemplate;
use crate::domain::office::OfficeContact;
use crate::domain::regime::Regimes;
use crate::domain::remedies::RemedyBodies;
use crate::domain::review::ReviewPolicy;
use crate::domain::role::Actor;

/// Whether something is being done now, or is being taken over from a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// 办理: everything the law and the procedure require is required.
    Live,
    /// 补录: history is recorded as it happened; only what cannot have happened is refused.
    Recorded,
}

/// 网上申请的收到 (R9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptPolicy {
    /// An officer confirms with the applicant.
    #[default]
    OnConfirmation,
    /// The system's acknowledgement is the confirmation.
    Automatic,
}

/// 本机关的制度: what the law leaves to the agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How an online request is received.
    pub receipt: ReceiptPolicy,
    /// The review steps.
    pub review: ReviewPolicy,
    /// Internal deadlines, in working days after receipt or after the step before.
    pub internal: InternalPeriods,
    /// 登记编号 (R20).
    pub register_no: NumberTemplate,
    /// 催办.
    pub duties: DutyPolicy,
    /// 复议机关、管辖法院 (R19).
    pub remedies: RemedyBodies,
    /// 政府信息公开工作机构的联系方式 (art 12).
    pub contact: OfficeContact,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            receipt: ReceiptPolicy::default(),
            review: ReviewPolicy::default(),
            internal: InternalPeriods::default(),
            register_no: NumberTemplate::register(),
            duties: DutyPolicy::default(),
            remedies: RemedyBodies::default(),
            contact: OfficeContact::default(),
        }
    }
}

/// 内部时限, in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InternalPeriods {
    /// By which working day after receipt a draft is due.
    pub draft_by: u32,
    /// Working days for each review step.
    pub review_step: u32,
}

impl Default for InternalPeriods {
    fn default() -> Self {
        Self { draft_by: 10, review_step: 2 }
    }
}

/// What a decision needs to know beside the case.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Live, or taken over.
    pub mode: Mode,
    /// Who acts.
    pub actor: &'a Actor,
    /// The agency's own rules.
    pub policy: &'a Policy,
    /// The regimes.
    pub regimes: &'a Regimes,
    /// The working days.
    pub calendar: &'a Calendar,
    /// Today, where the agency is; nothing can have happened after it.
    pub today: NaiveDate,
}

impl Case {
    /// What follows from a command on a day: the events to record, or why not.
    ///
    /// # Errors
    /// [`Refused`]: in [`Mode::Recorded`] only what cannot have happened.
    pub fn decide(&self, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<Vec<Event>, Refused> {
        if context.mode == Mode::Live {
            who::check(command.kind(), context.actor)?;
        }
        possible::check(self, command, on, context)?;
        if context.mode == Mode::Live {
            permitted::check(self, command, on, context)?;
        }
        Ok(emit::events(self, command, context))
    }

    /// Decides and applies, for folding a list of commands.
    ///
    /// # Errors
    /// As [`Case::decide`]; the case is unchanged then.
    pub fn apply(&mut self, command: &Command, on: NaiveDate, context: &Context<'_>) -> Result<Vec<Entry>, Refused> {
        let events = self.decide(command, on, context)?;
        let entries: Vec<Entry> = events.into_iter().map(|event| Entry { on, event }).collect();
        for entry in &entries {
            self.evolve(entry, context.regimes);
        }
        Ok(entries)
    }
}
