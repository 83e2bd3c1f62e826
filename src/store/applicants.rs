//! 申请人 (art 27). Identifiers are kept sealed; how they are sealed and opened is not known here.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, Moment, insert_rows, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::applicants;
use crate::domain::code::Category;
use crate::domain::ids::{AgencyId, ApplicantId};

/// Names in one statement.
const NAMES_AT_ONCE: usize = 500;

/// An applicant to be inserted.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = applicants, treat_none_as_default_value = false)]
pub struct NewApplicant {
    /// 机关
    pub agency_id: AgencyId,
    /// 申请人类别
    pub category: Category,
    /// 姓名或名称
    pub name: String,
    /// The name as it is compared.
    pub match_name: String,
    /// A keyed hash of the identity number, equal for the same person.
    pub id_hash: Option<String>,
    /// The key that `sealed` is encrypted under.
    pub key_id: Option<String>,
    /// Identifiers and contact, encrypted; there exactly when `key_id` is.
    #[serde(with = "super::hex::optional")]
    pub sealed: Option<Vec<u8>>,
    /// When it was entered (UTC).
    pub created_at: NaiveDateTime,
}

/// An applicant as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = applicants, treat_none_as_default_value = false)]
pub struct ApplicantRow {
    /// The id.
    pub id: ApplicantId,
    /// Everything else.
    #[diesel(embed)]
    #[serde(flatten)]
    pub details: NewApplicant,
}

/// Inserts an applicant.
///
/// # Errors
/// If the database refuses the statement.
pub fn insert(conn: &mut DbConn, new: &NewApplicant) -> StoreResult<ApplicantId> {
    Ok(on_both!(conn, c => diesel::insert_into(applicants::table)
        .values(new)
        .returning(applicants::id)
        .get_result(c))?)
}

/// Inserts many applicants, and gives their ids in the same order.
///
/// # Errors
/// If the database refuses a statement.
pub fn insert_many(conn: &mut DbConn, new: &[&NewApplicant]) -> StoreResult<Vec<ApplicantId>> {
    let ids: Vec<ApplicantId> = conn.take_ids("applicants", new.len())?.into_iter().map(ApplicantId).collect();
    let rows: Vec<(ApplicantId, &NewApplicant)> = ids.iter().copied().zip(new.iter().copied()).collect();
    insert_rows!(conn, applicants::table, rows, |row| {
        // Taken apart whole, so that a column that is added cannot be left out.
        let (id, details) = row;
        let NewApplicant { agency_id, category, name, match_name, id_hash, key_id, sealed, created_at } = details;
        (
            applicants::id.eq(*id),
            applicants::agency_id.eq(*agency_id),
            applicants::category.eq(*category),
            applicants::name.eq(name.as_str()),
            applicants::match_name.eq(match_name.as_str()),
            applicants::id_hash.eq(id_hash.as_deref()),
            applicants::key_id.eq(key_id.as_deref()),
            applicants::sealed.eq(sealed.as_deref()),
            applicants::created_at.eq(Moment(*created_at)),
        )
    })?;
    Ok(ids)
}

/// The applicant with this id.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn find(conn: &mut DbConn, id: ApplicantId) -> StoreResult<ApplicantRow> {
    let row = applicants::table.find(id).select(ApplicantRow::as_select()).first(conn).optional()?;
    row.ok_or_else(|| StoreError::not_found("applicant", id))
}

/// Category and name of these applicants.
///
/// # Errors
/// If the database refuses the query.
pub fn names(conn: &mut DbConn, ids: &[ApplicantId]) -> StoreResult<Vec<(ApplicantId, Category, String)>> {
    Ok(match conn {
        DbConn::Sqlite(conn) => Names::of(ids).load(conn)?,
        DbConn::Postgres(conn) => applicants::table
            .filter(applicants::id.eq_any(ids))
            .select((applicants::id, applicants::category, applicants::name))
            .load(conn)?,
    })
}

/// Whose names are asked for, as one list in JSON: SQLite has no other lists, and a statement with as many places as
/// there are people would be put together anew for each page.
struct Names {
    ids: String,
}

