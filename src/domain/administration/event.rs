//! 管理日志的条目. They are kept for ever, so a name here is never changed. No secrets: no password, no key,
//! no text of a request.

use serde::{Deserialize, Serialize};

use crate::domain::case::Policy;
use crate::domain::ids::{OfficerId, SectionId, WebhookId};
use crate::domain::letter::{LetterKind, LetterText};
use crate::domain::role::Role;

/// What an administrator changed.
///
/// ```
/// use gongkai_core::domain::administration::AdminEvent;
/// let event = AdminEvent::AgencyRenamed { from: "旧".into(), to: "新".into() };
/// let json = serde_json::to_string(&event).unwrap_or_default();
/// assert_eq!(json, r#"{"what":"agency_renamed","particulars":{"from":"旧","to":"新"}}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "particulars", rename_all = "snake_case", deny_unknown_fields)]
pub enum AdminEvent {
    /// 新增机关
    AgencyAdded {
        /// 机关代码
        code: String,
        /// 机关名称
        name: String,
        /// 上级机关, by its code.
        parent: Option<String>,
        /// The regional calendar it follows.
        region: Option<String>,
        /// 代字
        letter_prefix: String,
    },
    /// 机关更名
    AgencyRenamed {
        /// The name before.
        from: String,
        /// The name now.
        to: String,
    },
    /// 改用另一地区的日历
    RegionChanged {
        /// The region before.
        from: Option<String>,
        /// The region now.
        to: Option<String>,
        /// How many due dates moved.
        moved: usize,
    },
    /// 代字变更
    LetterPrefixChanged {
        /// The 代字 before.
        from: String,
        /// The 代字 now.
        to: String,
    },
    /// 隶属变更
    AgencyMoved {
        /// The agency above it before, by its code.
        from: Option<String>,
        /// The agency above it now.
        to: Option<String>,
    },
    /// 机关停用
    AgencyClosed {},
    /// 机关恢复
    AgencyReopened {},
    /// 新增科室
    SectionAdded {
        /// The section.
        section: SectionId,
        /// Its name.
        name: String,
    },
    /// 科室更名
    SectionRenamed {
        /// The section.
        section: SectionId,
        /// The name before.
        from: String,
        /// The name now.
        to: String,
    },
    /// 撤销科室
    SectionRemoved {
        /// The section.
        section: SectionId,
        /// Its name.
        name: String,
    },
    /// 新增账号
    AccountCreated {
        /// The person.
        officer: OfficerId,
        /// What is typed to log in.
        login: String,
    },
    /// 账号更名: the name of the person was corrected.
    AccountRenamed {
        /// The person.
        officer: OfficerId,
    },
    /// 工作邮箱变更; the address itself is not in the log.
    AccountEmailChanged {
        /// The person.
        officer: OfficerId,
    },
    /// 停用账号
    AccountDisabled {
        /// The person.
        officer: OfficerId,
    },
    /// 恢复账号
    AccountEnabled {
        /// The person.
        officer: OfficerId,
    },
    /// 重置密码
    PasswordReset {
        /// The person.
        officer: OfficerId,
    },
    /// 解除锁定: a login that was locked after too many failures is open again.
    LoginUnlocked {
        /// The person.
        officer: OfficerId,
    },
    /// 授予角色
    RoleGranted {
        /// The person.
        officer: OfficerId,
        /// The role.
        role: Role,
        /// Whether it holds for every agency below as well.
        subtree: bool,
    },
    /// 收回角色
    RoleRevoked {
        /// The person.
        officer: OfficerId,
        /// The role.
        role: Role,
        /// Whether it held for every agency below as well.
        subtree: bool,
    },
    /// 制度变更
    SettingsReplaced {
        /// The rules before.
        from: Box<Policy>,
        /// The rules now.
        to: Box<Policy>,
    },
    /// 日历上传并启用
    CalendarApplied {
        /// The file: jurisdiction and year.
        name: String,
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
        /// How many due dates moved.
        moved: usize,
    },
    /// 导出登记簿: a list of cases left the program as a file.
    CasesExported {
        /// `csv` or `xlsx`.
        format: String,
        /// The names of the parameters that narrowed it; not what was looked for, which may be a person.
        filters: Vec<String>,
        /// Whether it has every agency below in it as well.
        subtree: bool,
        /// Whether applicants are named in it.
        named: bool,
    },
    /// 导出年度登记簿: the register of a year left the program as a file.
    RegisterExported {
        /// 年度
        year: i32,
        /// `csv` or `xlsx`.
        format: String,
        /// Whether it has every agency below in it as well.
        subtree: bool,
        /// Whether applicants are named in it.
        named: bool,
    },
    /// 导入登记簿: requests were taken over from an office's own register.
    RegisterImported {
        /// SHA-256 of the file, in hexadecimal.
        sha256: String,
        /// Requests taken over, or given further steps.
        accepted: usize,
        /// Requests that were there already.
        unchanged: usize,
        /// Lines refused.
        refused: usize,
    },
    /// 文书作废: a number was voided; the reason is in the register of letters.
    LetterVoided {
        /// 文号
        document_no: String,
    },
    /// 文书用语变更: the agency words something itself, or no longer does.
    LetterWordingChanged {
        /// What.
        of: LetterText,
        /// SHA-256 of the words, in hexadecimal; `None` if those that come with the program are used again.
        sha256: Option<String>,
    },
    /// 文号格式变更
    LetterNumberingChanged {
        /// Of which letters.
        of: LetterKind,
        /// The format before.
        from: String,
        /// The format now.
        to: String,
    },
    /// 印章启用: a picture of the seal was put in the place of the one before.
    SealKept {
        /// SHA-256 of the picture, in hexadecimal.
        sha256: String,
    },
    /// 印章停用
    SealRemoved {},
    /// 新增推送地址
    WebhookAdded {
        /// The webhook.
        webhook: WebhookId,
        /// Where it leads, without what may be a secret.
        host: String,
    },
    /// 推送变更
    WebhookChanged {
        /// The webhook.
        webhook: WebhookId,
        /// Where it leads now.
        host: String,
        /// Whether it is told of every agency below as well.
        subtree: bool,
        /// Whether it is told anything at present.
        active: bool,
    },
    /// 撤销推送地址
    WebhookRemoved {
        /// The webhook.
        webhook: WebhookId,
        /// Where it led.
        host: String,
    },
    /// 更换推送密钥
    WebhookSecretChanged {
        /// The webhook.
        webhook: WebhookId,
        /// Where it leads.
        host: String,
    },
    /// 日历撤回
    CalendarWithdrawn {
        /// The file: jurisdiction and year.
        name: String,
        /// How many due dates moved.
        moved: usize,
    },
}

