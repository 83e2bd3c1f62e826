//! 管理日志: what administrators changed, only ever added to, a chain of hashes for each agency.
//!
//! Like the history of a case: each entry carries a hash of itself and of the entry before it ([`link`]).
//! Where a chain ends is kept beside it, so that an end that was cut off is found too.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::admin_events;
use super::{events, hex, meta};
use crate::domain::ids::AgencyId;

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = admin_events, treat_none_as_default_value = false)]
pub struct AdminEventRow {
    /// Whose log.
    pub agency_id: AgencyId,
    /// Its place in the log, from 1.
    pub version: i32,
    /// When it was recorded (UTC, whole microseconds).
    pub recorded_at: NaiveDateTime,
    /// Who did it, in one line.
    pub actor: String,
    /// What was done, as a code.
    pub what: String,
    /// To what, and what was there before, as JSON.
    pub particulars: String,
    /// The hash of this entry and of the one before it.
    pub hash: String,
}

/// An entry to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAdminEvent {
    /// When it is recorded (UTC); cut to whole microseconds.
    pub recorded_at: NaiveDateTime,
    /// Who did it, in one line.
    pub actor: String,
    /// What was done, as a code.
    pub what: String,
    /// To what, and what was there before, as JSON.
    pub particulars: String,
}

/// The hash of an entry: SHA-256 over six lines and the particulars, in hexadecimal: the hash before it
/// (empty for the first), the agency's number, version, instant (`2025-03-03T01:02:03.000000Z`), actor, what.
///
/// ```
/// use gongkai_core::{domain::ids::AgencyId, store::admin_log::{AdminEventRow, link}};
/// let event = AdminEventRow {
///     agency_id: AgencyId(7), version: 1, recorded_at: chrono::DateTime::UNIX_EPOCH.naive_utc(),
///     actor: "system".into(), what: "agency_closed".into(), particulars: "{}".into(), hash: String::new(),
/// };
/// // printf '\n7\n1\n1970-01-01T00:00:00.000000Z\nsystem\nagency_closed\n{}' | sha256sum
/// assert!(link("", &event).starts_with("171e0fda"));
/// ```
#[must_use]
pub fn link(previous: &str, event: &AdminEventRow) -> String {
    let AdminEventRow { agency_id, version, recorded_at, actor, what, particulars, hash: _ } = event;
    let recorded_at = recorded_at.format("%Y-%m-%dT%H:%M:%S%.6fZ");
    let head = format!("{previous}\n{}\n{version}\n{recorded_at}\n{actor}\n{what}\n", agency_id.0);
    hex::encode(&Sha256::new().chain_update(head).chain_update(particulars).finalize())
}

/// Makes every other administrative change wait until this transaction ends. To be called before anything
/// is read that the change is decided by: the tree, who is an administrator, the end of the log.
///
/// # Errors
/// If the database refuses the statement.
pub fn lock(conn: &mut DbConn) -> StoreResult<()> {
    Ok(conn.lock_admin_events()?)
}

/// Adds an entry to an agency's log. To be called after [`lock`].
///
/// # Errors
/// If the database refuses a statement.
pub fn append(conn: &mut DbConn, agency: AgencyId, new: &NewAdminEvent) -> StoreResult<AdminEventRow> {
    let before = last(conn, agency)?;
    let NewAdminEvent { recorded_at, actor, what, particulars } = new.clone();
    let mut row = AdminEventRow {
        agency_id: agency,
        version: before.as_ref().map_or(0, |before| before.version) + 1,
        recorded_at: events::to_microseconds(recorded_at),
        actor,
        what,
        particulars,
        hash: String::new(),
    };
    row.hash = link(before.as_ref().map_or("", |before| &before.hash), &row);
    diesel::insert_into(admin_events::table).values(&row).execute(conn)?;
    meta::set(conn, &end_key(agency), &end_of(&row))?;
    Ok(row)
}

fn last(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Option<AdminEventRow>> {
    let of_agency = admin_events::table.filter(admin_events::agency_id.eq(agency));
    let newest = of_agency.order(admin_events::version.desc()).select(AdminEventRow::as_select());
    Ok(newest.first(conn).optional()?)
}

/// How many entries an agency's log has.
///
/// # Errors
/// If the database refuses the query.
pub fn length(conn: &mut DbConn, agency: AgencyId) -> StoreResult<i32> {
    Ok(last(conn, agency)?.map_or(0, |last| last.version))
}

/// Where the end of a log is kept.
fn end_key(agency: AgencyId) -> String {
    format!("admin_log:{}", agency.0)
}

fn end_of(row: &AdminEventRow) -> String {
    format!("{} {}", row.version, row.hash)
}

/// The entries of an agency's log before one of them (or from the last), the last first, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn page_before(
    conn: &mut DbConn,
    agency: AgencyId,
    before: Option<i32>,
    size: u32,
) -> StoreResult<Vec<AdminEventRow>> {
    Ok(admin_events::table
        .filter(admin_events::agency_id.eq(agency))
        .filter(admin_events::version.lt(before.unwrap_or(i32::MAX)))
        .order(admin_events::version.desc())
        .limit(i64::from(size))
        .select(AdminEventRow::as_select())
        .load(conn)?)
}

/// The entries of an agency's log after one of them (0 for all), in order, at most `size`.
///
/// # Errors
/// If the database refuses the query.
pub fn page_after(conn: &mut DbConn, agency: AgencyId, after: i32, size: i64) -> StoreResult<Vec<AdminEventRow>> {
    Ok(admin_events::table
        .filter(admin_events::agency_id.eq(agency))
        .filter(admin_events::version.gt(after))
        .order(admin_events::version)
        .limit(size)
        .select(AdminEventRow::as_select())
        .load(conn)?)
}

/// A log that was followed from its first entry to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// How many entries it has.
    pub events: i64,
    /// The first version that is wrong or missing, if one is.
    pub broken: Option<i32>,
}

/// Follows the hashes of an agency's log to where it is said to end.
///
/// # Errors
/// If the database refuses a query.
pub fn verify(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Followed> {
    const ROWS_IN_MEMORY: i64 = 1_000;
    let mut followed = Followed { events: 0, broken: None };
    let mut end: Option<AdminEventRow> = None;
    loop {
        let after = end.as_ref().map_or(0, |row| row.version);
        let rows = page_after(conn, agency, after, ROWS_IN_MEMORY)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let expected = end.as_ref().map_or(0, |before| before.version) + 1;
            let previous = end.as_ref().map_or("", |before| &before.hash);
            if row.version != expected || row.hash != link(previous, &row) {
                followed.broken = followed.broken.or(Some(expected));
            }
            followed.events += 1;
            end = Some(row);
        }
    }
    if followed.broken.is_none() && meta::get(conn, &end_key(agency))? != end.as_ref().map(end_of) {
        followed.broken = Some(end.map_or(0, |row| row.version) + 1);
    }
    Ok(followed)
}
