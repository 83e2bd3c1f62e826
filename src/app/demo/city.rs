//! The city as it is written down.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::app::AppError;
use crate::domain::applicant::{ApplicantForm, Name};
use crate::domain::code::{Channel, coded_enum};
use crate::domain::ids::AgencyCode;
use crate::domain::office::OfficeContact;
use crate::domain::role::Role;

const CITY: &str = include_str!("../../../config/demo/city.toml");

/// The example city.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct City {
    /// The code of the agency whose office is shown at work.
    pub office: String,
    #[serde(rename = "agency")]
    pub agencies: Vec<AgencyPlan>,
    #[serde(rename = "officer")]
    pub officers: Vec<OfficerPlan>,
    #[serde(rename = "case")]
    pub cases: Vec<CasePlan>,
    pub texts: Texts,
    pub history: History,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgencyPlan {
    pub code: AgencyCode,
    pub name: String,
    #[serde(default)]
    pub parent: Option<AgencyCode>,
    /// 代字 of its letters.
    pub letter_prefix: String,
    /// How its disclosure office is reached.
    #[serde(default)]
    pub contact: OfficeContact,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficerPlan {
    pub login: String,
    pub name: Name,
    pub roles: Vec<Role>,
    #[serde(default)]
    pub subtree: bool,
    /// Where the roles are held, if not in the office.
    #[serde(default)]
    pub agency: Option<AgencyCode>,
    /// Where they are held as well, with every agency below.
    #[serde(default)]
    pub also: Option<AgencyCode>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CasePlan {
    pub story: Story,
    pub channel: Channel,
    pub applicant: ApplicantForm,
    pub subject: String,
}

coded_enum! {
    /// What has happened to a case so far.
    Story {
        /// 待确认
        AwaitingConfirmation = "awaiting_confirmation",
        /// 未收到
        NeverReceived = "never_received",
        /// 刚收到
        Fresh = "fresh",
        /// 今天到期
        DueToday = "due_today",
        /// 两个工作日后到期
        DueSoon = "due_soon",
        /// 超期
        Late = "late",
        /// 待补正
        AwaitingSupplement = "awaiting_supplement",
        /// 征求第三方意见
        Consulting = "consulting",
        /// 已延期
        Extended = "extended",
        /// 待缴费
        AwaitingPayment = "awaiting_payment",
        /// 已拟稿
        Drafted = "drafted",
        /// 初审已通过
        InReview = "in_review",
        /// 被退回
        SentBack = "sent_back",
        /// 审查完毕，待发出
        Cleared = "cleared",
        /// 已答复
        Replied = "replied",
        /// 逾期不补正
        SupplementLapsed = "supplement_lapsed",
        /// 撤回
        Withdrawn = "withdrawn",
        /// 拆分
        Split = "split",
        /// 复议纠正，重新办理
        Redeciding = "redeciding",
    }
}

/// What is written in the cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub disclosed: String,
    pub withheld: String,
    pub item: String,
    pub article: String,
    pub reason: String,
    pub supplement: String,
    pub rejected: String,
    pub extension: String,
    pub sent_back: String,
    pub third_party: String,
    pub split_into: Vec<String>,
}

/// The registers of the years before.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    /// How many years back.
    pub years: i32,
    /// Requests a month, by agency.
    pub monthly: BTreeMap<String, u32>,
}

impl City {
    pub fn load() -> Result<Self, AppError> {
        toml::from_str(CITY).map_err(|error| wrong(&error))
    }
}

/// The city is written down wrongly.
pub(super) fn wrong(error: &dyn std::error::Error) -> AppError {
    AppError::Settings { agency: "demo".to_owned(), detail: error.to_string() }
}
