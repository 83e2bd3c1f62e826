//! 依申请公开件: a request and its whole life.
//!
//! A case is the fold of its history: [`Case::decide`] answers a [`Command`] with [`Event`]s or a
//! [`Refused`]; [`Case::evolve`] applies an event and never says no. `decide` asks three questions in
//! three files: [`who`](decide::who), whose act it is; [`possible`](decide::possible), whether such a thing can
//! have happened at all, which also holds for a register taken over from an older system, and
//! [`permitted`](decide::permitted), whether the law and the agency's own procedure allow it now.

mod command;
mod contribution;
mod correct;
pub mod decide;
pub mod diagram;
mod event;
mod evolve;
pub mod exemplar;
mod parts;
mod refused;
mod request;
mod typical;

use std::sync::Arc;

use chrono::NaiveDate;

pub use command::{Amendment, Command, CommandKind, ConsultationKind, FeeQuantity, Opening, Request};
pub use decide::{Context, Mode, Policy, ReceiptPolicy};
pub use event::{Entry, Event};
pub use parts::{Closure, Consultation, Dated, Extension, FeeEnd, FeeNotice, File, Reply, Supplement};
pub use refused::Refused;
pub use request::{DESCRIPTION_MAX, SUBJECT_MAX};

use super::appeal::{Appeal, Complaint, Redecision};
use super::code::{Category, Channel};
use super::ids::{ApplicantId, OfficerId, SectionId};
use super::regime::Regime;
use super::review::{Draft, Review, Verdict};
use super::status::Status;

/// 依申请公开件 as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// How many events there are.
    pub version: u32,
    /// Where it stands.
    pub status: Status,
    /// 登记簿原编号
    pub source_ref: Option<String>,
    /// 申请渠道
    pub channel: Channel,
    /// 申请人类别
    pub category: Category,
    /// 申请人
    pub applicant: Option<ApplicantId>,
    /// 申请内容
    pub request: Request,
    /// 提交之日
    pub submitted_on: NaiveDate,
    /// 收到申请之日 (art 31); everything counts from here
    pub received_on: Option<Dated>,
    /// 适用的制度 (R10), known once received
    pub regime: Option<Arc<Regime>>,
    /// The date of the last step
    pub last_on: NaiveDate,
    /// The number of the last step
    pub last_step: u32,
    /// 承办人
    pub assignee: Option<OfficerId>,
    /// 承办科室
    pub section: Option<SectionId>,
    /// 补正
    pub supplement: Option<Supplement>,
    /// 征求意见
    pub consultations: Vec<Consultation>,
    /// 要求说明理由: when asked, when given
    pub reasons: Option<(Dated, Option<Dated>)>,
    /// 延迟答复的合理期限 (art 35)
    pub later_date: Option<NaiveDate>,
    /// 延期
    pub extension: Option<Extension>,
    /// 中止: when suspended, when resumed
    pub suspensions: Vec<(Dated, Option<Dated>)>,
    /// 收费
    pub fees: Vec<FeeNotice>,
    /// 减免、退费、成本费用, in yuan, by date: charged and waived
    pub charges: Vec<(Dated, i64, i64)>,
    /// 附件
    pub files: Vec<File>,
    /// 答复稿
    pub draft: Option<Draft>,
    /// 审查
    pub review: Option<Review>,
    /// 登记簿所载审查记录
    pub recorded_reviews: Vec<(u8, String, Verdict)>,
    /// 答复, the first and any further one after a re-decision
    pub replies: Vec<Reply>,
    /// 办结: the first end, which is the one that is counted (R13, R15)
    pub closed: Option<Closure>,
    /// 重新办理
    pub redecision: Redecision,
    /// 复议、诉讼
    pub appeals: Vec<Appeal>,
    /// 举报投诉
    pub complaints: Vec<Complaint>,
    /// 关联、拆分、并入的件
    pub links: Vec<String>,
}

impl Case {
    /// Whether work is still owed: not ended, and received or waiting to be.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.is_open()
    }

    /// Whether it counts in the report (R13, R14): received in law and not split.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.received_on.is_some() && !matches!(self.status, Status::Split | Status::NotReceived)
    }

    /// The supplement notice that waits for an answer; a case that has ended waits for nothing.
    #[must_use]
    pub fn open_supplement(&self) -> Option<&Supplement> {
        let supplement = self.supplement.as_ref().filter(|_| self.is_open());
        supplement.filter(|supplement| supplement.received_on.is_none() && !supplement.lapsed)
    }

    /// The fee notice that waits for payment; a case that has ended waits for nothing.
    #[must_use]
    pub fn open_fee(&self) -> Option<&FeeNotice> {
        self.fees.last().filter(|notice| self.is_open() && notice.end.is_none())
    }

    /// Consultations without an answer, oldest first.
    pub fn open_consultations(&self, kind: ConsultationKind) -> impl Iterator<Item = &Consultation> {
        self.consultations.iter().filter(move |letter| letter.kind == kind && letter.answered_on.is_none())
    }

    /// An appeal of this group that is not concluded.
    #[must_use]
    pub fn pending_appeal(&self, group: super::code::AppealGroup) -> Option<&Appeal> {
        self.appeals.iter().find(|appeal| appeal.group == group && appeal.concluded.is_none())
    }

    /// Whether a lawsuit or a reconsideration corrected the agency, so that a further reply may follow.
    #[must_use]
    pub fn may_reply_again(&self) -> bool {
        self.redecision != Redecision::None
    }

    /// Whether the finished review of what was sent is evidenced (R17): in this system, or by the
    /// register it was taken over from.
    #[must_use]
    pub fn review_is_evidenced(&self) -> bool {
        self.replies.last().is_some_and(|reply| reply.reviewed)
    }
}
