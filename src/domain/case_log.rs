//! 登记簿交换格式 (the contract's case log): one request a line, taken over as it happened.
//!
//! A line becomes an [`Opening`] and a list of [`Command`]s in [`Mode::Recorded`](super::case::Mode), so an older
//! register goes through the same `decide` as a case that is worked here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::case::{Case, Command, ConsultationKind, Context, Entry, FeeQuantity, Opening, Refused, Request};
use super::code::{AppealGroup, AppealResult, Category, Channel, coded_enum};
use super::outcome::Outcome;
use super::review::Verdict;

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

coded_enum! {
    /// The contract's step list.
    StepKind {
        /// 补正通知
        SupplementRequested = "supplement_requested",
        /// 收到补正
        Supplemented = "supplemented",
        /// 逾期不补正
        SupplementLapsed = "supplement_lapsed",
        /// 征求第三方意见
        ThirdPartyConsulted = "third_party_consulted",
        /// 收到第三方意见
        ThirdPartyAnswered = "third_party_answered",
        /// 征求其他机关意见
        AgencyConsulted = "agency_consulted",
        /// 收到其他机关意见
        AgencyAnswered = "agency_answered",
        /// 要求说明理由
        ReasonsRequested = "reasons_requested",
        /// 收到理由
        ReasonsGiven = "reasons_given",
        /// 延期
        Extended = "extended",
        /// 中止
        Suspended = "suspended",
        /// 恢复
        Resumed = "resumed",
        /// 收费通知
        FeeNotified = "fee_notified",
        /// 缴费
        FeePaid = "fee_paid",
        /// 逾期不缴费
        FeeLapsed = "fee_lapsed",
        /// 成本费用
        CostFee = "cost_fee",
        /// 审查
        Reviewed = "reviewed",
        /// 答复
        Replied = "replied",
        /// 送达
        Delivered = "delivered",
        /// 撤回
        Withdrawn = "withdrawn",
        /// 申请复议
        ReconsiderationFiled = "reconsideration_filed",
        /// 复议审结
        ReconsiderationConcluded = "reconsideration_concluded",
        /// 起诉
        LitigationFiled = "litigation_filed",
        /// 诉讼审结
        LitigationConcluded = "litigation_concluded",
        /// 投诉
        ComplaintFiled = "complaint_filed",
        /// 投诉办结
        ComplaintConcluded = "complaint_concluded",
    }
}

/// One step of a line. Which fields belong to which kind is checked by [`LogStep::command`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the contract's")]
pub struct LogStep {
    pub on: NaiveDate,
    #[serde(rename = "do")]
    pub kind: StepKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respond_by: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consents: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_yuan: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_yuan: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_yuan: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<AppealResult>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_reconsideration: Option<bool>,
}

/// Why a line is not taken over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// A step lacks what it needs.
    #[error("step {index} ({kind}) needs `{field}`")]
    MissingField {
        /// Number of the step in its line, from 1.
        index: usize,
        /// What it is.
        kind: StepKind,
        /// The field.
        field: &'static str,
    },
    /// A step has a field of another kind of step.
    #[error("step {index} ({kind}) has no `{field}`")]
    UnexpectedField {
        /// Number of the step in its line, from 1.
        index: usize,
        /// What it is.
        kind: StepKind,
        /// The field.
        field: &'static str,
    },
    /// Text that is empty, too long, or holds control characters.
    #[error("`{field}` is empty, longer than {limit} characters, or holds control characters")]
    BadText {
        /// The field.
        field: &'static str,
        /// Its limit in characters.
        limit: usize,
    },
    /// A number or word outside its range.
    #[error("`{field}` of step {index} cannot be {value}")]
    BadValue {
        /// Number of the step in its line, from 1.
        index: usize,
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
    },
    /// It cannot have happened.
    #[error("step {index}: {refused}")]
    Refused {
        /// Number of the step in its line, from 1; 0 for the registration itself.
        index: usize,
        /// Why.
        refused: Refused,
    },
}

impl LogFault {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingField { .. } => "missing_field",
            Self::UnexpectedField { .. } => "unexpected_field",
            Self::BadText { .. } => "bad_text",
            Self::BadValue { .. } => "bad_value",
            Self::Refused { refused, .. } => refused.code(),
        }
    }
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