impl AdminEvent {
    /// The person whose account or role was changed, if one was.
    #[must_use]
    pub fn person(&self) -> Option<OfficerId> {
        match self {
            Self::AccountCreated { officer, .. }
            | Self::AccountRenamed { officer }
            | Self::AccountEmailChanged { officer }
            | Self::AccountDisabled { officer }
            | Self::AccountEnabled { officer }
            | Self::PasswordReset { officer }
            | Self::LoginUnlocked { officer }
            | Self::RoleGranted { officer, .. }
            | Self::RoleRevoked { officer, .. } => Some(*officer),
            Self::AgencyAdded { .. }
            | Self::AgencyRenamed { .. }
            | Self::RegionChanged { .. }
            | Self::LetterPrefixChanged { .. }
            | Self::AgencyMoved { .. }
            | Self::AgencyClosed {}
            | Self::AgencyReopened {}
            | Self::SectionAdded { .. }
            | Self::SectionRenamed { .. }
            | Self::SectionRemoved { .. }
            | Self::SettingsReplaced { .. }
            | Self::CalendarApplied { .. }
            | Self::CasesExported { .. }
            | Self::RegisterExported { .. }
            | Self::RegisterImported { .. }
            | Self::LetterVoided { .. }
            | Self::LetterWordingChanged { .. }
            | Self::LetterNumberingChanged { .. }
            | Self::SealKept { .. }
            | Self::SealRemoved {}
            | Self::WebhookAdded { .. }
            | Self::WebhookChanged { .. }
            | Self::WebhookRemoved { .. }
            | Self::WebhookSecretChanged { .. }
            | Self::CalendarWithdrawn { .. } => None,
        }
    }
}
