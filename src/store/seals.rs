//! 每日封存: one hash over all events recorded on a UTC day and over the seal before it.
//!
//! The hashes of a case find a changed line; a seal also finds a history that was rewritten to its end
//! with new hashes, and a case that was taken away with everything it had. A seal written down outside the system proves
//! the history up to its day. Days without events have no seal.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::conn::DbConn;
use super::error::StoreResult;
use super::hex;
use super::schema::{events, seals};
use crate::domain::ids::CaseId;

/// Rows in memory while a day is read.
const ROWS_IN_MEMORY: i64 = 5_000;

/// A seal.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize)]
#[diesel(table_name = seals, treat_none_as_default_value = false)]
pub struct SealRow {
    /// The UTC day.
    pub day: NaiveDate,
    /// How many events were recorded on it.
    pub events: i64,
    /// SHA-256 over a line with the hash of the seal before it, a line with the day, and a line
    /// `case version hash` for each event by instant, case and version; in hexadecimal.
    pub hash: String,
    /// When it was sealed (UTC).
    pub sealed_at: NaiveDateTime,
}

/// Seals every day up to and including `last` that is over, has events and no seal, and gives the new
/// seals. From then on the database refuses further events on these days. To be called in a writing
/// transaction.
///
/// # Errors
/// If the database refuses a statement.
pub fn seal_through(conn: &mut DbConn, last: NaiveDate, now: NaiveDateTime) -> StoreResult<Vec<SealRow>> {
    conn.lock_events()?;
    let due = |day: &NaiveDate| *day <= last && *day < now.date();
    let mut before = newest(conn)?;
    let mut made = Vec::new();
    while let Some(day) = next_day_with_events(conn, before.as_ref())?.filter(due) {
        let previous = before.as_ref().map_or("", |seal| &seal.hash);
        let (events, hash) = hash_of_day(conn, previous, day)?;
        let seal = SealRow { day, events, hash, sealed_at: now };
        diesel::insert_into(seals::table).values(&seal).execute(conn)?;
        made.push(seal.clone());
        before = Some(seal);
    }
    Ok(made)
}

/// The last seal, if any.
///
/// # Errors
/// If the database refuses the query.
pub fn newest(conn: &mut DbConn) -> StoreResult<Option<SealRow>> {
    Ok(seals::table.order(seals::day.desc()).select(SealRow::as_select()).first(conn).optional()?)
}

/// Every seal, by day.
///
/// # Errors
/// If the database refuses the query.
pub fn list(conn: &mut DbConn) -> StoreResult<Vec<SealRow>> {
    Ok(seals::table.order(seals::day).select(SealRow::as_select()).load(conn)?)
}

/// Computes every seal again: the days whose events are not those that were sealed, and days up to the
/// last seal that have events and no seal.
///
/// # Errors
/// If the database refuses a query.
pub fn verify(conn: &mut DbConn) -> StoreResult<Vec<NaiveDate>> {
    let mut broken = Vec::new();
    let mut before: Option<SealRow> = None;
    for seal in list(conn)? {
        let unsealed = next_day_with_events(conn, before.as_ref())?.filter(|day| *day < seal.day);
        broken.extend(unsealed);
        let previous = before.as_ref().map_or("", |seal| &seal.hash);
        if hash_of_day(conn, previous, seal.day)? != (seal.events, seal.hash.clone()) {
            broken.push(seal.day);
        }
        before = Some(seal);
    }
    Ok(broken)
}

fn next_day_with_events(conn: &mut DbConn, after: Option<&SealRow>) -> StoreResult<Option<NaiveDate>> {
    let mut query = events::table.order(events::recorded_at).select(events::recorded_at).into_boxed();
    if let Some(seal) = after {
        query = query.filter(events::recorded_at.ge(end_of(seal.day)));
    }
    let first: Option<NaiveDateTime> = query.first(conn).optional()?;
    Ok(first.map(|at| at.date()))
}

fn start_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

fn end_of(day: NaiveDate) -> NaiveDateTime {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX))
}

type Line = (NaiveDateTime, CaseId, i32, String);

fn hash_of_day(conn: &mut DbConn, previous: &str, day: NaiveDate) -> StoreResult<(i64, String)> {
    let mut hash = Sha256::new().chain_update(format!("{previous}\n{day}\n"));
    let mut count = 0;
    let mut after = (start_of(day), CaseId(i64::MIN), 0);
    loop {
        let lines = lines_after(conn, day, after)?;
        let Some((at, case, version, _)) = lines.last() else { break };
        after = (*at, *case, *version);
        for (_, case, version, event) in &lines {
            hash.update(format!("{} {version} {event}\n", case.0));
            count += 1;
        }
    }
    Ok((count, hex::encode(&hash.finalize())))
}

fn lines_after(conn: &mut DbConn, day: NaiveDate, after: (NaiveDateTime, CaseId, i32)) -> StoreResult<Vec<Line>> {
    let (at, case, version) = after;
    let later = sql::<Bool>("(recorded_at, case_id, version) > (")
        .bind::<Timestamp, _>(at)
        .sql(", ")
        .bind::<BigInt, _>(case)
        .sql(", ")
        .bind::<Integer, _>(version)
        .sql(")");
    Ok(events::table
        .filter(later)
        .filter(events::recorded_at.lt(end_of(day)))
        .order((events::recorded_at, events::case_id, events::version))
        .limit(ROWS_IN_MEMORY)
        .select((events::recorded_at, events::case_id, events::version, events::hash))
        .load(conn)?)
}
