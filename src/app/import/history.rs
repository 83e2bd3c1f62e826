//! A history as the store keeps it, and back.

use chrono::NaiveDateTime;

use crate::domain::case::Entry;
use crate::domain::ids::CaseId;
use crate::domain::role::Actor;
use crate::store::events::NewEvent;
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

/// Entries as the store keeps them.
pub(crate) fn encode(history: &[Entry], actor: &Actor, now: NaiveDateTime) -> Result<Vec<NewEvent>, StoreError> {
    let write = |entry: &Entry| {
        let payload = serde_json::to_string(&entry.event)
            .map_err(|error| StoreError::Corrupt { what: format!("event: {error}") })?;
        Ok(NewEvent { on_date: entry.on, recorded_at: now, actor: actor.to_string(), payload })
    };
    history.iter().map(write).collect()
}
