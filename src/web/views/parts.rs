//! The parts of a case file.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::case_file::Act;
use crate::domain::appeal::{Appeal, Complaint};
use crate::domain::case::{Case, Consultation, ConsultationKind, Event, FeeEnd, FeeNotice, File, Reply, Supplement};
use crate::domain::code::{AppealGroup, AppealResult};
use crate::domain::ids::OfficerId;
use crate::domain::outcome::Outcome;
use crate::domain::review::Verdict;
use crate::domain::role::Role;
use crate::web::openapi::{codes, codes_or_null};

/// 补正 (art 30).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SupplementView {
    /// 告知之日
    requested_on: NaiveDate,
    /// 补正期限的最后一日
    respond_by: NaiveDate,
    /// 收到补正之日
    received_on: Option<NaiveDate>,
    /// 逾期不补正
    lapsed: bool,
}

impl From<Supplement> for SupplementView {
    fn from(Supplement { requested_on, respond_by, received_on, lapsed }: Supplement) -> Self {
        Self { requested_on: requested_on.on, respond_by, received_on: received_on.map(|it| it.on), lapsed }
    }
}

/// 征求意见 (arts 32–34).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConsultationView {
    /// The version of the letter, by which an answer names it
    version: u32,
    /// 第三方 or 其他机关
    #[schema(schema_with = codes::<ConsultationKind>)]
    kind: ConsultationKind,
    /// Whom
    with: Option<String>,
    /// 发函之日
    sent_on: NaiveDate,
    /// 收到意见之日
    answered_on: Option<NaiveDate>,
    /// 是否同意公开
    consents: Option<bool>,
}

impl From<Consultation> for ConsultationView {
    fn from(Consultation { kind, with, sent_on, answered_on, consents }: Consultation) -> Self {
        let answered_on = answered_on.map(|it| it.on);
        Self { version: sent_on.version, kind, with, sent_on: sent_on.on, answered_on, consents }
    }
}

/// 收费通知 (FEE art 6).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FeeView {
    /// 通知之日
    notified_on: NaiveDate,
    /// In yuan
    amount_yuan: i64,
    /// `open`, `paid`, `dropped` or `lapsed`
    #[schema(example = "open")]
    state: &'static str,
    /// 缴费之日
    paid_on: Option<NaiveDate>,
}

impl From<FeeNotice> for FeeView {
    fn from(FeeNotice { notified_on, quantity: _, amount_yuan, end }: FeeNotice) -> Self {
        let (state, paid_on) = match end {
            None => ("open", None),
            Some(FeeEnd::Paid { on, .. }) => ("paid", Some(on.on)),
            Some(FeeEnd::Dropped { .. }) => ("dropped", None),
            Some(FeeEnd::Lapsed) => ("lapsed", None),
        };
        Self { notified_on: notified_on.on, amount_yuan, state, paid_on }
    }
}

/// 附件.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AttachmentView {
    /// File name
    name: String,
    /// SHA-256 of the content, hexadecimal
    sha256: String,
    /// 标明涉密
    secret: bool,
    /// 已清除
    purged: bool,
}

impl From<File> for AttachmentView {
    fn from(File { file, secret, purged }: File) -> Self {
        Self { name: file.name, sha256: file.sha256, secret, purged }
    }
}

/// 审查: a round of review.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoundView {
    /// 送审稿摘要: what a step passes
    digest: Option<String>,
    /// The number of the step that comes next; null when all are passed or no round is under way
    next_step: Option<u8>,
    /// Who takes it
    #[schema(schema_with = codes_or_null::<Role>)]
    next_role: Option<Role>,
    /// 报请确定: since when an answer is awaited
    referred_on: Option<NaiveDate>,
    /// 审查意见, also of earlier rounds
    opinions: Vec<OpinionView>,
}

/// 审查意见 of one step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpinionView {
    /// Step number, from 1
    step: u8,
    /// When
    on: NaiveDate,
    /// Who
    #[schema(example = "officer_3")]
    officer: String,
    /// 姓名
    officer_name: Option<String>,
    /// What was decided
    #[schema(schema_with = codes::<Verdict>)]
    verdict: Verdict,
    /// Opinion or reason
    text: Option<String>,
}

