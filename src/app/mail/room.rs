//! 收发室: what every mail of the installation has in common.

use std::fmt;

use chrono::TimeDelta;

use crate::domain::mail::{Language, QuietHours};
use crate::mail::Templates;

/// What every mail of the installation has in common.
#[derive(Clone)]
pub struct PostRoom {
    /// 邮件模板 of the installation.
    pub templates: Templates,
    /// The address at which people reach the office's site, without a slash at the end.
    pub site: String,
    /// The office's own address, from which mail is sent.
    pub from: String,
    /// In which language officers are written to who have not chosen one.
    pub language: Language,
    /// 免打扰时段; none: mail leaves at any hour.
    pub quiet: Option<QuietHours>,
    /// How long a mail that is being sent belongs to whoever sends it: well beyond what sending can take.
    pub claim: TimeDelta,
}

impl Default for PostRoom {
    /// As `config/default.toml` has it.
    fn default() -> Self {
        Self {
            templates: Templates::built_in(),
            site: "http://127.0.0.1:8080".to_owned(),
            from: "gongkai@localhost".to_owned(),
            language: Language::Zh,
            quiet: QuietHours::new(20, 8),
            claim: TimeDelta::seconds(180),
        }
    }
}

impl fmt::Debug for PostRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostRoom").field("site", &self.site).finish_non_exhaustive()
    }
}
