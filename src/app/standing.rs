//! 期限状况: what a case's row says about its clock on a given day.
//!
//! The row holds dates that do not depend on the day (see `projection`); everything that does is
//! computed here, so nothing has to be touched at midnight.

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::code::coded_enum;
use crate::domain::status::Status;
use crate::store::cases::CaseState;

/// 长期超期 (黑牌): late by this many working days or more.
pub const LONG_LATE: u32 = 10;

coded_enum! {
    /// 期限状况 of a case in a list.
    Mark {
        /// 计算中
        Running = "running",
        /// 今日到期
        DueToday = "due_today",
        /// 超期
        Late = "late",
        /// 停止计算: an opinion, a supplement or a payment is awaited
        Stopped = "stopped",
        /// 尚未确认收到: no period runs yet (art 31)
        Unconfirmed = "unconfirmed",
        /// 重新办理: answered once, with a deadline of its own for the new decision (R15)
        Redeciding = "redeciding",
        /// 已结束
        Ended = "ended",
    }
}

/// 期限状况 with the working days around today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the clock does.
    pub mark: Mark,
    /// The working days, where a due date is known.
    pub days: Option<Days>,
}

/// Working days of a case around today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// From receipt to today, or to the due date if that is past.
    pub elapsed: u32,
    /// From today to the due date; while an opinion is awaited, from the last day for it.
    pub left: u32,
    /// From the due date to today.
    pub late: u32,
}

impl Standing {
    /// Reads a case's row on a day.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if the day lies outside the years for which there is a calendar.
    pub fn of(case: &CaseState, calendar: &Calendar, today: NaiveDate) -> Result<Self, OutsideCalendar> {
        let mark = mark(case, today);
        let dates = case.received_on.zip(case.due_on).filter(|_| mark.has_days());
        let days = dates.map(|(received_on, due_on)| {
            let from = case.stopped_until.map_or(today, |until| until.max(today));
            let between = |from, to| Ok(calendar.working_days_between(from, to)?.working_days);
            Ok(Days {
                elapsed: between(received_on, today.min(due_on))?,
                left: between(from, due_on)?,
                late: between(due_on, today)?,
            })
        });
        Ok(Self { mark, days: days.transpose()? })
    }
}

impl Mark {
    /// Whether working days can be told before and after today.
    fn has_days(self) -> bool {
        match self {
            Self::Running | Self::DueToday | Self::Late | Self::Stopped => true,
            Self::Unconfirmed | Self::Redeciding | Self::Ended => false,
        }
    }
}

fn mark(case: &CaseState, today: NaiveDate) -> Mark {
    if !case.is_open {
        return Mark::Ended;
    }
    // It was answered before, so the dates in the row are those of the first reply.
    if case.closed_on.is_some() {
        return Mark::Redeciding;
    }
    if case.status == Status::AwaitingConfirmation {
        return Mark::Unconfirmed;
    }
    match case.due_on {
        None => Mark::Stopped,
        Some(_) if case.stopped_until.is_some_and(|until| until >= today) => Mark::Stopped,
        Some(due_on) if due_on < today => Mark::Late,
        Some(due_on) if due_on == today => Mark::DueToday,
        Some(_) => Mark::Running,
    }
}
