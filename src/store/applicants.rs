//! 申请人 (art 27). Identifiers are kept sealed; how they are sealed and opened is not known here.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::{DbConn, on_both};
use super::error::{StoreError, StoreResult};
use super::schema::applicants;
use crate::domain::code::Category;
use crate::domain::ids::{AgencyId, ApplicantId};

/// Rows in one statement; each has eight values.
const ROWS_AT_ONCE: usize = 500;

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

/// Inserts many applicants, for imports, and gives their ids in the same order.
///
/// # Errors
/// If the database refuses a statement.
pub fn insert_many(conn: &mut DbConn, new: &[NewApplicant]) -> StoreResult<Vec<ApplicantId>> {
    let mut inserted = Vec::with_capacity(new.len());
    for some in new.chunks(ROWS_AT_ONCE) {
        let rows: Vec<ApplicantRow> = on_both!(conn, c => diesel::insert_into(applicants::table)
            .values(some)
            .returning(ApplicantRow::as_returning())
            .get_results(c))?;
        inserted.extend(rows);
    }
    in_the_order_of(new, &inserted)
}

/// Neither database promises to return rows in the order they were given, and nothing in an applicant is
/// unique; but those who are alike in everything may have each other's ids.
fn in_the_order_of(new: &[NewApplicant], inserted: &[ApplicantRow]) -> StoreResult<Vec<ApplicantId>> {
    let mut ids: HashMap<Likeness<'_>, VecDeque<ApplicantId>> = HashMap::with_capacity(inserted.len());
    for row in inserted {
        ids.entry(likeness(&row.details)).or_default().push_back(row.id);
    }
    let take = |applicant| {
        let id = ids.get_mut(&likeness(applicant)).and_then(VecDeque::pop_front);
        id.ok_or_else(|| StoreError::not_found("applicant", "in this batch"))
    };
    new.iter().map(take).collect()
}

type Likeness<'a> = (AgencyId, Category, &'a str, &'a str, Option<&'a str>, Option<&'a [u8]>);

fn likeness(applicant: &NewApplicant) -> Likeness<'_> {
    let NewApplicant { agency_id, category, name, match_name, id_hash, key_id: _, sealed, created_at: _ } = applicant;
    (*agency_id, *category, name, match_name, id_hash.as_deref(), sealed.as_deref())
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
    Ok(applicants::table
        .filter(applicants::id.eq_any(ids))
        .select((applicants::id, applicants::category, applicants::name))
        .load(conn)?)
}

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

/// Applicants of an agency with one of these identity numbers, in the order they were entered.
///
/// # Errors
/// If the database refuses the query.
pub fn with_id_hashes(conn: &mut DbConn, agency: AgencyId, id_hashes: &[&str]) -> StoreResult<Vec<ApplicantRow>> {
    if let [id_hash] = id_hashes {
        // This one stays prepared.
        return with_id_hash(conn, agency, id_hash);
    }
    let mut found = Vec::new();
    for some in id_hashes.chunks(ROWS_AT_ONCE) {
        let rows: Vec<ApplicantRow> = applicants::table
            .filter(applicants::agency_id.eq(agency))
            .filter(applicants::id_hash.eq_any(some))
            .order(applicants::id)
            .select(ApplicantRow::as_select())
            .load(conn)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Applicants of an agency with one of these compared names.
///
/// # Errors
/// If the database refuses the query.
pub fn with_names(conn: &mut DbConn, agency: AgencyId, match_names: &[&str]) -> StoreResult<Vec<ApplicantRow>> {
    let mut found = Vec::new();
    for some in match_names.chunks(ROWS_AT_ONCE) {
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
