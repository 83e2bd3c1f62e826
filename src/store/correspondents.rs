//! 通信方式: how the applicants of cases are written to, where they gave an e-mail address.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, insert_rows};
use super::error::StoreResult;
use super::schema::correspondents;
use crate::domain::ids::CaseId;
use crate::domain::mail::Language;

/// How the applicant of a case is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = correspondents, treat_none_as_default_value = false)]
pub struct CorrespondentRow {
    /// The case.
    pub case_id: CaseId,
    /// The language of the request.
    pub language: Language,
    /// Whether the reply itself is to come by e-mail.
    pub reply_enclosed: bool,
    /// Whether the last days of the remedies are to be called to mind.
    pub appeal_reminder: bool,
}

/// How the applicant of a case is written to; none, if not by e-mail.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, case: CaseId) -> StoreResult<Option<CorrespondentRow>> {
    Ok(correspondents::table.find(case).select(CorrespondentRow::as_select()).first(conn).optional()?)
}

/// Writes down how the applicant of a case is written to, whatever was known before.
///
/// # Errors
/// If the database refuses a statement.
pub fn put(conn: &mut DbConn, row: &CorrespondentRow) -> StoreResult<()> {
    if diesel::update(correspondents::table.find(row.case_id)).set(row).execute(conn)? == 0 {
        diesel::insert_into(correspondents::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Writes down how the applicants of new cases are written to.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert_many(conn: &mut DbConn, new: &[CorrespondentRow]) -> StoreResult<()> {
    Ok(insert_rows!(conn, correspondents::table, new, |row| {
        let CorrespondentRow { case_id, language, reply_enclosed, appeal_reminder } = row;
        (
            correspondents::case_id.eq(*case_id),
            correspondents::language.eq(*language),
            correspondents::reply_enclosed.eq(*reply_enclosed),
            correspondents::appeal_reminder.eq(*appeal_reminder),
        )
    })?)
}
