//! 办理记录: what happened, in the past tense. The JSON of an event is for ever: a golden test lists
//! every variant, and a field is only ever added with a default.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::command::{Amendment, ConsultationKind, FeeQuantity, Request};
use crate::domain::code::{AppealGroup, AppealResult, Category, Channel};
use crate::domain::ids::{ApplicantId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::review::{AttachmentRef, Draft, ReplyDigest, StepRule, Verdict};

/// 办理记录. Its date travels beside it in [`Entry`].
#[allow(missing_docs, reason = "the fields are named in the contract's words; the variant says what they are for")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// 提交申请
    Submitted {
        channel: Channel,
        category: Category,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        applicant: Option<ApplicantId>,
        request: Request,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source_ref: Option<String>,
    },
    /// 收到申请之日 (art 31)
    ReceiptConfirmed,
    /// 未收到 (R14)
    RejectedBeforeReceipt { reason: String },
    /// 分办
    Assigned {
        officer: OfficerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<SectionId>,
    },
    /// 备注
    Noted { text: String },
    /// 补正通知 (art 30)
    SupplementRequested { respond_by: NaiveDate, items: String },
    /// 收到补正
    Supplemented {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// 逾期不补正
    SupplementLapsed,
    /// 征求意见
    Consulted {
        kind: ConsultationKind,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        with: Option<String>,
    },
    /// 收到意见; `consultation` is the version of the letter answered
    ConsultationAnswered { kind: ConsultationKind, consultation: u32, consents: Option<bool> },
    /// 要求说明理由 (art 35)
    ReasonsRequested,
    /// 收到理由
    ReasonsGiven,
    /// 确定延迟答复的合理期限 (art 35)
    LaterDateAgreed { due_on: NaiveDate, reason: String },
    /// 延期 (art 33)
    Extended {
        working_days: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// 中止 (R8)
    Suspended { reason: String },
    /// 恢复
    Resumed,
    /// 收费通知
    FeeNotified { quantity: FeeQuantity, amount_yuan: i64 },
    /// 撤回收费通知
    FeeNoticeWithdrawn { reason: String },
    /// 缴费
    FeePaid {
        amount_yuan: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt_no: Option<String>,
    },
    /// 逾期不缴费
    FeeLapsed,
    /// 减免
    FeeWaived { amount_yuan: i64, reason: String },
    /// 退费
    FeeRefunded { amount_yuan: i64, reason: String },
    /// 成本费用 (2008)
    CostFeeCharged { charged_yuan: i64, waived_yuan: i64 },
    /// 收存附件
    AttachmentAdded { file: AttachmentRef, bytes: u64 },
    /// 标明涉密
    AttachmentMarkedSecret { sha256: String },
    /// 清除涉密附件 (R18)
    AttachmentsPurged { sha256: Vec<String> },
    /// 拟稿
    ReplyDrafted { draft: Box<Draft> },
    /// 送审
    SubmittedForReview {
        digest: ReplyDigest,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OfficerId>,
        steps: Vec<StepRule>,
    },
    /// 审查通过
    ReviewPassed {
        step: u8,
        by: OfficerId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opinion: Option<String>,
    },
    /// 退回
    ReviewSentBack { step: u8, by: OfficerId, reason: String },
    /// 报请确定
    ReviewReferred { step: u8, by: OfficerId, to: String, reason: String },
    /// 登记簿所载审查记录
    ReviewRecorded { step: u8, by: String, verdict: Verdict },
    /// 答复发出 (R12); `reviewed` tells whether the secrecy review is evidenced
    Replied {
        outcome: Outcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sub_reason: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_no: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        digest: Option<ReplyDigest>,
        reviewed: bool,
    },
    /// 送达
    Delivered,
    /// 撤回申请
    Withdrawn {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// 拆分
    SplitInto { into: Vec<String> },
    /// 并入
    MergedInto { into: String },
    /// 关联
    Linked { to: String },
    /// 复议、诉讼
    AppealFiled {
        group: AppealGroup,
        #[serde(default)]
        simple_procedure: bool,
    },
    /// 提交复议答复或答辩状
    AppealAnswered { group: AppealGroup },
    /// 审结; with `redecide_within` a new decision is owed within so many working days
    AppealConcluded {
        group: AppealGroup,
        result: AppealResult,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redecide_within: Option<u32>,
    },
    /// 举报投诉
    ComplaintFiled,
    /// 举报投诉办结
    ComplaintConcluded,
    /// 更正; `was` is the value that was replaced
    Corrected { amendment: Amendment, was: String, reason: String },
    /// 日历变更后期限改变 (R2): nothing that anyone did
    DueDateMoved {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
        provisional: bool,
    },
}

impl Event {
    /// Whether it is a step of the procedure, whose dates may not run backwards; notes, assignments and
    /// corrections are not.
    #[must_use]
    pub fn is_step(&self) -> bool {
        !matches!(
            self,
            Self::Assigned { .. }
                | Self::Noted { .. }
                | Self::Linked { .. }
                | Self::Corrected { .. }
                | Self::DueDateMoved { .. }
                | Self::AttachmentAdded { .. }
                | Self::AttachmentMarkedSecret { .. }
        )
    }
}

/// An event with the civil date on which it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened, where the agency is.
    pub on: NaiveDate,
    /// What happened.
    pub event: Event,
}
