//! 督办: a supervisor urges a case and asks the office for an answer.
//!
//! It is no act on the case: no date moves by it and nothing in the history. It is kept beside the case, is
//! told to whoever works on it and to the head of the office, and its answer to whoever asked.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::mail::{Mail, enqueue};
use super::once::{self, OnceKey};
use super::{Agency, App, AppError};
use crate::domain::ids::{AgencyId, CaseId, OfficerId, UrgingId};
use crate::domain::mail::{MailContent, Recipient};
use crate::domain::role::Role;
use crate::store::urgings::{self, NewUrging, UrgingRow};
use crate::store::{DbConn, StoreError, StoreResult, cases, officers};

/// What is asked of an office.
#[derive(Debug, Clone)]
pub struct Urging {
    /// The case.
    pub case: CaseId,
    /// 督办人
    pub by: OfficerId,
    /// 督办要求
    pub words: String,
    /// By when an answer is asked for.
    pub answer_by: NaiveDate,
}

/// Urges a case of an agency, once under the same key.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such case; [`AppError::KeyReused`].
pub fn urge(app: &App, agency: &Agency, urging: Urging, once: Option<OnceKey>) -> Result<UrgingRow, AppError> {
    let (agency, now, case) = (agency.id, app.clock.now(), urging.case);
    app.store.write_blocking(move |conn| {
        let id = once::run(conn, once.as_ref(), |conn| Ok(insert(conn, agency, &urging, now)?))?;
        Ok(urgings::find(conn, case, id)?)
    })
}

/// Keeps an urging and tells whoever works on the case and the head of the office.
fn insert(conn: &mut DbConn, agency: AgencyId, urging: &Urging, now: NaiveDateTime) -> StoreResult<UrgingId> {
    let Urging { case, by, words, answer_by } = urging.clone();
    let row = cases::find(conn, case)?;
    if row.origin.agency_id != agency {
        return Err(StoreError::NotFound { what: "case", key: case.to_string() });
    }
    let id = urgings::insert(conn, &NewUrging { case_id: case, urged_by: by, urged_at: now, words, answer_by })?;
    let heads = officers::active_holders(conn, agency, Role::OfficeHead)?;
    let concerned: BTreeSet<OfficerId> =
        heads.into_iter().map(|(officer, _)| officer).chain(row.state.assignee_id).collect();
    for officer in concerned {
        let content = MailContent::Urged { answer_by, due_on: row.state.due_on };
        let to = Recipient::Officer(officer);
        enqueue(conn, &Mail { agency, case: Some(case), to, content, not_before: None }, now)?;
    }
    Ok(id)
}

/// 督办回复, once.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such urging of the case, with
/// [`StoreError::Duplicate`] if it was answered before.
pub fn answer(
    app: &App,
    agency: &Agency,
    (case, id): (CaseId, UrgingId),
    by: OfficerId,
    words: &str,
) -> Result<(), AppError> {
    let (agency, now, words) = (agency.id, app.clock.now(), words.to_owned());
    let keep = move |conn: &mut DbConn| -> StoreResult<()> {
        let row = urgings::find(conn, case, id)?;
        if !urgings::answer(conn, id, by, &words, now)? {
            return Err(StoreError::Duplicate { what: "urging", key: id.to_string() });
        }
        let content = MailContent::UrgingAnswered { answer_by: row.answer_by };
        let to = Recipient::Officer(row.urged_by);
        enqueue(conn, &Mail { agency, case: Some(case), to, content, not_before: None }, now)?;
        Ok(())
    };
    Ok(app.store.write_blocking(keep)?)
}

/// The urgings of a case, oldest first.
///
/// # Errors
/// [`AppError::Store`].
pub fn urgings_of(app: &App, case: CaseId) -> Result<Vec<UrgingRow>, AppError> {
    Ok(app.store.read(|conn| urgings::of_case(conn, case))?)
}
