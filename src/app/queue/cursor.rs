//! 翻页: where the next page begins, as text that is handed out and comes back.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate};

use super::question::Sort;
use crate::domain::ids::CaseId;
use crate::store::queue::Position;

/// The place of the last case of a page. Written as text it names the order, the sort key and the case,
/// `due.2025-04-01.12`; a text that was not handed out for the same order is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    key: Key,
    case: CaseId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Due(NaiveDate),
    Received(Option<NaiveDate>),
    /// The number never changes: it is looked up.
    Number,
    /// Microseconds since 1970.
    Updated(i64),
}

/// Instead of a date, for what has not been received.
const NOT_YET: &str = "-";

impl Cursor {
    /// Reads a text that was handed out for this order.
    ///
    /// ```
    /// use gongkai_office::app::queue::{Cursor, Sort};
    /// let cursor = Cursor::read(Sort::Due, "due.2025-04-01.12");
    /// assert_eq!(cursor.map(|it| it.to_string()).as_deref(), Some("due.2025-04-01.12"));
    /// assert_eq!(Cursor::read(Sort::Number, "due.2025-04-01.12"), None);
    /// assert_eq!(Cursor::read(Sort::Due, "due.tomorrow.12"), None);
    /// ```
    #[must_use]
    pub fn read(sort: Sort, text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix(sort.as_str())?.strip_prefix('.')?.split('.');
        let key = match sort {
            Sort::Due => Key::Due(parts.next()?.parse().ok()?),
            Sort::Received => Key::Received(match parts.next()? {
                NOT_YET => None,
                date => Some(date.parse().ok()?),
            }),
            Sort::Number => Key::Number,
            Sort::Updated => Key::Updated(parts.next()?.parse().ok()?),
        };
        let cursor = Self { key, case: CaseId(parts.next()?.parse().ok()?) };
        // Exactly what was handed out: no second spelling of the same place, no date outside the calendar.
        (cursor.is_possible() && cursor.to_string() == text).then_some(cursor)
    }

    fn is_possible(self) -> bool {
        let day = match self.key {
            Key::Due(key) => Some(key),
            Key::Received(on) => on,
            Key::Number => None,
            Key::Updated(at) => match DateTime::from_timestamp_micros(at) {
                Some(at) => Some(at.date_naive()),
                None => return false,
            },
        };
        day.is_none_or(|day| (1..=9999).contains(&day.year()))
    }

    /// The cursor of a case at a place.
    pub(super) fn of(position: &Position, case: CaseId) -> Self {
        let key = match position {
            Position::Due { key, .. } => Key::Due(*key),
            Position::Received { on, .. } => Key::Received(*on),
            Position::Number { .. } => Key::Number,
            Position::Updated { at, .. } => Key::Updated(at.and_utc().timestamp_micros()),
        };
        Self { key, case }
    }

    /// The place, where the text says it all.
    pub(super) fn position(self) -> Option<Position> {
        let id = self.case;
        Some(match self.key {
            Key::Due(key) => Position::Due { key, id },
            Key::Received(on) => Position::Received { on, id },
            Key::Number => return None,
            Key::Updated(at) => Position::Updated { at: DateTime::from_timestamp_micros(at)?.naive_utc(), id },
        })
    }

    /// The case.
    pub(super) fn case(self) -> CaseId {
        self.case
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = self.case.0;
        match self.key {
            Key::Due(key) => write!(f, "{}.{key}.{case}", Sort::Due),
            Key::Received(Some(on)) => write!(f, "{}.{on}.{case}", Sort::Received),
            Key::Received(None) => write!(f, "{}.{NOT_YET}.{case}", Sort::Received),
            Key::Number => write!(f, "{}.{case}", Sort::Number),
            Key::Updated(at) => write!(f, "{}.{at}.{case}", Sort::Updated),
        }
    }
}
