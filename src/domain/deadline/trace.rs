//! 期限说明: why the due date is that date.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::calendar::Notice;

/// One stretch of time in the count, with its cause.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceEntry {
    /// First day of the stretch.
    pub from: NaiveDate,
    /// Last day of the stretch; the day itself for something that happened on one day.
    pub to: NaiveDate,
    /// Working days in the stretch.
    pub working_days: u32,
    /// Working days counted towards the period so far.
    pub counted: u32,
    /// What the stretch is.
    pub cause: Cause,
    /// The article that says so, where one does.
    pub article: Option<Arc<str>>,
}

/// What holds the clock during a stretch that does not count; more than one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pauses {
    /// 征求第三方意见
    pub third_party: bool,
    /// 征求其他机关意见
    pub agency: bool,
    /// 等待补正 (2008 regime)
    pub supplement: bool,
    /// 收费通知撤回或免收之前
    pub fee: bool,
    /// 中止, where the agency's regime lets it stop the clock
    pub suspension: bool,
}

impl Pauses {
    /// Whether nothing holds the clock.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            third_party: self.third_party || other.third_party,
            agency: self.agency || other.agency,
            supplement: self.supplement || other.supplement,
            fee: self.fee || other.fee,
            suspension: self.suspension || other.suspension,
        }
    }
}

/// The cause of a stretch.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// 收到申请: the period starts the day after.
    Received,
    /// The period, in working days.
    Period {
        /// Its length.
        working_days: u32,
    },
    /// 补正通知发出: the clock stops.
    SupplementRequested,
    /// 收到补正: the period starts afresh the day after.
    SupplementRestarts,
    /// 收费通知发出: the clock stops.
    FeeNotified,
    /// 缴费: the period starts afresh the day after.
    PaymentRestarts,
    /// 原延期随期限重新计算而失效 (R5)
    ExtensionLapsed {
        /// Its length.
        working_days: u32,
    },
    /// 延期
    Extended {
        /// Its length.
        working_days: u32,
    },
    /// 延期 notified after the due date (R5): recorded, without effect
    ExtendedTooLate {
        /// Its length.
        working_days: u32,
    },
    /// Working days that count; plain weekends in between do not.
    Counted,
    /// 放假
    Holiday {
        /// 节日
        name: Arc<str>,
        /// The document
        notice: Arc<Notice>,
    },
    /// 调休上班: counts
    Makeup {
        /// 节日
        festival: Arc<str>,
        /// The document
        notice: Arc<Notice>,
    },
    /// 不计入期限
    Excluded(Pauses),
    /// 期限停止，尚未恢复
    Stopped(Pauses),
    /// 经确定的延迟答复期限 (art 35)
    LaterDate,
    /// 暂定: the year's calendar is not published
    Provisional {
        /// The year.
        year: i32,
    },
    /// The event that another period counts from (notice sent, appeal filed …).
    Started,
    /// 期限届满之日
    Due,
}
