//! 办理行为: everything that can be asked of a case. Imperative; [`super::decide`] answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::code::{AppealGroup, AppealResult, Category, Channel, coded_enum};
use crate::domain::ids::{ApplicantId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::review::{AttachmentRef, Draft, ReplyDigest, Verdict};

/// 申请内容 (art 29(二)(三)): what is asked for and how the applicant wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// 所需信息的名称 or a line that describes it.
    pub subject: String,
    /// 内容描述
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// 文号或索取号
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_no: Option<String>,
    /// 用途; never mandatory since 2019 (art 27).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// 提供方式
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provide_as: Option<String>,
    /// 获取方式
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obtain_by: Option<String>,
}

/// 登记: the entry that opens a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// How it came.
    pub channel: Channel,
    /// The report's category of the applicant.
    pub category: Category,
    /// Who asks, where the office keeps a file on the applicant.
    pub applicant: Option<ApplicantId>,
    /// What is asked for.
    pub request: Request,
    /// The number in the register it was taken over from.
    pub source_ref: Option<String>,
    /// 提交之日
    pub submitted_on: NaiveDate,
    /// 收到申请之日, where it is already known (counter, signed mail, an older register). `None` where
    /// both sides have yet to confirm it (art 31(三)).
    pub received_on: Option<NaiveDate>,
}

coded_enum! {
    /// 征求意见的对象 (arts 32–34).
    ConsultationKind {
        /// 第三方
        ThirdParty = "third_party",
        /// 其他机关
        Agency = "agency",
    }
}

/// 计费数量 (FEE arts 2–5): one mode for a request, never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum FeeQuantity {
    /// 按件
    Item {
        /// Number of items.
        items: u32,
    },
    /// 按量
    Page {
        /// Number of pages.
        pages: u32,
    },
}

/// 更正 of something that was entered wrongly; history keeps both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "snake_case", deny_unknown_fields)]
pub enum Amendment {
    /// 收到申请之日
    ReceivedOn {
        /// The right date.
        to: NaiveDate,
    },
    /// 申请渠道
    Channel {
        /// The right channel.
        to: Channel,
    },
    /// 申请人类别
    Category {
        /// The right category.
        to: Category,
    },
    /// 所需信息的名称
    Subject {
        /// The right wording.
        to: String,
    },
    /// 办理结果 of the reply that closed the case
    Outcome {
        /// The right result.
        to: Outcome,
        /// Its sub-reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sub_reason: Option<String>,
    },
    /// The date of an earlier step
    StepDate {
        /// The number of the step in the case's history.
        version: u32,
        /// The right date.
        to: NaiveDate,
    },
}

