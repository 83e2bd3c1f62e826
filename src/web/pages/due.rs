//! 期限一栏: a case's clock in a list, in a few words.

use chrono::NaiveDate;

use crate::app::standing::{Days, LONG_LATE, Mark, Standing};
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::store::cases::CaseState;

/// A due date as a list shows it.
pub(super) struct Due {
    /// The date, where there is one.
    pub date: Option<NaiveDate>,
    /// Whether it is the latest possible one, because an opinion is awaited.
    pub is_latest: bool,
    /// What it means today.
    pub note: String,
    /// How it looks: `calm`, `today`, `late`, `late long`, `still`, `done`.
    pub tone: &'static str,
    /// 暂定
    pub is_provisional: bool,
    /// Working days gone and left.
    pub bar: Option<Bar>,
}

/// Working days gone and left, drawn.
pub(super) struct Bar {
    pub gone: u32,
    pub total: u32,
    pub label: String,
}

impl Due {
    /// Of a case on a day.
    pub(super) fn of(lang: Lang, case: &CaseState, standing: Standing) -> Self {
        let until = case.stopped_until.map(|on| on.to_string()).unwrap_or_default();
        let closed_on = case.closed_on.map(|on| on.to_string()).unwrap_or_default();
        let days = standing.days.unwrap_or(Days { elapsed: 0, left: 0, late: 0 });
        let (id, tone) = match words(case, standing.mark) {
            (id, "late") if standing.mark == Mark::Late && days.late >= LONG_LATE => (id, "late long"),
            other => other,
        };
        let particulars = [
            ("left", days.left.into()),
            ("late", days.late.into()),
            ("until", until.into()),
            ("closed", closed_on.into()),
        ];
        Self {
            date: case.due_on.filter(|_| standing.mark != Mark::Redeciding),
            is_latest: standing.mark == Mark::Stopped && case.due_on.is_some(),
            note: lang.with(id, &particulars),
            tone,
            is_provisional: case.due_provisional && case.is_open,
            bar: standing.days.map(|days| Bar::of(lang, days)),
        }
    }
}

impl Bar {
    fn of(lang: Lang, Days { elapsed, left, late: _ }: Days) -> Self {
        let label = lang.with("web-bar", &[("elapsed", elapsed.into()), ("left", left.into())]);
        Self { gone: elapsed, total: (elapsed + left).max(1), label }
    }

    /// Of a period whose working days have been counted.
    pub(super) fn counted(lang: Lang, gone: u32, left: u32) -> Self {
        let total = (gone + left).max(1);
        let particulars = [("counted", gone.into()), ("total", total.into()), ("left", left.into())];
        Self { gone, total, label: lang.with("web-bar-counted", &particulars) }
    }
}

/// The message, and how it looks.
fn words(case: &CaseState, mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Running => ("web-due-running", "calm"),
        Mark::DueToday => ("web-due-today", "today"),
        Mark::Late => ("web-due-late", "late"),
        Mark::Stopped if case.stopped_until.is_some() => ("web-due-stopped-until", "still"),
        Mark::Stopped => ("web-due-stopped", "still"),
        Mark::Unconfirmed => ("web-due-unconfirmed", "still"),
        Mark::Redeciding => ("web-due-redeciding", "still"),
        Mark::Ended if was_answered_late(case) => ("web-due-ended-late", "late"),
        Mark::Ended if case.closed_on.is_some() => ("web-due-ended", "done"),
        Mark::Ended => ("web-due-none", "done"),
    }
}

/// R12: a reply is late or on time; an end without one is neither.
fn was_answered_late(case: &CaseState) -> bool {
    case.status == Status::Replied && case.closed_on.zip(case.due_on).is_some_and(|(closed, due)| closed > due)
}
