//! What an applicant is shown of the own request.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::own_request::{AskedSupplement, OwedFee, OwnReply, OwnView};
use crate::domain::case::FeeQuantity;
use crate::domain::outcome::Outcome;
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::narrate;
use crate::store::attachments::AttachmentRow;
use crate::web::openapi::{codes, codes_or_null};
use crate::web::views::DeadlineView;

/// 本人申请
#[derive(Serialize, ToSchema)]
pub struct OwnRequestView {
    /// 登记编号
    case_no: String,
    /// 机关代码
    agency: String,
    /// 机关名称
    agency_name: String,
    /// 申请内容
    subject: String,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// 提交之日
    submitted_on: NaiveDate,
    /// 收到申请之日
    received_on: Option<NaiveDate>,
    /// 办理结果
    #[schema(schema_with = codes_or_null::<Outcome>)]
    outcome: Option<Outcome>,
    /// 期限 in force, line by line; null until the request is received
    deadline: Option<DeadlineView>,
    /// What the applicant is waited for, and until when
    supplement: Option<OwnSupplementView>,
    /// A fee that waits for payment
    fee: Option<OwnFeeView>,
    /// The last reply
    reply: Option<OwnReplyView>,
    /// What has happened so far
    timeline: Vec<OwnStepView>,
    /// 评价, 1 to 5
    rating: Option<i32>,
}

/// 补正通知
#[derive(Serialize, ToSchema)]
pub struct OwnSupplementView {
    /// The last day
    respond_by: NaiveDate,
    /// What is to be made clearer, as the notice says
    items: String,
}

/// 收费通知
#[derive(Serialize, ToSchema)]
pub struct OwnFeeView {
    /// 金额, in yuan
    amount_yuan: i64,
    /// The last day; null where none is set
    payable_by: Option<NaiveDate>,
    /// How it was worked out, tier by tier
    tiers: Vec<OwnTierView>,
    /// What it is charged for: `item` or `page`
    by: &'static str,
    /// Whether the applicant said that it was seen
    acknowledged: bool,
}

/// 计费分档
#[derive(Serialize, ToSchema)]
pub struct OwnTierView {
    /// How many items or pages
    units: u64,
    /// For each, in yuan
    unit_yuan: u64,
    /// Together, in yuan
    amount_yuan: u64,
}

/// 答复
#[derive(Serialize, ToSchema)]
pub struct OwnReplyView {
    /// 发出之日
    dispatched_on: NaiveDate,
    /// 文号
    document_no: Option<String>,
    /// 办理结果
    #[schema(schema_with = codes::<Outcome>)]
    outcome: Outcome,
    /// What it says; null if an older register does not tell
    text: Option<String>,
    /// Its files
    files: Vec<OwnFileView>,
    /// The last day for 行政复议
    reconsideration_by: NaiveDate,
    /// The last day for a lawsuit; null where 复议前置 applies
    litigation_by: Option<NaiveDate>,
}

/// 附件 of the reply
#[derive(Serialize, ToSchema)]
pub struct OwnFileView {
    /// The file.
    #[schema(example = "attachment_7")]
    id: String,
    /// 文件名
    name: String,
    /// Its size.
    bytes: i64,
}

/// What happened
#[derive(Serialize, ToSchema)]
pub struct OwnStepView {
    /// When
    on: NaiveDate,
    /// What, as a sentence in the reader's language
    what: String,
}

impl OwnRequestView {
    /// What is shown in a language.
    pub(super) fn new(lang: Lang, view: OwnView) -> Self {
        let OwnView { file, supplement, fee, reply, rating } = view;
        let step = |act: crate::app::case_file::Act| OwnStepView { on: act.on, what: narrate::event(lang, &act.event) };
        Self {
            supplement: supplement.map(|AskedSupplement { respond_by, items }| OwnSupplementView { respond_by, items }),
            submitted_on: file.case.submitted_on,
            timeline: file.history.into_iter().map(step).collect(),
            deadline: file.deadline.map(DeadlineView::from),
            case_no: file.row.origin.case_no,
            agency: file.agency.code,
            agency_name: file.agency.name,
            subject: file.row.state.subject,
            status: file.row.state.status,
            received_on: file.row.state.received_on,
            outcome: file.row.state.outcome,
            fee: fee.map(Into::into),
            reply: reply.map(Into::into),
            rating: rating.map(|rating| rating.stars),
        }
    }
}

impl From<OwedFee> for OwnFeeView {
    fn from(owed: OwedFee) -> Self {
        let OwedFee { notice, fee, payable_by, acknowledged } = owed;
        let tiers = fee.map(|fee| fee.lines).unwrap_or_default();
        let tier = |line: crate::domain::fee::FeeLine| OwnTierView {
            units: line.count,
            unit_yuan: line.unit_yuan,
            amount_yuan: line.subtotal_yuan,
        };
        let by = match notice.quantity {
            FeeQuantity::Item { .. } => "item",
            FeeQuantity::Page { .. } => "page",
        };
        Self {
            amount_yuan: notice.amount_yuan,
            payable_by,
            tiers: tiers.into_iter().map(tier).collect(),
            by,
            acknowledged,
        }
    }
}

impl From<OwnReply> for OwnReplyView {
    fn from(own: OwnReply) -> Self {
        let OwnReply { reply, text, files, remedies } = own;
        let file = |AttachmentRow { id, file }: AttachmentRow| OwnFileView {
            id: id.to_string(),
            name: file.name,
            bytes: file.bytes,
        };
        Self {
            dispatched_on: reply.dispatched_on.on,
            document_no: reply.document_no,
            outcome: reply.outcome,
            text,
            files: files.into_iter().map(file).collect(),
            reconsideration_by: remedies.reconsideration_by,
            litigation_by: remedies.litigation_by,
        }
    }
}
