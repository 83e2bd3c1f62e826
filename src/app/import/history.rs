//! A stored history, read back.

use crate::domain::case::Entry;
use crate::domain::ids::CaseId;
use crate::store::{StoreError, events};

/// A stored history as the domain reads it.
pub(crate) fn decode(rows: &[events::EventRow], case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let read = |row: &events::EventRow| {
        let event = serde_json::from_str(&row.payload).map_err(|_| corrupt(case))?;
        Ok(Entry { on: row.on_date, event })
    };
    rows.iter().map(read).collect()
}

/// What cannot be a history.
pub(crate) fn corrupt(case: CaseId) -> StoreError {
    StoreError::Corrupt { what: format!("history of {case}") }
}
