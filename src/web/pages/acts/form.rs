//! 办理表单: what is filled in for each kind of act. A row for each; [`command`](super::command) reads them.

use super::choices::Source;
use crate::domain::case::CommandKind;

use CommandKind as K;
use Shape::{Area, Choose, Date, Line, Number, Pick, Tick};

/// A field of an act's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub name: &'static str,
    /// The id of a message.
    pub label: &'static str,
    /// The id of a message.
    pub hint: Option<&'static str>,
    pub shape: Shape,
    pub is_required: bool,
}

/// How a field looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Line,
    Area,
    Date,
    Number,
    Tick,
    /// One of a few, all of which are shown.
    Pick(Source),
    /// One of many.
    Choose(Source),
}

const fn item(name: &'static str, label: &'static str, shape: Shape) -> Item {
    Item { name, label, hint: None, shape, is_required: true }
}

impl Item {
    const fn optional(self) -> Self {
        Self { is_required: false, ..self }
    }

    const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

const REASON: Item = item("reason", "act-reason", Area);
const YUAN: Item = item("amount_yuan", "act-yuan", Number);
const PENDING: Item = item("group", "act-group", Pick(Source::PendingAppeals));

/// The day of the act, which stands at the end of every form.
pub(super) const ON: Item = item("on", "act-on", Date).hint("act-on-hint");

/// What is filled in for an act; `None` for those that have pages of their own, or are only in registers.
pub(super) fn items(kind: K) -> Option<&'static [Item]> {
    Some(match kind {
        K::ConfirmReceipt
        | K::LapseSupplement
        | K::RequestReasons
        | K::RecordReasons
        | K::Resume
        | K::LapseFee
        | K::Deliver
        | K::FileComplaint
        | K::ConcludeComplaint => &[],
        K::RejectBeforeReceipt | K::Suspend | K::WithdrawFeeNotice => &[REASON],
        K::Assign => &[
            const { item("officer", "act-officer", Choose(Source::Officers)) },
            const { item("section", "act-section", Choose(Source::Sections)).optional() },
        ],
        K::Note => &[const { item("text", "act-note", Area) }],
        K::RequestSupplement => &[
            const { item("items", "act-items", Area).hint("act-items-hint") },
            const { item("respond_by", "act-respond-by", Date).hint("act-respond-by-hint") },
        ],
        K::ReceiveSupplement => &[const { item("text", "act-supplement", Area).optional().hint("act-files-hint") }],
        K::Consult => &[
            const { item("kind", "act-kind", Pick(Source::Kinds)) },
            const { item("with", "act-with", Line).optional() },
        ],
        K::RecordAnswer => &[
            const { item("consultation", "act-letter", Pick(Source::Letters)) },
            const { item("consents", "act-consents", Pick(Source::Consents)) },
        ],
        K::AgreeLaterDate => &[const { item("due_on", "act-later-date", Date) }, REASON],
        K::Extend => &[const { item("working_days", "act-working-days", Number) }, REASON],
        K::NotifyFee => &[
            const { item("by", "act-by", Pick(Source::Units)) },
            const { item("count", "act-count", Number).hint("act-count-hint") },
        ],
        K::RecordPayment => &[YUAN, const { item("receipt_no", "act-receipt-no", Line).optional() }],
        K::WaiveFee | K::RefundFee => &[YUAN, REASON],
        K::RecordCostFee => &[
            const { item("charged_yuan", "act-charged", Number) },
            const { item("waived_yuan", "act-waived", Number) },
        ],
        K::Withdraw => &[const { REASON.optional() }],
        K::Split => &[const { item("parts", "act-parts", Area).hint("act-parts-hint") }],
        K::Merge => &[const { item("into", "act-into", Line).hint("act-number-hint") }],
        K::Link => &[const { item("to", "act-link-to", Line).hint("act-number-hint") }],
        K::FileAppeal => &[
            const { item("group", "act-group", Pick(Source::Appeals)) },
            const { item("simple_procedure", "act-simple", Tick).optional() },
        ],
        K::AnswerAppeal => &[PENDING],
        K::ConcludeAppeal => &[
            PENDING,
            const { item("result", "act-result", Pick(Source::Results)) },
            const { item("redecide_within", "act-redecide", Number).optional().hint("act-redecide-hint") },
        ],
        // What is to be filled in depends on what is corrected.
        K::Correct => &[],
        K::AddAttachment
        | K::MarkSecret
        | K::DraftReply
        | K::SubmitForReview
        | K::PassReview
        | K::SendBack
        | K::Refer
        | K::RecordReview
        | K::Dispatch
        | K::RecordReply => return None,
    })
}
