//! 管理日志: what administrators changed in an agency, the last first.

use serde_json::Value;

use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::store::StoreError;
use crate::store::admin_log::{self, AdminEventRow};

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The entries.
    pub entries: Vec<AdminEventRow>,
    /// The version before which the next page begins, if there is one.
    pub next: Option<i32>,
}

/// Reads an agency's log before a version (or from the end), at most `size` entries.
///
/// # Errors
/// [`AppError::Store`].
pub fn page(app: &App, agency: &Agency, before: Option<i32>, size: u32) -> Result<LogPage, AppError> {
    // One more than asked for tells whether there is a next page.
    let wanted = size.saturating_add(1);
    let mut entries = app.store.read(|conn| admin_log::page_before(conn, agency.id, before, wanted))?;
    let is_more = entries.len() > size as usize;
    entries.truncate(size as usize);
    let next = entries.last().filter(|_| is_more).map(|last| last.version);
    Ok(LogPage { entries, next })
}

/// An event as it is stored: its code, and the rest as JSON.
pub(super) fn written(event: &AdminEvent) -> Result<(String, String), StoreError> {
    let corrupt = || StoreError::Corrupt { what: "administrative event".to_owned() };
    let Ok(Value::Object(mut fields)) = serde_json::to_value(event) else { return Err(corrupt()) };
    match (fields.remove("what"), fields.remove("particulars")) {
        (Some(Value::String(what)), Some(particulars)) => Ok((what, particulars.to_string())),
        (Some(_) | None, _) => Err(corrupt()),
    }
}

/// An entry as what was changed.
///
/// # Errors
/// [`StoreError::Corrupt`] if it cannot be read.
pub fn read(row: &AdminEventRow) -> Result<AdminEvent, StoreError> {
    let corrupt = |_| StoreError::Corrupt { what: format!("administrative event {}/{}", row.agency_id, row.version) };
    let particulars: Value = serde_json::from_str(&row.particulars).map_err(corrupt)?;
    serde_json::from_value(serde_json::json!({ "what": row.what, "particulars": particulars })).map_err(corrupt)
}
