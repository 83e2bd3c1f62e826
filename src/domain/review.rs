//! 三级审查 (art 17, R17, R18): the exact reply that would leave, and who has passed it.
//!
//! A round of review is bound to the digest of one draft: its text, its outcome, its grounds and its
//! attachments. Whatever changes the draft ends the round, so that nothing can be released that
//! somebody has not read. Steps, their names and roles are an agency's policy (1 to 5 steps); that
//! they are passed by different people is not.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::coded_enum;
use super::ids::OfficerId;
use super::outcome::Outcome;
use super::role::Role;

coded_enum! {
    /// 审查意见 of one step.
    Verdict {
        /// 通过
        Passed = "passed",
        /// 退回
        SentBack = "sent_back",
        /// 报请确定 (art 17): referred to the competent department
        Referred = "referred",
    }
}

coded_enum! {
    /// 密级 (BMF 14).
    SecretLevel {
        /// 绝密
        TopSecret = "top_secret",
        /// 机密
        Secret = "secret",
        /// 秘密
        Confidential = "confidential",
    }
}

/// 审查步骤: one step of an agency's review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRule {
    /// Its name, 初审 for example.
    pub name: String,
    /// Who may take it.
    pub role: Role,
}

/// 审查制度 of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewPolicy {
    /// The steps in order, 1 to 5.
    pub steps: Vec<StepRule>,
    /// Whether the person who submitted the draft may take one of the steps.
    #[serde(default)]
    pub drafter_may_review: bool,
}

impl Default for ReviewPolicy {
    /// 初审（科室负责人）→ 审核（分管领导）→ 审发（领导小组）.
    fn default() -> Self {
        let step = |name: &str, role| StepRule { name: name.to_owned(), role };
        Self {
            steps: vec![
                step("初审", Role::PreliminaryReviewer),
                step("审核", Role::Examiner),
                step("审发", Role::ReleaseAuthority),
            ],
            drafter_may_review: false,
        }
    }
}

impl ReviewPolicy {
    /// Whether the number of steps is allowed: 1 to 5 (R17).
    #[must_use]
    pub fn is_valid(&self) -> bool {
        (1..=5).contains(&self.steps.len())
    }
}

/// 不予公开的每一项及其依据 (R17): one item that is kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// What is kept back.
    pub item: String,
    /// Why: one of the refusals.
    pub outcome: Outcome,
    /// The article relied on.
    pub article: String,
    /// The reason in words, owed to the applicant.
    pub reason: String,
}

/// 附件: a file by what it is called and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRef {
    /// File name.
    pub name: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
}

/// 定密依据 (R18): all that is kept of a state secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretBasis {
    /// 密级
    pub level: SecretLevel,
    /// 保密期限
    pub term: String,
    /// 依据
    pub basis: String,
}

/// 答复稿: what would leave the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// 办理结果
    pub outcome: Outcome,
    /// 细分原因, where the row has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_reason: Option<String>,
    /// The text of the reply.
    pub text: String,
    /// Item by item, what is kept back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    /// The files that would go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentRef>,
    /// Only for 属于国家秘密.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<SecretBasis>,
}

/// 送审稿摘要: SHA-256 over the draft as it is serialised, hexadecimal. Computed outside this folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReplyDigest(pub String);

/// One step that was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// Step number, from 1.
    pub step: u8,
    /// Who passed it.
    pub by: OfficerId,
    /// When.
    pub on: NaiveDate,
}

/// 审查: a round of review over one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The exact reply under review.
    pub digest: ReplyDigest,
    /// Who submitted it.
    pub submitted_by: Option<OfficerId>,
    /// When.
    pub submitted_on: NaiveDate,
    /// The steps to pass, as they stood at submission.
    pub steps: Vec<StepRule>,
    /// The steps passed so far, in order.
    pub passes: Vec<Pass>,
    /// 报请确定: since when an answer from the competent department is awaited.
    pub referred_on: Option<NaiveDate>,
}

impl Review {
    /// The number of the step that comes next, or `None` when all are passed.
    #[must_use]
    pub fn next_step(&self) -> Option<u8> {
        (self.passes.len() < self.steps.len()).then(|| u8::try_from(self.passes.len()).map_or(u8::MAX, |n| n + 1))
    }

    /// The rule of the step that comes next.
    #[must_use]
    pub fn next_rule(&self) -> Option<&StepRule> {
        self.steps.get(self.passes.len())
    }

    /// Whether every step is passed.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.next_step().is_none()
    }

    /// Whether this person has already taken a step of this round.
    #[must_use]
    pub fn has_been_taken_by(&self, officer: OfficerId) -> bool {
        self.passes.iter().any(|pass| pass.by == officer)
    }

    /// When the step that comes next began to wait.
    #[must_use]
    pub fn waiting_since(&self) -> NaiveDate {
        self.passes.last().map_or(self.submitted_on, |pass| pass.on)
    }
}
