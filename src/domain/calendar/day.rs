//! What a single day is, and which document says so.

use std::sync::Arc;

use super::file::Notice;

/// What a day is. Cloning it copies two pointers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Day {
    /// 工作日: an ordinary one.
    Working,
    /// 周末.
    Weekend,
    /// 放假.
    Holiday {
        /// 节日.
        name: Arc<str>,
        /// The document that gives the day off.
        notice: Arc<Notice>,
    },
    /// 调休上班: a day of a weekend that is worked.
    Makeup {
        /// 节日 whose holiday it makes up for.
        festival: Arc<str>,
        /// The document that takes the day.
        notice: Arc<Notice>,
    },
}

impl Day {
    /// Whether it counts in a period of 工作日 (R2).
    #[must_use]
    pub fn is_working(&self) -> bool {
        match self {
            Self::Working | Self::Makeup { .. } => true,
            Self::Weekend | Self::Holiday { .. } => false,
        }
    }

    /// The document it comes from; an ordinary day comes from none.
    #[must_use]
    pub fn notice(&self) -> Option<&Arc<Notice>> {
        match self {
            Self::Working | Self::Weekend => None,
            Self::Holiday { notice, .. } | Self::Makeup { notice, .. } => Some(notice),
        }
    }
}
