//! 登记簿交换格式 (the contract's case log): one request a line, taken over as it happened.
//!
//! A line becomes an [`Opening`] and a list of [`Command`](super::case::Command)s in
//! [`Mode::Recorded`](super::case::Mode), so an older register goes through the same `decide` as a
//! case that is worked here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::case::{Case, Context, Entry, Opening, Request};
use super::code::{Category, Channel};

mod command;
mod fault;
mod step;

pub use fault::LogFault;
pub use step::{LogStep, StepKind};

/// Longest 编号 of the source register, in characters.
pub const MAX_REF: usize = 100;
/// Longest name, subject or reason, in characters.
pub const MAX_TEXT: usize = 2000;

/// One line of a case log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// The source register's own number, unique in the agency.
    #[serde(rename = "ref")]
    pub source_ref: String,
    /// 申请渠道
    pub channel: Channel,
    /// 申请人
    pub applicant: LogApplicant,
    /// 所需信息的名称
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// 提交之日
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted_on: Option<NaiveDate>,
    /// 收到申请之日
    pub received_on: NaiveDate,
    /// What happened, in order.
    #[serde(default)]
    pub steps: Vec<LogStep>,
}

/// 申请人 in a case log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogApplicant {
    /// The report's category.
    pub category: Category,
    /// 姓名或名称
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl LogLine {
    /// Folds the line's steps up to and including `until` into a case and its history.
    ///
    /// # Errors
    /// [`LogFault`] for the first thing in the line that cannot have happened.
    pub fn fold(&self, context: &Context<'_>, until: Option<NaiveDate>) -> Result<(Case, Vec<Entry>), LogFault> {
        self.check_text()?;
        let mut history =
            Case::open(&self.opening(), context).map_err(|refused| LogFault::Refused { index: 0, refused })?;
        let mut case =
            Case::fold(&history, context.regimes).ok_or(LogFault::BadText { field: "ref", limit: MAX_REF })?;
        let known = |step: &&LogStep| until.is_none_or(|last| step.on <= last);
        for (index, step) in (1..).zip(self.steps.iter().take_while(known)) {
            let command = step.command(index, &case)?;
            let entries =
                case.apply(&command, step.on, context).map_err(|refused| LogFault::Refused { index, refused })?;
            history.extend(entries);
        }
        Ok((case, history))
    }

    /// 登记 as the register has it.
    #[must_use]
    pub fn opening(&self) -> Opening {
        Opening {
            channel: self.channel,
            category: self.applicant.category,
            applicant: None,
            request: Request { subject: self.subject.clone().unwrap_or_default(), ..Request::default() },
            source_ref: Some(self.source_ref.clone()),
            submitted_on: self.submitted_on.unwrap_or(self.received_on),
            received_on: Some(self.received_on),
        }
    }

    fn check_text(&self) -> Result<(), LogFault> {
        check_text("ref", Some(&self.source_ref), MAX_REF)?;
        check_text("applicant.name", self.applicant.name.as_deref(), MAX_TEXT)?;
        check_text("subject", self.subject.as_deref(), MAX_TEXT)?;
        for step in &self.steps {
            check_text("reason", step.reason.as_deref(), MAX_TEXT)?;
            check_text("by", step.by.as_deref(), MAX_TEXT)?;
            check_text("sub_reason", step.sub_reason.as_deref(), MAX_TEXT)?;
        }
        Ok(())
    }
}

fn check_text(field: &'static str, text: Option<&str>, limit: usize) -> Result<(), LogFault> {
    let bad = |text: &str| text.trim().is_empty() || text.chars().count() > limit || text.chars().any(char::is_control);
    if text.is_some_and(bad) { Err(LogFault::BadText { field, limit }) } else { Ok(()) }
}
