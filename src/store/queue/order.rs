//! 排序: the order of a list, and a case's place in it.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::ids::{AgencyId, CaseId};
use crate::store::cases::{CaseRow, NO_DUE_DATE};

/// In which order cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// First due first; cases without a due date last.
    Due,
    /// Last received first, after those that wait to be received.
    Received,
    /// Agency after agency, the last number first.
    Number,
    /// Last changed first.
    Updated,
}

/// Where a page ended: the sort key of its last case, and what tells it from others with the same key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// In the order of due dates.
    Due {
        /// `due_key` of the case.
        key: NaiveDate,
        /// The case.
        id: CaseId,
    },
    /// In the order of receipt.
    Received {
        /// 收到申请之日, if it has been received.
        on: Option<NaiveDate>,
        /// The case.
        id: CaseId,
    },
    /// In the order of numbers.
    Number {
        /// Whose number.
        agency: AgencyId,
        /// 登记编号
        case_no: String,
    },
    /// In the order of changes.
    Updated {
        /// When the case was last changed.
        at: NaiveDateTime,
        /// The case.
        id: CaseId,
    },
}

impl Order {
    /// A case's place in a list in this order.
    #[must_use]
    pub fn position(self, case: &CaseRow) -> Position {
        let id = case.id;
        match self {
            Self::Due => Position::Due { key: case.state.due_key, id },
            Self::Received => Position::Received { on: case.state.received_on, id },
            Self::Number => Position::Number { agency: case.origin.agency_id, case_no: case.origin.case_no.clone() },
            Self::Updated => Position::Updated { at: case.state.updated_at, id },
        }
    }
}

impl Position {
    /// Which of two cases of one list comes first.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let unreceived = |on: &Option<NaiveDate>| on.unwrap_or(NO_DUE_DATE);
        match (self, other) {
            (Self::Due { key, id }, Self::Due { key: other_key, id: other_id }) => {
                (key, id).cmp(&(other_key, other_id))
            }
            (Self::Received { on, id }, Self::Received { on: other_on, id: other_id }) => {
                (unreceived(other_on), other_id).cmp(&(unreceived(on), id))
            }
            (Self::Number { agency, case_no }, Self::Number { agency: other_agency, case_no: other_no }) => {
                agency.cmp(other_agency).then_with(|| other_no.cmp(case_no))
            }
            (Self::Updated { at, id }, Self::Updated { at: other_at, id: other_id }) => {
                (other_at, other_id).cmp(&(at, id))
            }
            // Places of different orders do not meet in one list.
            (Self::Due { .. } | Self::Received { .. } | Self::Number { .. } | Self::Updated { .. }, _) => {
                Ordering::Equal
            }
        }
    }

    /// Whether all cases of these agencies come before this place.
    pub(super) fn is_beyond(&self, agencies: &[AgencyId]) -> bool {
        match self {
            Self::Number { agency, .. } => agencies.iter().max().is_some_and(|last| last < agency),
            Self::Due { .. } | Self::Received { .. } | Self::Updated { .. } => false,
        }
    }
}