/// 办理行为. The date of the act travels beside it.
#[allow(missing_docs, reason = "the fields are named in the contract's words; the variant says what they are for")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// 确认收到 (art 31)
    ConfirmReceipt,
    /// 收到之前即移送或确认不成 (R14): never received in law, not counted
    RejectBeforeReceipt { reason: String },
    /// 分办、改派
    Assign { officer: OfficerId, section: Option<SectionId> },
    /// 备注
    Note { text: String },
    /// 补正通知 (art 30)
    RequestSupplement { respond_by: NaiveDate, items: String },
    /// 收到补正
    ReceiveSupplement { text: Option<String> },
    /// 逾期不补正，不再处理
    LapseSupplement,
    /// 征求第三方或其他机关意见 (arts 32–34)
    Consult { kind: ConsultationKind, with: Option<String> },
    /// 收到意见; the oldest open consultation of the kind unless `consultation` names one by its version
    RecordAnswer { kind: ConsultationKind, consultation: Option<u32>, consents: Option<bool> },
    /// 要求说明理由 (art 35)
    RequestReasons,
    /// 收到理由
    RecordReasons,
    /// 确定延迟答复的合理期限 (art 35, R7)
    AgreeLaterDate { due_on: NaiveDate, reason: String },
    /// 延期答复 (art 33)
    Extend { working_days: u32, reason: Option<String> },
    /// 中止 (R8)
    Suspend { reason: String },
    /// 恢复
    Resume,
    /// 收费通知 (FEE art 6)
    NotifyFee { quantity: FeeQuantity, amount_yuan: i64, expected_yuan: Option<i64> },
    /// 撤回收费通知: the applicant chose a free way, or a narrower request
    WithdrawFeeNotice { reason: String },
    /// 缴费
    RecordPayment { amount_yuan: i64, receipt_no: Option<String> },
    /// 逾期不缴费，不再处理
    LapseFee,
    /// 减免
    WaiveFee { amount_yuan: i64, reason: String },
    /// 退费
    RefundFee { amount_yuan: i64, reason: String },
    /// 成本费用 (2008 art 27)
    RecordCostFee { charged_yuan: i64, waived_yuan: i64 },
    /// 收存附件
    AddAttachment { file: AttachmentRef, bytes: u64 },
    /// 标明附件涉密 (R18)
    MarkSecret { sha256: String },
    /// 拟稿
    DraftReply { draft: Box<Draft> },
    /// 送审
    SubmitForReview { digest: ReplyDigest },
    /// 审查通过
    PassReview { step: u8, digest: ReplyDigest, opinion: Option<String> },
    /// 退回
    SendBack { step: u8, reason: String },
    /// 报请确定 (art 17)
    Refer { step: u8, to: String, reason: String },
    /// 登记簿所载审查记录
    RecordReview { step: u8, by: String, verdict: Verdict },
    /// 发出答复 (R12)
    Dispatch { digest: ReplyDigest, document_no: Option<String>, method: Option<String> },
    /// 登记簿所载答复
    RecordReply { outcome: Outcome, sub_reason: Option<String> },
    /// 送达、签收
    Deliver,
    /// 撤回申请 (R14)
    Withdraw { reason: Option<String> },
    /// 拆分 (一事一申请, R13)
    Split { into: Vec<String> },
    /// 并入另一件 (R14)
    Merge { into: String },
    /// 关联
    Link { to: String },
    /// 复议、诉讼立案
    FileAppeal { group: AppealGroup, simple_procedure: bool },
    /// 提交复议答复或答辩状
    AnswerAppeal { group: AppealGroup },
    /// 复议、诉讼审结
    ConcludeAppeal { group: AppealGroup, result: AppealResult, redecide_within: Option<u32> },
    /// 举报投诉
    FileComplaint,
    /// 举报投诉办结
    ConcludeComplaint,
    /// 更正登记错误
    Correct { amendment: Amendment, reason: String },
}

macro_rules! command_kinds {
    ($($variant:ident = $code:literal,)+) => {
        coded_enum! {
            /// 办理行为的种类: the columns of the table Status × Command.
            CommandKind { $(#[doc = concat!("See [`Command::", stringify!($variant), "`].")] $variant = $code,)+ }
        }

        impl Command {
            /// Which act this is.
            #[must_use]
            pub fn kind(&self) -> CommandKind {
                match self { $(Self::$variant { .. } => CommandKind::$variant,)+ }
            }
        }
    };
}

command_kinds! {
    ConfirmReceipt = "confirm_receipt",
    RejectBeforeReceipt = "reject_before_receipt",
    Assign = "assign",
    Note = "note",
    RequestSupplement = "request_supplement",
    ReceiveSupplement = "receive_supplement",
    LapseSupplement = "lapse_supplement",
    Consult = "consult",
    RecordAnswer = "record_answer",
    RequestReasons = "request_reasons",
    RecordReasons = "record_reasons",
    AgreeLaterDate = "agree_later_date",
    Extend = "extend",
    Suspend = "suspend",
    Resume = "resume",
    NotifyFee = "notify_fee",
    WithdrawFeeNotice = "withdraw_fee_notice",
    RecordPayment = "record_payment",
    LapseFee = "lapse_fee",
    WaiveFee = "waive_fee",
    RefundFee = "refund_fee",
    RecordCostFee = "record_cost_fee",
    AddAttachment = "add_attachment",
    MarkSecret = "mark_secret",
    DraftReply = "draft_reply",
    SubmitForReview = "submit_for_review",
    PassReview = "pass_review",
    SendBack = "send_back",
    Refer = "refer",
    RecordReview = "record_review",
    Dispatch = "dispatch",
    RecordReply = "record_reply",
    Deliver = "deliver",
    Withdraw = "withdraw",
    Split = "split",
    Merge = "merge",
    Link = "link",
    FileAppeal = "file_appeal",
    AnswerAppeal = "answer_appeal",
    ConcludeAppeal = "conclude_appeal",
    FileComplaint = "file_complaint",
    ConcludeComplaint = "conclude_complaint",
    Correct = "correct",
}