impl RoundView {
    /// The review of a case, if there has been any.
    pub(super) fn of(case: &Case, history: &[Act], officers: &HashMap<OfficerId, String>) -> Option<Self> {
        let opinions: Vec<OpinionView> = history.iter().filter_map(|act| opinion(act, officers)).collect();
        let round = case.review.as_ref();
        if round.is_none() && opinions.is_empty() {
            return None;
        }
        Some(Self {
            digest: round.map(|round| round.digest.0.clone()),
            next_step: round.and_then(|round| round.next_step()),
            next_role: round.and_then(|round| round.next_rule()).map(|rule| rule.role),
            referred_on: round.and_then(|round| round.referred_on),
            opinions,
        })
    }
}

fn opinion(act: &Act, officers: &HashMap<OfficerId, String>) -> Option<OpinionView> {
    let (step, by, verdict, text) = if let Event::ReviewPassed { step, by, opinion } = &act.event {
        (*step, *by, Verdict::Passed, opinion.clone())
    } else if let Event::ReviewSentBack { step, by, reason } = &act.event {
        (*step, *by, Verdict::SentBack, Some(reason.clone()))
    } else if let Event::ReviewReferred { step, by, reason, .. } = &act.event {
        (*step, *by, Verdict::Referred, Some(reason.clone()))
    } else {
        return None;
    };
    let officer_name = officers.get(&by).cloned();
    Some(OpinionView { step, on: act.on, officer: by.to_string(), officer_name, verdict, text })
}

/// 答复.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReplyView {
    /// 发出之日
    dispatched_on: NaiveDate,
    /// 办理结果
    #[schema(schema_with = codes::<Outcome>)]
    outcome: Outcome,
    /// 细分原因
    sub_reason: Option<String>,
    /// 文号
    document_no: Option<String>,
    /// 送达之日
    delivered_on: Option<NaiveDate>,
    /// Whether the secrecy review is evidenced
    reviewed: bool,
    /// 随答复提供的附件, each by the SHA-256 of its bytes
    attachments: Vec<String>,
}

impl From<Reply> for ReplyView {
    fn from(reply: Reply) -> Self {
        let Reply { dispatched_on, outcome, sub_reason, document_no, delivered_on, reviewed, attachments } = reply;
        let (dispatched_on, delivered_on) = (dispatched_on.on, delivered_on.map(|it| it.on));
        let attachments = attachments.into_iter().map(|file| file.sha256).collect();
        Self { dispatched_on, outcome, sub_reason, document_no, delivered_on, reviewed, attachments }
    }
}

/// 复议、诉讼.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppealView {
    /// The column group of Table 4
    #[schema(schema_with = codes::<AppealGroup>)]
    group: AppealGroup,
    /// When the agency learned of it
    filed_on: NaiveDate,
    /// When the agency answered
    answered_on: Option<NaiveDate>,
    /// When it ended
    concluded_on: Option<NaiveDate>,
    /// How it ended
    #[schema(schema_with = codes_or_null::<AppealResult>)]
    result: Option<AppealResult>,
}

impl From<Appeal> for AppealView {
    fn from(Appeal { group, filed_on, simple_procedure: _, answered_on, concluded }: Appeal) -> Self {
        Self {
            group,
            filed_on: filed_on.on,
            answered_on,
            concluded_on: concluded.map(|(on, _)| on.on),
            result: concluded.map(|(_, result)| result),
        }
    }
}

/// 举报投诉.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ComplaintView {
    /// When it was made
    filed_on: NaiveDate,
    /// When it was dealt with
    concluded_on: Option<NaiveDate>,
}

impl From<Complaint> for ComplaintView {
    fn from(Complaint { filed_on, concluded_on }: Complaint) -> Self {
        Self { filed_on: filed_on.on, concluded_on: concluded_on.map(|it| it.on) }
    }
}