impl Names {
    fn of(ids: &[ApplicantId]) -> Self {
        let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
        Self { ids: format!("[{}]", ids.join(",")) }
    }
}

impl QueryFragment<Sqlite> for Names {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        out.push_sql("SELECT id, category, name FROM applicants WHERE id IN (SELECT value FROM json_each(");
        out.push_bind_param::<Text, _>(&self.ids)?;
        out.push_sql("))");
        Ok(())
    }
}

impl QueryId for Names {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for Names {
    type SqlType = (BigInt, Text, Text);
}

impl RunQueryDsl<SqliteConnection> for Names {}

/// Applicants of an agency with the same identity number.
///
/// # Errors
/// If the database refuses the query.
pub fn with_id_hash(conn: &mut DbConn, agency: AgencyId, id_hash: &str) -> StoreResult<Vec<ApplicantRow>> {
    let same = applicants::table
        .filter(applicants::agency_id.eq(agency))
        .filter(applicants::id_hash.eq(id_hash))
        .order(applicants::id);
    Ok(on_both!(conn, c => same.select(ApplicantRow::as_select()).load(c))?)
}

/// Applicants of an agency with one of these identity numbers; those with the same, in the order they were entered.
///
/// # Errors
/// If the database refuses the query.
pub fn with_id_hashes(conn: &mut DbConn, agency: AgencyId, id_hashes: &[&str]) -> StoreResult<Vec<ApplicantRow>> {
    let one_by_one = matches!(conn, DbConn::Sqlite(_)) || id_hashes.len() == 1;
    if one_by_one {
        // What stays prepared finds many sooner than one statement that is read anew for each number of them.
        let mut found = Vec::new();
        for id_hash in id_hashes {
            found.extend(with_id_hash(conn, agency, id_hash)?);
        }
        return Ok(found);
    }
    let same = applicants::table
        .filter(applicants::agency_id.eq(agency))
        .filter(applicants::id_hash.eq_any(id_hashes))
        .order(applicants::id);
    Ok(same.select(ApplicantRow::as_select()).load(conn)?)
}

/// Applicants of an agency with one of these compared names.
///
/// # Errors
/// If the database refuses the query.
pub fn with_names(conn: &mut DbConn, agency: AgencyId, match_names: &[&str]) -> StoreResult<Vec<ApplicantRow>> {
    let mut found = Vec::new();
    for some in match_names.chunks(NAMES_AT_ONCE) {
        let rows = applicants::table
            .filter(applicants::agency_id.eq(agency))
            .filter(applicants::match_name.eq_any(some))
            .order(applicants::id)
            .select(ApplicantRow::as_select())
            .load::<ApplicantRow>(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Identifiers encrypted anew.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = applicants, treat_none_as_null = true)]
pub struct Sealed {
    /// A keyed hash of the identity number.
    pub id_hash: Option<String>,
    /// The key that `sealed` is encrypted under.
    pub key_id: Option<String>,
    /// Identifiers and contact, encrypted.
    pub sealed: Option<Vec<u8>>,
}

/// Replaces an applicant's sealed identifiers.
///
/// # Errors
/// [`StoreError::NotFound`].
pub fn reseal(conn: &mut DbConn, id: ApplicantId, sealed: &Sealed) -> StoreResult<()> {
    let changed = diesel::update(applicants::table.find(id)).set(sealed).execute(conn)?;
    if changed == 1 { Ok(()) } else { Err(StoreError::not_found("applicant", id)) }
}

/// Applicants after `after` whose identifiers are sealed under another key than `key_id`, by id, at most
/// `size`: what is left to do for a change of keys.
///
/// # Errors
/// If the database refuses the query.
pub fn sealed_under_another_key(
    conn: &mut DbConn,
    key_id: &str,
    after: ApplicantId,
    size: u32,
) -> StoreResult<Vec<ApplicantRow>> {
    Ok(applicants::table
        .filter(applicants::key_id.ne(key_id))
        .filter(applicants::id.gt(after))
        .order(applicants::id)
        .limit(i64::from(size))
        .select(ApplicantRow::as_select())
        .load(conn)?)
}
