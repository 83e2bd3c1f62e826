//! 步骤: one step of a line, and which fields belong to which kind.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{LogFault, strict};
use crate::domain::code::{AppealResult, coded_enum};
use crate::domain::outcome::Outcome;
use crate::domain::review::Verdict;

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
pub struct LogStep {
    /// 发生之日; never before the step above it.
    #[serde(deserialize_with = "strict::date")]
    pub on: NaiveDate,
    /// What happened.
    #[serde(rename = "do")]
    pub kind: StepKind,
    /// 补正期限 (art 30), of `supplement_requested`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "strict::optional_date")]
    pub respond_by: Option<NaiveDate>,
    /// 第三方或者其他机关是否同意公开 (arts 32, 34); nothing: not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consents: Option<bool>,
    /// 延长的工作日 (art 33), of `extended`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
    /// 中止的理由, of `suspended`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `item` or `page` of `fee_notified` (按件、按量); who reviewed, of `reviewed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// 件数, of a fee by item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
    /// 页数, of a fee by page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// 金额 in yuan, of `fee_notified` and `fee_paid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_yuan: Option<i64>,
    /// 收取的成本费用 in yuan (2008), of `cost_fee`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_yuan: Option<i64>,
    /// 减免的成本费用 in yuan (2008), of `cost_fee`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_yuan: Option<i64>,
    /// 审查的第几步, 1 to 5, of `reviewed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<u8>,
    /// 审查意见, of `reviewed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// 办理结果, of `replied`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// 办理结果的细目, of `replied`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_reason: Option<String>,
    /// 复议、诉讼结果 (Table 4), of what is concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<AppealResult>,
    /// 是否经过复议 (Table 4), of `litigation_filed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_reconsideration: Option<bool>,
}
impl LogStep {
    /// A step with nothing but its day.
    #[must_use]
    pub fn new(on: NaiveDate, kind: StepKind) -> Self {
        Self {
            on,
            kind,
            respond_by: None,
            consents: None,
            working_days: None,
            reason: None,
            by: None,
            items: None,
            pages: None,
            amount_yuan: None,
            charged_yuan: None,
            waived_yuan: None,
            step: None,
            verdict: None,
            outcome: None,
            sub_reason: None,
            result: None,
            after_reconsideration: None,
        }
    }

    /// Fields that belong to another kind of step are refused, naming the field.
    pub(super) fn check_fields(&self, index: usize) -> Result<(), LogFault> {
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
