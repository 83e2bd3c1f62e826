//! 附件: which files a case has. The bytes are kept elsewhere, under their hash.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::{StoreError, StoreResult};
use super::schema::attachments;
use crate::domain::attachment::{FileKind, FilePurpose};
use crate::domain::ids::{AttachmentId, CaseId};

/// A file to be added to a case.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
pub struct NewAttachment {
    /// Whose.
    pub case_id: CaseId,
    /// The entry of the history that says so.
    pub version: i32,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// 文件名, as it is shown.
    pub name: String,
    /// What the bytes are.
    pub kind: FileKind,
    /// How many bytes.
    pub bytes: i64,
    /// 用途
    pub purpose: FilePurpose,
    /// Who added it, as the history keeps it.
    pub actor: String,
    /// When (UTC).
    pub recorded_at: NaiveDateTime,
    /// 标明涉密
    pub secret: bool,
    /// 清除: when the bytes were given up (UTC).
    pub purged_at: Option<NaiveDateTime>,
}

/// A file as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = attachments, treat_none_as_default_value = false)]
pub struct AttachmentRow {
    /// The id.
    pub id: AttachmentId,
    /// Everything else.
    #[diesel(embed)]
    #[serde(flatten)]
    pub file: NewAttachment,
}

/// Adds a file to a case.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewAttachment) -> StoreResult<AttachmentId> {
    Ok(diesel::insert_into(attachments::table).values(new).returning(attachments::id).get_result(conn)?)
}

/// The file with this id, if it belongs to this case.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, case: CaseId, id: AttachmentId) -> StoreResult<AttachmentRow> {
    let found = attachments::table
        .find(id)
        .filter(attachments::case_id.eq(case))
        .select(AttachmentRow::as_select())
        .first(conn)
        .optional()?;
    found.ok_or_else(|| StoreError::not_found("attachment", id))
}

/// The files of a case, in the order in which they were added.
///
/// # Errors
/// If the database refuses the query.
pub fn of_case(conn: &mut DbConn, case: CaseId) -> StoreResult<Vec<AttachmentRow>> {
    of_cases(conn, case, case)
}

/// The files of all cases from one to another, by case and in the order in which they were added.
///
/// # Errors
/// If the database refuses the query.
pub fn of_cases(conn: &mut DbConn, first: CaseId, last: CaseId) -> StoreResult<Vec<AttachmentRow>> {
    Ok(attachments::table
        .filter(attachments::case_id.between(first, last))
        .order((attachments::case_id, attachments::version))
        .select(AttachmentRow::as_select())
        .load(conn)?)
}

/// 标明涉密: every file of a case with these bytes.
///
/// # Errors
/// If the database refuses the statement.
pub fn mark_secret(conn: &mut DbConn, case: CaseId, sha256: &str) -> StoreResult<()> {
    let marked = attachments::table.filter(attachments::case_id.eq(case)).filter(attachments::sha256.eq(sha256));
    diesel::update(marked).set(attachments::secret.eq(true)).execute(conn)?;
    Ok(())
}

/// 清除 (R18): every file of a case with these bytes.
///
/// # Errors
/// If the database refuses the statement.
pub fn mark_purged(conn: &mut DbConn, case: CaseId, sha256: &[String], at: NaiveDateTime) -> StoreResult<()> {
    let marked = attachments::table
        .filter(attachments::case_id.eq(case))
        .filter(attachments::sha256.eq_any(sha256))
        .filter(attachments::purged_at.is_null());
    diesel::update(marked).set(attachments::purged_at.eq(at)).execute(conn)?;
    Ok(())
}

/// Which of these hashes a file that has not been purged refers to.
///
/// # Errors
/// If the database refuses the query.
pub fn in_use(conn: &mut DbConn, sha256: &[String]) -> StoreResult<HashSet<String>> {
    let used = attachments::table
        .filter(attachments::sha256.eq_any(sha256))
        .filter(attachments::purged_at.is_null())
        .select(attachments::sha256)
        .distinct();
    Ok(used.load::<String>(conn)?.into_iter().collect())
}

/// Hashes after one of them (or from the first) that purged files refer to, in order, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn purged_after(conn: &mut DbConn, after: &str, size: i64) -> StoreResult<Vec<String>> {
    let purged = attachments::table
        .filter(attachments::sha256.gt(after))
        .filter(attachments::purged_at.is_not_null())
        .select(attachments::sha256)
        .distinct();
    Ok(purged.order(attachments::sha256).limit(size).load(conn)?)
}

/// Files after one of them (or from the first), by id, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn after(conn: &mut DbConn, after: AttachmentId, size: i64) -> StoreResult<Vec<AttachmentRow>> {
    Ok(attachments::table
        .filter(attachments::id.gt(after))
        .order(attachments::id)
        .limit(size)
        .select(AttachmentRow::as_select())
        .load(conn)?)
}
