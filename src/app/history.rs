//! 办理经过: the stored history of a case, as the domain's events.

use chrono::NaiveDateTime;

use crate::domain::case::Entry;
use crate::domain::ids::CaseId;
use crate::domain::role::Actor;
use crate::store::StoreError;
use crate::store::events::{EventRow, NewEvent};

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

/// Entries as the store keeps them.
pub(super) fn encode(history: &[Entry], actor: &Actor, now: NaiveDateTime) -> Result<Vec<NewEvent>, StoreError> {
    let write = |entry: &Entry| {
        let payload = serde_json::to_string(&entry.event)
            .map_err(|error| StoreError::Corrupt { what: format!("event: {error}") })?;
        Ok(NewEvent { on_date: entry.on, recorded_at: now, actor: actor.to_string(), payload })
    };
    history.iter().map(write).collect()
}