impl LogStep {
    /// The command that records this step.
    ///
    /// # Errors
    /// [`LogFault`] if a field is missing, does not belong to the step, or is out of range.
    pub fn command(&self, index: usize, case: &Case) -> Result<Command, LogFault> {
        self.check_fields(index)?;
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        Ok(match self.kind {
            StepKind::SupplementRequested => Command::RequestSupplement {
                respond_by: self.respond_by.ok_or_else(|| need("respond_by"))?,
                items: String::new(),
            },
            StepKind::Supplemented => Command::ReceiveSupplement { text: None },
            StepKind::SupplementLapsed => Command::LapseSupplement,
            StepKind::ThirdPartyConsulted => Command::Consult { kind: ConsultationKind::ThirdParty, with: None },
            StepKind::AgencyConsulted => Command::Consult { kind: ConsultationKind::Agency, with: None },
            StepKind::ThirdPartyAnswered => self.answer(ConsultationKind::ThirdParty),
            StepKind::AgencyAnswered => self.answer(ConsultationKind::Agency),
            StepKind::ReasonsRequested => Command::RequestReasons,
            StepKind::ReasonsGiven => Command::RecordReasons,
            StepKind::Extended => {
                Command::Extend { working_days: self.working_days.ok_or_else(|| need("working_days"))?, reason: None }
            }
            StepKind::Suspended => Command::Suspend { reason: self.reason.clone().ok_or_else(|| need("reason"))? },
            StepKind::Resumed => Command::Resume,
            StepKind::FeeNotified => self.fee_notice(index)?,
            StepKind::FeePaid => Command::RecordPayment {
                amount_yuan: self.amount_yuan.ok_or_else(|| need("amount_yuan"))?,
                receipt_no: None,
            },
            StepKind::FeeLapsed => Command::LapseFee,
            StepKind::CostFee => Command::RecordCostFee {
                charged_yuan: self.charged_yuan.ok_or_else(|| need("charged_yuan"))?,
                waived_yuan: self.waived_yuan.unwrap_or(0),
            },
            StepKind::Reviewed => self.review(index)?,
            StepKind::Replied => Command::RecordReply {
                outcome: self.outcome.ok_or_else(|| need("outcome"))?,
                sub_reason: self.sub_reason.clone(),
            },
            StepKind::Delivered => Command::Deliver,
            StepKind::Withdrawn => Command::Withdraw { reason: None },
            StepKind::ReconsiderationFiled => file(AppealGroup::Reconsideration),
            StepKind::LitigationFiled => file(match self.after_reconsideration {
                Some(true) => AppealGroup::LitigationAfterReconsideration,
                Some(false) => AppealGroup::LitigationDirect,
                None => return Err(need("after_reconsideration")),
            }),
            StepKind::ReconsiderationConcluded => {
                self.conclude(AppealGroup::Reconsideration).ok_or_else(|| need("result"))?
            }
            StepKind::LitigationConcluded => self.conclude(pending_litigation(case)).ok_or_else(|| need("result"))?,
            StepKind::ComplaintFiled => Command::FileComplaint,
            StepKind::ComplaintConcluded => Command::ConcludeComplaint,
        })
    }

    fn answer(&self, kind: ConsultationKind) -> Command {
        Command::RecordAnswer { kind, consultation: None, consents: self.consents }
    }

    fn conclude(&self, group: AppealGroup) -> Option<Command> {
        self.result.map(|result| Command::ConcludeAppeal { group, result, redecide_within: None })
    }

    /// One mode, and the number that goes with it (FEE art 3).
    fn fee_notice(&self, index: usize) -> Result<Command, LogFault> {
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        let other = |field| LogFault::UnexpectedField { index, kind: self.kind, field };
        let quantity = match (self.by.as_deref().ok_or_else(|| need("by"))?, self.items, self.pages) {
            ("item", Some(items), None) => FeeQuantity::Item { items },
            ("page", None, Some(pages)) => FeeQuantity::Page { pages },
            ("item", None, _) => return Err(need("items")),
            ("page", _, None) => return Err(need("pages")),
            ("item", Some(_), Some(_)) => return Err(other("pages")),
            ("page", Some(_), Some(_)) => return Err(other("items")),
            (by, _, _) => return Err(LogFault::BadValue { index, field: "by", value: by.to_owned() }),
        };
        let amount_yuan = self.amount_yuan.ok_or_else(|| need("amount_yuan"))?;
        Ok(Command::NotifyFee { quantity, amount_yuan, expected_yuan: None })
    }

    fn review(&self, index: usize) -> Result<Command, LogFault> {
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        let step = self.step.ok_or_else(|| need("step"))?;
        if !(1..=5).contains(&step) {
            return Err(LogFault::BadValue { index, field: "step", value: step.to_string() });
        }
        let by = self.by.clone().ok_or_else(|| need("by"))?;
        Ok(Command::RecordReview { step, by, verdict: self.verdict.ok_or_else(|| need("verdict"))? })
    }

    /// Fields that belong to another kind of step are refused, naming the field.
    fn check_fields(&self, index: usize) -> Result<(), LogFault> {
        use StepKind as K;
        let present: [(&'static str, bool, &[StepKind]); 16] = [
            ("respond_by", self.respond_by.is_some(), &[K::SupplementRequested]),
            ("consents", self.consents.is_some(), &[K::ThirdPartyAnswered, K::AgencyAnswered]),
            ("working_days", self.working_days.is_some(), &[K::Extended]),
            ("reason", self.reason.is_some(), &[K::Suspended]),
            ("by", self.by.is_some(), &[K::FeeNotified, K::Reviewed]),
            ("items", self.items.is_some(), &[K::FeeNotified]),
            ("pages", self.pages.is_some(), &[K::FeeNotified]),
            ("amount_yuan", self.amount_yuan.is_some(), &[K::FeeNotified, K::FeePaid]),
            ("charged_yuan", self.charged_yuan.is_some(), &[K::CostFee]),
            ("waived_yuan", self.waived_yuan.is_some(), &[K::CostFee]),
            ("step", self.step.is_some(), &[K::Reviewed]),
            ("verdict", self.verdict.is_some(), &[K::Reviewed]),
            ("outcome", self.outcome.is_some(), &[K::Replied]),
            ("sub_reason", self.sub_reason.is_some(), &[K::Replied]),
            ("result", self.result.is_some(), &[K::ReconsiderationConcluded, K::LitigationConcluded]),
            ("after_reconsideration", self.after_reconsideration.is_some(), &[K::LitigationFiled]),
        ];
        match present.iter().find(|(_, given, kinds)| *given && !kinds.contains(&self.kind)) {
            Some((field, _, _)) => Err(LogFault::UnexpectedField { index, kind: self.kind, field }),
            None => Ok(()),
        }
    }
}

fn file(group: AppealGroup) -> Command {
    Command::FileAppeal { group, simple_procedure: false }
}

/// The lawsuit that a conclusion is about: the one that is pending.
fn pending_litigation(case: &Case) -> AppealGroup {
    let pending = case.appeals.iter().find(|appeal| appeal.is_litigation() && appeal.concluded.is_none());
    pending.map_or(AppealGroup::LitigationDirect, |appeal| appeal.group)
}
