//! 日常事务: what nobody has to remember, because the program does.
//!
//! A duty is done once for a date, on the agency's calendar: what is told to officers waits for a working day,
//! and what is told once is not told again ([`NoticeKind`]).

mod due;
mod notice;
mod period;
mod policy;

pub use due::{Ending, Lapse, LapseKind, endings, is_unconfirmed_too_long, lapse, remedy_ending};
pub use notice::NoticeKind;
pub use period::{Period, PeriodError};
pub use policy::{DutyPolicy, Level};

use super::code::coded_enum;

coded_enum! {
    /// 日常事务, in the order in which they are done when several are due.
    Duty {
        /// 年度截止: the year is closed for the statistics
        YearEnd = "year_end",
        /// 日历变更: due dates follow a new calendar (R2)
        Calendars = "calendars",
        /// 逾期不补正、逾期不缴费
        Lapses = "lapses",
        /// 提醒: what runs out soon
        Reminders = "reminders",
        /// 超期催办: late cases, to whom it goes by the days that have passed
        Escalations = "escalations",
        /// 每日摘要
        Digests = "digests",
        /// 年度报告的提醒: unsigned, late
        ReportReminders = "report_reminders",
        /// 下一年日历未公布
        MissingCalendar = "missing_calendar",
        /// 月度催办单
        Urging = "urging",
        /// 季度通报
        Bulletin = "bulletin",
        /// 每日封存
        Seal = "seal",
        /// 清理: what nobody needs any more
        Retention = "retention",
        /// 备份
        Backup = "backup",
    }
}

/// 补做: what becomes of the times that a stopped server missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatchUp {
    /// Each is done, the oldest first: every month has its figures.
    Each,
    /// It is done once: what was due then is due now.
    Once,
    /// It is left out: a digest of yesterday is of no use.
    SameDay,
}

impl Duty {
    /// What becomes of missed times.
    #[must_use]
    pub const fn catch_up(self) -> CatchUp {
        match self {
            Self::YearEnd | Self::Urging | Self::Bulletin => CatchUp::Each,
            Self::Digests => CatchUp::SameDay,
            Self::Calendars
            | Self::Lapses
            | Self::Reminders
            | Self::Escalations
            | Self::ReportReminders
            | Self::MissingCalendar
            | Self::Seal
            | Self::Retention
            | Self::Backup => CatchUp::Once,
        }
    }
}

coded_enum! {
    /// 结果: what a run counts.
    Counted {
        /// 已关闭的件: lapsed by themselves
        Lapsed = "lapsed",
        /// 待确认的逾期: proposed to the officer
        Proposed = "proposed",
        /// 已告知
        Told = "told",
        /// 期限变更的件
        Moved = "moved",
        /// 超期的件
        Late = "late",
        /// 机关
        Agencies = "agencies",
        /// 封存的日子
        Sealed = "sealed",
        /// 清除的数据
        Removed = "removed",
        /// 备份份数
        Backups = "backups",
        /// 勾稽差错
        Faults = "faults",
        /// 与上年相比变化较大的数据
        Changes = "changes",
        /// 由数据库自行备份
        LeftToDatabase = "left_to_database",
    }
}
