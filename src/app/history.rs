//! 办理经过: the stored history of a case, as the domain's events.

use crate::domain::case::Entry;
use crate::domain::ids::CaseId;
use crate::store::StoreError;
use crate::store::events::EventRow;

/// The entries of a history.
///
/// # Errors
/// [`StoreError::Corrupt`] if one of them is not an event.
pub(super) fn decode(rows: &[EventRow], case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let read = |row: &EventRow| {
        let event = serde_json::from_str(&row.payload).map_err(|_| corrupt(case))?;
        Ok(Entry { on: row.on_date, event })
    };
    rows.iter().map(read).collect()
}

/// What is said of a history that cannot be one.
pub(super) fn corrupt(case: CaseId) -> StoreError {
    StoreError::Corrupt { what: format!("history of {case}") }
}
