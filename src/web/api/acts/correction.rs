//! 更正: what was entered wrongly. History keeps both.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::acts;
use crate::domain::case::{Amendment, Command};
use crate::domain::code::{Category, Channel};
use crate::domain::outcome::Outcome;
use crate::web::openapi::codes;

/// What is right.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "field", rename_all = "snake_case", deny_unknown_fields)]
pub enum AmendmentBody {
    /// 收到申请之日
    ReceivedOn {
        /// The right date.
        to: NaiveDate,
    },
    /// 申请渠道
    Channel {
        /// The right channel.
        #[schema(schema_with = codes::<Channel>)]
        to: Channel,
    },
    /// 申请人类别
    Category {
        /// The right category.
        #[schema(schema_with = codes::<Category>)]
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
        #[schema(schema_with = codes::<Outcome>)]
        to: Outcome,
        /// Its sub-reason.
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

impl From<AmendmentBody> for Amendment {
    fn from(body: AmendmentBody) -> Self {
        match body {
            AmendmentBody::ReceivedOn { to } => Self::ReceivedOn { to },
            AmendmentBody::Channel { to } => Self::Channel { to },
            AmendmentBody::Category { to } => Self::Category { to },
            AmendmentBody::Subject { to } => Self::Subject { to },
            AmendmentBody::Outcome { to, sub_reason } => Self::Outcome { to, sub_reason },
            AmendmentBody::StepDate { version, to } => Self::StepDate { version, to },
        }
    }
}

acts! {
    /// 更正登记错误: every date and figure that follows from it is computed again.
    correct at "/api/v1/cases/{case_id}/correct" takes CorrectBody {
        /// What is right.
        amendment: AmendmentBody,
        /// How it came to be wrong.
        reason: String,
    } => Command::Correct { amendment: amendment.into(), reason };
}
