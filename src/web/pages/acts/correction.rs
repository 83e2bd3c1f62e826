//! 更正: what can be corrected, and what is filled in for it.

use super::choices::Source;
use super::form::{Item, Shape};
use crate::domain::code::coded_enum;

coded_enum! {
    /// What is corrected.
    Corrected {
        /// 收到申请之日
        ReceivedOn = "received_on",
        /// 申请渠道
        Channel = "channel",
        /// 申请人类别
        Category = "category",
        /// 所需信息的名称
        Subject = "subject",
        /// 办理结果
        Outcome = "outcome",
        /// The date of an earlier step
        StepDate = "step_date",
    }
}

const fn to(shape: Shape) -> Item {
    Item { name: "to", label: "act-right", hint: None, shape, is_required: true }
}

const STEP: Item =
    Item { name: "step", label: "act-step", hint: None, shape: Shape::Choose(Source::Steps), is_required: true };
const SUB_REASON: Item =
    Item { name: "sub_reason", label: "act-sub-reason", hint: None, shape: Shape::Line, is_required: false };
const REASON: Item =
    Item { name: "reason", label: "act-wrong-because", hint: None, shape: Shape::Area, is_required: true };

impl Corrected {
    /// What is filled in.
    pub(super) fn items(self) -> &'static [Item] {
        match self {
            Self::ReceivedOn => &[const { to(Shape::Date) }, REASON],
            Self::Channel => &[const { to(Shape::Choose(Source::Channels)) }, REASON],
            Self::Category => &[const { to(Shape::Choose(Source::Categories)) }, REASON],
            Self::Subject => &[const { to(Shape::Area) }, REASON],
            Self::Outcome => &[const { to(Shape::Choose(Source::Outcomes)) }, SUB_REASON, REASON],
            Self::StepDate => &[STEP, const { to(Shape::Date) }, REASON],
        }
    }
}
