//! 检索: the text of each case and the index over it, brought up to date after the acts and not by them.
//!
//! Nothing here is told of an act. What was recorded since the last time is found by its instant
//! ([`recorded_after`]), what was never indexed by its absence ([`behind`]), and a document is kept only
//! if it is of a later version than the one that is there ([`keep`]): any number of processes may do the
//! same work at once.

mod terms;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Timestamp};

use super::conn::{DbConn, on_both};
use super::error::StoreResult;
use super::schema::{applicants, cases, events, search_documents, search_progress};
use crate::domain::ids::{AgencyId, CaseId};

pub use self::terms::find;

/// Ids in one statement.
const IDS_AT_ONCE: usize = 500;
/// The only row of the progress.
const EVENTS: &str = "events";

/// The text of a case as of a version of its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// The case.
    pub case_id: CaseId,
    /// How many events of its history are in it.
    pub version: i32,
    /// The text, as JSON.
    pub content: String,
    /// Its entries in the index, separated by spaces.
    pub terms: String,
}

/// The place of an event in the order in which everything was recorded.
pub type Recorded = (NaiveDateTime, CaseId, i32);

/// Up to which instant what was recorded has been indexed; `None` if nothing ever was.
///
/// # Errors
/// If the database refuses the query.
pub fn progress(conn: &mut DbConn) -> StoreResult<Option<NaiveDateTime>> {
    let row = search_progress::table.find(EVENTS).select(search_progress::recorded_through);
    Ok(row.first(conn).optional()?)
}

/// Remembers up to which instant what was recorded has been indexed.
///
/// # Errors
/// If the database refuses the statement.
pub fn set_progress(conn: &mut DbConn, through: NaiveDateTime) -> StoreResult<()> {
    on_both!(conn, c => diesel::insert_into(search_progress::table)
        .values((search_progress::name.eq(EVENTS), search_progress::recorded_through.eq(through)))
        .on_conflict(search_progress::name)
        .do_update()
        .set(search_progress::recorded_through.eq(through))
        .execute(c))?;
    Ok(())
}

/// What was recorded after an event, or from an instant with case and version 0, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn recorded_after(conn: &mut DbConn, (at, case, version): Recorded, size: i64) -> StoreResult<Vec<Recorded>> {
    let later = sql::<Bool>("(recorded_at, case_id, version) > (")
        .bind::<Timestamp, _>(at)
        .sql(", ")
        .bind::<BigInt, _>(case)
        .sql(", ")
        .bind::<Integer, _>(version)
        .sql(")");
    Ok(events::table
        .filter(later)
        .order((events::recorded_at, events::case_id, events::version))
        .limit(size)
        .select((events::recorded_at, events::case_id, events::version))
        .load(conn)?)
}

/// Cases after one of them whose document is missing or of an earlier version, by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn behind(conn: &mut DbConn, after: CaseId, size: i64) -> StoreResult<Vec<CaseId>> {
    Ok(cases::table
        .left_join(search_documents::table)
        .filter(cases::id.gt(after))
        .filter(search_documents::version.is_null().or(search_documents::version.assume_not_null().lt(cases::version)))
        .order(cases::id)
        .limit(size)
        .select(cases::id)
        .load(conn)?)
}

/// The version of the document of each of these cases that has one.
///
/// # Errors
/// If the database refuses the query.
pub fn versions(conn: &mut DbConn, ids: &[CaseId]) -> StoreResult<HashMap<CaseId, i32>> {
    let mut versions = HashMap::with_capacity(ids.len());
    for some in ids.chunks(IDS_AT_ONCE) {
        let rows: Vec<(CaseId, i32)> = search_documents::table
            .filter(search_documents::case_id.eq_any(some))
            .select((search_documents::case_id, search_documents::version))
            .load(conn)?;
        versions.extend(rows);
    }
    Ok(versions)
}

/// What a document says beside the history: the case, whose it is, its number and the applicant's name.
pub type Heading = (CaseId, AgencyId, String, String);

/// The headings of these cases, by id.
///
/// # Errors
/// If the database refuses the query.
pub fn headings(conn: &mut DbConn, ids: &[CaseId]) -> StoreResult<Vec<Heading>> {
    Ok(cases::table
        .inner_join(applicants::table)
        .filter(cases::id.eq_any(ids))
        .order(cases::id)
        .select((cases::id, cases::agency_id, cases::case_no, applicants::name))
        .load(conn)?)
}

/// Keeps documents that are of a later version than those that are there, and gives how many were. To be
/// called in a writing transaction, with the documents in the order of their cases.
///
/// # Errors
/// If the database refuses a statement.
pub fn keep(conn: &mut DbConn, documents: &[NewDocument]) -> StoreResult<usize> {
    let mut kept = 0;
    for document in documents {
        if is_later(conn, document)? {
            terms::replace(conn, document.case_id, &document.terms)?;
            kept += 1;
        }
    }
    Ok(kept)
}

fn is_later(conn: &mut DbConn, document: &NewDocument) -> StoreResult<bool> {
    let NewDocument { case_id, version, content, terms: _ } = document;
    let earlier = search_documents::table.find(*case_id).filter(search_documents::version.lt(*version));
    let new = (search_documents::version.eq(*version), search_documents::content.eq(content));
    if diesel::update(earlier).set(new).execute(conn)? == 1 {
        return Ok(true);
    }
    let values = (search_documents::case_id.eq(*case_id), new);
    let inserted = on_both!(conn, c => diesel::insert_into(search_documents::table)
        .values(values)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// Whose each of these cases is, and its text as JSON, where there is one.
///
/// # Errors
/// If the database refuses the query.
pub fn contents(conn: &mut DbConn, ids: &[CaseId]) -> StoreResult<HashMap<CaseId, (AgencyId, String)>> {
    let rows: Vec<(CaseId, AgencyId, String)> = search_documents::table
        .inner_join(cases::table)
        .filter(search_documents::case_id.eq_any(ids))
        .select((cases::id, cases::agency_id, search_documents::content))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, agency, content)| (id, (agency, content))).collect())
}
