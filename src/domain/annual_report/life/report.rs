//! 报告: where a report stands, told from its history.

use chrono::{NaiveDate, NaiveDateTime};

use super::event::{ReportEntry, ReportEvent};
use crate::domain::annual_report::Figures;
use crate::domain::annual_report::narrative::Narrative;
use crate::domain::code::coded_enum;

coded_enum! {
    /// 报告状态
    ReportStatus {
        /// 编制中: the figures are live.
        Open = "open",
        /// 已定稿
        Frozen = "frozen",
        /// 已签发
        Signed = "signed",
        /// 已发布
        Published = "published",
    }
}

/// When something was done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The civil date.
    pub on: NaiveDate,
    /// The instant at which it was noted (UTC).
    pub at: NaiveDateTime,
    /// Who, in one line: `officer_3`.
    pub actor: String,
}

/// 一版: the figures as frozen, and what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// 第几版, from 1.
    pub revision: u32,
    /// The published edition that it replaces.
    pub replaces: Option<u32>,
    /// 更正说明
    pub reason: Option<String>,
    /// The figures.
    pub figures: Figures,
    /// Cells that nobody had entered when it was frozen.
    pub blanks: Vec<String>,
    /// The sections that are not tables, as they were when it was frozen; none in editions from before there were any.
    pub narrative: Narrative,
    /// 附表: in a report that sums up, the figures of each agency.
    pub annexes: Vec<Figures>,
    /// 定稿
    pub frozen: Mark,
    /// 签发
    pub signed: Option<Mark>,
    /// 发布; its date is the one given.
    pub published: Option<Mark>,
}

/// 年度报告 of one agency and year on its way to the public. Without a history it is open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many events there are.
    pub version: i32,
    /// What is frozen or signed and not yet published.
    pub draft: Option<Edition>,
    /// What was published, the newest last.
    pub published: Vec<Edition>,
}

impl Report {
    /// The report that a history tells.
    #[must_use]
    pub fn fold(history: impl IntoIterator<Item = ReportEntry>) -> Self {
        let mut report = Self::default();
        for entry in history {
            report.evolve(entry);
        }
        report
    }

    /// 报告状态
    #[must_use]
    pub fn status(&self) -> ReportStatus {
        match (&self.draft, self.published.last()) {
            (Some(draft), _) if draft.signed.is_some() => ReportStatus::Signed,
            (Some(_), _) => ReportStatus::Frozen,
            (None, Some(_)) => ReportStatus::Published,
            (None, None) => ReportStatus::Open,
        }
    }

    /// The edition in hand: what is being prepared, else what was published last.
    #[must_use]
    pub fn edition(&self) -> Option<&Edition> {
        self.draft.as_ref().or(self.published.last())
    }

    /// What an event makes of the report. It never says no.
    pub fn evolve(&mut self, entry: ReportEntry) {
        self.version += 1;
        let ReportEntry { on, at, actor, event } = entry;
        let mark = Mark { on, at, actor };
        match event {
            ReportEvent::Frozen { revision, replaces, reason, figures, blanks, narrative, annexes } => {
                let figures = *figures;
                let (signed, published) = (None, None);
                self.draft = Some(Edition {
                    revision,
                    replaces,
                    reason,
                    figures,
                    blanks,
                    narrative,
                    annexes,
                    frozen: mark,
                    signed,
                    published,
                });
            }
            ReportEvent::SignedOff => {
                if let Some(draft) = &mut self.draft {
                    draft.signed = Some(mark);
                }
            }
            ReportEvent::Published { published_on } => {
                let published = self.draft.take();
                let mark = Mark { on: published_on, ..mark };
                self.published.extend(published.map(|edition| Edition { published: Some(mark), ..edition }));
            }
            ReportEvent::Reopened { reason: _ } => self.draft = None,
        }
    }
}
