//! 报告状态的说明: what a reader must know about the figures before using them.

use chrono::NaiveDate;

use crate::domain::annual_report::life::Edition;
use crate::messages::Lang;

/// What is said below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// 暂时数据: the year is not over.
    Preliminary {
        /// The day whose figures these are.
        as_of: NaiveDate,
    },
    /// 未定稿: the figures may still change.
    NotFrozen,
    /// 已定稿，未发布
    NotPublished {
        /// 第几版
        revision: u32,
    },
    /// 已发布
    Published {
        /// 发布之日
        on: NaiveDate,
        /// 第几版
        revision: u32,
        /// The edition that it replaces, and why.
        correction: Option<(u32, String)>,
    },
}

impl Notice {
    /// What is to be said of an edition.
    #[must_use]
    pub fn of(edition: &Edition) -> Self {
        let revision = edition.revision;
        let Some(published) = &edition.published else { return Self::NotPublished { revision } };
        let correction = edition.replaces.zip(edition.reason.clone());
        Self::Published { on: published.on, revision, correction }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Preliminary { as_of } => {
                lang.with("report-notice-preliminary", &[("as_of", as_of.to_string().into())])
            }
            Self::NotFrozen => lang.text("report-notice-not-frozen"),
            Self::NotPublished { revision } => {
                lang.with("report-notice-not-published", &[("revision", revision.to_string().into())])
            }
            Self::Published { on, correction: None, revision: _ } => {
                lang.with("report-notice-published", &[("on", on.to_string().into())])
            }
            Self::Published { on, revision, correction: Some((replaces, reason)) } => lang.with(
                "report-notice-corrected",
                &[
                    ("on", on.to_string().into()),
                    ("revision", revision.to_string().into()),
                    ("replaces", replaces.to_string().into()),
                    ("reason", reason.as_str().into()),
                ],
            ),
        }
    }
}
