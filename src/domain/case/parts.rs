//! The parts of a case.

use chrono::NaiveDate;

use super::command::{ConsultationKind, FeeQuantity};
use crate::domain::outcome::Outcome;
use crate::domain::review::AttachmentRef;

/// A date with the number of the event that gave it, so that it can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// The date in force.
    pub on: NaiveDate,
    /// The event.
    pub version: u32,
}

/// 补正 (art 30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplement {
    /// 告知之日
    pub requested_on: Dated,
    /// 补正期限的最后一日
    pub respond_by: NaiveDate,
    /// 收到补正之日
    pub received_on: Option<Dated>,
    /// 逾期不补正
    pub lapsed: bool,
}

/// 征求意见 (arts 32–34).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// 第三方 or 其他机关
    pub kind: ConsultationKind,
    /// Whom.
    pub with: Option<String>,
    /// 发函之日
    pub sent_on: Dated,
    /// 收到意见之日
    pub answered_on: Option<Dated>,
    /// 是否同意公开
    pub consents: Option<bool>,
}

/// 延期 (art 33).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// 告知之日
    pub on: Dated,
    /// Working days added.
    pub working_days: u32,
    /// The later date (art 35) that was in force when it was notified, if one was.
    pub later_date: Option<NaiveDate>,
}

/// How a fee notice ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeeEnd {
    /// 缴费
    Paid {
        /// When.
        on: Dated,
        /// How much, in yuan.
        amount_yuan: i64,
        /// 票据号
        receipt_no: Option<String>,
    },
    /// 全额减免 or 撤回: nothing is owed any more
    Dropped {
        /// When.
        on: Dated,
    },
    /// 逾期不缴费
    Lapsed,
}

/// 收费通知 (FEE art 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeNotice {
    /// 通知之日
    pub notified_on: Dated,
    /// What is charged for.
    pub quantity: FeeQuantity,
    /// How much, in yuan.
    pub amount_yuan: i64,
    /// How it ended.
    pub end: Option<FeeEnd>,
}

/// 附件.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is.
    pub file: AttachmentRef,
    /// 标明涉密
    pub secret: bool,
    /// 已清除
    pub purged: bool,
}

/// 答复.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 发出之日 (R12)
    pub dispatched_on: Dated,
    /// 办理结果
    pub outcome: Outcome,
    /// 细分原因
    pub sub_reason: Option<String>,
    /// 文号
    pub document_no: Option<String>,
    /// 送达之日
    pub delivered_on: Option<Dated>,
    /// Whether the secrecy review is evidenced.
    pub reviewed: bool,
    /// 随答复提供的附件: the files of the draft that was reviewed, by their bytes.
    pub attachments: Vec<AttachmentRef>,
}

/// 办结.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// When.
    pub on: Dated,
    /// The row of Table 3.
    pub outcome: Outcome,
    /// 细分原因
    pub sub_reason: Option<String>,
    /// Whether by a reply, which is on time or late; a lapse or a withdrawal is neither.
    pub by_reply: bool,
}
